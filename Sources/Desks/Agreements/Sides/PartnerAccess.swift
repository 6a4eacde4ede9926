import OfficeKit
import PersianText
import SQLStore

/// One person of the other side, to whom an agreement is open through a personal link.
struct PartnerAccess: Sendable, Hashable, Identifiable {
    /// What its links are for.
    static let purpose = "partner"
    /// The record's kind in the journal.
    static let kind = "access"
    /// For how many days an access may last.
    static let terms = [90, 180, 365, 730]
    static let nameLimit = 200

    let id: String
    let agreement: String
    var name: String
    var post: String?
    /// The city or office for which the person speaks.
    var city: String
    var email: String
    var language: Language
    var grantedBy: String
    var grantedAt: Moment
    var expiresAt: Moment
    var revokedAt: Moment?

    func isOpen(at now: Moment) -> Bool { revokedAt == nil && expiresAt > now }

    /// Who they are in the journal.
    var author: Author { LinkHolder.author(named: "\(name) (\(city))") }

    /// Why it cannot be granted; empty when it can.
    var problems: [Problem] {
        var problems: [Problem] = []
        for (field, text) in [("name", name), ("city", city)] {
            if text.allSatisfy(\.isWhitespace) {
                problems.append(Problem(field: field, key: "forms.errors.required"))
            } else if text.count > PartnerAccess.nameLimit {
                problems.append(
                    Problem(
                        field: field, key: "forms.errors.tooLong", arguments: ["limit": String(PartnerAccess.nameLimit)]
                    ))
            }
        }
        if email.isEmpty {
            problems.append(Problem(field: "email", key: "forms.errors.required"))
        } else if !Mail.isAddress(email) {
            problems.append(Problem(field: "email", key: "forms.errors.invalidEmail"))
        }
        return problems
    }
}

extension PartnerAccess: RowReadable {
    static let migration = SchemaMigration(
        id: "agreements-044-both-sides",
        statements: """
            CREATE TABLE partner_access (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                name TEXT NOT NULL,
                post TEXT,
                city TEXT NOT NULL,
                email TEXT NOT NULL,
                language TEXT NOT NULL,
                granted_by TEXT NOT NULL,
                granted_at TEXT NOT NULL,
                expires_at TEXT NOT NULL,
                revoked_at TEXT
            );
            CREATE INDEX partner_access_agreement ON partner_access (agreement_id);
            CREATE TABLE side_statement (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                topic TEXT NOT NULL,
                action_id TEXT REFERENCES action (id),
                side TEXT NOT NULL,
                access_id TEXT REFERENCES partner_access (id),
                account_id TEXT,
                verdict TEXT NOT NULL,
                about TEXT,
                value TEXT,
                comment TEXT,
                at TEXT NOT NULL
            );
            CREATE INDEX side_statement_agreement ON side_statement (agreement_id);
            """)

    init(row: Row) throws {
        let language: String = try row["language"]
        self.init(
            id: try row["id"], agreement: try row["agreement_id"], name: try row["name"], post: try row["post"],
            city: try row["city"], email: try row["email"], language: Language(rawValue: language) ?? .en,
            grantedBy: try row["granted_by"], grantedAt: try row["granted_at"], expiresAt: try row["expires_at"],
            revokedAt: try row["revoked_at"])
    }

    /// Those to whom an agreement is or was open, the last first.
    static func all(of agreement: String, on connection: any SQLConnection) throws -> [PartnerAccess] {
        try connection.rows(
            "SELECT * FROM partner_access WHERE agreement_id = \(agreement) ORDER BY granted_at DESC, id DESC",
            as: PartnerAccess.self)
    }

    /// What those are called who have or had access to an agreement or to the instrument above it, by access.
    static func names(
        of agreement: Agreement, on connection: any SQLConnection
    ) throws -> [String: String] {
        let ids = [agreement.id, agreement.parent].compactMap { $0 }
        return try connection.rows("SELECT id, name, city FROM partner_access WHERE agreement_id IN \(list: ids)")
            .reduce(into: [:]) { found, row in
                let name: String = try row["name"]
                let city: String = try row["city"]
                found[try row["id"]] = "\(name) (\(city))"
            }
    }

    static func find(_ id: String, on connection: any SQLConnection) throws -> PartnerAccess? {
        try connection.first("SELECT * FROM partner_access WHERE id = \(id)", as: PartnerAccess.self)
    }

    private func subject(in agreement: RegisteredAgreement) -> Subject {
        Subject(kind: PartnerAccess.kind, id: id, label: "\(name) (\(city))")
    }

    /// Opens the agreement to the person and posts the letter with the link.
    static func grant(
        _ draft: PartnerAccess, to agreement: RegisteredAgreement, letter: PartnerLetter, in change: Change
    ) throws -> PartnerAccess {
        guard agreement.agreement.secrecy != .restricted else {
            throw Problem(field: "", key: "sides.problem.restricted")
        }
        var access = draft
        access.name = PersianText.clean(draft.name, persianLetters: false)
        access.city = PersianText.clean(draft.city, persianLetters: false)
        access.post = draft.post.map { PersianText.clean($0, persianLetters: false) }
        if let problem = access.problems.first { throw problem }
        try change.connection.execute(
            """
            INSERT INTO partner_access (id, agreement_id, name, post, city, email, language, granted_by, granted_at,
                expires_at)
            VALUES (\(access.id), \(access.agreement), \(access.name), \(access.post.sqlValue), \(access.city),
                \(access.email), \(access.language.rawValue), \(access.grantedBy), \(access.grantedAt),
                \(access.expiresAt))
            """)
        try change.record(
            "journal.access.granted", access.subject(in: agreement), under: agreement.subject,
            secrecy: agreement.agreement.secrecy,
            changes: [
                FieldChange("requests.field.email", from: nil, to: access.email),
                FieldChange("requests.field.expires", .day, from: nil, to: letter.day(of: access.expiresAt).iso),
            ])
        let token = try PersonalLink.make(
            for: purpose, of: access.id, until: access.expiresAt, at: change.at, on: change.connection)
        try letter.post(access, to: agreement, token: token, in: change)
        return access
    }

    /// Closes it: its links open nothing any more, and all that was said stays.
    func revoke(in agreement: RegisteredAgreement, change: Change) throws {
        guard revokedAt == nil else { return change.nothingChanged() }
        try change.connection.execute("UPDATE partner_access SET revoked_at = \(change.at) WHERE id = \(id)")
        try PersonalLink.revokeAll(for: Self.purpose, of: id, at: change.at, on: change.connection)
        try change.record(
            "journal.access.revoked", subject(in: agreement), under: agreement.subject,
            secrecy: agreement.agreement.secrecy)
    }

    /// Makes a link that an officer hands over. Who was shown one may not review what comes in by it.
    func handOver(to account: String, in agreement: RegisteredAgreement, change: Change) throws -> String {
        guard isOpen(at: change.at) else { throw Problem(field: "", key: "sides.problem.closed") }
        try LinkHolder.noteShown(id, to: account, on: change.connection)
        try change.record(
            "journal.access.linkShown", subject(in: agreement), under: agreement.subject,
            secrecy: agreement.agreement.secrecy)
        return try PersonalLink.make(
            for: Self.purpose, of: id, until: expiresAt, at: change.at, on: change.connection)
    }
}
