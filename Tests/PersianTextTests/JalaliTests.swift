import Foundation
import Testing

@testable import PersianText

@Suite("Jalali")
struct JalaliTests {
    private func epochDay(_ iso: String) throws -> Int {
        let date = try Date(iso + "T00:00:00Z", strategy: .iso8601)
        return Int((date.timeIntervalSince1970 / 86_400).rounded())
    }

    private func parts(_ iso: String) -> [Int] { iso.split(separator: "-").compactMap { Int($0) } }

    @Test("every new year of the official table")
    func newYears() throws {
        let rows = try Vectors.table("jalali_nowruz_1206_1498.tsv")
        #expect(rows.count == 293)
        for row in rows {
            let year = try #require(Int(row[0]))
            #expect(Jalali(year: year, month: 1, day: 1)?.epochDay == (try epochDay(row[1])), "\(year)")
            #expect(Jalali.isLeap(year) == (row[2] == "1"), "\(year)")
        }
        struct Table: Decodable { let leap: [Int] }
        let leap = try Vectors.json("jalali_nowruz_1206_1498.json", as: Table.self).leap
        #expect(Jalali.years.filter(Jalali.isLeap) == leap)
    }

    @Test("every conversion of the vectors, both ways")
    func conversions() throws {
        let rows = try Vectors.table("jalali_vectors_1304_1498.tsv")
        #expect(rows.count > 7000)
        for row in rows {
            let parts = parts(row[0])
            let day = try epochDay(row[1])
            let jalali = try #require(Jalali(year: parts[0], month: parts[1], day: parts[2]))
            #expect(jalali.epochDay == day)
            #expect(Jalali(epochDay: day) == jalali)
        }
    }

    @Test("every day there and back")
    func roundTrip() throws {
        let first = try #require(Jalali(year: 1206, month: 1, day: 1)).epochDay
        let last = try #require(Jalali(year: 1498, month: 12, day: Jalali.days(in: 12, of: 1498))).epochDay
        for day in first...last { #expect(Jalali(epochDay: day)?.epochDay == day) }
        #expect(Jalali(epochDay: first - 1) == nil)
        #expect(Jalali(epochDay: last + 1) == nil)
    }

    @Test(
        "no date rolls over",
        arguments: [[1404, 12, 30], [1403, 12, 31], [1404, 7, 31], [1404, 13, 1], [1404, 1, 0]])
    func invalid(parts: [Int]) {
        #expect(Jalali(year: parts[0], month: parts[1], day: parts[2]) == nil)
    }
}

@Suite("Names across scripts")
struct NameKeyTests {
    @Test("at least .95 of the variants share a key with their name")
    func recall() throws {
        let variants = try Vectors.json("name_variants.json", as: [String: [String]].self)
        var found = 0
        var all = 0
        for (name, spellings) in variants {
            let keys = Set(NameKey.keys(of: name))
            for spelling in spellings {
                all += 1
                if !keys.isDisjoint(with: NameKey.keys(of: spelling)) { found += 1 }
            }
        }
        #expect(Double(found) / Double(all) >= 0.95, "\(found) of \(all)")
    }
}

@Suite("Plural rules")
struct PluralRuleTests {
    @Test(
        "as CLDR says",
        arguments: [
            ("fa", [0: "one", 1: "one", 2: "other"]), ("en", [0: "other", 1: "one", 2: "other"]),
            ("ru", [1: "one", 2: "few", 5: "many", 11: "many", 12: "many", 21: "one", 22: "few", 111: "many"]),
            (
                "ar",
                [0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 103: "few"]
            ),
            ("pl", [1: "one", 2: "few", 12: "many", 21: "many", 22: "few"]), ("sr", [1: "one", 3: "few", 5: "other"]),
            ("fr", [0: "one", 1: "one", 2: "other", 1_000_000: "many"]), ("zh", [1: "other"]),
        ])
    func rules(language: String, forms: [Int: String]) {
        for (count, form) in forms {
            #expect(PluralRule.of(count, in: language).rawValue == form, "\(language) \(count)")
        }
    }
}
