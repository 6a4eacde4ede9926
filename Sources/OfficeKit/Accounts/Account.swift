import SQLStore

/// One account, without its secrets.
public struct Account: Sendable, Hashable, Identifiable {
    public let id: String
    public let username: String
    public let nameFa: String
    public let nameEn: String
    public let email: String?
    public let role: Role
    /// The body a representative speaks for.
    public let body: String?
    /// Whether the password was given by someone else and must be replaced first.
    public let mustChangePassword: Bool
    public let hasSecondFactor: Bool
    public let preferences: Preferences
    public let signedInAt: Moment?
    public let disabledAt: Moment?
    public let createdAt: Moment

    public var isDisabled: Bool { disabledAt != nil }

    /// The name in the language of the page.
    public func name(in language: Language) -> String { language == .fa ? nameFa : nameEn }

    /// The account as the journal names it.
    public var subject: Subject { Subject(kind: "account", id: id, label: username) }
}

/// How a person wants pages to look.
public struct Preferences: Sendable, Hashable {
    /// What `theme` may be.
    public static let themes = ["auto", "light", "dark"]

    public var language: Language
    public var calendar: CalendarChoice
    public var theme: String

    public init(language: Language = .fa, calendar: CalendarChoice = .jalali, theme: String = "auto") {
        self.language = language
        self.calendar = calendar
        self.theme = theme
    }
}

extension Account: RowReadable {
    static let columns: SQL = """
        account.id, account.username, account.name_fa, account.name_en, account.email, account.role, account.body_id,
        account.must_change, CASE WHEN account.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor,
        account.language, account.calendar, account.theme, account.signed_in_at, account.disabled_at,
        account.created_at
        """

    public init(row: Row) throws {
        id = try row["id"]
        username = try row["username"]
        nameFa = try row["name_fa"]
        nameEn = try row["name_en"]
        email = try row["email"]
        role = try row["role"]
        body = try row["body_id"]
        mustChangePassword = try row["must_change"]
        hasSecondFactor = try row["has_second_factor"]
        preferences = Preferences(
            language: try row["language"], calendar: try row["calendar"], theme: try row["theme"])
        signedInAt = try row["signed_in_at"]
        disabledAt = try row["disabled_at"]
        createdAt = try row["created_at"]
    }
}

extension Accounts {
    /// Every account, the open ones first, by user name.
    public static func all(on connection: any SQLConnection) throws -> [Account] {
        try connection.rows(
            """
            SELECT \(fragment: Account.columns) FROM account
            ORDER BY CASE WHEN disabled_at IS NULL THEN 0 ELSE 1 END, username
            """, as: Account.self)
    }

    public static func find(id: String, on connection: any SQLConnection) throws -> Account? {
        try connection.first(
            "SELECT \(fragment: Account.columns) FROM account WHERE id = \(id)", as: Account.self)
    }

    /// The account of a user name or of an email address, as a person types it.
    public static func find(named name: String, on connection: any SQLConnection) throws -> Account? {
        let folded = AccountDraft.folded(name)
        return try connection.first(
            """
            SELECT \(fragment: Account.columns) FROM account
            WHERE username = \(folded) OR email = \(folded)
            """, as: Account.self)
    }
}
