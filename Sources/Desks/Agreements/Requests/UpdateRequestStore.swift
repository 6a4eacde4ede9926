import OfficeKit
import PersianText
import SQLStore

extension UpdateRequest {
    static let migration = SchemaMigration(
        id: "agreements-042-requests",
        statements: """
            CREATE TABLE update_request (
                id TEXT PRIMARY KEY,
                body_id TEXT REFERENCES body (id),
                person_id TEXT REFERENCES person (id),
                name TEXT NOT NULL,
                email TEXT NOT NULL,
                language TEXT NOT NULL,
                note TEXT,
                site TEXT NOT NULL,
                asked_by TEXT NOT NULL,
                asked_at TEXT NOT NULL,
                times BIGINT NOT NULL,
                expires_at TEXT NOT NULL,
                withdrawn_at TEXT
            );
            CREATE INDEX update_request_asked ON update_request (asked_at);
            CREATE TABLE update_request_item (
                request_id TEXT NOT NULL REFERENCES update_request (id),
                action_id TEXT NOT NULL REFERENCES action (id),
                place BIGINT NOT NULL,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                answered_at TEXT,
                evidence_id TEXT REFERENCES evidence (id),
                delay_reason TEXT,
                delay_until TEXT,
                date_taken BIGINT,
                PRIMARY KEY (request_id, action_id)
            );
            CREATE INDEX update_request_item_action ON update_request_item (action_id);
            CREATE TABLE link_shown (
                record_id TEXT NOT NULL,
                account_id TEXT NOT NULL,
                PRIMARY KEY (record_id, account_id)
            );
            """)

    /// The requests that meet a condition, the last asked first, each with all its items.
    static func all(where condition: SQL = "1 = 1", on connection: any SQLConnection) throws -> [UpdateRequest] {
        var items: [String: [Item]] = [:]
        try connection.forEachRow(
            """
            SELECT update_request_item.* FROM update_request_item
            JOIN update_request ON update_request.id = update_request_item.request_id
            WHERE \(fragment: condition) ORDER BY update_request_item.request_id, place
            """
        ) { row in items[try row["request_id"], default: []].append(try Item(row: row)) }
        return try connection.rows(
            """
            SELECT update_request.* FROM update_request WHERE \(fragment: condition)
            ORDER BY update_request.asked_at DESC, update_request.id DESC
            """
        ).map { row in
            let language: String = try row["language"]
            let id: String = try row["id"]
            return UpdateRequest(
                id: id, body: try row["body_id"], person: try row["person_id"], name: try row["name"],
                email: try row["email"], language: Language(rawValue: language) ?? .fa, note: try row["note"],
                site: try row["site"], askedBy: try row["asked_by"], askedAt: try row["asked_at"],
                times: try row["times"], expiresAt: try row["expires_at"], withdrawnAt: try row["withdrawn_at"],
                items: items[id] ?? [])
        }
    }

    static func find(_ id: String, on connection: any SQLConnection) throws -> UpdateRequest? {
        try all(where: "update_request.id = \(id)", on: connection).first
    }

    /// What the journal calls it: by what is asked, for the addressee is a person whom not everybody may see.
    static func subject(_ id: String, about action: Action) -> Subject {
        Subject(kind: kind, id: id, label: action.title)
    }

    /// Asks: keeps the request and posts the letter with its first link.
    static func ask(
        _ draft: UpdateRequest, about targets: [RequestTarget], letter: RequestLetter, in change: Change
    ) throws -> UpdateRequest {
        let connection = change.connection
        var request = draft
        request.name = PersianText.clean(draft.name, persianLetters: false)
        request.note = draft.note.map { PersianText.clean($0, persianLetters: false, isSingleLine: false) }
        if request.note?.isEmpty == true { request.note = nil }
        if let problem = problems(name: request.name, email: request.email, note: request.note).first { throw problem }
        request.items = targets.map { Item(action: $0.action.id, agreement: $0.agreement.agreement.id) }
        try connection.execute(
            """
            INSERT INTO update_request (id, body_id, person_id, name, email, language, note, site, asked_by, asked_at,
                times, expires_at)
            VALUES (\(request.id), \(request.body.sqlValue), \(request.person.sqlValue), \(request.name),
                \(request.email), \(request.language.rawValue), \(request.note.sqlValue), \(request.site),
                \(request.askedBy), \(request.askedAt), \(request.times), \(request.expiresAt))
            """)
        for (place, item) in request.items.enumerated() {
            try connection.execute(
                """
                INSERT INTO update_request_item (request_id, action_id, place, agreement_id)
                VALUES (\(request.id), \(item.action), \(place), \(item.agreement))
                """)
        }
        let changes = [
            FieldChange(
                "requests.field.addressee", from: nil, to: request.name, naming: .persons([request.person])),
            FieldChange("requests.field.expires", .day, from: nil, to: letter.day(of: request.expiresAt).iso),
        ]
        for target in targets {
            try change.record(
                "journal.request.asked", subject(request.id, about: target.action),
                under: target.agreement.subject, secrecy: target.agreement.agreement.secrecy, changes: changes)
        }
        try letter.post(request, about: targets, as: .first, in: change)
        return request
    }

