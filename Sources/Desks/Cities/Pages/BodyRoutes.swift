import OfficeKit
import SQLStore

/// The addresses of bodies.
struct BodyRoutes: Sendable {
    let ties: any CityTies

    var all: [Route] {
        [
            .get("/bodies", for: .read, isKept: true, BodyList.answer),
            .get("/bodies/new", for: .editContacts) { visit in try await BodyForm.new(visit) },
            .post("/bodies", for: .editContacts, bodyLimit: 65_536) { visit in try await BodyForm.create(visit) },
            .get("/bodies/:id", for: .read, page),
            .get("/bodies/:id/edit", for: .editContacts) { visit in try await BodyForm.edit(visit) },
            .post("/bodies/:id", for: .editContacts, bodyLimit: 65_536) { visit in try await BodyForm.update(visit) },
            .get("/bodies/:id/history", for: .read, history),
        ]
    }

    /// The body in the path, if the visitor may see it.
    ///
    /// - Throws: `Refusal.notFound`.
    static func body(of visit: Visit) async throws -> Body {
        let id = visit.part("id")
        let viewer = visit.viewer
        guard let body = try await visit.read({ try Body.find(id, for: viewer, on: $0) }) else {
            throw Refusal.notFound
        }
        return body
    }

    @Sendable private func page(_ visit: Visit) async throws -> Answer {
        let ties = ties
        let record = try await visit.read { try BodyRecord(visit.part("id"), ties: ties, visit: visit, on: $0) }
        return .page(BodyPage.page(record, visit: visit))
    }

    @Sendable private func history(_ visit: Visit) async throws -> Answer {
        let body = try await Self.body(of: visit)
        let entries = try await visit.read { connection in
            try RecordHistory.entries(
                of: (Body.recordKind, body.id), for: visit.viewer, in: visit.language, on: connection)
        }
        return RecordHistory.page(
            of: entries, name: body.shown(on: visit.language), href: body.href, list: BodyList.crumb(visit.text),
            visit: visit)
    }
}
