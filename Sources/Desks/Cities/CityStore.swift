import OfficeKit
import PersianText
import SQLStore

extension Country {
    /// The country of a code.
    public static func find(_ code: String, on connection: any SQLConnection) throws -> Country? {
        try connection.first("SELECT * FROM country WHERE code = \(code)", as: Country.self)
    }

    /// All countries in the order of their names in a language.
    public static func all(in language: Language, on connection: any SQLConnection) throws -> [Country] {
        let sort = language == .fa ? "sort_fa" : "sort_en"
        return try connection.rows("SELECT * FROM country ORDER BY \(identifier: sort), code", as: Country.self)
    }

    /// Holidays of the country from a day on, that day included.
    public func holidays(from day: Day, limit: Int, on connection: any SQLConnection) throws -> [Holiday] {
        try connection.rows(
            "SELECT * FROM holiday WHERE country = \(code) AND day >= \(day) ORDER BY day LIMIT \(limit)",
            as: Holiday.self)
    }

    /// Says which tier is the competent counterpart in a country, and who says so; nil takes it back.
    public static func setCounterpart(
        of code: String, to tier: Tier?, source: String?, in change: Change
    ) throws {
        guard let country = try find(code, on: change.connection) else { throw CityError.unknownCountry(code) }
        let source = TextInput.name(source, limit: 400)
        if tier != nil, source == nil {
            throw CityError.problems([Problem(field: "source", key: "cities.problem.sourceMissing")])
        }
        let changes = FieldChange.differences(
            FieldChange("cities.field.counterpart", .key, from: country.counterpartTier?.key, to: tier?.key),
            FieldChange("cities.field.source", from: country.counterpartSource, to: tier == nil ? nil : source))
        if changes.isEmpty { return change.nothingChanged() }
        try change.connection.execute(
            """
            UPDATE country SET counterpart_tier = \(tier), counterpart_source = \(tier == nil ? nil : source)
            WHERE code = \(code)
            """)
        try change.record(
            "journal.country.counterpart", Subject(kind: Country.kind, id: code, label: country.nameEnglish),
            secrecy: .everyone, changes: changes)
    }
}

extension City {
    /// The city of an id.
    public static func find(_ id: Int64, on connection: any SQLConnection) throws -> City? {
        try connection.first("SELECT \(fragment: columns) FROM city WHERE id = \(id)", as: City.self)
    }

    /// The cities of several ids, by id; an unknown id is missing.
    public static func find(
        _ ids: some Sequence<Int64>, on connection: any SQLConnection
    ) throws -> [Int64: City] {
        let found = try connection.rows(
            "SELECT \(fragment: columns) FROM city WHERE id IN \(list: Array(Set(ids)))", as: City.self)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The office's own city; nil before set-up has said which it is.
    public static func own(on connection: any SQLConnection) throws -> City? {
        try connection.first(
            "SELECT \(fragment: columns) FROM city WHERE is_own = 1 ORDER BY id LIMIT 1", as: City.self)
    }

    /// Says which city is the office's own.
    public static func setOwn(_ id: Int64, in change: Change) throws {
        guard let city = try find(id, on: change.connection) else { throw CityError.unknownCity(id) }
        let before = try own(on: change.connection)
        if before?.id == id { return change.nothingChanged() }
        try change.connection.execute("UPDATE city SET is_own = 0 WHERE is_own = 1")
        try change.connection.execute("UPDATE city SET is_own = 1 WHERE id = \(id)")
        try change.record(
            "journal.city.own", city.subject, secrecy: .everyone,
            changes: [FieldChange("cities.field.own", from: before?.nameEnglish, to: city.nameEnglish)])
        try index(id, in: change)
    }

    /// What the journal calls it.
    public var subject: Subject { Subject(kind: City.kind, id: String(id), label: namePersian ?? nameEnglish) }
}

/// Which cities a list shows, and in what order.
public struct CityFilter: Sendable, Hashable {
    public enum Order: String, Sendable, CaseIterable {
        case population, name
    }

    /// A beginning of a name, in any script.
    public var text = ""
    /// ISO 3166-1 alpha-2.
    public var country: String?
    /// At least so many people.
    public var minimumPopulation = 0
    /// Capitals alone.
    public var capitalsOnly = false
    /// What the office added or edited, alone.
    public var officesOnly = false
    public var order = Order.population
    /// Whether the order is turned: the smallest first, or the last name.
    public var isReversed = false
    /// The language whose order of names is meant.
    public var language = Language.fa

    public init() {}

    private var condition: SQL {
        var parts: [SQL] = ["1 = 1"]
        let key = CityKey.query(text)
        if !key.isEmpty {
            parts.append(
                """
                city.id IN (SELECT city_id FROM city_name WHERE key >= \(key) AND key < \(CityKey.end(of: key)))
                """)
        } else if !text.isEmpty {
            // Nothing of it can be compared, so that no name begins with it.
            parts.append("1 = 0")
        }
        if let country { parts.append("city.country = \(country)") }
        if minimumPopulation > 0 { parts.append("city.population >= \(minimumPopulation)") }
        if capitalsOnly { parts.append("city.is_capital = 1") }
        if officesOnly { parts.append("(city.is_edited = 1 OR city.id >= \(City.firstOfficeID))") }
        return SQL.joined(parts, separator: " AND ")
    }

    private var ordering: SQL {
        switch (order, language, isReversed) {
        case (.population, _, false): "city.population DESC, city.id DESC"
        case (.population, _, true): "city.population, city.id"
        case (.name, .fa, false): "city.sort_fa, city.id"
        case (.name, .fa, true): "city.sort_fa DESC, city.id DESC"
        case (.name, .en, false): "city.sort_en, city.id"
        case (.name, .en, true): "city.sort_en DESC, city.id DESC"
        }
    }

    /// How many cities there are.
    public func count(on connection: any SQLConnection) throws -> Int {
        try connection.value("SELECT COUNT(*) FROM city WHERE \(fragment: condition)") ?? 0
    }

    /// One page of them.
    ///
    /// - Parameter page: from 1.
    public func page(_ page: Int, size: Int = 50, on connection: any SQLConnection) throws -> [City] {
        let offset = (max(1, page) - 1) * size
        return try connection.rows(
            """
            SELECT \(fragment: City.columns) FROM city WHERE \(fragment: condition)
            ORDER BY \(fragment: ordering) LIMIT \(size) OFFSET \(offset)
            """, as: City.self)
    }
}
