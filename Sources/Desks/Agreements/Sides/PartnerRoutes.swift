import OfficeKit
import SQLStore

/// What a counterpart's personal link opens: one agreement's shared parts, a word on each fact, and reports of work.
struct PartnerRoutes: Sendable {
    private static let uploadLimit = Attachment.limit + (1 << 20)

    var routes: [Route] {
        [
            .get("/p/:token", for: .visit) { visit in
                try await opened(visit) { file, visit in .page(PartnerPage.page(file, visit: visit)) }
            },
            .get("/p/:token/say/:topic/:subject", for: .visit) { visit in
                try await opened(visit) { file, visit in
                    let (agreement, line) = try file.line(of: visit)
                    return .page(PartnerPage.sayPage(line, of: agreement, in: file, visit: visit))
                }
            },
            .post("/p/:token/say/:topic/:subject", for: .visit, say),
            .get("/p/:token/report/:clause", for: .visit) { visit in
                try await opened(visit) { file, visit in
                    let (agreement, clause) = try file.clause(of: visit)
                    return .page(PartnerPage.reportPage(under: clause, of: agreement, visit: visit))
                }
            },
            .post("/p/:token/report/:clause", for: .visit, bodyLimit: Self.uploadLimit, report),
        ]
    }

    /// The agreement of the link, in the language of its person or the one asked for.
    private func opened(
        _ visit: Visit, _ work: (PartnerFile, Visit) async throws -> Answer
    ) async throws -> Answer {
        guard let link = try await visit.personalLink(for: PartnerAccess.purpose) else {
            return .page(.closedLink(visit))
        }
        let today = visit.today
        let now = visit.now
        let file = try await visit.read { connection in
            try PartnerFile.load(link.subject, at: now, on: today, connection: connection)
        }
        guard let file else { return .page(.closedLink(visit)) }
        let wished = visit.query["language"].flatMap(Language.init(rawValue:))
        return try await work(file, visit.reading(wished ?? file.access.language))
    }

    private func say(_ visit: Visit) async throws -> Answer {
        try await opened(visit) { file, visit in
            let (agreement, line) = try file.line(of: visit)
            return try await attempt(Flash(.success, "sides.said")) {
                try await visit.office.change(by: file.access.author) { change in
                    let statement = try PartnerPage.statement(from: visit, on: line, by: file.access, at: change.at)
                    try statement.keep(after: line, in: agreement.registered, change: change)
                    return PartnerPage.home(visit)
                }
            } again: { problems in
                PartnerPage.sayPage(line, of: agreement, in: file, visit: visit, problems: problems)
            }
        }
    }

    private func report(_ visit: Visit) async throws -> Answer {
        try await opened(visit) { file, visit in
            let (agreement, clause) = try file.clause(of: visit)
            let holder = LinkHolder.account(of: file.access.id)
            let registered = RegisteredClause(agreement: agreement.registered, clause: clause)
            return try await attempt(Flash(.success, "sides.reported")) {
                try await visit.office.change(by: file.access.author) { change in
                    let action = visit.form.text("action")
                    let submission = try AnswerPage.submission(
                        from: visit, under: clause, action: action.isEmpty ? nil : action, by: holder, in: change)
                    // A form that is sent twice reports once.
                    let evidence = submission.evidence
                    let known: Int =
                        try change.connection.value(
                            """
                            SELECT COUNT(*) FROM evidence WHERE clause_id = \(clause.id) AND submitted_by = \(holder)
                                AND title = \(evidence.title) AND dated = \(evidence.dated) AND state = 'submitted'
                            """) ?? 0
                    if known > 0 {
                        change.nothingChanged()
                    } else {
                        try Evidence.submit(submission, under: registered, on: visit.today, in: change)
                    }
                    return PartnerPage.home(visit)
                }
            } again: { problems in
                PartnerPage.reportPage(under: clause, of: agreement, visit: visit, problems: problems)
            }
        }
    }
}
