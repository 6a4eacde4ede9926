import OfficeKit
import SQLStore

/// Cities in the search over all kinds, found by their own index of names.
///
/// Nearly all of them are of no business to the office, so a city whose very name was typed goes first, and others only
/// where little bears the name: words that begin a city's name are mostly meant otherwise.
public struct CitySearchSource: SearchSource {
    public let kind = City.kind

    /// Towns of one name beyond these do not go before the office's records.
    private static let leading = 3
    /// With fewer cities of that name than these, names that begin so count too.
    private static let enough = 3

    public init() {}

    public func results(for question: SearchQuestion, on connection: any SQLConnection) throws -> [SearchResult] {
        let key = CityKey.query(question.typed)
        guard key.count > 1 else { return [] }
        var found = try Self.named(key, on: connection)
        let exact = Set(found.prefix(Self.leading).map(\.city.id))
        if found.count < Self.enough, try Self.begins(with: key, on: connection) {
            let known = Set(found.map(\.city.id))
            found += try CitySuggest.find(question.typed, limit: CityNames.kept, on: connection)
                .filter { !known.contains($0.city.id) }
        }
        return found.map { suggestion in
            let city = suggestion.city
            let other = question.language == .fa ? city.nameEnglish : city.namePersian
            return SearchResult(
                kind: kind, id: String(city.id), href: city.href, title: city.name(in: question.language),
                excerpt: other == city.name(in: question.language) ? nil : other,
                meta: suggestion.detail(in: question.language), isExact: exact.contains(city.id))
        }
    }

    /// Cities with exactly this name, the largest first.
    private static func named(
        _ key: [UInt8], on connection: any SQLConnection
    ) throws -> [CitySuggest.Suggestion] {
        try connection.rows(
            """
            SELECT \(fragment: City.columns), country.name_en AS country_en, country.name_fa AS country_fa
            FROM (SELECT DISTINCT city_id FROM city_name WHERE key = \(key) AND grade <= 1) AS named
            JOIN city ON city.id = named.city_id
            JOIN country ON country.code = city.country
            ORDER BY city.population DESC, city.id LIMIT \(CityNames.kept)
            """
        ).map { row in
            CitySuggest.Suggestion(
                city: try City(row: row), countryEnglish: try row["country_en"], countryPersian: try row["country_fa"])
        }
    }

    /// Whether any name begins so; a slip of the pen, which suggestions forgive, is not meant as a city here.
    private static func begins(with key: [UInt8], on connection: any SQLConnection) throws -> Bool {
        try connection.first(
            "SELECT 1 AS found FROM city_name WHERE key >= \(key) AND key < \(CityKey.end(of: key)) LIMIT 1") != nil
    }
}