    /// Asks once more, with a fresh link that is open as long as the first one was.
    func askAgain(about targets: [RequestTarget], letter: RequestLetter, by account: String, in change: Change) throws {
        guard [.waiting, .expired].contains(state(at: change.at)) else {
            throw Problem(field: "", key: "requests.problem.closed")
        }
        var again = self
        let term = max(expiresAt.seconds(since: askedAt), 86_400)
        again.askedAt = change.at
        again.expiresAt = change.at.adding(seconds: term)
        again.times += 1
        again.askedBy = account
        again.site = letter.site.address
        try change.connection.execute(
            """
            UPDATE update_request SET asked_at = \(again.askedAt), expires_at = \(again.expiresAt),
                times = \(again.times), asked_by = \(account), site = \(again.site) WHERE id = \(id)
            """)
        try record("journal.request.askedAgain", about: targets, in: change)
        let open = Set(items.filter { $0.answer == nil }.map(\.action))
        try letter.post(again, about: targets.filter { open.contains($0.action.id) }, as: .again, in: change)
    }

    /// Takes the question back: its links open nothing any more.
    func withdraw(about targets: [RequestTarget], in change: Change) throws {
        guard withdrawnAt == nil, state(at: change.at) != .answered else {
            throw Problem(field: "", key: "requests.problem.closed")
        }
        try change.connection.execute("UPDATE update_request SET withdrawn_at = \(change.at) WHERE id = \(id)")
        try PersonalLink.revokeAll(for: Self.purpose, of: id, at: change.at, on: change.connection)
        try record("journal.request.withdrawn", about: targets, in: change)
    }

    /// Makes a link that an officer hands over. Who was shown one may not review what comes in by it.
    func handOver(to account: String, about targets: [RequestTarget], in change: Change) throws -> String {
        guard state(at: change.at) == .waiting else { throw Problem(field: "", key: "requests.problem.closed") }
        try LinkHolder.noteShown(id, to: account, on: change.connection)
        try record("journal.request.linkShown", about: targets, in: change)
        return try PersonalLink.make(
            for: Self.purpose, of: id, until: expiresAt, at: change.at, on: change.connection)
    }

    func record(_ verb: String, about targets: [RequestTarget], changes: [FieldChange] = [], in change: Change) throws {
        for target in targets {
            try change.record(
                verb, Self.subject(id, about: target.action), under: target.agreement.subject,
                secrecy: target.agreement.agreement.secrecy, changes: changes)
        }
        if targets.isEmpty { change.nothingChanged() }
    }

    /// - Throws: a ``Problem`` of `review` for one who has held the link by which the evidence came in.
    static func checkReviewer(_ account: String, of evidence: Evidence, on connection: any SQLConnection) throws {
        guard let record = LinkHolder.record(of: evidence.submittedBy) else { return }
        let shown: Int =
            try connection.value(
                "SELECT COUNT(*) FROM link_shown WHERE record_id = \(record) AND account_id = \(account)") ?? 0
        guard shown == 0 else { throw Problem(field: "review", key: "agreements.problem.shownLink") }
    }
}

extension LinkHolder {
    /// Notes that an account has seen a link to a record.
    static func noteShown(_ record: String, to account: String, on connection: any SQLConnection) throws {
        try connection.execute(
            """
            INSERT INTO link_shown (record_id, account_id) VALUES (\(record), \(account))
            ON CONFLICT (record_id, account_id) DO NOTHING
            """)
    }
}

extension UpdateRequest.Item: RowReadable {
    public init(row: Row) throws {
        let evidence: String? = try row["evidence_id"]
        let reason: String? = try row["delay_reason"]
        let until: Day? = try row["delay_until"]
        action = try row["action_id"]
        agreement = try row["agreement_id"]
        answeredAt = try row["answered_at"]
        isDateTaken = try row["date_taken"]
        if let evidence {
            answer = .evidence(evidence)
        } else if let reason, let until {
            answer = .delay(reason: reason, until: until)
        }
    }

    init(action: String, agreement: String) {
        self.action = action
        self.agreement = agreement
    }
}
