import OfficeKit
import PersianText
import SQLStore

extension CityImport {
    /// Countries; what the office itself said of names and tiers stays.
    static func writeCountries(
        _ files: [ReferenceFile], on connection: any SQLConnection, progress: (Int, Int) -> Void
    ) throws -> Int {
        var count = 0
        let total = files.first?.lineCount ?? 0
        let wordings = try PlaceWording.all(of: .country, on: connection)
        var counterparts: [String: (tier: Tier, source: String)] = [:]
        try files.last?.forEachLine(["country", "tier", "source"]) { line in
            // The line for all other countries is no knowledge of any of them.
            guard let code = line[0], code != "*", let tier = line[1].flatMap(Tier.init(rawValue:)) else { return }
            counterparts[code] = (tier, line[2] ?? "")
        }
        for file in files.prefix(1) {
            try file.forEachLine([
                "iso2", "name_en", "name_fa", "languages", "languages_fa", "weekend", "weekend_cldr", "calling_code",
            ]) { line in
                guard let code = line[0], let english = line[1], let persian = line[2] else { return }
                let weekend = Weekend(parsing: line[5] ?? "")
                let other = Weekend(parsing: line[6] ?? "")
                let nameEnglish = wordings[code]?[.en] ?? english
                let namePersian = wordings[code]?[.fa] ?? persian
                let sourced = counterparts[code]
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

    /// Holidays of all countries.
    static func writeHolidays(
        _ files: [ReferenceFile], on connection: any SQLConnection, progress: (Int, Int) -> Void
    ) throws -> Int {
        var rows: [[SQLValue]] = []
        for file in files {
            try file.forEachLine(
                ["country", "date", "name_en", "name_local", "local_language", "estimated"]
            ) { line in
                guard let country = line[0], let day = line[1], Day(iso: day) != nil, let english = line[2] else {
                    return
                }
                let isPersian = line[4]?.hasPrefix("fa") ?? false
                rows.append([
                    .text(country), .text(day), .text(english), isPersian ? line[3].sqlValue : .null,
                    line[3].sqlValue, line[4].sqlValue, .integer(line[5] == "1" ? 1 : 0),
                ])
            }
        }
        try connection.execute("DELETE FROM holiday")
        let count = try connection.bulkInsert(
            into: "holiday",
            columns: ["country", "day", "name_en", "name_fa", "name_local", "local_language", "is_provisional"],
            rows: rows)
        progress(count, count)
        return count
    }

    /// Coasts and borders, projected once, for the projection never changes.
    static func writeOutlines(
        _ files: [ReferenceFile], on connection: any SQLConnection, progress: (Int, Int) -> Void
    ) throws -> Int {
        var outlines: [MapOutline] = []
        for file in files {
            try file.forEachLine(["layer", "points"]) { line in
                guard let layer = line[0].flatMap(MapOutline.Layer.init(rawValue:)), let points = line[1] else {
                    return
                }
                outlines.append(MapOutline(layer, points: points))
            }
        }
        try connection.execute("DELETE FROM map_outline")
        let count = try connection.bulkInsert(
            into: "map_outline", columns: ["number", "layer", "path"],
            rows: outlines.enumerated().map { number, outline in
                [.integer(Int64(number)), outline.layer.sqlValue, .text(outline.path)]
            })
        progress(count, count)
        return count
    }
}
