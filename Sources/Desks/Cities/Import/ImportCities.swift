import OfficeKit
import PersianText
import SQLStore

extension CityImport {
    /// How often progress is told, in lines.
    private static let step = 2000

    /// The city's own columns in the file.
    private static let columns = [
        "geonameid", "name", "name_fa", "fa_source", "country", "admin1_name", "lat", "lon", "population", "timezone",
        "capital",
    ]

    /// Cities. A Persian name enters the table only with a reliable source; inferred ones go into the index alone.
    static func writeCities(
        _ files: [ReferenceFile], on connection: any SQLConnection, progress: (Int, Int) -> Void
    ) throws -> Int {
        guard let file = files.first else { return 0 }
        let total = file.lineCount
        let isFirst =
            try connection.value(
                "SELECT COUNT(*) FROM city WHERE id < \(City.firstOfficeID)", as: Int64.self) == 0
        var rows: [[SQLValue]] = []
        rows.reserveCapacity(total)
        try file.forEachLine(columns) { line in
            guard let id = line.integer(0), let english = line[1], let country = line[4] else { return }
            let source = line[3].flatMap(City.NameSource.init(rawValue:))
            let persian = source == nil ? nil : line[2]
            rows.append([
                .integer(id), .text(country), .text(english), persian.sqlValue,
                persian == nil ? .null : source.sqlValue, line[5].sqlValue,
                line.real(6).sqlValue, line.real(7).sqlValue, .integer(max(0, line.integer(8) ?? 0)),
                line[9].sqlValue, .integer(line[10] == "1" ? 1 : 0), .integer(0), .integer(0),
                .blob(PersianText.sortKey(english)), .blob(PersianText.sortKey(persian ?? english)),
            ])
            if rows.count.isMultiple(of: step) { progress(rows.count / 2, total) }
        }
        let names = [
            "id", "country", "name_en", "name_fa", "name_fa_source", "admin", "latitude", "longitude", "population",
            "timezone", "is_capital", "is_own", "is_edited", "sort_en", "sort_fa",
        ]
        if isFirst {
            _ = try connection.bulkInsert(into: "city", columns: names, rows: rows)
        } else {
            for row in rows { try update(row, columns: names, on: connection) }
        }
        progress(total, total)
        return rows.count
    }

    /// Newer data for a city; one that the office edited is left as it is.
    private static func update(_ row: [SQLValue], columns: [String], on connection: any SQLConnection) throws {
        let names = SQL.joined(columns.map { "\(identifier: $0)" as SQL }, separator: ", ")
        let kept: Set<String> = ["id", "is_own", "is_edited"]
        let changes = SQL.joined(
            columns.filter { !kept.contains($0) }.map { "\(identifier: $0) = excluded.\(identifier: $0)" as SQL },
            separator: ", ")
        try connection.execute(
            """
            INSERT INTO city (\(fragment: names)) VALUES \(list: row)
            ON CONFLICT (id) DO UPDATE SET \(fragment: changes) WHERE city.is_edited = 0
            """)
    }

    /// The keys of all names, and the crowded prefixes.
    static func writeNames(
        _ files: [ReferenceFile], on connection: any SQLConnection, progress: (Int, Int) -> Void
    ) throws -> Int {
        guard let cities = files.first else { return 0 }
        var others: [Int64: [String]] = [:]
        for file in files.dropFirst() {
            let column = file.name == "city_names.tsv" ? "name" : "name_fa"
            try file.forEachLine(["geonameid", column]) { line in
                if let id = line.integer(0), let name = line[1] { others[id, default: []].append(name) }
            }
        }
        let total = cities.lineCount
        var entries: [CityNames.Entry] = []
        entries.reserveCapacity(total * 6)
        var done = 0
        try cities.forEachLine(columns) { line in
            guard let id = line.integer(0), let english = line[1] else { return }
            var shown = [english]
            var more = others[id] ?? []
            if let persian = line[2] {
                let isReliable = line[3].flatMap(City.NameSource.init(rawValue:)) != nil
                if isReliable { shown.append(persian) } else { more.append(persian) }
            }
            entries += CityNames.entries(
                of: id, population: max(0, line.integer(8) ?? 0), shown: shown, others: more)
            done += 1
            if done.isMultiple(of: step) { progress(done / 2, total) }
        }
        // An index grows fastest at its end.
        entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
        try connection.execute("DELETE FROM city_name WHERE city_id < \(City.firstOfficeID)")
        try connection.execute("DELETE FROM city_prefix")
        let count = try connection.bulkInsert(
            into: "city_name", columns: CityNames.columns, rows: entries.lazy.map(\.values))
        progress(total * 9 / 10, total)
        _ = try connection.bulkInsert(
            into: "city_prefix", columns: CityNames.prefixColumns, rows: CityNames.crowded(entries))
        try restoreOfficeNames(on: connection)
        progress(total, total)
        return count
    }

    /// Cities that the office added or renamed are found by the office's names too.
    private static func restoreOfficeNames(on connection: any SQLConnection) throws {
        for city in try connection.rows(
            """
            SELECT \(fragment: City.columns) FROM city WHERE is_edited = 1 OR id >= \(City.firstOfficeID) ORDER BY id
            """, as: City.self)
        {
            try CityNames.replace(
                city.id, population: Int64(city.population), shown: city.shownNames, others: nil, on: connection)
        }
    }
}

extension City {
    /// The names that pages show, each a way to find it.
    var shownNames: [String] { [nameEnglish, namePersian, nameLocal].compactMap { $0 } }
}
