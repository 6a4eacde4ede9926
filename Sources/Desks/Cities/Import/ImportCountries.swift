import Foundation
import OfficeKit
import PersianText
import SQLStore

extension CityImport {
    /// Tiers that a source names; for all other countries the office says it.
    static let counterparts: [(country: String, tier: Tier, source: String)] = {
        // The deputy for international affairs of Tehran's municipality, interview of 25 July 2022 (3 Mordad 1401).
        let source = "مصاحبهٔ معاون امور بین‌الملل شهرداری تهران، ۳ مرداد ۱۴۰۱"
        return [
            ("IR", .municipality, source), ("IQ", .governorate, source), ("JP", .prefecture, source),
            ("CU", .prefecture, source),
        ]
    }()

    /// Countries; what the office itself said of names and tiers stays.
    static func writeCountries(
        _ files: [ReferenceFile], on connection: any SQLConnection, progress: (Int, Int) -> Void
    ) throws -> Int {
        var count = 0
        let total = files.first?.lineCount ?? 0
        let wordings = try PlaceWording.all(of: .country, on: connection)
        for file in files {
            try file.forEachLine([
                "iso2", "name_en", "name_fa", "languages", "languages_fa", "weekend", "weekend_cldr", "calling_code",
            ]) { line in
                guard let code = line[0], let english = line[1], let persian = line[2] else { return }
                let weekend = Weekend(parsing: line[5] ?? "")
                let other = Weekend(parsing: line[6] ?? "")
                let nameEnglish = wordings[code]?[.en] ?? english
                let namePersian = wordings[code]?[.fa] ?? persian
                let sourced = counterparts.first { $0.country == code }
                try connection.execute(
                    """
                    INSERT INTO country (code, name_en, name_fa, languages, languages_fa, weekend, weekend_other,
                        counterpart_tier, counterpart_source, calling_code, sort_en, sort_fa)
                    VALUES (\(code), \(nameEnglish), \(namePersian), \(line[3] ?? ""), \(line[4] ?? ""),
                        \(weekend.text), \(other == weekend ? nil : other.text), \(sourced?.tier), \(sourced?.source),
                        \(line[7]), \(PersianText.sortKey(nameEnglish)), \(PersianText.sortKey(namePersian)))
                    ON CONFLICT (code) DO UPDATE SET name_en = excluded.name_en, name_fa = excluded.name_fa,
                        languages = excluded.languages, languages_fa = excluded.languages_fa,
                        weekend = excluded.weekend, weekend_other = excluded.weekend_other,
                        counterpart_tier = COALESCE(country.counterpart_tier, excluded.counterpart_tier),
                        counterpart_source = COALESCE(country.counterpart_source, excluded.counterpart_source),
                        calling_code = excluded.calling_code, sort_en = excluded.sort_en, sort_fa = excluded.sort_fa
                    """)
                count += 1
            }
        }
        progress(count, total)
        return count
    }

    /// Holidays of all countries; Iran's Persian names come from a file of their own.
    static func writeHolidays(
        _ files: [ReferenceFile], on connection: any SQLConnection, progress: (Int, Int) -> Void
    ) throws -> Int {
        var persian: [String: String] = [:]
        for file in files.dropFirst() {
            try file.forEachLine(["date", "name_fa"]) { line in
                if let day = line[0] { persian[day] = line[1] }
            }
        }
        let total = files.first?.lineCount ?? 0
        var rows: [[SQLValue]] = []
        var seen: Set<String> = []
        try files.first?.forEachLine(
            ["country", "date", "name_en", "name_local", "local_language", "estimated"]
        ) { line in
            guard let country = line[0], let day = line[1], Day(iso: day) != nil, let english = line[2],
                seen.insert(country + day).inserted
            else { return }
            var inPersian: String?
            if let language = line[4], language.hasPrefix("fa") { inPersian = line[3] }
            if country == "IR" { inPersian = persian[day] ?? inPersian }
            rows.append([
                .text(country), .text(day), .text(Holiday.plainName(english)),
                inPersian.map { .text(Holiday.plainName($0)) } ?? .null,
                line[3].map { .text(Holiday.plainName($0)) } ?? .null, line[4].map { .text($0) } ?? .null,
                .integer(line[5] == "1" ? 1 : 0),
            ])
        }
        try connection.execute("DELETE FROM holiday")
        let count = try connection.bulkInsert(
            into: "holiday",
            columns: ["country", "day", "name_en", "name_fa", "name_local", "local_language", "is_provisional"],
            rows: rows)
        progress(count, total)
        return count
    }

    /// Outlines of the countries, projected once, for the projection never changes.
    static func writeOutlines(
        _ files: [ReferenceFile], on connection: any SQLConnection, progress: (Int, Int) -> Void
    ) throws -> Int {
        guard let file = files.first else { return 0 }
        let outlines = try CountryOutline.read(file)
        try connection.execute("DELETE FROM map_outline")
        let count = try connection.bulkInsert(
            into: "map_outline", columns: ["number", "country", "path"],
            rows: outlines.enumerated().map { number, outline in
                [.integer(Int64(number)), outline.country.map { .text($0) } ?? .null, .text(outline.path)]
            })
        progress(count, count)
        return count
    }
}
