import SQLStore

/// A link that opens one thing to one person who has no account.
///
/// Its token is random and stands in the link alone; the database has its digest. It ends on its day or when it is
/// revoked, and one thing may have several at a time: each letter about it brings its own.
public struct PersonalLink: Sendable, Hashable {
    /// The token's digest.
    public let id: String
    /// What it opens: a request, an agreement.
    public let purpose: String
    /// The id of the record that it opens.
    public let subject: String
    public let expires: Moment

    static let migration = SchemaMigration(
        id: "office-050-personal-links",
        statements: """
            CREATE TABLE personal_link (
                id TEXT PRIMARY KEY,
                purpose TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                created_at TEXT NOT NULL,
                expires_at TEXT NOT NULL,
                revoked_at TEXT
            );
            CREATE INDEX personal_link_subject ON personal_link (purpose, subject_id);
            """)

    /// Makes a link.
    ///
    /// - Returns: the token, which is not kept.
    public static func make(
        for purpose: String, of subject: String, until expires: Moment, at now: Moment,
        on connection: any SQLConnection
    ) throws -> String {
        let token = SecretToken.make()
        try connection.execute(
            """
            INSERT INTO personal_link (id, purpose, subject_id, created_at, expires_at)
            VALUES (\(SecretToken.digest(token)), \(purpose), \(subject), \(now), \(expires))
            """)
        return token
    }

    /// The link of a token that is neither over nor revoked.
    public static func find(
        token: String, for purpose: String, at now: Moment, on connection: any SQLConnection
    ) throws -> PersonalLink? {
        // A token of ours is 43 characters; what is longer need not be hashed.
        guard token.utf8.count <= 64 else { return nil }
        return try connection.first(
            """
            SELECT id, purpose, subject_id, expires_at FROM personal_link
            WHERE id = \(SecretToken.digest(token)) AND purpose = \(purpose) AND expires_at > \(now)
                AND revoked_at IS NULL
            """
        ).map { row in
            PersonalLink(
                id: try row["id"], purpose: try row["purpose"], subject: try row["subject_id"],
                expires: try row["expires_at"])
        }
    }

    /// Closes every link to a record.
    public static func revokeAll(
        for purpose: String, of subject: String, at now: Moment, on connection: any SQLConnection
    ) throws {
        try connection.execute(
            """
            UPDATE personal_link SET revoked_at = \(now)
            WHERE purpose = \(purpose) AND subject_id = \(subject) AND revoked_at IS NULL
            """)
    }

    /// Forgets links that were over before a moment.
    static func forget(expiredBefore moment: Moment, on connection: any SQLConnection) throws {
        try connection.execute("DELETE FROM personal_link WHERE expires_at < \(moment)")
    }
}

extension Visit {
    /// The link whose token stands in the address's `:token`; nil when it opens nothing (any more).
    ///
    /// Wrong tokens are counted by the address of who tries them, and what is sent through a right one by the link.
    ///
    /// - Throws: ``Refusal/tooMany``.
    public func personalLink(for purpose: String) async throws -> PersonalLink? {
        let token = part("token")
        let now = self.now
        let found = try await read { try PersonalLink.find(token: token, for: purpose, at: now, on: $0) }
        if found != nil, !isPost { return found }
        let subject = found.map { Throttle.Subject.link($0.id) } ?? .stranger(address)
        let wait = try await office.store.write { try Throttle.admit([subject], at: now, on: $0) }
        guard wait == nil else { throw Refusal.tooMany }
        return found
    }
}
