import OfficeKit
import SQLStore

/// What sources say of a tie, and an officer's word on which of them stands.
struct ClaimRoutes: Sendable {
    var routes: [Route] {
        [
            .get("/agreements/:code/claims", for: .read, isKept: true) { visit in
                .page(ClaimsPage.page(try await AgreementFile.load(visit), visit: visit))
            },
            .get("/agreements/:code/claims/:topic", for: .editAgreements) { visit in
                let (file, contradiction) = try await load(visit)
                return .page(ClaimsPage.form(contradiction, in: file, visit: visit))
            },
            .post("/agreements/:code/claims/:topic", for: .editAgreements, settle),
        ]
    }

    private func load(_ visit: Visit) async throws -> (AgreementFile, ClaimSet.Contradiction) {
        let file = try await AgreementFile.load(visit)
        guard let contradiction = file.claims.contradictions.first(where: { $0.topic.rawValue == visit.part("topic") })
        else { throw Refusal.notFound }
        return (file, contradiction)
    }

    private func settle(_ visit: Visit) async throws -> Answer {
        let (file, contradiction) = try await load(visit)
        let chosen = visit.form.text("standing")
        return try await attempt(Flash(.success, "claims.settledDone")) {
            guard !chosen.isEmpty else { throw Problem(field: "standing", key: "forms.errors.choose") }
            return try await visit.change { change in
                try ClaimSet.settle(
                    contradiction.topic, of: file.registered, standing: chosen == "separate" ? nil : chosen,
                    reason: visit.form.text("reason"), in: change)
                return file.registered.href + "/claims"
            }
        } again: { problems in
            ClaimsPage.form(contradiction, in: file, visit: visit, problems: problems)
        }
    }
}
