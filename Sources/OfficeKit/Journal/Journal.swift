import Crypto
import Foundation
import SQLStore

/// The append-only record of every change, each entry sealed with the hash of the one before.
///
/// Whoever alters a row, takes one out or puts one in breaks the chain from there on, which ``verify(on:)`` shows.
/// Cutting off the end leaves a valid chain: keep the number and hash that `payvand journal verify` prints elsewhere.
/// Entries are numbered by the store's single writer, so that their order is the order of the changes.
public enum Journal {
    /// The hash before the first entry.
    static let origin = String(repeating: "0", count: 64)

    public static let migration = SchemaMigration(
        id: "office-001-journal",
        statements: """
            CREATE TABLE journal (
                number BIGINT PRIMARY KEY,
                at TEXT NOT NULL,
                account_id TEXT,
                author TEXT NOT NULL,
                door TEXT NOT NULL,
                action TEXT NOT NULL,
                kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                label TEXT NOT NULL,
                parent_kind TEXT,
                parent_id TEXT,
                parent_label TEXT,
                secrecy TEXT NOT NULL,
                changes TEXT NOT NULL,
                reason TEXT,
                hash TEXT NOT NULL
            );
            CREATE INDEX journal_subject ON journal (kind, subject_id, number);
            CREATE INDEX journal_parent ON journal (parent_kind, parent_id, number);
            CREATE TABLE secrecy_exception (
                kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                account_id TEXT NOT NULL,
                PRIMARY KEY (kind, subject_id, account_id)
            );
            """)

    /// For the page of the whole journal, which is read by kind and by person.
    static let readingMigration = SchemaMigration(
        id: "office-042-journal-reading",
        statements: """
            CREATE INDEX journal_kind ON journal (kind, number);
            CREATE INDEX journal_account ON journal (account_id, number);
            """)

    /// What a change hands to the journal; number, moment and hash are the journal's own.
    struct Draft: Sendable {
        var action: String
        var subject: Subject
        var parent: Subject?
        var secrecy: Secrecy
        var changes: [FieldChange]
        var reason: String?
    }

    /// The number of the last entry; 0 before the first. It changes with every change of the office's data.
    public static func head(on connection: any SQLConnection) throws -> Int64 {
        try connection.value("SELECT number FROM journal ORDER BY number DESC LIMIT 1") ?? 0
    }

    @discardableResult
    static func append(
        _ draft: Draft, by author: Author, at moment: Moment, on connection: any SQLConnection
    ) throws -> JournalEntry {
        let last = try connection.first("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1")
        let number: Int64 = (try last?["number"] ?? 0) + 1
        let previous: String = try last?["hash"] ?? origin
        let changes = try encoded(draft.changes)
        let hash = seal(
            previous, number: number, at: moment.iso, author: author, draft: draft, changes: changes)
        try connection.execute(
            """
            INSERT INTO journal (number, at, account_id, author, door, action, kind, subject_id, label,
                parent_kind, parent_id, parent_label, secrecy, changes, reason, hash)
            VALUES (\(number), \(moment), \(author.account.sqlValue), \(author.name), \(author.door.rawValue),
                \(draft.action), \(draft.subject.kind), \(draft.subject.id), \(draft.subject.label),
                \((draft.parent?.kind).sqlValue), \((draft.parent?.id).sqlValue),
                \((draft.parent?.label).sqlValue),
                \(draft.secrecy), \(changes), \(draft.reason.sqlValue), \(hash))
            """)
        return JournalEntry(
            number: number, at: moment, author: author, action: draft.action, subject: draft.subject,
            parent: draft.parent, secrecy: draft.secrecy, changes: draft.changes, reason: draft.reason, hash: hash)
    }

    private static func encoded(_ changes: [FieldChange]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(changes), as: UTF8.self)
    }

    /// Each part is written with its length before it, so that no two entries have the same canonical form.
    private static func seal(
        _ previous: String, number: Int64, at: String, author: Author, draft: Draft, changes: String
    ) -> String {
        let parts: [String?] = [
            previous, String(number), at, author.account, author.name, author.door.rawValue, draft.action,
            draft.subject.kind, draft.subject.id, draft.subject.label,
            draft.parent?.kind, draft.parent?.id, draft.parent?.label,
            draft.secrecy.rawValue, changes, draft.reason,
        ]
        var hash = SHA256()
        for part in parts {
            if let part {
                hash.update(data: Data("\(part.utf8.count):".utf8))
                hash.update(data: Data(part.utf8))
            } else {
                hash.update(data: Data("-:".utf8))
            }
        }
        return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

extension Journal {
    /// What ``verify(on:)`` found.
    public enum Verdict: Sendable, Equatable {
        /// Every entry is as it was written.
        case intact(entries: Int64, hash: String)
        /// The first entry that does not fit the one before it.
        case broken(at: Int64)
    }

    /// Walks the whole chain.
    public static func verify(on connection: any SQLConnection) throws -> Verdict {
        var previous = origin
        var expected: Int64 = 1
        var broken: Int64?
        try connection.forEachRow("SELECT * FROM journal ORDER BY number") { row in
            guard broken == nil else { return }
            let number: Int64 = try row["number"]
            let entry = try JournalEntry(row: row)
            let draft = Draft(
                action: entry.action, subject: entry.subject, parent: entry.parent, secrecy: entry.secrecy,
                changes: entry.changes, reason: entry.reason)
            let hash = seal(
                previous, number: number, at: try row["at"], author: entry.author, draft: draft,
                changes: try row["changes"])
            guard number == expected, hash == entry.hash else {
                broken = number
                return
            }
            previous = hash
            expected += 1
        }
        if let broken { return .broken(at: broken) }
        return .intact(entries: expected - 1, hash: previous)
    }

    /// The history of a record and of its parts, newest first, as far as the viewer may see it.
    public static func history(
        of subject: (kind: String, id: String), for viewer: Viewer, limit: Int = 200, on connection: any SQLConnection
    ) throws -> [JournalEntry] {
        try entries(
            where: """
                ((journal.kind = \(subject.kind) AND journal.subject_id = \(subject.id))
                    OR (journal.parent_kind = \(subject.kind) AND journal.parent_id = \(subject.id)))
                """, for: viewer, limit: limit, on: connection)
    }
}

extension JournalEntry: RowReadable {
    public init(row: Row) throws {
        number = try row["number"]
        at = try row["at"]
        let door: String = try row["door"]
        author = Author(
            account: try row["account_id"], name: try row["author"], door: Author.Door(rawValue: door) ?? .command)
        action = try row["action"]
        subject = Subject(kind: try row["kind"], id: try row["subject_id"], label: try row["label"])
        if let kind: String = try row["parent_kind"], let id: String = try row["parent_id"] {
            parent = Subject(kind: kind, id: id, label: try row["parent_label"] ?? "")
        } else {
            parent = nil
        }
        secrecy = try row["secrecy"]
        let changes: String = try row["changes"]
        // An altered row must read as broken, not stop the reader.
        self.changes = (try? JSONDecoder().decode([FieldChange].self, from: Data(changes.utf8))) ?? []
        reason = try row["reason"]
        hash = try row["hash"]
    }
}
