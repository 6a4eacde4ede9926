import OfficeKit
import SQLStore

extension AgreementsAPI {
    /// The agreement of the address's `:code` on which the visitor may report, and which of its clauses are theirs: a
    /// body's representative sees what is assigned to the body, and nothing else.
    ///
    /// - Throws: ``Refusal/notFound``.
    private static func reported(
        _ visit: Visit, on connection: any SQLConnection
    ) throws -> (agreement: RegisteredAgreement, isAssigned: (Clause) -> Bool) {
        if visit.may(.read) { return (try agreement(of: visit, on: connection), { _ in true }) }
        guard let body = visit.person?.body,
            let registered = try Assignments.agreement(
                code: visit.part("code"), of: body, for: visit.viewer, on: connection)
        else { throw Refusal.notFound }
        let actions = Dictionary(
            grouping: try Action.all(of: registered.agreement.id, on: connection), by: \.clause)
        return (registered, { Assignments.isAssigned($0, actions: actions[$0.id] ?? [], to: body) })
    }

    /// The evidence of an id under the agreement of the address's `:code`, with its clause.
    ///
    /// - Throws: ``Refusal/notFound``.
    static func evidence(
        _ id: String, of visit: Visit, on connection: any SQLConnection
    ) throws -> (evidence: Evidence, link: String?, clause: RegisteredClause) {
        let (agreement, isAssigned) = try reported(visit, on: connection)
        guard let found = try Evidence.find(id, in: agreement, on: connection) else { throw Refusal.notFound }
        let clause = try clause(id: found.evidence.clause, of: agreement, on: connection)
        guard isAssigned(clause.clause) else { throw Refusal.notFound }
        return (found.evidence, found.link, clause)
    }

    /// The clause that evidence is submitted for.
    ///
    /// - Throws: a ``Problem`` of `clause`; ``Refusal/notFound``.
    private static func reportedClause(
        _ number: Int, of visit: Visit, on connection: any SQLConnection
    ) throws -> RegisteredClause {
        let (agreement, isAssigned) = try reported(visit, on: connection)
        let clause = try clause(number, of: agreement, on: connection)
        guard isAssigned(clause.clause), clause.clause.isLive(on: visit.today) else {
            throw Problem(field: "clause", key: "forms.errors.notInList")
        }
        return clause
    }

    private static func account(of visit: Visit) throws -> SignedIn {
        guard let person = visit.person else { throw Refusal.forbidden }
        return person
    }

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
                let clause = try Self.reportedClause(input.clause, of: visit, on: change.connection)
                let evidence = Evidence(
                    id: Identifier.make(at: change.at), clause: clause.clause.id, action: input.action,
                    title: input.title, submittedBy: try Self.account(of: visit).account, submittedOn: visit.today,
                    dated: input.dated)
                return try input.keeping {
                    try Evidence.submit(
                        try input.submission(
                            of: evidence, from: sources, visit: visit, on: change.connection), under: clause,
                        on: visit.today, in: change
                    ).id
                }
            } show: { id, visit, connection in
                try EvidenceView.load(id, visit: visit, on: connection)
            },
            API.get("/agreements/:code/evidence/:id", for: .enter, "Tells evidence", gives: EvidenceView.self) {
                visit in try await visit.read { try Self.show(visit, $0) }
            },
            API.file("/agreements/:code/evidence/:id/files/:file", for: .enter, "Gives a file of evidence") { visit in
                try await visit.read { connection in
                    let evidence = try Self.evidence(visit.part("id"), of: visit, on: connection).evidence
                    let files = try Attachment.list(of: (Evidence.kind, evidence.id), on: connection)
                    guard let file = files.first(where: { $0.id == visit.part("file") }) else { throw Refusal.notFound }
                    return (file, try file.content(on: connection))
                }
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
                var corrected = before
                corrected.title = input.title
                corrected.dated = input.dated
                let account = try Self.account(of: visit).account
                try input.keeping {
                    try before.resubmit(
                        as: try input.submission(
                            of: corrected, from: sources, visit: visit, on: change.connection), by: account,
                        under: clause, on: visit.today,
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
