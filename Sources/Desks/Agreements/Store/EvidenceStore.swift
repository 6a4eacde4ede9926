import OfficeKit
import PersianText
import SQLStore

extension Evidence {
    /// The record's kind in journal and search.
    public static let kind = "evidence"

    /// A link's greatest length, in characters.
    public static let linkLimit = 2000

    /// Evidence with what shows it.
    public struct Submission: Sendable {
        public var evidence: Evidence
        /// An address where it can be seen.
        public var link: String?
        /// Files as they were sent.
        public var files: [FormData.File]
        /// A record of the office that shows it.
        public var record: EvidenceReference?

        public init(
            _ evidence: Evidence, link: String? = nil, files: [FormData.File] = [], record: EvidenceReference? = nil
        ) {
            self.evidence = evidence
            self.link = link
            self.files = files
            self.record = record
        }

        /// Why it cannot be submitted as it is; empty when it can.
        public func problems(on today: Day, hasStoredFile: Bool = false) -> [Problem] {
            var problems = evidence.problems(
                on: today, hasProof: link != nil || !files.isEmpty || hasStoredFile || record != nil)
            if let link, !Evidence.isAddress(link) {
                problems.append(Problem(field: "link", key: "forms.errors.invalidURL"))
            }
            return problems
        }
    }

    /// Whether it is a full web address.
    static func isAddress(_ link: String) -> Bool {
        let isWeb = link.hasPrefix("https://") || link.hasPrefix("http://")
        return isWeb && link.count <= linkLimit && !link.contains(where: \.isWhitespace)
            && link.drop { $0 != ":" }.count > 4
    }

    /// What the journal calls it.
    public var subject: Subject { Subject(kind: Evidence.kind, id: id, label: title) }

    /// Its page.
    public func href(in agreement: RegisteredAgreement) -> String { "\(agreement.href)/evidence/\(id)" }

    private static let columns: SQL = """
        evidence.id, evidence.clause_id, evidence.action_id, evidence.title, evidence.link, evidence.submitted_by,
        evidence.submitted_on, evidence.dated, evidence.state, evidence.decided_by, evidence.decided_on,
        evidence.reason
        """

    /// The evidence under the clauses of one agreement, the latest first, each with its link.
    public static func all(
        of agreement: String, on connection: any SQLConnection
    ) throws -> [(evidence: Evidence, link: String?)] {
        try connection.rows(
            """
            SELECT \(fragment: columns) FROM evidence JOIN clause ON clause.id = evidence.clause_id
            WHERE clause.agreement_id = \(agreement) ORDER BY evidence.dated DESC, evidence.id DESC
            """
        ).map { row in (try Evidence(row: row), try row["link"]) }
    }

    /// The evidence of an id under a clause of an agreement; nil when there is none.
    public static func find(
        _ id: String, in agreement: RegisteredAgreement, on connection: any SQLConnection
    ) throws -> (evidence: Evidence, link: String?)? {
        try connection.first(
            """
            SELECT \(fragment: columns) FROM evidence JOIN clause ON clause.id = evidence.clause_id
            WHERE evidence.id = \(id) AND clause.agreement_id = \(agreement.agreement.id)
            """
        ).map { row in (try Evidence(row: row), try row["link"]) }
    }

