import SQLStore

/// All keys under which cities are found, and the prefixes that so many keys share that their best cities are
/// computed beforehand.
///
/// Without that, one typed letter would have the database sort tens of thousands of names. A prefix is stored when
/// more than ``crowd`` keys have it; any other is answered by a range of the index that holds no more than that.
struct CityNames {
    /// More keys than this make a prefix crowded.
    static let crowd = 200
    /// How many cities are kept for a crowded prefix; no list of suggestions is longer.
    static let kept = 30

    /// How good a key is; lower goes first. Doubled from the second on, so that exact answers fit between.
    enum Grade: Int64 {
        /// The name as it is shown.
        case shown = 0
        /// Another name of the city.
        case variant = 1
        /// A later word of the shown name.
        case laterOfShown = 2
        case laterOfVariant = 3
    }

    /// One key of one city.
    struct Entry {
        let key: [UInt8]
        var grade: Int64
        let population: Int64
        let city: Int64

        /// Rows of `city_name` in the order of its columns.
        var values: [SQLValue] { [.blob(key), .integer(grade), .integer(population), .integer(city)] }
    }

    static let columns = ["key", "grade", "population", "city_id"]
    static let prefixColumns = ["prefix", "grade", "population", "city_id"]

    /// What a key answers to a query: an exact whole name goes before every mere beginning.
    static func grade(of key: Int64, isExact: Bool) -> Int64 {
        isExact && key <= Grade.variant.rawValue ? key : key + 2
    }

    /// The entries of one city, each key once with its best grade.
    static func entries(of city: Int64, population: Int64, shown: [String], others: [String]) -> [Entry] {
        var found: [[UInt8]: Int64] = [:]
        func take(_ names: [String], whole: Grade, later: Grade) {
            for name in names {
                for key in CityKey.keys(of: name) {
                    let grade = (key.isWhole ? whole : later).rawValue
                    found[key.bytes] = min(found[key.bytes] ?? .max, grade)
                }
            }
        }
        take(shown, whole: .shown, later: .laterOfShown)
        take(others, whole: .variant, later: .laterOfVariant)
        return found.map { Entry(key: $0.key, grade: $0.value, population: population, city: city) }
    }

    /// The crowded prefixes with their best cities.
    ///
    /// - Parameter entries: sorted by key.
    static func crowded(_ entries: [Entry]) -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        collect(entries[...], depth: 0, into: &rows)
        return rows
    }

    private static func collect(_ entries: ArraySlice<Entry>, depth: Int, into rows: inout [[SQLValue]]) {
        var start = entries.startIndex
        while start < entries.endIndex {
            let key = entries[start].key
            guard key.count > depth else {
                // Keys that end here sort first.
                start += 1
                continue
            }
            var width = 1
            while depth + width < key.count, key[depth + width] & 0xC0 == 0x80 { width += 1 }
            var end = start + 1
            while end < entries.endIndex, sharesScalar(entries[end].key, key, at: depth, width: width) { end += 1 }
            let group = entries[start..<end]
            if group.count > crowd {
                let prefix = Array(key[..<(depth + width)])
                rows += best(of: group, for: prefix)
                collect(group, depth: depth + width, into: &rows)
            }
            start = end
        }
    }

    private static func sharesScalar(_ key: [UInt8], _ other: [UInt8], at depth: Int, width: Int) -> Bool {
        guard key.count >= depth + width else { return false }
        for index in depth..<(depth + width) where key[index] != other[index] { return false }
        return true
    }

    private static func best(of group: ArraySlice<Entry>, for prefix: [UInt8]) -> [[SQLValue]] {
        var cities: [Int64: Entry] = [:]
        for entry in group {
            var graded = entry
            graded.grade = grade(of: entry.grade, isExact: entry.key.count == prefix.count)
            if let known = cities[entry.city], known.grade <= graded.grade { continue }
            cities[entry.city] = graded
        }
        let ordered = cities.values.sorted {
            ($0.grade, -$0.population, $0.city) < ($1.grade, -$1.population, $1.city)
        }
        return ordered.prefix(kept).map { entry in
            [.blob(prefix), .integer(entry.grade), .integer(entry.population), .integer(entry.city)]
        }
    }
}

extension CityNames {
    /// Puts a city's keys anew: after it was added, or its name was changed by the office.
    ///
    /// - Parameters:
    ///   - shown: the names that pages show.
    ///   - others: names that serve search alone; nil keeps those the city has.
    static func replace(
        _ city: Int64, population: Int64, shown: [String], others: [String]?, on connection: any SQLConnection
    ) throws {
        var entries = Self.entries(of: city, population: population, shown: shown, others: others ?? [])
        if others == nil {
            let known = Set(entries.map(\.key))
            for row in try connection.rows("SELECT key, grade FROM city_name WHERE city_id = \(city)") {
                let key: [UInt8] = try row["key"]
                let grade: Int64 = try row["grade"]
                if known.contains(key) { continue }
                // A name once shown stays a way to find the city.
                let kept = grade >= Grade.laterOfShown.rawValue ? Grade.laterOfVariant : Grade.variant
                entries.append(Entry(key: key, grade: kept.rawValue, population: population, city: city))
            }
        }
        try connection.execute("DELETE FROM city_name WHERE city_id = \(city)")
        try connection.execute("DELETE FROM city_prefix WHERE city_id = \(city)")
        _ = try connection.bulkInsert(into: "city_name", columns: columns, rows: entries.map(\.values))
        let prefixes = Set(
            entries.flatMap { entry in
                CityKey.boundaries(of: entry.key).map { Array(entry.key[..<$0]) }
            })
        let crowded = try connection.rows(
            "SELECT DISTINCT prefix FROM city_prefix WHERE prefix IN \(list: Array(prefixes))")
        var rows: [[SQLValue]] = []
        for row in crowded {
            let prefix: [UInt8] = try row["prefix"]
            let group = entries.filter { $0.key.starts(with: prefix) }
            rows += best(of: group[...], for: prefix)
        }
        _ = try connection.bulkInsert(into: "city_prefix", columns: prefixColumns, rows: rows)
    }
}
