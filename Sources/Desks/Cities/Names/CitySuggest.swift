import OfficeKit
import SQLStore

/// Cities for what a person is typing.
///
/// Order: the exact name, a beginning of the shown name, a beginning of another name, a later word; within each the
/// larger city first. One statement answers a crowded prefix, two any other; a text that finds nothing is tried once
/// more with one letter wrong.
public enum CitySuggest {
    /// A city with what tells it from others of its name.
    public struct Suggestion: Sendable, Hashable {
        public let city: City
        public let countryEnglish: String
        public let countryPersian: String

        /// The country in the language of the page.
        public func country(in language: Language) -> String { language == .fa ? countryPersian : countryEnglish }

        /// Region and country, for the line under the name.
        public func detail(in language: Language) -> String {
            guard language == .en, let admin = city.admin, admin != city.nameEnglish else {
                return country(in: language)
            }
            return admin + ", " + country(in: language)
        }
    }

    /// - Parameters:
    ///   - text: as typed, in any script; from one letter on.
    ///   - limit: how many at most; up to 30.
    public static func find(
        _ text: String, limit: Int = 10, on connection: any SQLConnection
    ) throws -> [Suggestion] {
        let key = CityKey.query(text)
        guard !key.isEmpty, limit > 0 else { return [] }
        let limit = min(limit, CityNames.kept)
        let crowded = try suggestions(
            """
            SELECT city_id, MIN(grade) AS grade, MAX(population) AS population FROM city_prefix
            WHERE prefix = \(key) GROUP BY city_id ORDER BY 2, 3 DESC, 1 LIMIT \(limit)
            """, on: connection)
        if !crowded.isEmpty { return crowded }
        let found = try suggestions(
            """
            SELECT city_id, MIN(CASE WHEN key = \(key) AND grade <= 1 THEN grade ELSE grade + 2 END) AS grade,
                MAX(population) AS population
            FROM city_name WHERE key >= \(key) AND key < \(CityKey.end(of: key))
            GROUP BY city_id ORDER BY 2, 3 DESC, 1 LIMIT \(limit)
            """, on: connection)
        if !found.isEmpty { return found }
        let near = oneTypoAway(key)
        guard !near.isEmpty else { return [] }
        return try suggestions(
            """
            SELECT city_id, MIN(grade) AS grade, MAX(population) AS population FROM city_name
            WHERE key IN \(list: near) GROUP BY city_id ORDER BY 2, 3 DESC, 1 LIMIT \(limit)
            """, on: connection)
    }

    private static func suggestions(_ found: SQL, on connection: any SQLConnection) throws -> [Suggestion] {
        try connection.rows(
            """
            SELECT \(fragment: City.columns), country.name_en AS country_en, country.name_fa AS country_fa
            FROM (\(fragment: found)) AS found
            JOIN city ON city.id = found.city_id
            JOIN country ON country.code = city.country
            ORDER BY found.grade, found.population DESC, city.id
            """
        ).map { row in
            Suggestion(
                city: try City(row: row), countryEnglish: try row["country_en"], countryPersian: try row["country_fa"])
        }
    }

    /// All whole keys that differ by one letter left out, put in, replaced, or two neighbours exchanged.
    ///
    /// Each costs one look-up in the index. Short texts have too many neighbours to mean anything, and long ones are
    /// seldom typed to the end.
    static func oneTypoAway(_ key: [UInt8]) -> [[UInt8]] {
        let letters = Array(String(decoding: key, as: UTF8.self).unicodeScalars)
        guard (4...14).contains(letters.count) else { return [] }
        let isLatin = letters.allSatisfy { (97...122).contains($0.value) }
        let isPersian = letters.allSatisfy { (0x0600...0x06FF).contains($0.value) }
        let alphabet: String =
            isLatin ? "abcdefghijklmnopqrstuvwxyz" : isPersian ? "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی" : ""
        var near: Set<[UInt8]> = []
        func take(_ scalars: [Unicode.Scalar]) {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            near.insert(Array(String(view).utf8))
        }
        for index in letters.indices {
            var shorter = letters
            shorter.remove(at: index)
            take(shorter)
            if index + 1 < letters.count {
                var swapped = letters
                swapped.swapAt(index, index + 1)
                take(swapped)
            }
            for letter in alphabet.unicodeScalars {
                var replaced = letters
                replaced[index] = letter
                take(replaced)
                var longer = letters
                longer.insert(letter, at: index)
                take(longer)
            }
        }
        for letter in alphabet.unicodeScalars { take(letters + [letter]) }
        return Array(near)
    }
}