    /// Keeps evidence with its files; it waits for the review of another person.
    ///
    /// - Throws: the first ``Problem``; ``AttachmentError``.
    @discardableResult
    public static func submit(
        _ submission: Submission, under clause: RegisteredClause, on today: Day, in change: Change
    ) throws -> Evidence {
        if let problem = submission.problems(on: today).first { throw problem }
        var evidence = submission.evidence
        evidence.title = PersianText.clean(evidence.title, persianLetters: false)
        try evidence.checkAction(of: clause, on: change.connection)
        try change.connection.execute(
            """
            INSERT INTO evidence (id, clause_id, action_id, title, link, submitted_by, submitted_on, dated, state)
            VALUES (\(evidence.id), \(clause.clause.id), \(evidence.action.sqlValue), \(evidence.title),
                \(submission.link.sqlValue), \(evidence.submittedBy), \(evidence.submittedOn), \(evidence.dated),
                \(evidence.state.name.rawValue))
            """)
        try change.record(
            "journal.evidence.submitted", evidence.subject, under: clause.agreement.subject,
            secrecy: clause.agreement.agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange("evidence.field.clause", from: nil, to: clause.subject.label),
                FieldChange("evidence.field.dated", .day, from: nil, to: evidence.dated.iso),
                FieldChange("evidence.field.link", from: nil, to: submission.link)))
        try evidence.attach(submission.files, under: clause, in: change)
        try submission.record?.keep(for: evidence, under: clause, in: change)
        try evidence.index(under: clause, in: change)
        return evidence
    }

    private func attach(_ files: [FormData.File], under clause: RegisteredClause, in change: Change) throws {
        for file in files {
            _ = try change.attach(
                file.bytes, named: file.name, to: subject, secrecy: clause.agreement.agreement.secrecy)
        }
    }

    private func checkAction(of clause: RegisteredClause, on connection: any SQLConnection) throws {
        guard let action else { return }
        let found: Int =
            try connection.value(
                "SELECT COUNT(*) FROM action WHERE id = \(action) AND clause_id = \(clause.clause.id)") ?? 0
        guard found > 0 else { throw Problem(field: "action", key: "forms.errors.notInList") }
    }

    /// Corrects evidence that was returned, and submits it once more.
    ///
    /// - Throws: a ``Problem`` when it was not returned, or another than the submitter asks; ``AttachmentError``.
    public func resubmit(
        as corrected: Submission, by account: String, under clause: RegisteredClause, on today: Day, in change: Change
    ) throws {
        let files: Int =
            try change.connection.value(
                """
                SELECT (SELECT COUNT(*) FROM attachment WHERE subject_kind = \(Evidence.kind) AND subject_id = \(id))
                    + (SELECT COUNT(*) FROM evidence_record WHERE evidence_id = \(id))
                """) ?? 0
        if let problem = corrected.problems(on: today, hasStoredFile: files > 0).first { throw problem }
        var again = try submittedAgain(by: account)
        again.title = PersianText.clean(corrected.evidence.title, persianLetters: false)
        again.dated = corrected.evidence.dated
        let oldLink: String? = try change.connection.value("SELECT link FROM evidence WHERE id = \(id)")
        try change.connection.execute(
            """
            UPDATE evidence SET title = \(again.title), dated = \(again.dated), link = \(corrected.link.sqlValue)
            WHERE id = \(id)
            """)
        try keep(
            again, "journal.evidence.resubmitted", under: clause,
            more: FieldChange.differences(
                FieldChange("evidence.field.title", from: title, to: again.title),
                FieldChange("evidence.field.dated", .day, from: dated.iso, to: again.dated.iso),
                FieldChange("evidence.field.link", from: oldLink, to: corrected.link)), in: change)
        try again.attach(corrected.files, under: clause, in: change)
        try corrected.record?.keep(for: again, under: clause, in: change)
        try again.index(under: clause, in: change)
    }

    /// Accepts or returns it.
    ///
    /// - Throws: a ``Problem`` as of ``reviewed(_:by:on:)``.
    public func review(
        _ review: EvidenceReview, by account: String, under clause: RegisteredClause, on today: Day, in change: Change
    ) throws {
        try UpdateRequest.checkReviewer(account, of: self, on: change.connection)
        let decided = try reviewed(review, by: account, on: today)
        switch review {
        case .accept:
            try keep(decided, "journal.evidence.accepted", under: clause, in: change)
            if let action {
                try Recurrence.planNext(after: action, shownOn: dated, under: clause, on: today, in: change)
            }
        case .return(let reason):
            try keep(decided, "journal.evidence.returned", under: clause, reason: reason, in: change)
        }
    }

    /// Takes it back: it stays in the record and proves nothing.
    ///
    /// - Throws: a ``Problem`` as of ``withdrawn(by:as:on:)``.
    public func withdraw(
        by account: String, as role: Role, under clause: RegisteredClause, on today: Day, in change: Change
    ) throws {
        try keep(
            try withdrawn(by: account, as: role, on: today), "journal.evidence.withdrawn", under: clause, in: change)
    }

    private func keep(
        _ decided: Evidence, _ verb: String, under clause: RegisteredClause, more: [FieldChange] = [],
        reason: String? = nil, in change: Change
    ) throws {
        var by: String?
        var on: Day?
        var said: String?
        switch decided.state {
        case .submitted: break
        case .accepted(let account, let day), .withdrawn(let account, let day): (by, on) = (account, day)
        case .returned(let account, let day, let why): (by, on, said) = (account, day, why)
        }
        try change.connection.execute(
            """
            UPDATE evidence SET state = \(decided.state.name.rawValue), decided_by = \(by.sqlValue),
                decided_on = \(on.sqlValue), reason = \(said.sqlValue) WHERE id = \(id)
            """)
        try change.record(
            verb, decided.subject, under: clause.agreement.subject, secrecy: clause.agreement.agreement.secrecy,
            changes: more
                + FieldChange.differences(
                    FieldChange("evidence.field.state", .key, from: state.name.key, to: decided.state.name.key)),
            reason: reason)
    }
}

extension Evidence: RowReadable {
    public init(row: Row) throws {
        self.init(
            id: try row["id"], clause: try row["clause_id"], action: try row["action_id"], title: try row["title"],
            submittedBy: try row["submitted_by"], submittedOn: try row["submitted_on"], dated: try row["dated"],
            state: try State(row: row))
    }
}

extension Evidence.State {
    /// From the columns `state`, `decided_by`, `decided_on` and `reason`; what was never decided waits.
    init(row: Row) throws {
        let name: String = try row["state"]
        let by: String? = try row["decided_by"]
        let on: Day? = try row["decided_on"]
        guard let by, let on else {
            self = .submitted
            return
        }
        switch Name(rawValue: name) {
        case .accepted: self = .accepted(by: by, on: on)
        case .returned: self = .returned(by: by, on: on, reason: try row["reason"] ?? "")
        case .withdrawn: self = .withdrawn(by: by, on: on)
        case .submitted, nil: self = .submitted
        }
    }
}
