import Foundation
import OfficeKit
import SQLStore

extension Claim.Status: SQLBindable, SQLReadable {}
extension Claim.SourceClass: SQLBindable, SQLReadable {}
extension ClaimSet.Topic: SQLBindable, SQLReadable {}

extension AgreementMigrations {
    static let claims = SchemaMigration(
        id: "agreements-002-claims",
        statements: """
            CREATE TABLE claim (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                fingerprint TEXT NOT NULL UNIQUE,
                kind TEXT,
                level TEXT NOT NULL,
                status TEXT NOT NULL,
                dated TEXT,
                expires TEXT,
                note TEXT,
                source TEXT NOT NULL,
                source_class TEXT,
                url TEXT,
                added_at TEXT NOT NULL
            );
            CREATE INDEX claim_agreement ON claim (agreement_id);
            CREATE TABLE claim_settlement (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                topic TEXT NOT NULL,
                claim_id TEXT REFERENCES claim (id),
                weighed TEXT NOT NULL,
                reason TEXT NOT NULL,
                settled_by TEXT NOT NULL,
                settled_at TEXT NOT NULL
            );
            CREATE INDEX claim_settlement_agreement ON claim_settlement (agreement_id);
            """)

    /// Who settled, for pages in the language in which the name is not kept.
    static let settlers = SchemaMigration(
        id: "agreements-003-settlers",
        statements: "ALTER TABLE claim_settlement ADD COLUMN account_id TEXT;")
}

extension ClaimSet {
    /// The claims about agreements with what was settled of them; those without claims are left out.
    ///
    /// - Parameter agreements: their ids; nil for all of the office.
    static func all(of agreements: [String]?, on connection: any SQLConnection) throws -> [String: ClaimSet] {
        let which: SQL = agreements.map { "agreement_id IN \(list: $0)" } ?? "1 = 1"
        var claims: [String: [Claim]] = [:]
        for row in try connection.rows(
            """
            SELECT id, agreement_id, kind, level, status, dated, expires, note, source, source_class, url
            FROM claim WHERE \(fragment: which)
            """)
        {
            claims[try row["agreement_id"], default: []].append(
                Claim(
                    id: try row["id"],
                    Claim.Content(
                        kind: try row["kind"], level: try row["level"], status: try row["status"],
                        date: try row["dated"], expires: try row["expires"], note: try row["note"],
                        source: try row["source"], sourceClass: try row["source_class"], url: try row["url"])))
        }
        guard !claims.isEmpty else { return [:] }
        var settlements: [String: [Settlement]] = [:]
        for row in try connection.rows(
            """
            SELECT claim_settlement.id, agreement_id, topic, claim_id, weighed, reason, settled_by, settled_at,
                account.name_fa AS settler_fa
            FROM claim_settlement LEFT JOIN account ON account.id = claim_settlement.account_id
            WHERE \(fragment: which)
            """)
        {
            let weighed: String = try row["weighed"]
            settlements[try row["agreement_id"], default: []].append(
                Settlement(
                    id: try row["id"], topic: try row["topic"], standing: try row["claim_id"],
                    weighed: Set(weighed.split(separator: " ").map(String.init)), reason: try row["reason"],
                    by: try row["settled_by"], byPersian: try row["settler_fa"], at: try row["settled_at"]))
        }
        return claims.reduce(into: [:]) { sets, element in
            sets[element.key] = ClaimSet(element.value, settlements: settlements[element.key] ?? [])
        }
    }

    /// The claims about one agreement.
    static func of(_ agreement: String, on connection: any SQLConnection) throws -> ClaimSet {
        try all(of: [agreement], on: connection)[agreement] ?? ClaimSet([])
    }

    /// Keeps an officer's word on which claim stands, and puts what then holds into the agreement.
    ///
    /// - Parameters:
    ///   - topic: what the claims contradict each other in.
    ///   - standing: the claim that stands; nil when the claims are about separate documents.
    /// - Throws: ``Problem`` when the claim is not among those that contradict each other, or the reason is missing;
    ///   ``Refusal/conflict`` when there is no such contradiction (any more).
    static func settle(
        _ topic: Topic, of registered: RegisteredAgreement, standing: String?, reason: String, in change: Change
    ) throws {
        let agreement = registered.agreement
        let before = try of(agreement.id, on: change.connection)
        guard let contradiction = before.contradictions.first(where: { $0.topic == topic }) else {
            throw Refusal.conflict
        }
        if let problem = contradiction.problem(standing: standing, reason: reason) { throw problem }
        try change.connection.execute(
            """
            INSERT INTO claim_settlement
                (id, agreement_id, topic, claim_id, weighed, reason, settled_by, settled_at, account_id)
            VALUES (\(Identifier.make(at: change.at)), \(agreement.id), \(topic), \(standing.sqlValue),
                \(contradiction.claims.map(\.id).joined(separator: " ")), \(reason), \(change.author.name),
                \(change.at), \(change.author.account.sqlValue))
            """)
        let facts = try of(agreement.id, on: change.connection).facts
        try change.connection.execute(
            """
            UPDATE agreement SET kind = \(facts.kind), is_signed = \(facts.isSigned),
                signed = \(facts.signed.sqlValue) WHERE id = \(agreement.id)
            """)
        let claim = contradiction.claims.first { $0.id == standing }
        try change.record(
            "journal.claims.settled", Subject(kind: Agreement.kind, id: agreement.id, label: registered.code),
            secrecy: agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange("claims.field.topic", .key, from: nil, to: topic.key),
                FieldChange(
                    "claims.field.standing", claim == nil ? .key : .text, from: nil,
                    to: claim?.content.source ?? "claims.separate"),
                FieldChange("register.field.kind", .key, from: agreement.kind.key, to: facts.kind.key),
                FieldChange("register.field.signed", .day, from: agreement.signed?.iso, to: facts.signed?.iso)),
            reason: reason)
    }
}

extension ClaimSet.Contradiction {
    /// Why it cannot be settled like that; nil when it can.
    public func problem(standing: String?, reason: String) -> Problem? {
        if let standing {
            guard claims.contains(where: { $0.id == standing }) else {
                return Problem(field: "standing", key: "agreements.problem.settlementClaim")
            }
        } else if topic != .kind {
            return Problem(field: "standing", key: "agreements.problem.settlementSeparate")
        }
        if reason.allSatisfy(\.isWhitespace) {
            return Problem(field: "reason", key: "agreements.problem.settlementReason")
        }
        guard reason.count <= ClaimSet.Settlement.reasonLimit else {
            return Problem(
                field: "reason", key: "agreements.problem.reasonTooLong",
                arguments: ["limit": String(ClaimSet.Settlement.reasonLimit)])
        }
        return nil
    }
}
