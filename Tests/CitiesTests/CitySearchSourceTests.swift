import OfficeKit
import SQLStore
import Testing

@testable import Cities

@Suite("Cities in the search over all kinds")
struct CitySearchSourceTests {
    private static func results(
        _ typed: String, in office: Office, language: Language = .en
    ) async throws -> [SearchResult] {
        guard let question = SearchQuestion(typed, viewer: .visitor, language: language) else { return [] }
        return try await office.read { try CitySearchSource().results(for: question, on: $0) }
    }

    @Test(
        "a city is found by any of its names, and what bears the very name is meant", arguments: TestOffice.engines,
        ["Tehran", "تهران", "tehran", "طهران", "Teheran"])
    func named(engine: Engine, typed: String) async throws {
        let office = try await TestOffice.sampled(engine)
        let found = try await Self.results(typed, in: office)
        let first = try #require(found.first)
        #expect(first.title == "Tehran")
        #expect(first.isExact)
        #expect(first.href == "/cities/112931")
        #expect(first.excerpt == "تهران")
        #expect(first.meta?.hasSuffix("Iran") == true)
        await office.store.close()
    }

    @Test("names that begin so come after, and slips and other words bring no city", arguments: TestOffice.engines)
    func beginnings(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        let begun = try await Self.results("sao", in: office, language: .fa)
        #expect(begun.contains { $0.href == "/cities/3448439" })
        #expect(begun.allSatisfy { !$0.isExact })
        #expect(begun.count <= 30)
        #expect(Set(begun.map(\.id)).count == begun.count)
        for typed in ["tehrxn", "memorandum of understanding", "AGR-0042", "t", "۴۲"] {
            let found = try await Self.results(typed, in: office)
            #expect(found.isEmpty, "\(typed)")
        }
        await office.store.close()
    }

    @Test(
        "the office's own cities, bodies and persons are in the search when it is built anew",
        arguments: TestOffice.engines)
    func rebuilt(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        try await office.change(by: TestOffice.author) { change in
            try City.setOwn(112_931, in: change)
            var body = BodyDraft()
            body.namePersian = "ادارهٔ نمونه"
            body.city = 112_931
            _ = try Body.add(body, in: change)
        }
        let before = try await Self.entries(in: office)
        #expect(before.count == 2)
        let desk = CitiesDesk(ties: NoTies())
        #expect(try await office.rebuildSearch(of: [desk], by: TestOffice.author) == 2)
        #expect(try await Self.entries(in: office) == before)
        await office.store.close()
    }

    private static func entries(in office: Office) async throws -> [String] {
        try await office.read { connection in
            try connection.rows(
                """
                SELECT kind, subject_id, secrecy, digest FROM search_entry ORDER BY kind, subject_id
                """
            ).map { row in "\(row.values)" }
        }
    }
}
