import OfficeKit
import SQLStore

extension AgreementKind: SQLBindable, SQLReadable {}
extension InstrumentLevel: SQLBindable, SQLReadable {}
extension Side: SQLBindable, SQLReadable {}

/// An agreement as the register keeps it: with the code that people use.
public struct RegisteredAgreement: Sendable, Hashable {
    /// `AGR-0042`: what people say and what addresses hold.
    public let code: String
    public var agreement: Agreement

    /// Its page.
    public var href: String { "/agreements/\(code)" }
}

extension Agreement {
    /// The record's kind in journal and search.
    public static let kind = "agreement"

    /// Keeps a new agreement and gives it a code.
    ///
    /// - Throws: the first ``Problem`` of ``problems(on:)`` or of its parent.
    public static func register(_ agreement: Agreement, on today: Day, in change: Change) throws -> RegisteredAgreement
    {
        if let problem = agreement.problems(on: today).first { throw problem }
        let connection = change.connection
        if let parent = agreement.parent { try agreement.checkParent(parent, on: connection) }
        let number: Int =
            try connection.value(
                """
                INSERT INTO code_counter (kind, last) VALUES (\(kind), 1)
                ON CONFLICT (kind) DO UPDATE SET last = code_counter.last + 1 RETURNING last
                """) ?? 1
        let code = code(number)
        try connection.execute(
            """
            INSERT INTO agreement (id, code, kind, level, parent_id, title_fa, title_en, languages, signed, is_signed,
                expires, ended, secrecy, created_at)
            VALUES (\(agreement.id), \(code), \(agreement.kind), \(agreement.level), \(agreement.parent.sqlValue),
                \(agreement.titlePersian.sqlValue), \(agreement.titleEnglish.sqlValue),
                \(agreement.languages.joined(separator: " ")), \(agreement.signed.sqlValue), \(agreement.isSigned),
                \(agreement.expires.sqlValue), \(agreement.ended.sqlValue), \(agreement.secrecy), \(change.at))
            """)
        try agreement.insertParties(on: connection)
        try agreement.insertSignatories(on: connection)
        let registered = RegisteredAgreement(code: code, agreement: agreement)
        try change.record(
            "journal.agreement.registered", registered.subject, secrecy: agreement.secrecy,
            changes: try agreement.changes(from: nil, on: connection))
        try registered.index(in: change)
        return registered
    }

    /// `AGR-0042`.
    static func code(_ number: Int) -> String {
        let digits = String(number)
        return "AGR-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Whether the parent is there, is more general, and does not stand under this one.
    func checkParent(_ parent: String, on connection: any SQLConnection) throws {
        var ancestors: [String] = []
        var parentLevel: InstrumentLevel?
        var next: String? = parent
        while let id = next, ancestors.count < 20 {
            guard let row = try connection.first("SELECT level, parent_id FROM agreement WHERE id = \(id)") else {
                throw Problem(field: "parent", key: "forms.errors.notInList")
            }
            if parentLevel == nil { parentLevel = try row["level"] }
            ancestors.append(id)
            next = try row["parent_id"]
        }
        if let parentLevel,
            let problem = level.problem(of: id, under: parent, of: parentLevel, ancestors: ancestors)
        {
            throw problem
        }
    }
}

extension RegisteredAgreement {
    static let columns: SQL = """
        agreement.id, agreement.code, agreement.kind, agreement.level, agreement.parent_id, agreement.title_fa,
        agreement.title_en, agreement.languages, agreement.signed, agreement.is_signed, agreement.expires,
        agreement.ended, agreement.secrecy
        """

    /// The agreement of a code, with its parties and signatories; nil when there is none for these eyes.
    public static func find(
        code: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> RegisteredAgreement? {
        let seen = viewer.sees(table: "agreement", kind: Agreement.kind)
        guard
            var found = try connection.first(
                """
                SELECT \(fragment: columns) FROM agreement WHERE code = \(code) AND \(fragment: seen)
                """, as: RegisteredAgreement.self)
        else { return nil }
        try found.loadParties(on: connection)
        return found
    }

    /// The agreement of an id, whoever may see it.
    static func find(id: String, on connection: any SQLConnection) throws -> RegisteredAgreement? {
        guard
            var found = try connection.first(
                "SELECT \(fragment: columns) FROM agreement WHERE id = \(id)", as: RegisteredAgreement.self)
        else { return nil }
        try found.loadParties(on: connection)
        return found
    }

    private mutating func loadParties(on connection: any SQLConnection) throws {
        let id = agreement.id
        agreement.parties = try connection.rows(
            "SELECT agreement_id, side, city_id, body_id FROM agreement_party WHERE agreement_id = \(id) ORDER BY place"
        ).map { Party(side: try $0["side"], city: try $0["city_id"], body: try $0["body_id"]) }
        agreement.signatories = try connection.rows(
            "SELECT side, person_id, name, post FROM agreement_signatory WHERE agreement_id = \(id) ORDER BY place"
        ).map {
            Signatory(side: try $0["side"], person: try $0["person_id"], name: try $0["name"], post: try $0["post"])
        }
    }

    /// All agreements that a viewer may see, by code, with their parties.
    public static func all(for viewer: Viewer, on connection: any SQLConnection) throws -> [RegisteredAgreement] {
        let seen = viewer.sees(table: "agreement", kind: Agreement.kind)
        var parties: [String: [Party]] = [:]
        try connection.forEachRow(
            """
            SELECT agreement_party.agreement_id, side, city_id, body_id FROM agreement_party
            JOIN agreement ON agreement.id = agreement_party.agreement_id
            WHERE \(fragment: seen) ORDER BY agreement_party.agreement_id, place
            """
        ) { row in
            let party = Party(side: try row["side"], city: try row["city_id"], body: try row["body_id"])
            parties[try row["agreement_id"], default: []].append(party)
        }
        return try connection.rows(
            "SELECT \(fragment: columns) FROM agreement WHERE \(fragment: seen) ORDER BY LENGTH(code), code",
            as: RegisteredAgreement.self
        ).map { found in
            var found = found
            found.agreement.parties = parties[found.agreement.id] ?? []
            return found
        }
    }
}

extension RegisteredAgreement: RowReadable {
    public init(row: Row) throws {
        code = try row["code"]
        let languages: String = try row["languages"]
        agreement = Agreement(
            id: try row["id"], kind: try row["kind"], level: try row["level"], parent: try row["parent_id"],
            titlePersian: try row["title_fa"], titleEnglish: try row["title_en"],
            languages: languages.split(separator: " ").map(String.init), signed: try row["signed"],
            isSigned: try row["is_signed"], expires: try row["expires"], ended: try row["ended"],
            secrecy: try row["secrecy"])
    }
}
