import OfficeKit
import PersianText
import SQLStore

extension City {
    /// What a name written by others leads to.
    public enum Named: Sendable, Hashable {
        case found(City)
        case unknown
        /// Several cities of that name, none much larger than the rest; the largest first.
        case several([City])
    }

    /// How many times larger than the next of its name a city must be to be meant without a country.
    private static let prominence = 5

    /// Finds the city that a list of others means by a name.
    ///
    /// Only whole names count, in any spelling that the office knows. Of several in the same country the largest is
    /// meant; without a country it must be much larger than the next.
    ///
    /// - Parameters:
    ///   - country: its code or its name in Persian or English; nil when the list names none.
    /// - Returns: ``Named/unknown`` too when the country is not known.
    public static func named(
        _ name: String, country: String? = nil, on connection: any SQLConnection
    ) throws -> Named {
        let key = CityKey.query(name)
        guard !key.isEmpty else { return .unknown }
        var code: String?
        if let country {
            guard let known = try Country.named(country, on: connection) else { return .unknown }
            code = known
        }
        let inCountry: SQL = code.map { "AND city.country = \($0)" } ?? ""
        let cities = try connection.rows(
            """
            SELECT \(fragment: columns) FROM city
            WHERE id IN (SELECT city_id FROM city_name WHERE key = \(key) AND grade <= 1) \(fragment: inCountry)
            ORDER BY population DESC, id LIMIT 10
            """, as: City.self)
        guard let first = cities.first else { return .unknown }
        guard cities.count > 1, code == nil else { return .found(first) }
        return first.population >= prominence * max(1, cities[1].population) ? .found(first) : .several(cities)
    }
}

extension Country {
    /// The code of a country named by its code or its name; nil when it is not known.
    static func named(_ text: String, on connection: any SQLConnection) throws -> String? {
        let key = PersianText.fold(text)
        return try connection.rows("SELECT code, name_en, name_fa FROM country").first { row in
            let names: [String] = [try row["code"], try row["name_en"], try row["name_fa"]]
            return names.contains { PersianText.fold($0) == key }
        }.map { try $0["code"] }
    }
}
