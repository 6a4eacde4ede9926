import Foundation
import SQLStore

/// What the office says about itself.
public struct OfficeSettings: Sendable, Hashable {
    public var nameFa: String
    public var nameEn: String
    /// An IANA name, such as `Asia/Tehran`.
    public var timeZone: String
    /// The language and calendar of visitors and of new accounts.
    public var language: Language
    public var calendar: CalendarChoice

    public init(
        nameFa: String = "دفتر امور بین‌الملل شهر", nameEn: String = "City international affairs office",
        timeZone: String = "Asia/Tehran", language: Language = .fa, calendar: CalendarChoice = .jalali
    ) {
        self.nameFa = nameFa
        self.nameEn = nameEn
        self.timeZone = timeZone
        self.language = language
        self.calendar = calendar
    }

    static let migration = SchemaMigration(
        id: "office-003-settings",
        statements: """
            CREATE TABLE office_setting (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL
            );
            """)

    /// The settings as they stand; those never set have their first values.
    public static func load(on connection: any SQLConnection) throws -> OfficeSettings {
        var settings = OfficeSettings()
        for row in try connection.rows("SELECT name, value FROM office_setting") {
            let name: String = try row["name"]
            let value: String = try row["value"]
            switch name {
            case "name_fa": settings.nameFa = value
            case "name_en": settings.nameEn = value
            case "time_zone": settings.timeZone = value
            case "language": settings.language = Language(rawValue: value) ?? settings.language
            case "calendar": settings.calendar = CalendarChoice(rawValue: value) ?? settings.calendar
            default: break
            }
        }
        return settings
    }

    /// What is wrong with the settings, field by field.
    public var problems: [Problem] {
        var problems: [Problem] = []
        for (field, name) in [("name_fa", nameFa), ("name_en", nameEn)] where name.isEmpty {
            problems.append(Problem(field: field, key: "forms.errors.required"))
        }
        if TimeZone(identifier: timeZone) == nil {
            problems.append(Problem(field: "time_zone", key: "forms.errors.notInList"))
        }
        return problems
    }

    /// Puts these settings in place of those that stand.
    public func save(in change: Change) throws {
        let before = try Self.load(on: change.connection).values
        var changes: [FieldChange] = []
        for (name, value) in values {
            let old = before.first { $0.name == name }?.value
            try change.connection.execute(
                """
                INSERT INTO office_setting (name, value) VALUES (\(name), \(value))
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """)
            if old != value { changes.append(FieldChange("settings.field.\(name)", from: old, to: value)) }
        }
        try change.record(
            "journal.settings.changed", Subject(kind: "settings", id: "office", label: nameEn), secrecy: .office,
            changes: changes)
    }

    private var values: [(name: String, value: String)] {
        [
            ("name_fa", nameFa), ("name_en", nameEn), ("time_zone", timeZone), ("language", language.rawValue),
            ("calendar", calendar.rawValue),
        ]
    }
}
