import Cities
import OfficeKit
import SQLStore

/// What is proposed for the clauses of one agreement that have no body on a side.
struct BodyProposals: Sendable {
    /// One side of one clause.
    struct Gap: Sendable {
        let clause: Clause
        let side: Side
        let proposals: [BodyProposal]
    }

    let gaps: [Gap]
    private let names: [String: [Language: String]]

    /// What a proposed body is called.
    func name(of body: String, in language: Language) -> String {
        names[body]?[language] ?? names[body]?.values.first ?? body
    }

    /// - Parameter viewer: only bodies and agreements that these eyes may see are proposed or taken as a reason.
    static func load(
        for file: AgreementFile, viewer: Viewer, on today: Day, connection: any SQLConnection
    ) throws -> BodyProposals {
        let live = file.clauses.filter { $0.isLive(on: today) }
        let open: [(Clause, Side)] = live.flatMap { clause in
            Side.allCases.filter { clause.bodies(of: $0).isEmpty }.map { (clause, $0) }
        }
        guard !open.isEmpty else { return BodyProposals(gaps: [], names: [:]) }
        let parties = file.agreement.parties
        let partners = parties.filter { $0.side == .theirs }.compactMap(\.city)
        let members = Set(parties.compactMap(\.body))
        let bodies = try connection.rows(
            """
            SELECT * FROM body WHERE (is_ours = 1 OR city_id IN \(list: partners) OR id IN \(list: members))
                AND \(fragment: viewer.sees(table: "body", kind: Body.recordKind))
            ORDER BY id LIMIT \(most)
            """, as: Body.self)
        let precedents = try precedents(
            of: Set(bodies.map(\.id)), sectors: Set(open.compactMap(\.0.sector)), file: file, partners: Set(partners),
            viewer: viewer, on: connection)
        let gaps = open.map { clause, side in
            let candidates = bodies.filter { $0.isOurs == (side == .ours) }.map { body in
                BodyProposal.Candidate(
                    id: body.id, names: [body.namePersian, body.nameEnglish].compactMap { $0 },
                    isParty: members.contains(body.id),
                    isAdministration: side == .theirs && [.municipality, .council].contains(body.kind))
            }
            let sector = clause.sector.flatMap(Sector.find)
            return Gap(
                clause: clause, side: side,
                proposals: BodyProposal.proposals(
                    for: clause, in: file.agreement.id,
                    sectorNames: sector.map { [$0.namePersian, $0.nameEnglish] } ?? [], among: candidates,
                    precedents: precedents))
        }
        let named = bodies.map { ($0.id, [Language.fa: $0.namePersian, .en: $0.nameEnglish].compactMapValues { $0 }) }
        return BodyProposals(gaps: gaps, names: Dictionary(named, uniquingKeysWith: { first, _ in first }))
    }

    /// More bodies than an office has on both sides of one tie.
    private static let most = 2000

    private static func precedents(
        of bodies: Set<String>, sectors: Set<String>, file: AgreementFile, partners: Set<Int64>, viewer: Viewer,
        on connection: any SQLConnection
    ) throws -> [BodyProposal.Precedent] {
        var found: [BodyProposal.Precedent] = []
        for part in Array(bodies).chunked(by: 500) {
            found += try connection.rows(
                """
                SELECT clause.id, clause_body.body_id, clause.sector, clause.agreement_id,
                    CASE WHEN EXISTS (SELECT 1 FROM agreement_party
                        WHERE agreement_party.agreement_id = clause.agreement_id
                            AND agreement_party.city_id IN \(list: partners)
                            AND agreement_party.side = 'theirs') THEN 1 ELSE 0 END
                FROM clause_body JOIN clause ON clause.id = clause_body.clause_id
                JOIN agreement ON agreement.id = clause.agreement_id
                WHERE clause_body.body_id IN \(list: part) AND clause.withdrawn IS NULL
                    AND (clause.sector IN \(list: sectors) OR clause.agreement_id = \(file.agreement.id))
                    AND \(fragment: viewer.sees(table: "agreement", kind: Agreement.kind))
                """
            ).map { row in
                BodyProposal.Precedent(
                    clause: try row[0], body: try row[1], sector: try row[2], agreement: try row[3],
                    isSamePartner: try row[4] as Int64 == 1)
            }
        }
        return found
    }
}

extension Clause {
    /// The bodies responsible on a side.
    func bodies(of side: Side) -> [String] { side == .ours ? ourBodies : theirBodies }

    /// Whether nobody answers for it on one of the sides.
    func lacksBody(on day: Day) -> Bool { isLive(on: day) && (ourBodies.isEmpty || theirBodies.isEmpty) }
}
