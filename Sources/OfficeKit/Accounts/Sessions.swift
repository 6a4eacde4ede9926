import SQLStore

/// The sessions of browsers: a random token in a cookie, and its digest in the database.
///
/// A session ends 12 hours after it was last used, 14 days after it began, and with its account.
public enum Sessions {
    /// Seconds without use after which a session is over.
    public static let idleSeconds = 12 * 3600
    /// Seconds after which a session is over in any case.
    public static let absoluteSeconds = 14 * 86_400
    /// Seconds that the second step of signing in may take.
    public static let secondStepSeconds = 600
    /// Seconds between two notes that a session is used, so that reading pages seldom writes.
    public static let touchSeconds = 600

    /// A session found by its token.
    public struct Found: Sendable {
        public let person: SignedIn
        /// Whether the password was right and the code is still to come.
        public let waitsForSecondFactor: Bool
        let seenAt: Moment

        /// Whether its use is to be noted (``Sessions/touch(_:at:on:)``).
        public func isTouchDue(at now: Moment) -> Bool {
            now >= seenAt.adding(seconds: Sessions.touchSeconds)
        }
    }

    /// The session of a token that is not over, of an account that is not closed.
    public static func find(token: String, on connection: any SQLConnection, now: Moment) throws -> Found? {
        // A token of ours is 43 characters; what is longer need not be hashed.
        guard token.utf8.count <= 64 else { return nil }
        let idle = now.adding(seconds: -idleSeconds)
        let row = try connection.first(
            """
            SELECT session.id, session.account_id, session.form_secret, session.seen_at, session.second_factor_done,
                account.username, account.name_fa, account.name_en, account.role, account.body_id,
                account.language, account.calendar, account.theme, account.must_change
            FROM session JOIN account ON account.id = session.account_id
            WHERE session.id = \(SecretToken.digest(token)) AND session.expires_at > \(now)
                AND session.seen_at > \(idle) AND account.disabled_at IS NULL
            """)
        guard let row else { return nil }
        let isDone: Bool = try row["second_factor_done"]
        return Found(
            person: SignedIn(
                account: try row["account_id"], username: try row["username"], nameFa: try row["name_fa"],
                nameEn: try row["name_en"], role: try row["role"], body: try row["body_id"],
                language: try row["language"], calendar: try row["calendar"], theme: try row["theme"],
                session: try row["id"], formSecret: try row["form_secret"],
                mustChangePassword: try row["must_change"]),
            waitsForSecondFactor: !isDone, seenAt: try row["seen_at"])
    }

    /// Notes that a session is used, at most once in ``touchSeconds``.
    public static func touch(_ session: String, at now: Moment, on connection: any SQLConnection) throws {
        let due = now.adding(seconds: -touchSeconds)
        try connection.execute("UPDATE session SET seen_at = \(now) WHERE id = \(session) AND seen_at <= \(due)")
    }

    /// Begins a session.
    ///
    /// - Returns: the token for the cookie, which is not kept.
    static func begin(
        account: String, waitsForSecondFactor: Bool, from origin: Origin, at now: Moment,
        on connection: any SQLConnection
    ) throws -> String {
        let token = SecretToken.make()
        let expires = now.adding(seconds: waitsForSecondFactor ? secondStepSeconds : absoluteSeconds)
        try connection.execute(
            """
            INSERT INTO session (id, account_id, form_secret, created_at, seen_at, expires_at, second_factor_done,
                address, user_agent)
            VALUES (\(SecretToken.digest(token)), \(account), \(SecretToken.make()), \(now), \(now), \(expires),
                \(!waitsForSecondFactor), \(origin.address), \(origin.userAgent))
            """)
        return token
    }

    /// Ends the session of a token.
    public static func end(token: String, on connection: any SQLConnection) throws {
        try connection.execute("DELETE FROM session WHERE id = \(SecretToken.digest(token))")
    }

    /// Ends one session of an account by its id.
    static func end(id: String, of account: String, on connection: any SQLConnection) throws {
        try connection.execute("DELETE FROM session WHERE id = \(id) AND account_id = \(account)")
    }

    /// Ends every session of an account, but one if it is named by its id.
    ///
    /// - Returns: how many were ended.
    @discardableResult
    public static func endAll(
        of account: String, except kept: String? = nil, on connection: any SQLConnection
    ) throws -> Int {
        try connection.execute("DELETE FROM session WHERE account_id = \(account) AND id <> \(kept ?? "")")
    }

    /// Removes what is over.
    public static func clean(at now: Moment, on connection: any SQLConnection) throws {
        let idle = now.adding(seconds: -idleSeconds)
        try connection.execute("DELETE FROM session WHERE expires_at <= \(now) OR seen_at <= \(idle)")
        try Throttle.clean(at: now, on: connection)
    }

    /// A session as its owner sees it.
    public struct Listed: Sendable, RowReadable {
        public let id: String
        public let createdAt: Moment
        public let seenAt: Moment
        public let address: String?
        public let userAgent: String?

        public init(row: Row) throws {
            id = try row["id"]
            createdAt = try row["created_at"]
            seenAt = try row["seen_at"]
            address = try row["address"]
            userAgent = try row["user_agent"]
        }
    }

    /// An account's sessions that are not over, the last used first.
    public static func all(of account: String, on connection: any SQLConnection, now: Moment) throws -> [Listed] {
        try connection.rows(
            """
            SELECT id, created_at, seen_at, address, user_agent FROM session
            WHERE account_id = \(account) AND second_factor_done = 1 AND expires_at > \(now)
                AND seen_at > \(now.adding(seconds: -idleSeconds))
            ORDER BY seen_at DESC, id
            """, as: Listed.self)
    }
}

/// Where a session begins.
public struct Origin: Sendable, Hashable {
    /// The network address; nil when it is not known.
    public let address: String?
    /// What the browser says it is, at most 200 characters.
    public let userAgent: String?

    public init(address: String?, userAgent: String? = nil) {
        self.address = address
        // PostgreSQL holds no U+0000.
        self.userAgent = userAgent.map { text in
            String(String.UnicodeScalarView(text.unicodeScalars.prefix(200).filter { $0.value >= 32 }))
        }
    }
}
