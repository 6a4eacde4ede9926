import OfficeKit
import PersianText
import SQLStore

/// How this office words the name of a place that others name differently.
///
/// Sources name disputed places in one way; which one an office uses is its own matter. A wording takes the place of
/// the usual name everywhere, and the usual name is kept, so that the wording can be taken back.
public struct PlaceWording: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case country, city
    }

    public let kind: Kind
    /// A country's code or a city's id.
    public let place: String
    public let language: Language
    public let wording: String
    /// The name that the sources give; nil when they give none in this language.
    public let usual: String?
}

extension PlaceWording: RowReadable {
    public init(row: Row) throws {
        kind = try row["kind"]
        place = try row["place"]
        language = try row["language"]
        wording = try row["wording"]
        usual = try row["usual"]
    }

    /// All wordings of the office, countries first.
    public static func all(on connection: any SQLConnection) throws -> [PlaceWording] {
        try connection.rows(
            "SELECT * FROM place_wording ORDER BY kind DESC, place, language", as: PlaceWording.self
        ).sorted { ($0.kind == .country ? 0 : 1) < ($1.kind == .country ? 0 : 1) }
    }

    /// The wordings of one kind, by place and language.
    static func all(of kind: Kind, on connection: any SQLConnection) throws -> [String: [Language: String]] {
        var found: [String: [Language: String]] = [:]
        for wording in try all(on: connection) where wording.kind == kind {
            found[wording.place, default: [:]][wording.language] = wording.wording
        }
        return found
    }

    /// Words a country's name; nil takes the wording back.
    ///
    /// - Throws: ``CityError/unknownCountry(_:)``, `Problem` when the name is empty.
    public static func set(country code: String, _ language: Language, to wording: String?, in change: Change) throws {
        let connection = change.connection
        guard let country = try Country.find(code, on: connection) else { throw CityError.unknownCountry(code) }
        let before = country.name(in: language)
        let stored = try usual(.country, code, language, on: connection)
        let usual = stored ?? before
        let after = try cleaned(wording, language) ?? usual
        if before == after, (stored != nil) == (wording != nil) { return change.nothingChanged() }
        let column = language == .fa ? "name_fa" : "name_en"
        let sort = language == .fa ? "sort_fa" : "sort_en"
        try connection.execute(
            """
            UPDATE country SET \(identifier: column) = \(after), \(identifier: sort) = \(PersianText.sortKey(after))
            WHERE code = \(code)
            """)
        try keep(.country, code, language, wording: wording == nil ? nil : after, usual: usual, on: connection)
        try change.record(
            "journal.wording.changed", Subject(kind: Country.kind, id: code, label: after), secrecy: .everyone,
            changes: [FieldChange("cities.field.name.\(language.rawValue)", from: before, to: after)])
    }

    /// Words a city's name; nil takes the wording back.
    ///
    /// - Throws: ``CityError/unknownCity(_:)``, `Problem` when the name is empty.
    public static func set(city id: Int64, _ language: Language, to wording: String?, in change: Change) throws {
        let connection = change.connection
        guard let city = try City.find(id, on: connection) else { throw CityError.unknownCity(id) }
        let before = language == .fa ? city.namePersian : city.nameEnglish
        let place = String(id)
        let stored = try connection.first(
            """
            SELECT usual, usual_source FROM place_wording
            WHERE kind = \(Kind.city) AND place = \(place) AND language = \(language)
            """)
        var usual = before
        var source = city.namePersianSource?.rawValue
        if let stored {
            usual = try stored["usual"]
            source = try stored["usual_source"]
        }
        let after = try cleaned(wording, language) ?? usual
        if before == after, (stored != nil) == (wording != nil) { return change.nothingChanged() }
        if language == .fa {
            let newSource = wording == nil ? source : City.NameSource.office.rawValue
            try connection.execute(
                """
                UPDATE city SET name_fa = \(after.sqlValue), name_fa_source = \(newSource.sqlValue), is_edited = 1,
                    sort_fa = \(PersianText.sortKey(after ?? city.nameEnglish)) WHERE id = \(id)
                """)
        } else {
            let name = after ?? city.nameEnglish
            try connection.execute(
                "UPDATE city SET name_en = \(name), is_edited = 1, sort_en = \(PersianText.sortKey(name)) WHERE id = \(id)"
            )
        }
        try keep(
            .city, place, language, wording: wording == nil ? nil : after, usual: usual, source: source, on: connection)
        if let renamed = try City.find(id, on: connection) {
            try CityNames.replace(
                id, population: Int64(renamed.population), shown: renamed.shownNames, others: nil, on: connection)
        }
        try change.record(
            "journal.wording.changed", Subject(kind: City.kind, id: place, label: after ?? city.nameEnglish),
            secrecy: .everyone,
            changes: [FieldChange("cities.field.name.\(language.rawValue)", from: before, to: after)])
        try City.index(id, in: change)
    }

    private static func cleaned(_ wording: String?, _ language: Language) throws -> String? {
        guard let wording else { return nil }
        let clean = TextInput.name(wording, in: language)
        guard let clean else { throw Problem(field: "wording-\(language.rawValue)", key: "cities.problem.nameMissing") }
        return clean
    }

    private static func usual(
        _ kind: Kind, _ place: String, _ language: Language, on connection: any SQLConnection
    ) throws -> String? {
        try connection.value(
            """
            SELECT usual FROM place_wording WHERE kind = \(kind) AND place = \(place) AND language = \(language)
            """)
    }

    private static func keep(
        _ kind: Kind, _ place: String, _ language: Language, wording: String?, usual: String?, source: String? = nil,
        on connection: any SQLConnection
    ) throws {
        guard let wording else {
            try connection.execute(
                "DELETE FROM place_wording WHERE kind = \(kind) AND place = \(place) AND language = \(language)")
            return
        }
        try connection.execute(
            """
            INSERT INTO place_wording (kind, place, language, wording, usual, usual_source)
            VALUES (\(kind), \(place), \(language), \(wording), \(usual.sqlValue), \(source.sqlValue))
            ON CONFLICT (kind, place, language) DO UPDATE SET wording = excluded.wording
            """)
    }
}
