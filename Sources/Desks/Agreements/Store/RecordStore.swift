import OfficeKit
import SQLStore

/// Reads the records from which stages are computed.
enum RecordStore {
    /// The record of one agreement, with what lies under it.
    static func record(of registered: RegisteredAgreement, on connection: any SQLConnection) throws -> AgreementRecord {
        try records(of: [registered], on: connection)[registered.agreement.id] ?? AgreementRecord(registered.agreement)
    }

    /// The records of some agreements, each with what lies under it.
    static func records(
        of agreements: [RegisteredAgreement], on connection: any SQLConnection
    ) throws -> [String: AgreementRecord] {
        var records: [String: AgreementRecord] = [:]
        for part in agreements.chunked(by: portion) {
            let below = try connection.rows(
                """
                WITH RECURSIVE below (id) AS (
                    SELECT id FROM agreement WHERE parent_id IN \(list: part.map(\.agreement.id))
                    UNION SELECT agreement.id FROM agreement JOIN below ON agreement.parent_id = below.id
                )
                SELECT \(fragment: RegisteredAgreement.columns) FROM agreement WHERE id IN (SELECT id FROM below)
                """, as: RegisteredAgreement.self)
            let family = part + below
            let work = try Work(of: Array(Set(family.map(\.agreement.id))), on: connection)
            records.merge(self.records(of: family, from: work)) { first, _ in first }
        }
        let wanted = Set(agreements.map(\.agreement.id))
        return records.filter { wanted.contains($0.key) }
    }

    /// How many agreements are read at a time.
    private static let portion = 1000

    /// Hands over the records of all of the office's agreements in portions, so that never all of them are in memory.
    ///
    /// What stands under an agreement is in its portion, whatever the size.
    static func forEachPortion(
        of agreements: [RegisteredAgreement], on connection: any SQLConnection,
        _ body: ([RegisteredAgreement], [String: AgreementRecord]) throws -> Void
    ) throws {
        let parents = Dictionary(
            agreements.map { ($0.agreement.id, $0.agreement.parent) }, uniquingKeysWith: { first, _ in first })
        func root(of id: String) -> String {
            var root = id
            for _ in 0..<20 {
                guard let parent = parents[root] ?? nil, parents[parent] != nil else { break }
                root = parent
            }
            return root
        }
        var families: [String: [RegisteredAgreement]] = [:]
        var order: [String] = []
        for one in agreements {
            let root = one.agreement.parent == nil ? one.agreement.id : root(of: one.agreement.id)
            if families[root, default: []].isEmpty { order.append(root) }
            families[root, default: []].append(one)
        }
        var part: [RegisteredAgreement] = []
        for (place, root) in order.enumerated() {
            part += families[root] ?? []
            guard part.count >= portion || place == order.count - 1 else { continue }
            try body(part, records(of: part, from: try Work(of: part.map(\.agreement.id), on: connection)))
            part = []
        }
    }

    /// What lies under an agreement's executive documents and contracts counts for the agreement itself too.
    private static func records(
        of agreements: [RegisteredAgreement], from work: Work
    ) -> [String: AgreementRecord] {
        let known = Dictionary(
            agreements.map { ($0.agreement.id, $0.agreement) }, uniquingKeysWith: { first, _ in first })
        var children: [String: [Agreement]] = [:]
        for agreement in known.values {
            if let parent = agreement.parent { children[parent, default: []].append(agreement) }
        }
        func below(_ id: String, depth: Int = 0) -> [Agreement] {
            guard depth < 20 else { return [] }
            return (children[id] ?? []).flatMap { [$0] + below($0.id, depth: depth + 1) }
        }
        return known.mapValues { agreement in
            let documents = below(agreement.id)
            let clauses = ([agreement] + documents).flatMap { work.clauses[$0.id] ?? [] }
            let ids = clauses.map(\.id)
            var record = AgreementRecord(
                agreement,
                documents: documents.filter(\.level.isExecutable).map { document in
                    var executive = AgreementRecord.ExecutiveDocument(
                        id: document.id, isSigned: document.isSigned, signed: document.signed,
                        expires: document.expires, ended: document.ended)
                    executive.approval = work.approval(of: document)
                    return executive
                },
                clauses: clauses, actions: ids.flatMap { work.actions[$0] ?? [] },
                evidence: ids.flatMap { work.evidence[$0] ?? [] },
                openContradictions: work.claims[agreement.id]?.open ?? 0)
            record.approval = work.approval(of: agreement)
            for one in [agreement] + documents { work.around[one.id].map { record.around.add($0) } }
            record.clausesOfDocuments = Set(documents.flatMap { work.clauses[$0.id] ?? [] }.map(\.id))
            return record
        }
    }

