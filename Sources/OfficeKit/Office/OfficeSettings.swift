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
    /// How many days a tie may be silent before it no longer counts as working.
    public var silenceDays: Int
    /// How many days before that end the coming silence is shown.
    public var silenceWarning: Int
    /// Where people outside reach the office, `https://office.example.org`; empty when it was never said.
    public var address: String
    /// The office's own mailbox, from which letters come; empty when it was never said.
    public var mail: String

    public init(
        nameFa: String = "دفتر امور بین‌الملل شهر", nameEn: String = "City international affairs office",
        timeZone: String = "Asia/Tehran", language: Language = .fa, calendar: CalendarChoice = .jalali,
        silenceDays: Int = 540, silenceWarning: Int = 60, address: String = "", mail: String = ""
    ) {
        self.nameFa = nameFa
        self.nameEn = nameEn
        self.timeZone = timeZone
        self.language = language
        self.calendar = calendar
        self.silenceDays = silenceDays
        self.silenceWarning = silenceWarning
        self.address = address
        self.mail = mail
    }

    /// What the office calls itself in the language of the page.
    public func name(in language: Language) -> String { language == .fa ? nameFa : nameEn }

    /// The record's kind in the journal.
    static let kind = "settings"

    /// The bounds of ``silenceDays``: a month, and ten years.
    static let silenceBounds = 30...3_650

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
            case "silence_days": settings.silenceDays = Int(value) ?? settings.silenceDays
            case "silence_warning": settings.silenceWarning = Int(value) ?? settings.silenceWarning
            case "address": settings.address = value
            case "mail": settings.mail = value
            default: break
            }
        }
        return settings
    }

    /// What is wrong with the settings, field by field.
    public var problems: [Problem] {
        var problems: [Problem] = []
        for (field, name) in [("name_fa", nameFa), ("name_en", nameEn)] {
            if name.isEmpty {
                problems.append(Problem(field: field, key: "forms.errors.required"))
            } else if name.unicodeScalars.count > 120 {
                problems.append(Problem(field: field, key: "forms.errors.tooLong", arguments: ["limit": "120"]))
            }
        }
        if TimeZone(identifier: timeZone) == nil {
            problems.append(Problem(field: "time_zone", key: "forms.errors.notInList"))
        }
        if !address.isEmpty, !Self.isSite(address) {
            problems.append(Problem(field: "address", key: "settings.errors.address"))
        }
        if !mail.isEmpty, !Mail.isAddress(mail) {
            problems.append(Problem(field: "mail", key: "forms.errors.invalidEmail"))
        }
        if !Self.silenceBounds.contains(silenceDays) {
            problems.append(Self.problem("silence_days", within: Self.silenceBounds))
        } else if !(0...min(silenceDays, 365)).contains(silenceWarning) {
            problems.append(Self.problem("silence_warning", within: 0...min(silenceDays, 365)))
        }
        return problems
    }

    /// Whether it is a scheme and a host, perhaps with a port, and nothing behind.
    static func isSite(_ text: String) -> Bool {
        guard text.count <= 200, let url = URL(string: text), let host = url.host(), !host.isEmpty else { return false }
        let port = url.port.map { ":\($0)" } ?? ""
        return ["http", "https"].contains(url.scheme) && text == "\(url.scheme ?? "")://\(host)\(port)"
    }

    private static func problem(_ field: String, within bounds: ClosedRange<Int>) -> Problem {
        Problem(
            field: field, key: "settings.errors.\(field)",
            arguments: ["least": String(bounds.lowerBound), "most": String(bounds.upperBound)])
    }

    /// Puts these settings in place of those that stand.
    public func save(in change: Change) throws {
        let before = try Self.load(on: change.connection).values
        var changes: [FieldChange] = []
        for (value, old) in zip(values, before) {
            try change.connection.execute(
                """
                INSERT INTO office_setting (name, value) VALUES (\(value.name), \(value.stored))
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """)
            if old.stored != value.stored {
                changes.append(
                    FieldChange("settings.field.\(value.name)", value.style, from: old.shown, to: value.shown))
            }
        }
        try change.record(
            "journal.settings.changed", Subject(kind: Self.kind, id: "office", label: nameEn), secrecy: .office,
            changes: changes)
    }

    private struct Value {
        let name: String
        let stored: String
        var style = FieldChange.Style.text
        /// For the journal, where it is another than what is stored.
        var key: String?

        var shown: String { key ?? stored }
    }

    private var values: [Value] {
        let calendarKey = calendar == .jalali ? "preferences.calendarJalali" : "preferences.calendarGregorian"
        return [
            Value(name: "name_fa", stored: nameFa), Value(name: "name_en", stored: nameEn),
            Value(name: "time_zone", stored: timeZone),
            Value(name: "language", stored: language.rawValue, style: .key, key: "language.\(language.rawValue)"),
            Value(name: "calendar", stored: calendar.rawValue, style: .key, key: calendarKey),
            Value(name: "silence_days", stored: String(silenceDays), style: .number),
            Value(name: "silence_warning", stored: String(silenceWarning), style: .number),
            Value(name: "address", stored: address), Value(name: "mail", stored: mail),
        ]
    }
}
