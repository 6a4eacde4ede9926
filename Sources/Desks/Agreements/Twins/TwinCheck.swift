import DocumentReading
import OfficeKit
import SQLStore

/// The pairs of texts of an agreement, compared: what a signature waits for.
struct TwinCheck: Sendable {
    /// One clause that has both texts, or that somebody expects to have them.
    struct Pair: Sendable {
        let clause: Clause
        /// Whose text was changed while the other was not.
        let ahead: Language?
        let differences: [Twins.Difference]

        var isEqual: Bool { ahead == nil && differences.isEmpty }
    }

    /// Someone's word that the agreement may be signed though pairs differ.
    struct Override: Sendable {
        let reason: String
        let account: String?
        let at: Moment
    }

    /// Of the clauses that are in force and have both texts.
    let pairs: [Pair]
    let override: Override?

    /// The pairs that differ.
    var different: [Pair] { pairs.filter { !$0.isEqual } }
    /// Whether nothing keeps the agreement from being signed.
    var allowsSigning: Bool { override != nil || different.isEmpty }

    init(_ clauses: [Clause], of agreement: Agreement, on today: Day, connection: any SQLConnection) throws {
        let ahead = try TwinState.all(of: agreement.id, on: connection)
        let both = clauses.filter { $0.texts[.fa] != nil && $0.texts[.en] != nil && $0.isLive(on: today) }
        let names = both.isEmpty ? [] : try TwinCheck.names(of: agreement, on: connection)
        pairs = both.map { clause in
            Pair(
                clause: clause, ahead: ahead[clause.id],
                differences: Twins.differences(
                    fa: clause.texts[.fa] ?? "", en: clause.texts[.en] ?? "", names: names))
        }
        override = try connection.first(
            "SELECT reason, account_id, at FROM twin_override WHERE agreement_id = \(agreement.id)"
        ).map { Override(reason: try $0["reason"], account: try $0["account_id"], at: try $0["at"]) }
    }

    /// What the parties are called in both languages; a party with a name in one of them alone is not compared.
    private static func names(of agreement: Agreement, on connection: any SQLConnection) throws -> [Twins.Name] {
        let cities = agreement.parties.compactMap(\.city)
        let bodies = agreement.parties.compactMap(\.body)
        var rows: [Row] = []
        if !cities.isEmpty {
            rows += try connection.rows("SELECT name_fa, name_en FROM city WHERE id IN \(list: cities)")
        }
        if !bodies.isEmpty {
            rows += try connection.rows("SELECT name_fa, name_en FROM body WHERE id IN \(list: bodies)")
        }
        return try rows.compactMap { row in
            guard let fa: String = try row["name_fa"], let en: String = try row["name_en"] else { return nil }
            return Twins.Name(fa: [fa], en: [en])
        }
    }

    /// - Throws: a ``Problem`` of the field `isSigned` when pairs differ and nobody allowed it.
    static func allowSigning(_ agreement: RegisteredAgreement, on today: Day, in change: Change) throws {
        let connection = change.connection
        let clauses = try Clause.all(of: agreement.agreement.id, on: connection)
        let check = try TwinCheck(clauses, of: agreement.agreement, on: today, connection: connection)
        guard !check.allowsSigning else { return }
        throw Problem(
            field: "isSigned", key: "twins.problem.signing",
            arguments: ["numbers": check.different.map { String($0.clause.number) }.joined(separator: "، ")])
    }
}

extension RegisteredAgreement {
    /// Allows the signature though pairs differ, with a reason that the journal keeps.
    ///
    /// - Throws: ``Problem`` without a reason.
    func overrideTwins(because reason: String, in change: Change) throws {
        guard !reason.allSatisfy(\.isWhitespace) else {
            throw Problem(field: "reason", key: "forms.errors.required")
        }
        guard reason.count <= 1000 else {
            throw Problem(field: "reason", key: "twins.problem.reasonTooLong", arguments: ["limit": "1000"])
        }
        try change.connection.execute("DELETE FROM twin_override WHERE agreement_id = \(agreement.id)")
        try change.connection.execute(
            """
            INSERT INTO twin_override (agreement_id, reason, account_id, at)
            VALUES (\(agreement.id), \(reason), \(change.author.account.sqlValue), \(change.at))
            """)
        try change.record("journal.agreement.twinsOverridden", subject, secrecy: agreement.secrecy, reason: reason)
    }
}
