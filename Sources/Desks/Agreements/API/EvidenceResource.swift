import OfficeKit
import SQLStore

extension AgreementsAPI {
    /// The evidence of an id under the agreement of the address's `:code`, with its clause.
    ///
    /// - Throws: ``Refusal/notFound``.
    static func evidence(
        _ id: String, of visit: Visit, on connection: any SQLConnection
    ) throws -> (evidence: Evidence, link: String?, clause: RegisteredClause) {
        let agreement = try agreement(of: visit, on: connection)
        guard let found = try Evidence.find(id, in: agreement, on: connection) else { throw Refusal.notFound }
        return (found.evidence, found.link, try clause(id: found.evidence.clause, of: agreement, on: connection))
    }

    /// A representative submits for what is assigned to the own body, and nothing else.
    private static func checkRight(to clause: RegisteredClause, of visit: Visit) throws {
        guard let person = visit.person, person.role == .bodyRepresentative else { return }
        let bodies = clause.clause.ourBodies + clause.clause.theirBodies
        guard let body = person.body, bodies.contains(body) else { throw Refusal.forbidden }
    }

    private static func account(of visit: Visit) throws -> SignedIn {
        guard let person = visit.person else { throw Refusal.forbidden }
        return person
    }

    /// What an account that may submit reads back: its own evidence, even where the list is not for it.
    private static func show(_ visit: Visit, _ connection: any SQLConnection) throws -> EvidenceView {
        try EvidenceView.load(visit.part("id"), visit: visit, on: connection)
    }

    var evidence: [Route] {
        [
            API.get(
                "/agreements/:code/evidence", for: .read, "Lists an agreement's evidence, the latest first",
                gives: EvidenceListView.self
            ) { visit in try await visit.read { try EvidenceListView.load(visit, on: $0) } },
            API.create(
                "/agreements/:code/evidence", for: .submitEvidence,
                "Submits evidence, which another person then reviews", takes: EvidenceInput.self,
                gives: EvidenceView.self, bodyLimit: EvidenceInput.bodyLimit
            ) { input, visit, change in
                let agreement = try Self.agreement(of: visit, on: change.connection)
                let clause = try Self.clause(input.clause, of: agreement, on: change.connection)
                try Self.checkRight(to: clause, of: visit)
                let evidence = Evidence(
                    id: Identifier.make(at: change.at), clause: clause.clause.id, action: input.action,
                    title: input.title, submittedBy: try Self.account(of: visit).account, submittedOn: visit.today,
                    dated: input.dated)
                return try input.keeping {
                    try Evidence.submit(
                        try input.submission(of: evidence), under: clause, on: visit.today, in: change
                    ).id
                }
            } show: { id, visit, connection in
                try EvidenceView.load(id, visit: visit, on: connection)
            },
            API.get("/agreements/:code/evidence/:id", for: .read, "Tells evidence", gives: EvidenceView.self) {
                visit in try await visit.read { try Self.show(visit, $0) }
            },
            API.replace(
                "/agreements/:code/evidence/:id", for: .submitEvidence,
                "Corrects evidence that was returned, and submits it once more", takes: EvidenceInput.self,
                gives: EvidenceView.self, bodyLimit: EvidenceInput.bodyLimit
            ) { input, visit, change in
                let (before, _, clause) = try Self.evidence(visit.part("id"), of: visit, on: change.connection)
                guard input.clause == clause.clause.number else {
                    throw Problem(field: "clause", key: "api.errors.fixed")
                }
                guard input.action == before.action else { throw Problem(field: "action", key: "api.errors.fixed") }
                try Self.checkRight(to: clause, of: visit)
                var corrected = before
                corrected.title = input.title
                corrected.dated = input.dated
                let account = try Self.account(of: visit).account
                try input.keeping {
                    try before.resubmit(
                        as: try input.submission(of: corrected), by: account, under: clause, on: visit.today,
                        in: change)
                }
            } show: {
                try Self.show($0, $1)
            },
            API.act(
                "/agreements/:code/evidence/:id/review", for: .reviewEvidence,
                "Accepts evidence of another person, or returns it", takes: ReviewInput.self,
                gives: EvidenceView.self
            ) { input, visit, change in
                let (evidence, _, clause) = try Self.evidence(visit.part("id"), of: visit, on: change.connection)
                try evidence.review(
                    input.review, by: try Self.account(of: visit).account, under: clause, on: visit.today, in: change)
            } show: {
                try Self.show($0, $1)
            },
            API.act(
                "/agreements/:code/evidence/:id/withdraw", for: .submitEvidence,
                "Takes evidence back; it stays in the record and proves nothing", takes: API.Nothing.self,
                gives: EvidenceView.self
            ) { _, visit, change in
                let (evidence, _, clause) = try Self.evidence(visit.part("id"), of: visit, on: change.connection)
                let person = try Self.account(of: visit)
                try evidence.withdraw(
                    by: person.account, as: person.role, under: clause, on: visit.today, in: change)
            } show: {
                try Self.show($0, $1)
            },
        ]
    }
}
