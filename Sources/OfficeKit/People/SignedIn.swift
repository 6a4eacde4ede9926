import SQLStore

/// Someone who is signed in, as each request needs to know them.
public struct SignedIn: Sendable, Hashable {
    public let account: String
    public let username: String
    public let nameFa: String
    public let nameEn: String
    public let role: Role
    /// The body a representative speaks for.
    public let body: String?
    public let language: Language
    public let calendar: CalendarChoice
    /// `auto`, `light` or `dark`.
    public let theme: String
    /// The session's id in the database; nil when an access token was shown instead.
    public let session: String?
    /// What the tokens in this session's forms are made of.
    public let formSecret: String
    /// Whether a password of one's own must be chosen first.
    public let mustChangePassword: Bool

    public init(
        account: String, username: String, nameFa: String, nameEn: String, role: Role, body: String?,
        language: Language, calendar: CalendarChoice, theme: String, session: String?, formSecret: String,
        mustChangePassword: Bool
    ) {
        self.account = account
        self.username = username
        self.nameFa = nameFa
        self.nameEn = nameEn
        self.role = role
        self.body = body
        self.language = language
        self.calendar = calendar
        self.theme = theme
        self.session = session
        self.formSecret = formSecret
        self.mustChangePassword = mustChangePassword
    }

    /// The name in the language of the page.
    public func name(in language: Language) -> String { language == .fa ? nameFa : nameEn }
}

/// Knows people by what their browser or program shows.
public protocol Doorkeeper: Sendable {
    /// The person of a session's cookie; nil when it is unknown, over, or waits for its second factor.
    func person(sessionToken: String, on connection: any SQLConnection, now: Moment) throws -> SignedIn?
    /// The person of an API access token; nil when it is unknown, over or revoked.
    func person(accessToken: String, on connection: any SQLConnection, now: Moment) throws -> SignedIn?
}
