import OfficeKit
import SQLStore

/// Who answers for the clauses: what is proposed, and taking it.
struct BodiesRoutes: Sendable {
    var routes: [Route] {
        [
            .get("/agreements/:code/bodies", for: .editAgreements) { visit in
                let (file, proposals) = try await load(visit)
                return .page(BodiesPage.page(file, proposals, visit: visit))
            },
            .post("/agreements/:code/bodies", for: .editAgreements, assign),
        ]
    }

    private func load(_ visit: Visit) async throws -> (AgreementFile, BodyProposals) {
        let file = try await AgreementFile.load(visit)
        let viewer = visit.viewer
        let today = visit.today
        return (
            file,
            try await visit.read { connection in
                try BodyProposals.load(for: file, viewer: viewer, on: today, connection: connection)
            }
        )
    }

    private func assign(_ visit: Visit) async throws -> Answer {
        let (file, proposals) = try await load(visit)
        do {
            let closed = try await visit.change { change in
                try BodiesPage.assign(file, proposals, visit: visit, in: change)
            }
            let flash =
                closed == 0
                ? Flash(.info, "bodies.nothing") : Flash(.success, "bodies.done", ["count": visit.shown(closed)])
            return .seeOther(file.registered.href, flash: flash)
        } catch let problems as Problems {
            return .page(BodiesPage.page(file, proposals, visit: visit, problems: problems.list))
        }
    }
}
