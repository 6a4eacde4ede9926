import DocumentReading
import Foundation
import OfficeKit
import SQLStore

/// A document of an agreement that was read, with the split that waits for an officer, or that was kept.
struct ReadDocument: Sendable, Identifiable {
    enum State: String, Sendable, SQLBindable, SQLReadable { case draft, confirmed }

    /// The record's kind in the journal.
    static let kind = "reading"

    let id: String
    let agreement: String
    /// The file it was read from; nil where the text was pasted, or the file was removed.
    let attachment: String?
    let name: String
    /// As it was read: what all spans count in.
    let text: String
    var split: ClauseSplit
    /// Counts what was changed in the draft, so that two who edit it notice one another.
    var version: Int
    var state: State
    let createdAt: Moment

    var subject: Subject { Subject(kind: ReadDocument.kind, id: id, label: name) }

    /// Its page in an agreement.
    func href(in agreement: RegisteredAgreement) -> String { "\(agreement.href)/readings/\(id)" }
    /// The page of its words.
    func textHref(in agreement: RegisteredAgreement) -> String { "\(href(in: agreement))/text" }

    static let migration = SchemaMigration(
        id: "agreements-010-readings",
        statements: """
            CREATE TABLE reading (
                id TEXT PRIMARY KEY,
                agreement_id TEXT NOT NULL REFERENCES agreement (id),
                attachment_id TEXT,
                name TEXT NOT NULL,
                text TEXT NOT NULL,
                split TEXT NOT NULL,
                version BIGINT NOT NULL,
                state TEXT NOT NULL,
                created_at TEXT NOT NULL
            );
            CREATE INDEX reading_agreement ON reading (agreement_id, id);
            CREATE TABLE clause_source (
                clause_id TEXT NOT NULL REFERENCES clause (id),
                language TEXT NOT NULL,
                reading_id TEXT NOT NULL REFERENCES reading (id),
                label TEXT NOT NULL,
                page BIGINT NOT NULL,
                pieces TEXT NOT NULL,
                PRIMARY KEY (clause_id, language)
            );
            CREATE INDEX clause_source_reading ON clause_source (reading_id);
            """)
}

extension ReadDocument: RowReadable {
    init(row: Row) throws {
        id = try row["id"]
        agreement = try row["agreement_id"]
        attachment = try row["attachment_id"]
        name = try row["name"]
        text = try row["text"]
        version = try row["version"]
        state = try row["state"]
        createdAt = try row["created_at"]
        let json: String = try row["split"]
        split = try JSONDecoder().decode(ClauseSplit.self, from: Data(json.utf8))
    }

    /// The readings of an agreement, the newest first.
    static func all(of agreement: String, on connection: any SQLConnection) throws -> [ReadDocument] {
        try connection.rows(
            "SELECT * FROM reading WHERE agreement_id = \(agreement) ORDER BY id DESC", as: ReadDocument.self)
    }

    static func find(_ id: String, in agreement: String, on connection: any SQLConnection) throws -> ReadDocument? {
        try connection.first(
            "SELECT * FROM reading WHERE id = \(id) AND agreement_id = \(agreement)", as: ReadDocument.self)
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Keeps what was read, its file with it, and the split that is proposed.
    static func keep(
        _ text: String, named name: String, file: FormData.File? = nil, attachment: String? = nil, split: ClauseSplit,
        of agreement: RegisteredAgreement, in change: Change
    ) throws -> ReadDocument {
        let secrecy = agreement.agreement.secrecy
        let stored = try file.map {
            try change.attach($0.bytes, named: $0.name, to: agreement.subject, secrecy: secrecy)
        }
        let read = ReadDocument(
            id: Identifier.make(at: change.at), agreement: agreement.agreement.id,
            attachment: stored?.id ?? attachment, name: stored?.fileName ?? name, text: text, split: split, version: 1,
            state: .draft, createdAt: change.at)
        try change.connection.execute(
            """
            INSERT INTO reading (id, agreement_id, attachment_id, name, text, split, version, state, created_at)
            VALUES (\(read.id), \(read.agreement), \(read.attachment.sqlValue), \(read.name), \(text),
                \(try json(split)), \(1), \(State.draft), \(change.at))
            """)
        try change.record(
            "journal.reading.begun", read.subject, under: agreement.subject, secrecy: secrecy,
            changes: [FieldChange("reading.field.clauses", .number, from: nil, to: String(split.parts.count))])
        return read
    }

    /// Keeps the split as it stands now.
    ///
    /// - Throws: ``Problem`` when somebody else changed the draft since.
    @discardableResult
    func save(_ split: ClauseSplit, of agreement: RegisteredAgreement, in change: Change) throws -> ReadDocument {
        guard split != self.split else {
            change.nothingChanged()
            return self
        }
        try claim(split, state: .draft, on: change.connection)
        try change.record(
            "journal.reading.changed", subject, under: agreement.subject, secrecy: agreement.agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange(
                    "reading.field.clauses", .number, from: String(self.split.parts.count),
                    to: String(split.parts.count))))
        var saved = self
        saved.split = split
        saved.version += 1
        return saved
    }

