import OfficeKit
import SQLStore

/// A city's identity in its own words: the first step of a tie is that two identities meet.
public struct CityProfile: Sendable, Hashable {
    /// What a profile tells, in the order in which it is read.
    public enum Field: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case history, culture, economy, strengths, needs, landmarks, government, priorities

        /// The catalogue key of its name.
        public var key: String { "cities.profile.\(rawValue)" }

        /// The catalogue key under which the journal has its two languages.
        var journalKey: String { "cities.profileText.\(rawValue)" }
    }

    /// One field's text, in one or both languages, and who says so.
    public struct Statement: Sendable, Hashable {
        public let field: Field
        public let persian: String?
        public let english: String?
        public let source: String?

        /// The text for a reader: in the reader's language, else in the other, and in which.
        public func text(in language: Language) -> (text: String, language: Language)? {
            let first = language == .fa ? persian : english
            let second = language == .fa ? english : persian
            if let first { return (first, language) }
            return second.map { ($0, language.other) }
        }
    }

    public let statements: [Statement]

    /// The statement of a field; nil when nothing is recorded.
    public func statement(of field: Field) -> Statement? { statements.first { $0.field == field } }

    /// The profile of a city; empty when nobody has written one.
    public static func of(_ city: Int64, on connection: any SQLConnection) throws -> CityProfile {
        let rows = try connection.rows("SELECT * FROM city_profile WHERE city_id = \(city)").map { row in
            Statement(
                field: try row["field"], persian: try row["text_fa"], english: try row["text_en"],
                source: try row["source"])
        }
        let order = Field.allCases
        return CityProfile(
            statements: rows.sorted {
                (order.firstIndex(of: $0.field) ?? 0) < (order.firstIndex(of: $1.field) ?? 0)
            })
    }

    /// Writes a field; without a text in either language the field is taken out.
    ///
    /// - Throws: ``CityError/unknownCity(_:)``.
    public static func set(
        _ field: Field, of id: Int64, persian: String?, english: String?, source: String?, in change: Change
    ) throws {
        let connection = change.connection
        guard let city = try City.find(id, on: connection) else { throw CityError.unknownCity(id) }
        let before = try of(id, on: connection).statement(of: field)
        let persian = TextInput.text(persian, in: .fa)
        let english = TextInput.text(english)
        let isEmpty = persian == nil && english == nil
        let source = isEmpty ? nil : TextInput.name(source, limit: 400)
        let changes = FieldChange.differences(
            FieldChange(field.journalKey + ".fa", from: before?.persian, to: persian),
            FieldChange(field.journalKey + ".en", from: before?.english, to: english),
            FieldChange("cities.field.source", from: before?.source, to: source))
        if changes.isEmpty { return change.nothingChanged() }
        if isEmpty {
            try connection.execute("DELETE FROM city_profile WHERE city_id = \(id) AND field = \(field)")
        } else {
            try connection.execute(
                """
                INSERT INTO city_profile (city_id, field, text_fa, text_en, source)
                VALUES (\(id), \(field), \(persian), \(english), \(source))
                ON CONFLICT (city_id, field) DO UPDATE SET text_fa = excluded.text_fa, text_en = excluded.text_en,
                    source = excluded.source
                """)
        }
        try change.record("journal.city.profile", city.subject, secrecy: .everyone, changes: changes)
        try City.index(id, in: change)
    }
}
