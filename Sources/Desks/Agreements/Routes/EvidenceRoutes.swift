import OfficeKit
import SQLStore

/// Submitting evidence, reviewing it, and taking it back.
///
/// A body's representative comes in by the same addresses and sees only what is assigned to the body, so the handlers
/// ask ``reported(_:)`` for the clause instead of trusting the route's permission alone.
struct EvidenceRoutes: Sendable {
    var sources = EvidenceSources()

    private static let uploadLimit = Attachment.limit + (1 << 20)

    var routes: [Route] {
        [
            .get("/agreements/:code/clauses/:number/evidence/new", for: .submitEvidence) { visit in
                let (file, clause) = try await Self.reported(visit)
                return .page(
                    EvidenceForm.newPage(
                        under: clause, in: file, records: try await records(of: file, visit),
                        back: back(file, clause, visit), visit: visit))
            },
            .post(
                "/agreements/:code/clauses/:number/evidence/new", for: .submitEvidence, bodyLimit: Self.uploadLimit,
                submit),
            .get("/agreements/:code/evidence/:id", for: .enter) { visit in
                let (file, found) = try await found(visit)
                return .page(EvidencePage.page(found, in: file, visit: visit))
            },
            .get("/agreements/:code/evidence/:id/files/:file", for: .enter, download),
            .post("/agreements/:code/evidence/:id/review", for: .reviewEvidence, review),
            .post("/agreements/:code/evidence/:id/withdraw", for: .submitEvidence, withdraw),
            .get("/agreements/:code/evidence/:id/again", for: .submitEvidence) { visit in
                let (file, found) = try await found(visit)
                return .page(
                    EvidenceForm.againPage(
                        found.evidence, link: found.link, under: found.clause, in: file,
                        records: try await records(of: file, visit), visit: visit))
            },
            .post("/agreements/:code/evidence/:id/again", for: .submitEvidence, bodyLimit: Self.uploadLimit, again),
        ]
    }

    /// The agreement that the visitor may report on, seen through the visitor's own eyes or the body's assignment.
    private static func file(_ visit: Visit) async throws -> (
        file: AgreementFile, isAssigned: @Sendable (Clause) -> Bool
    ) {
        if visit.may(.read) { return (try await AgreementFile.load(visit), { _ in true }) }
        guard let body = visit.person?.body else { throw Refusal.notFound }
        let code = visit.part("code")
        let viewer = visit.viewer
        let today = visit.today
        let file = try await visit.read { connection in
            guard let registered = try Assignments.agreement(code: code, of: body, for: viewer, on: connection) else {
                throw Refusal.notFound
            }
            return try AgreementFile(registered, for: viewer, isAssigned: true, on: today, connection: connection)
        }
        let actions = file.actions
        return (file, { Assignments.isAssigned($0, actions: actions[$0.id] ?? [], to: body) })
    }

    /// The clause of the address, if the visitor may report on it.
    static func reported(_ visit: Visit) async throws -> (AgreementFile, Clause) {
        let (file, isAssigned) = try await file(visit)
        guard let clause = file.clauses.first(where: { String($0.number) == visit.part("number") }),
            isAssigned(clause), clause.isLive(on: visit.today)
        else { throw Refusal.notFound }
        return (file, clause)
    }

    /// The evidence of the address, if the visitor may see it.
    private func found(_ visit: Visit) async throws -> (AgreementFile, EvidencePage.Found) {
        let (file, isAssigned) = try await Self.file(visit)
        let id = visit.part("id")
        let language = visit.language
        let viewer = visit.viewer
        let sources = self.sources
        return try await visit.read { connection in
            guard let (evidence, link) = try Evidence.find(id, in: file.registered, on: connection),
                let clause = file.clauses.first(where: { $0.id == evidence.clause }), isAssigned(clause)
            else { throw Refusal.notFound }
            var decider: String?
            switch evidence.state {
            case .submitted: break
            case .accepted(let by, _), .returned(let by, _, _), .withdrawn(let by, _): decider = by
            }
            let names = try RecordNames(accounts: [decider].compactMap { $0 }, for: .machine, on: connection)
            return (
                file,
                EvidencePage.Found(
                    evidence: evidence, link: link, clause: clause,
                    files: try Attachment.list(of: (Evidence.kind, evidence.id), on: connection),
                    decidedBy: decider.flatMap { names.account($0, in: language) },
                    record: try sources.shown(by: evidence.id, viewer: viewer, in: language, on: connection))
            )
        }
    }

