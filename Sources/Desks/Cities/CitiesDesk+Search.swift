import OfficeKit
import SQLStore

extension CitiesDesk {
    public var searchSources: [any SearchSource] { [CitySearchSource()] }

    /// The cities that the office made, named or told of, and all bodies and persons.
    public func reindex(in change: Change) throws {
        let connection = change.connection
        let cities = try connection.rows(
            """
            SELECT id FROM city WHERE is_edited = 1 OR is_own = 1 OR id IN (SELECT city_id FROM city_profile)
            ORDER BY id
            """)
        for row in cities { try City.index(try row["id"], in: change) }
        for body in try connection.rows("SELECT * FROM body ORDER BY id", as: Body.self) {
            try body.index(in: change)
        }
        for person in try connection.rows("SELECT * FROM person ORDER BY id", as: Person.self) {
            try person.index(in: change)
        }
    }

    /// The world's cities and countries are in no search of the office, and in its journal all the same.
    public func href(ofKind kind: String, id: String) -> String? {
        switch kind {
        case City.kind: "/cities/\(Query.encoded(id))"
        case Country.kind: "/countries/\(Query.encoded(id))"
        default: nil
        }
    }
}
