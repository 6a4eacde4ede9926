import OfficeKit
import SQLStore

/// The addresses of persons.
struct PersonRoutes: Sendable {
    let ties: any CityTies

    var all: [Route] {
        [
            .get("/people", for: .read, isKept: true, PersonList.answer),
            .get("/people/new", for: .editContacts) { visit in try await PersonForm.new(visit) },
            .post("/people", for: .editContacts, bodyLimit: 65_536) { visit in try await PersonForm.create(visit) },
            .get("/people/:id", for: .read, page),
            .get("/people/:id/edit", for: .editContacts) { visit in try await PersonForm.edit(visit) },
            .post("/people/:id", for: .editContacts, bodyLimit: 65_536) { visit in try await PersonForm.update(visit) },
            .get("/people/:id/history", for: .read, Self.history),
        ]
    }

    /// The person in the path, if the visitor may see them.
    ///
    /// - Throws: `Refusal.notFound`.
    static func person(of visit: Visit) async throws -> Person {
        let id = visit.part("id")
        let viewer = visit.viewer
        guard let person = try await visit.read({ try Person.find(id, for: viewer, on: $0) }) else {
            throw Refusal.notFound
        }
        return person
    }

    @Sendable private func page(_ visit: Visit) async throws -> Answer {
        let person = try await Self.person(of: visit)
        let viewer = visit.viewer
        let (holders, work) = try await visit.read { connection in
            (
                try Holder.list(of: [person.id], for: viewer, on: connection),
                try ties.openWork(of: person.id, for: viewer, on: connection)
            )
        }
        return .page(PersonPage.page(person, holders, work, visit: visit))
    }

    @Sendable private static func history(_ visit: Visit) async throws -> Answer {
        let person = try await person(of: visit)
        let entries = try await visit.read { connection in
            try RecordHistory.entries(
                of: (Person.recordKind, person.id), for: visit.viewer, in: visit.language, on: connection)
        }
        return RecordHistory.page(
            of: entries, name: person.shown(on: visit.language), href: person.href,
            list: PersonList.crumb(visit.text), visit: visit)
    }
}
