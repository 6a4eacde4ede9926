import OfficeKit
import SQLStore

/// The addresses of cities.
struct CityRoutes: Sendable {
    let ties: any CityTies

    var all: [Route] {
        [
            .get("/cities", for: .read, isKept: true, CityList.answer),
            .get("/cities/new", for: .editContacts) { visit in try await CityForm.new(visit) },
            .post("/cities", for: .editContacts, bodyLimit: 65_536) { visit in try await CityForm.create(visit) },
            .get("/cities/:id", for: .read) { visit in
                .page(CityPage.page(try await record(visit), visit: visit))
            },
            .get("/cities/:id/edit", for: .editContacts) { visit in try await CityForm.edit(visit) },
            .post("/cities/:id", for: .editContacts, bodyLimit: 65_536) { visit in
                try await CityForm.update(visit)
            },
            .get("/cities/:id/profile/:field", for: .editContacts) { visit in try await ProfileForm.edit(visit) },
            .post("/cities/:id/profile/:field", for: .editContacts, bodyLimit: 262_144) { visit in
                try await ProfileForm.update(visit)
            },
            .get("/cities/:id/history", for: .read, history),
        ]
    }

    private func record(_ visit: Visit) async throws -> CityRecord {
        let id = try Self.id(of: visit)
        let ties = ties
        return try await visit.read { try CityRecord(id, ties: ties, visit: visit, on: $0) }
    }

    @Sendable private func history(_ visit: Visit) async throws -> Answer {
        let city = try await Self.city(of: visit)
        let entries = try await visit.read { connection in
            try RecordHistory.entries(
                of: (City.kind, String(city.id)), for: visit.viewer, in: visit.language, on: connection)
        }
        return RecordHistory.page(
            of: entries, name: city.shown(on: visit.language), href: city.href, list: CityList.crumb(visit.text),
            visit: visit)
    }

    /// The id in the path.
    ///
    /// - Throws: `Refusal.notFound` when it is no number.
    static func id(of visit: Visit) throws -> Int64 {
        guard let id = Int64(visit.part("id")) else { throw Refusal.notFound }
        return id
    }

    /// The city in the path.
    ///
    /// - Throws: `Refusal.notFound`.
    static func city(of visit: Visit) async throws -> City {
        let id = try id(of: visit)
        guard let city = try await visit.read({ try City.find(id, on: $0) }) else { throw Refusal.notFound }
        return city
    }
}
