import OfficeKit
import SQLStore

/// The pairs of texts of an agreement: compared, called in step, and passed over for a signature with a reason.
struct TwinRoutes: Sendable {
    var routes: [Route] {
        [
            .get("/agreements/:code/twins", for: .read, isKept: true) { visit in
                .page(TwinsPage.page(try await AgreementFile.load(visit), visit: visit))
            },
            .post("/agreements/:code/clauses/:number/in-step", for: .editAgreements, callInStep),
            .post("/agreements/:code/twins/override", for: .editAgreements, override),
        ]
    }

    private func callInStep(_ visit: Visit) async throws -> Answer {
        let (file, clause) = try await ClauseRoutes.load(visit)
        let registered = RegisteredClause(agreement: file.registered, clause: clause)
        try await visit.change { try registered.callInStep(in: $0) }
        return .seeOther(
            "\(file.registered.href)/twins#pair-\(clause.number)", flash: Flash(.success, "twins.inStepDone"))
    }

    private func override(_ visit: Visit) async throws -> Answer {
        let file = try await AgreementFile.load(visit)
        let reason = visit.form.text("reason")
        return try await attempt(Flash(.success, "twins.overrideDone")) {
            try await visit.change { try file.registered.overrideTwins(because: reason, in: $0) }
            return file.registered.href + "/edit"
        } again: { problems in
            TwinsPage.page(file, visit: visit, problems: problems)
        }
    }
}
