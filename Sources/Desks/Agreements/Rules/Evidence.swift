import OfficeKit

/// A document or record that shows that an action happened: submitted by one person, accepted or returned by another.
public struct Evidence: Sendable, Hashable, Identifiable {
    /// What became of it.
    public enum State: Sendable, Hashable {
        case submitted
        case accepted(by: String, on: Day)
        case returned(by: String, on: Day, reason: String)
        case withdrawn(by: String, on: Day)

        /// The state's name in tables and catalogues.
        public var name: Name {
            switch self {
            case .submitted: .submitted
            case .accepted: .accepted
            case .returned: .returned
            case .withdrawn: .withdrawn
            }
        }

        /// The states without what belongs to them.
        public enum Name: String, Sendable, CaseIterable, Codable {
            case submitted, accepted, returned, withdrawn

            /// The catalogue key of its name.
            public var key: String { "agreements.evidenceState.\(rawValue)" }
        }
    }

    /// A title's and a reason's greatest length, in characters.
    public static let titleLimit = 300
    public static let reasonLimit = 2000

    public let id: String
    public let clause: String
    /// The action it shows; nil when it shows work under the clause that nobody had planned.
    public let action: String?
    public var title: String
    /// The account that submitted it.
    public let submittedBy: String
    public let submittedOn: Day
    /// The day on which what it shows took place.
    public var dated: Day
    public var state: State

    public init(
        id: String, clause: String, action: String? = nil, title: String = "", submittedBy: String, submittedOn: Day,
        dated: Day, state: State = .submitted
    ) {
        self.id = id
        self.clause = clause
        self.action = action
        self.title = title
        self.submittedBy = submittedBy
        self.submittedOn = submittedOn
        self.dated = dated
        self.state = state
    }

    public var isAccepted: Bool { state.name == .accepted }

    /// Whether it proves something on that day: accepted, and about a day that had come.
    ///
    /// The day of acceptance does not matter: a review in March shows that January's work was done in January.
    public func counts(on day: Day) -> Bool { isAccepted && dated <= day }
}

extension Evidence {
    /// Why it cannot be submitted as it is; empty when it can.
    ///
    /// - Parameter hasProof: whether a file, a link or a record of the office comes with it.
    public func problems(on today: Day, hasProof: Bool) -> [Problem] {
        var problems: [Problem] = []
        if title.allSatisfy(\.isWhitespace) {
            problems.append(Problem(field: "title", key: "agreements.problem.noEvidenceTitle"))
        } else if title.count > Evidence.titleLimit {
            problems.append(
                Problem(
                    field: "title", key: "agreements.problem.titleTooLong",
                    arguments: ["limit": String(Evidence.titleLimit)]))
        }
        if dated > today { problems.append(Problem(field: "dated", key: "agreements.problem.evidenceInFuture")) }
        if !hasProof { problems.append(Problem(field: "proof", key: "agreements.problem.noProof")) }
        return problems
    }
}
