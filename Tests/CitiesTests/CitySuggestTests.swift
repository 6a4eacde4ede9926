import Foundation
import OfficeKit
import SQLStore
import Testing

@testable import Cities

@Suite("Cities found as one types") struct CitySuggestTests {
    static let tehran: Int64 = 112_931
    static let saoPaulo: Int64 = 3_448_439

    @Test("every way of writing a name finds its city first", arguments: TestOffice.engines)
    func spellings(engine: Engine) async throws {
        let office = try await TestOffice.sampled(engine)
        let expected: [(typed: String, city: Int64)] = [
            ("تهران", Self.tehran), ("Tehran", Self.tehran), ("طهران", Self.tehran), ("Teheran", Self.tehran),
            ("تهر", Self.tehran), ("tehr", Self.tehran), ("TEHRAN", Self.tehran),
            ("Sao Paulo", Self.saoPaulo), ("São Paulo", Self.saoPaulo), ("sao pau", Self.saoPaulo),
            ("سائو پائولو", Self.saoPaulo), ("سائوپائولو", Self.saoPaulo), ("سائو\u{200C}پائولو", Self.saoPaulo),
        ]
        for (typed, city) in expected {
            let found = try await office.read { try CitySuggest.find(typed, on: $0) }
            #expect(found.first?.city.id == city, "\(typed)")
        }
        await office.store.close()
    }

    @Test("one letter is enough, and gives no more than was asked for")
    func oneLetter() async throws {
        let office = try await TestOffice.sampled()
        for letter in ["ت", "t", "s", "ا", "Z"] {
            let found = try await office.read { try CitySuggest.find(letter, limit: 8, on: $0) }
            #expect(found.count == 8, "\(letter)")
            let key = CityKey.query(letter)
            for suggestion in found {
                let keys = suggestion.city.shownNames.flatMap { CityKey.keys(of: $0) }
                #expect(!keys.isEmpty && !key.isEmpty)
            }
        }
        await office.store.close()
    }

    @Test("an exact name goes before a beginning, a beginning before a later word, and the larger city first")
    func order() async throws {
        let office = try await TestOffice.sampled()
        let found = try await office.read { try CitySuggest.find("san", limit: 30, on: $0) }
        let ranks = found.map { suggestion -> Int in
            let keys = CityKey.keys(of: suggestion.city.nameEnglish)
            let query = CityKey.query("san")
            if keys.first?.bytes == query { return 0 }
            return keys.first?.bytes.starts(with: query) == true ? 1 : 2
        }
        let shown = ranks.filter { $0 < 2 }
        #expect(shown == shown.sorted() && shown.count > 10)
        let later = try await office.read { try CitySuggest.find("Paulo", on: $0) }
        #expect(later.contains { $0.city.id == Self.saoPaulo })
        await office.store.close()
    }

    @Test("one wrong letter still finds the city")
    func typo() async throws {
        let office = try await TestOffice.sampled()
        for typed in ["Tehrran", "Tehrn", "Tehrsn", "Terhan", "تهارن", "اصفان"] {
            let found = try await office.read { try CitySuggest.find(typed, on: $0) }
            #expect(found.contains { ["Tehran", "Isfahan"].contains($0.city.nameEnglish) }, "\(typed)")
        }
        await office.store.close()
    }

    @Test("crowded prefixes and ranges answer alike")
    func crowded() throws {
        // The same names, once as if every prefix were crowded and once by looking at each.
        let names = (0..<700).map { "a" + String($0, radix: 3) }
        let entries = names.enumerated().flatMap { index, name in
            CityNames.entries(of: Int64(index), population: Int64(index % 50), shown: [name], others: [])
        }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let rows = CityNames.crowded(entries)
        let prefixes = Set(rows.map { $0[0] })
        #expect(prefixes.contains(.blob(Array("a".utf8))) && prefixes.contains(.blob(Array("a1".utf8))))
        for prefix in prefixes {
            guard case .blob(let bytes) = prefix else { continue }
            let matching = entries.filter { $0.key.starts(with: bytes) }
            #expect(matching.count > CityNames.crowd)
            let best = matching.map { entry in
                (grade: CityNames.grade(of: entry.grade, isExact: entry.key == bytes), entry: entry)
            }.sorted {
                ($0.grade, -$0.entry.population, $0.entry.city) < ($1.grade, -$1.entry.population, $1.entry.city)
            }.prefix(CityNames.kept).map { SQLValue.integer($0.entry.city) }
            #expect(rows.filter { $0[0] == prefix }.map { $0[3] } == best)
        }
    }

    @Test(
        "nothing typed finds nothing, and strange text does no harm",
        arguments: ["", " ", "‌", "%", "' OR 1=1 --", "\u{FDFA}"])
    func strange(text: String) async throws {
        let office = try await TestOffice.empty()
        let found = try await office.read { try CitySuggest.find(text, on: $0) }
        #expect(found.isEmpty)
        await office.store.close()
    }
}