    /// Makes clauses of the parts, each with its sources, and closes the draft.
    ///
    /// - Throws: ``Problems`` that name the parts' fields; ``Problem`` when somebody else changed the draft since.
    func confirm(_ split: ClauseSplit, of agreement: RegisteredAgreement, in change: Change) throws {
        try claim(split, state: .confirmed, on: change.connection)
        var problems: [Problem] = []
        if split.parts.isEmpty { problems.append(Problem(field: "paste", key: "reading.problem.noClauses")) }
        var added: [RegisteredClause] = []
        for (place, part) in split.parts.enumerated() {
            var texts: [Language: String] = [:]
            for language in Language.allCases { texts[language] = part[language]?.text }
            let clause = Clause(id: Identifier.make(at: change.at), number: part.number, texts: texts)
            do {
                added.append(try RegisteredClause.add(clause, to: agreement, in: change))
                try keepSources(of: part, for: clause.id, in: change)
            } catch let problem as Problem {
                let field = ["number": "number", "textEnglish": "en"][problem.field] ?? "fa"
                problems.append(
                    Problem(field: "\(field)-\(place + 1)", key: problem.key, arguments: problem.arguments))
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        try change.record(
            "journal.reading.confirmed", subject, under: agreement.subject, secrecy: agreement.agreement.secrecy,
            changes: [FieldChange("reading.field.clauses", .number, from: nil, to: String(added.count))])
    }

    /// Lets the draft go; the file stays.
    func discard(of agreement: RegisteredAgreement, in change: Change) throws {
        guard state == .draft else { throw Refusal.notFound }
        try change.connection.execute("DELETE FROM reading WHERE id = \(id)")
        try change.record(
            "journal.reading.discarded", subject, under: agreement.subject, secrecy: agreement.agreement.secrecy)
    }

    private func claim(_ split: ClauseSplit, state: State, on connection: any SQLConnection) throws {
        let changed = try connection.execute(
            """
            UPDATE reading SET split = \(try Self.json(split)), version = \(version + 1), state = \(state)
            WHERE id = \(id) AND version = \(version) AND state = \(State.draft)
            """)
        guard changed == 1 else { throw Problem(field: "", key: "reading.problem.changedMeanwhile") }
    }

    private func keepSources(of part: ClauseSplit.Part, for clause: String, in change: Change) throws {
        let source = Source(text)
        for language in Language.allCases {
            guard let words = part[language], let first = words.pieces.first,
                !words.text.allSatisfy(\.isWhitespace)
            else { continue }
            try change.connection.execute(
                """
                INSERT INTO clause_source (clause_id, language, reading_id, label, page, pieces)
                VALUES (\(clause), \(language.rawValue), \(id), \(part.label), \(source.page(at: first.start)),
                    \(try Self.json(words.pieces)))
                """)
        }
    }
}

/// Where a clause's words stand in a document that was read.
struct ClauseSource: Sendable {
    let clause: String
    let language: Language
    let reading: String
    let name: String
    let attachment: String?
    let label: String
    let page: Int
    let pieces: [Span]

    /// The sources of an agreement's clauses, by clause.
    static func all(of agreement: String, on connection: any SQLConnection) throws -> [String: [ClauseSource]] {
        let rows = try connection.rows(
            """
            SELECT clause_source.clause_id, clause_source.language, clause_source.reading_id, clause_source.label,
                clause_source.page, clause_source.pieces, reading.name, reading.attachment_id
            FROM clause_source JOIN reading ON reading.id = clause_source.reading_id
            WHERE reading.agreement_id = \(agreement) ORDER BY clause_source.clause_id, clause_source.language DESC
            """)
        var found: [String: [ClauseSource]] = [:]
        for row in rows {
            let json: String = try row["pieces"]
            let source = ClauseSource(
                clause: try row["clause_id"], language: Language(rawValue: try row["language"]) ?? .fa,
                reading: try row["reading_id"], name: try row["name"], attachment: try row["attachment_id"],
                label: try row["label"], page: try row["page"],
                pieces: try JSONDecoder().decode([Span].self, from: Data(json.utf8)))
            found[source.clause, default: []].append(source)
        }
        return found
    }
}
