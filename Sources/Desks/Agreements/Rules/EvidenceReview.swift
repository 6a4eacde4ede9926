import OfficeKit

/// What one person decides on another's evidence.
public enum EvidenceReview: Sendable, Hashable {
    case accept
    case `return`(reason: String)
}

extension Evidence {
    /// The evidence as a reviewer leaves it.
    ///
    /// - Parameters:
    ///   - review: accepted, or returned with a reason that tells the submitter what is missing.
    ///   - reviewer: the account that decides; never the one that submitted.
    ///   - today: the day of the decision.
    /// - Throws: a ``Problem`` of the field `review` or `reason`.
    public func reviewed(
        _ review: EvidenceReview, by reviewer: String, on today: Day
    ) throws(Problem) -> Evidence {
        guard reviewer != submittedBy else {
            throw Problem(field: "review", key: "agreements.problem.ownEvidence")
        }
        var result = self
        switch (review, state.name) {
        case (.accept, .submitted):
            result.state = .accepted(by: reviewer, on: today)
        // An acceptance turns out to be wrong at times: it can be taken back, and the stage falls with it.
        case (.return(let reason), .submitted), (.return(let reason), .accepted):
            guard !reason.allSatisfy(\.isWhitespace) else {
                throw Problem(field: "reason", key: "agreements.problem.noReturnReason")
            }
            guard reason.count <= Evidence.reasonLimit else {
                throw Problem(
                    field: "reason", key: "agreements.problem.reasonTooLong",
                    arguments: ["limit": String(Evidence.reasonLimit)])
            }
            result.state = .returned(by: reviewer, on: today, reason: reason)
        default:
            throw Problem(field: "review", key: "agreements.problem.evidenceDecided")
        }
        return result
    }

    /// The evidence, submitted once more after it was returned.
    ///
    /// - Throws: a ``Problem`` when it was not returned, or another than the submitter asks.
    public func submittedAgain(by account: String) throws(Problem) -> Evidence {
        guard account == submittedBy else {
            throw Problem(field: "review", key: "agreements.problem.othersEvidence")
        }
        guard state.name == .returned else {
            throw Problem(field: "review", key: "agreements.problem.evidenceDecided")
        }
        var result = self
        result.state = .submitted
        return result
    }

    /// The evidence, withdrawn: it stays in the record and proves nothing.
    ///
    /// - Throws: a ``Problem`` when another than the submitter or an administrator asks, or it is withdrawn already.
    public func withdrawn(by account: String, as role: Role, on today: Day) throws(Problem) -> Evidence {
        guard account == submittedBy || role == .administrator else {
            throw Problem(field: "review", key: "agreements.problem.othersEvidence")
        }
        guard state.name != .withdrawn else {
            throw Problem(field: "review", key: "agreements.problem.evidenceDecided")
        }
        var result = self
        result.state = .withdrawn(by: account, on: today)
        return result
    }
}