    private func back(_ file: AgreementFile, _ clause: Clause, _ visit: Visit) -> String {
        visit.may(.read) ? "\(file.registered.href)#clause-\(clause.number)" : "/assignments"
    }

    /// What may be chosen of the office's records; nothing by who may not read them.
    private func records(of file: AgreementFile, _ visit: Visit) async throws -> EvidenceForm.Records {
        guard visit.may(.read) else { return [] }
        return try await visit.read { try sources.choices(for: file.registered, visit: visit, on: $0) }
    }

    private func submit(_ visit: Visit) async throws -> Answer {
        let (file, clause) = try await Self.reported(visit)
        let registered = RegisteredClause(agreement: file.registered, clause: clause)
        return try await attempt(Flash(.success, "evidence.submitted")) {
            try await visit.createOnce { change in
                let submission = try EvidenceForm.submission(
                    from: visit, under: clause, sources: visit.may(.read) ? sources : nil, in: change)
                let evidence = try Evidence.submit(submission, under: registered, on: visit.today, in: change)
                return evidence.href(in: file.registered)
            }
        } again: { problems in
            EvidenceForm.newPage(
                under: clause, in: file, records: try await records(of: file, visit),
                back: back(file, clause, visit), visit: visit, problems: problems)
        }
    }

    private func review(_ visit: Visit) async throws -> Answer {
        let (file, found) = try await found(visit)
        let registered = RegisteredClause(agreement: file.registered, clause: found.clause)
        let account = visit.person?.account ?? ""
        let isAccepted = visit.form.text("decision") == "accept"
        return try await attempt(Flash(.success, isAccepted ? "evidence.acceptedDone" : "evidence.returnedDone")) {
            let decision: EvidenceReview =
                switch visit.form.text("decision") {
                case "accept": .accept
                case "return": .return(reason: visit.form.text("reason"))
                default: throw Problem(field: "decision", key: "forms.errors.choose")
                }
            return try await visit.change { change in
                try found.evidence.review(decision, by: account, under: registered, on: visit.today, in: change)
                return found.evidence.href(in: file.registered)
            }
        } again: { problems in
            EvidencePage.page(
                found, in: file, visit: visit,
                problems: problems.map { problem in
                    problem.field == "review"
                        ? Problem(field: "decision", key: problem.key, arguments: problem.arguments) : problem
                })
        }
    }

    private func withdraw(_ visit: Visit) async throws -> Answer {
        let (file, found) = try await found(visit)
        let registered = RegisteredClause(agreement: file.registered, clause: found.clause)
        let href = found.evidence.href(in: file.registered)
        guard let person = visit.person else { throw Refusal.forbidden }
        do {
            try await visit.change { change in
                try found.evidence.withdraw(
                    by: person.account, as: person.role, under: registered, on: visit.today, in: change)
            }
            return .seeOther(href, flash: Flash(.success, "evidence.withdrawnDone"))
        } catch let problem as Problem {
            return .seeOther(href, flash: Flash(.danger, problem.key, problem.arguments))
        }
    }

    private func again(_ visit: Visit) async throws -> Answer {
        let (file, found) = try await found(visit)
        let registered = RegisteredClause(agreement: file.registered, clause: found.clause)
        let account = visit.person?.account ?? ""
        return try await attempt(Flash(.success, "evidence.submitted")) {
            try await visit.change { change in
                let submission = try EvidenceForm.submission(
                    from: visit, under: found.clause, changing: found.evidence,
                    hasStoredFile: !found.files.isEmpty || found.record != nil,
                    sources: visit.may(.read) ? sources : nil, in: change)
                try found.evidence.resubmit(
                    as: submission, by: account, under: registered, on: visit.today, in: change)
                return found.evidence.href(in: file.registered)
            }
        } again: { problems in
            EvidenceForm.againPage(
                found.evidence, link: found.link, under: found.clause, in: file,
                records: try await records(of: file, visit), visit: visit, problems: problems)
        }
    }

    private func download(_ visit: Visit) async throws -> Answer {
        let (_, found) = try await found(visit)
        guard let attachment = found.files.first(where: { $0.id == visit.part("file") }) else {
            throw Refusal.notFound
        }
        return .download(attachment, try await visit.read { try attachment.content(on: $0) })
    }
}
