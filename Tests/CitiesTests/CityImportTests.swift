import Foundation
import OfficeKit
import SQLStore
import Synchronization
import Testing

@testable import Cities

@Suite("Import of the world's cities") struct CityImportTests {
    @Test("a second import writes nothing, and progress is told", arguments: TestOffice.engines)
    func idempotent(engine: Engine) async throws {
        let office = try await TestOffice.empty(engine)
        let folder = try TestOffice.sample.get()
        let told = Mutex<[CityImport.Progress]>([])
        let first = try await CityImport(folder: folder).run(in: office) { progress in
            told.withLock { $0.append(progress) }
        }
        #expect(Set(first.rows.keys) == Set(CityImport.Phase.allCases))
        #expect(first.rows[.countries] == 250)
        let phases = told.withLock { Set($0.map(\.phase)) }
        #expect(phases == Set(CityImport.Phase.allCases))
        #expect(told.withLock { $0.allSatisfy { $0.done <= $0.total } })
        let counts = try await Self.counts(in: office)
        let second = try await CityImport(folder: folder).run(in: office)
        #expect(second.rows.isEmpty)
        #expect(try await Self.counts(in: office) == counts)
        // Forgotten marks: everything is written again and comes out the same.
        try await office.change(by: .command("test")) { change in
            try change.connection.execute("DELETE FROM city_import")
            change.nothingChanged()
        }
        _ = try await CityImport(folder: folder).run(in: office)
        #expect(try await Self.counts(in: office) == counts)
        #expect(
            try await office.read { try Journal.verify(on: $0) }
                == .intact(entries: 10, hash: try await Self.lastHash(in: office)))
        await office.store.close()
    }

    static func counts(in office: Office) async throws -> [String: Int64] {
        try await office.read { connection in
            var counts: [String: Int64] = [:]
            for table in ["country", "city", "holiday", "map_outline", "city_name", "city_prefix"] {
                counts[table] = try connection.value("SELECT COUNT(*) FROM \(identifier: table)")
            }
            return counts
        }
    }

    private static func lastHash(in office: Office) async throws -> String {
        try await office.read { try $0.value("SELECT hash FROM journal ORDER BY number DESC LIMIT 1") ?? "" }
    }

    @Test("a Persian name is shown only where its source is reliable")
    func reliableNames() async throws {
        let office = try await TestOffice.sampled()
        let shown = try await office.read { connection in
            try connection.rows("SELECT DISTINCT name_fa_source AS source FROM city WHERE name_fa IS NOT NULL").map {
                row -> String in try row["source"]
            }
        }
        #expect(Set(shown).isSubset(of: Set(City.NameSource.allCases.map(\.rawValue))))
        let setagaya = try await office.read { try CitySuggest.find("Setagaya", on: $0) }
        let city = try #require(setagaya.first?.city)
        #expect(city.namePersian == nil)
        #expect(city.name(in: .fa) == "Setagaya")
        #expect(city.languageOfName(in: .fa) == .en)
        await office.store.close()
    }

    @Test("what the office changed stays when newer data comes")
    func editsStay() async throws {
        let office = try await TestOffice.sampled()
        let id = CitySuggestTests.tehran
        try await office.change(by: TestOffice.author) { change in
            guard let city = try City.find(id, on: change.connection) else { return }
            var draft = CityDraft(city)
            draft.nameEnglish = "Tehran the Great"
            try City.edit(id, to: draft, in: change)
        }
        try await office.change(by: TestOffice.author) { change in
            try Country.setCounterpart(of: "DE", to: .county, source: "a letter", in: change)
        }
        try await office.change(by: .command("test")) { change in
            try change.connection.execute("DELETE FROM city_import")
            change.nothingChanged()
        }
        _ = try await CityImport(folder: try TestOffice.sample.get()).run(in: office)
        let (city, germany, found) = try await office.read { connection in
            (
                try City.find(id, on: connection), try Country.find("DE", on: connection),
                try CitySuggest.find("Tehran the gr", on: connection)
            )
        }
        #expect(city?.nameEnglish == "Tehran the Great")
        #expect(germany?.counterpartTier == .county)
        #expect(found.first?.city.id == id)
        await office.store.close()
    }

    @Test("an import that was broken off goes on where it stopped")
    func resumes() async throws {
        let office = try await TestOffice.empty()
        let whole = try TestOffice.sample.get()
        let broken = FileManager.default.temporaryDirectory.appending(path: "payvand-broken-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: whole, to: broken)
        try Data("geonameid\tnothing\n".utf8).write(to: broken.appending(path: "cities.tsv"))
        await #expect(throws: ReferenceError.self) { try await CityImport(folder: broken).run(in: office) }
        try FileManager.default.removeItem(at: broken)
        let rest = try await CityImport(folder: whole).run(in: office)
        #expect(Set(rest.rows.keys) == [.cities, .names])
        await office.store.close()
    }

    @Test("tiers that a law names are known, all others are only assumed")
    func tiers() async throws {
        let office = try await TestOffice.sampled()
        let (japan, iraq, germany) = try await office.read { connection in
            (
                try Country.find("JP", on: connection), try Country.find("IQ", on: connection),
                try Country.find("DE", on: connection)
            )
        }
        #expect(CounterpartTier.of(city: nil, country: try #require(japan)).tier == .prefecture)
        #expect(CounterpartTier.of(city: nil, country: try #require(iraq)).tier == .governorate)
        let assumed = CounterpartTier.of(city: nil, country: try #require(germany))
        #expect(assumed.tier == .municipality && assumed.origin == .assumed)
        #expect(CounterpartTier.of(city: .county, country: try #require(japan)).origin == .city)
        await office.store.close()
    }

    @Test("holidays carry the mark of a date that the moon may shift")
    func holidays() async throws {
        let office = try await TestOffice.sampled()
        let day = try #require(Day(iso: "2028-07-01"))
        let next = try await office.read { connection in
            try Country.find("IR", on: connection)?.holidays(from: day, limit: 50, on: connection) ?? []
        }
        #expect(next.contains { $0.isProvisional })
        #expect(next.allSatisfy { $0.day >= day && $0.namePersian != nil })
        #expect(next.map(\.day) == next.map(\.day).sorted())
        await office.store.close()
    }
}