    /// Clauses by agreement, actions and evidence by clause; without texts, which no stage needs.
    private struct Work {
        var clauses: [String: [Clause]] = [:]
        var actions: [String: [Action]] = [:]
        var evidence: [String: [Evidence]] = [:]
        /// By agreement.
        var claims: [String: ClaimSet] = [:]
        /// By agreement.
        var around: [String: Surroundings] = [:]
        /// Since when documents are in force by their paths; nil where the office demands no path.
        var inForce: [String: Day]?

        func approval(of agreement: Agreement) -> AgreementRecord.Approval {
            guard let inForce, agreement.level == .executive else { return .notDemanded }
            return inForce[agreement.id].map { .given($0) } ?? .awaited
        }

        /// - Parameter agreements: their ids.
        init(of agreements: [String], on connection: any SQLConnection) throws {
            claims = try ClaimSet.all(of: agreements, on: connection)
            around = try Surroundings.all(of: agreements, on: connection)
            if try PathRules.load(on: connection).isDemanded {
                inForce = try ApprovalPath.inForce(among: agreements, on: connection)
            }
            let one: SQL = "clause.agreement_id IN \(list: agreements)"
            var bodies: [String: [(side: Side, body: String)]] = [:]
            try connection.forEachRow(
                """
                SELECT clause_id, side, body_id FROM clause_body JOIN clause ON clause.id = clause_body.clause_id
                WHERE \(fragment: one) ORDER BY clause_id, body_id
                """
            ) { row in bodies[try row[0], default: []].append((try row[1], try row[2])) }
            try connection.forEachRow(
                "SELECT id, agreement_id, number, sector, withdrawn FROM clause WHERE \(fragment: one) ORDER BY number"
            ) { row in
                let id: String = try row[0]
                let mine = bodies[id] ?? []
                let clause = Clause(
                    id: id, number: try row[2], sector: try row[3],
                    ourBodies: mine.filter { $0.side == .ours }.map(\.body),
                    theirBodies: mine.filter { $0.side == .theirs }.map(\.body), withdrawn: try row[4])
                clauses[try row[1], default: []].append(clause)
            }
            try connection.forEachRow(
                """
                SELECT action.id, clause_id, title, due, owner_body, owner_person, closed, cancelled
                FROM action JOIN clause ON clause.id = action.clause_id WHERE \(fragment: one) ORDER BY action.id
                """
            ) { row in
                let action = Action(
                    id: try row[0], clause: try row[1], title: try row[2], due: try row[3], ownerBody: try row[4],
                    ownerPerson: try row[5], closed: try row[6], cancelled: try row[7])
                actions[action.clause, default: []].append(action)
            }
            try connection.forEachRow(
                """
                SELECT evidence.id, clause_id, action_id, title, submitted_by, submitted_on, dated, state, decided_by,
                    decided_on, reason
                FROM evidence JOIN clause ON clause.id = evidence.clause_id WHERE \(fragment: one)
                ORDER BY evidence.id
                """
            ) { row in
                let item = Evidence(
                    id: try row[0], clause: try row[1], action: try row[2], title: try row[3],
                    submittedBy: try row[4], submittedOn: try row[5], dated: try row[6],
                    state: try Evidence.State(row: row))
                evidence[item.clause, default: []].append(item)
            }
        }
    }
}
