import SQLStore

/// Tokens with which programs use the API in an account's name: `pvd_` and 43 characters, shown once.
public enum AccessTokens {
    /// Tells a person, and programs that search for leaked secrets, what it is.
    public static let prefix = "pvd_"

    /// A token as it is listed.
    public struct Listed: Sendable, Hashable, RowReadable {
        public let id: String
        public let account: String
        public let username: String
        public let name: String
        public let createdAt: Moment
        public let expiresAt: Moment?
        public let lastUsedAt: Moment?
        public let revokedAt: Moment?

        public init(row: Row) throws {
            id = try row["id"]
            account = try row["account_id"]
            username = try row["username"]
            name = try row["name"]
            createdAt = try row["created_at"]
            expiresAt = try row["expires_at"]
            lastUsedAt = try row["last_used_at"]
            revokedAt = try row["revoked_at"]
        }

        /// Whether the API takes it.
        public func isValid(at now: Moment) -> Bool {
            revokedAt == nil && (expiresAt.map { $0 > now } ?? true)
        }
    }

    /// Makes a token for an account.
    ///
    /// - Returns: the token, which is not kept.
    /// - Throws: a ``Problem`` of `account` or `name`.
    public static func create(
        for account: String, name: String, expires: Moment? = nil, in change: Change
    ) throws -> String {
        guard let owner = try Accounts.find(id: account, on: change.connection), !owner.isDisabled else {
            throw Problem(field: "account", key: "accounts.errors.unknown")
        }
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty else { throw Problem(field: "name", key: "forms.errors.required") }
        guard name.unicodeScalars.count <= 80 else {
            throw Problem(field: "name", key: "forms.errors.tooLong", arguments: ["limit": "80"])
        }
        let token = prefix + SecretToken.make()
        try change.connection.execute(
            """
            INSERT INTO access_token (id, hash, account_id, name, created_at, expires_at)
            VALUES (\(Identifier.make(at: change.at)), \(SecretToken.digest(token)), \(owner.id), \(name),
                \(change.at), \(expires))
            """)
        try change.record(
            "journal.account.tokenCreated", owner.subject, secrecy: .restricted,
            changes: [FieldChange("accounts.tokenName", from: nil, to: name)])
        return token
    }

    /// Takes a token's validity, for good.
    ///
    /// - Throws: a ``Problem`` of `id` when there is no such token of the account.
    public static func revoke(_ id: String, of account: String, in change: Change) throws {
        let token = try all(of: account, on: change.connection).first { $0.id == id }
        guard let token, let owner = try Accounts.find(id: account, on: change.connection) else {
            throw Problem(field: "id", key: "accounts.errors.tokenUnknown")
        }
        guard token.revokedAt == nil else { return change.nothingChanged() }
        try change.connection.execute("UPDATE access_token SET revoked_at = \(change.at) WHERE id = \(id)")
        try change.record(
            "journal.account.tokenRevoked", owner.subject, secrecy: .restricted,
            changes: [FieldChange("accounts.tokenName", from: token.name, to: nil)])
    }

    /// The tokens of an account, or of all, the newest first.
    public static func all(of account: String? = nil, on connection: any SQLConnection) throws -> [Listed] {
        let condition: SQL = account.map { "access_token.account_id = \($0)" } ?? "1 = 1"
        return try connection.rows(
            """
            SELECT access_token.id, access_token.account_id, account.username, access_token.name,
                access_token.created_at, access_token.expires_at, access_token.last_used_at, access_token.revoked_at
            FROM access_token JOIN account ON account.id = access_token.account_id
            WHERE \(fragment: condition) ORDER BY access_token.created_at DESC, access_token.id
            """, as: Listed.self)
    }

    /// A token that is valid, with its account.
    public struct Found: Sendable {
        public let id: String
        public let person: SignedIn
        let lastUsedAt: Moment?

        /// Whether its use is to be noted (``AccessTokens/touch(_:at:on:)``).
        public func isTouchDue(at now: Moment) -> Bool {
            lastUsedAt.map { now >= $0.adding(seconds: Sessions.touchSeconds) } ?? true
        }
    }

    /// The token, when it is neither over nor revoked and its account is not closed.
    public static func find(token: String, on connection: any SQLConnection, now: Moment) throws -> Found? {
        guard token.hasPrefix(prefix), token.utf8.count <= 64 else { return nil }
        let row = try connection.first(
            """
            SELECT access_token.id AS token_id, access_token.last_used_at, account.id, account.username,
                account.name_fa, account.name_en, account.role, account.body_id, account.language, account.calendar,
                account.theme, account.must_change
            FROM access_token JOIN account ON account.id = access_token.account_id
            WHERE access_token.hash = \(SecretToken.digest(token)) AND access_token.revoked_at IS NULL
                AND (access_token.expires_at IS NULL OR access_token.expires_at > \(now))
                AND account.disabled_at IS NULL
            """)
        guard let row else { return nil }
        return Found(
            id: try row["token_id"],
            person: SignedIn(
                account: try row["id"], username: try row["username"], nameFa: try row["name_fa"],
                nameEn: try row["name_en"], role: try row["role"], body: try row["body_id"],
                language: try row["language"], calendar: try row["calendar"], theme: try row["theme"],
                session: nil, formSecret: "", mustChangePassword: try row["must_change"]),
            lastUsedAt: try row["last_used_at"])
    }

    /// Notes that a token is used.
    public static func touch(_ id: String, at now: Moment, on connection: any SQLConnection) throws {
        try connection.execute("UPDATE access_token SET last_used_at = \(now) WHERE id = \(id)")
    }
}
