import OfficeKit
import SQLStore

/// Whether the Persian and the English text of a clause are in step.
///
/// A change of one text leaves the other behind until somebody says that they are in step; a program cannot know it.
enum TwinState {
    /// The language whose text went ahead; nil when the texts are in step or there is only one.
    ///
    /// - Parameter ahead: what it was before the change.
    static func ahead(from before: [Language: String], to after: [Language: String], ahead: Language?) -> Language? {
        guard after[.fa] != nil, after[.en] != nil else { return nil }
        // A text that was missing was written for the one that was there.
        guard before[.fa] != nil, before[.en] != nil else { return nil }
        switch (before[.fa] != after[.fa], before[.en] != after[.en]) {
        case (false, false): return ahead
        // Both texts under the same eyes.
        case (true, true): return nil
        // Whoever catches up says so, for half of it may be missing still.
        case (true, false): return ahead ?? .fa
        case (false, true): return ahead ?? .en
        }
    }

    static let migration = SchemaMigration(
        id: "agreements-011-twins",
        statements: """
            CREATE TABLE clause_twin (
                clause_id TEXT PRIMARY KEY REFERENCES clause (id),
                ahead TEXT NOT NULL,
                since TEXT NOT NULL
            );
            CREATE TABLE twin_override (
                agreement_id TEXT PRIMARY KEY REFERENCES agreement (id),
                reason TEXT NOT NULL,
                account_id TEXT,
                at TEXT NOT NULL
            );
            """)

    /// The languages that are ahead, by clause.
    static func all(of agreement: String, on connection: any SQLConnection) throws -> [String: Language] {
        var found: [String: Language] = [:]
        for row in try connection.rows(
            """
            SELECT clause_twin.clause_id, clause_twin.ahead FROM clause_twin
            JOIN clause ON clause.id = clause_twin.clause_id WHERE clause.agreement_id = \(agreement)
            """)
        {
            found[try row[0]] = Language(rawValue: try row[1])
        }
        return found
    }
}

extension RegisteredClause {
    /// Notes which text is ahead after a change of the clause, in the change's transaction.
    func followTwin(from before: Clause, in change: Change) throws {
        guard before.texts != clause.texts else { return }
        let connection = change.connection
        let known: String? = try connection.value("SELECT ahead FROM clause_twin WHERE clause_id = \(clause.id)")
        let was = known.flatMap(Language.init(rawValue:))
        let now = TwinState.ahead(from: before.texts, to: clause.texts, ahead: was)
        // Whoever allowed a signature allowed it for the texts as they stood.
        try connection.execute("DELETE FROM twin_override WHERE agreement_id = \(agreement.agreement.id)")
        guard now != was else { return }
        try connection.execute("DELETE FROM clause_twin WHERE clause_id = \(clause.id)")
        if let now {
            try connection.execute(
                "INSERT INTO clause_twin (clause_id, ahead, since) VALUES (\(clause.id), \(now.rawValue), \(change.at))"
            )
        }
    }

    /// Says that both texts say the same.
    func callInStep(in change: Change) throws {
        let removed = try change.connection.execute("DELETE FROM clause_twin WHERE clause_id = \(clause.id)")
        guard removed > 0 else {
            change.nothingChanged()
            return
        }
        try change.record(
            "journal.clause.inStep", subject, under: agreement.subject, secrecy: agreement.agreement.secrecy)
    }
}
