import Crypto
import Foundation
import SQLStore

/// The tables of the search over all kinds: the words are made in Swift, so that both engines find the same.
///
/// `search_entry` holds what decides who sees a record, in rows small enough to walk many of them; what is shown of the
/// few on a page lies in `search_text`. `search_token` has a row for each word of each record.
enum SearchIndex {
    static let migration = SchemaMigration(
        id: "office-040-search",
        statements: """
            CREATE TABLE search_entry (
                number BIGINT PRIMARY KEY,
                kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                secrecy TEXT NOT NULL,
                parent_kind TEXT,
                parent_id TEXT,
                digest TEXT NOT NULL
            );
            CREATE UNIQUE INDEX search_entry_subject ON search_entry (kind, subject_id);
            CREATE TABLE search_text (
                entry BIGINT PRIMARY KEY,
                href TEXT NOT NULL,
                title_fa TEXT,
                title_en TEXT,
                code TEXT,
                text TEXT NOT NULL
            );
            CREATE TABLE search_token (
                token BYTEA NOT NULL,
                entry BIGINT NOT NULL,
                impact BIGINT NOT NULL
            );
            CREATE UNIQUE INDEX search_token_found ON search_token (token, entry, impact);
            CREATE INDEX search_token_entry ON search_token (entry);
            """)

    /// Longer texts are cut, in Unicode scalars.
    private static let longestText = 40_000

    static func put(_ entry: SearchEntry, on connection: any SQLConnection) throws {
        let entry = cut(entry)
        let digest = digest(of: entry)
        let known = try connection.first(
            "SELECT number, digest FROM search_entry WHERE kind = \(entry.kind) AND subject_id = \(entry.id)")
        if let known {
            let number: Int64 = try known["number"]
            try connection.execute(
                """
                UPDATE search_entry SET secrecy = \(entry.secrecy), parent_kind = \((entry.under?.kind).sqlValue),
                    parent_id = \((entry.under?.id).sqlValue), digest = \(digest)
                WHERE number = \(number)
                """)
            if digest == (try known["digest"] as String) { return }
            try connection.execute("DELETE FROM search_token WHERE entry = \(number)")
            try connection.execute("DELETE FROM search_text WHERE entry = \(number)")
            try write(entry, as: number, on: connection)
        } else {
            // Writes of one office follow one another, so that two never take the same number.
            let last: Int64 = try connection.value("SELECT MAX(number) FROM search_entry") ?? 0
            try connection.execute(
                """
                INSERT INTO search_entry (number, kind, subject_id, secrecy, parent_kind, parent_id, digest)
                VALUES (\(last + 1), \(entry.kind), \(entry.id), \(entry.secrecy), \((entry.under?.kind).sqlValue),
                    \((entry.under?.id).sqlValue), \(digest))
                """)
            try write(entry, as: last + 1, on: connection)
        }
    }

    static func cut(_ entry: SearchEntry) -> SearchEntry {
        guard entry.text.unicodeScalars.count > longestText else { return entry }
        var entry = entry
        entry.text = String(String.UnicodeScalarView(entry.text.unicodeScalars.prefix(longestText)))
        return entry
    }

    private static func write(_ entry: SearchEntry, as number: Int64, on connection: any SQLConnection) throws {
        try connection.execute(
            """
            INSERT INTO search_text (entry, href, title_fa, title_en, code, text)
            VALUES (\(number), \(entry.href), \(entry.titlePersian.sqlValue), \(entry.titleEnglish.sqlValue),
                \(entry.code.sqlValue), \(entry.text))
            """)
        try connection.bulkInsert(
            into: "search_token", columns: ["token", "entry", "impact"],
            rows: SearchTerms(of: entry).impacts.map { key, impact in
                [.blob(key), .integer(number), .integer(Int64(impact))]
            })
    }

    static func remove(kind: String, id: String, on connection: any SQLConnection) throws {
        let number: Int64? = try connection.value(
            "SELECT number FROM search_entry WHERE kind = \(kind) AND subject_id = \(id)")
        guard let number else { return }
        for table in ["search_token", "search_text"] {
            try connection.execute("DELETE FROM \(identifier: table) WHERE entry = \(number)")
        }
        try connection.execute("DELETE FROM search_entry WHERE number = \(number)")
    }

    /// Each part is told from the next, so that no two entries have one digest.
    static func digest(of entry: SearchEntry) -> String {
        var hash = SHA256()
        for part in [entry.href, entry.titlePersian, entry.titleEnglish, entry.code, entry.text] {
            hash.update(data: Data("\(part?.utf8.count ?? -1):\(part ?? "")".utf8))
        }
        return Data(hash.finalize()).base64EncodedString()
    }
}

extension SearchIndex {
    /// Empties the search and has each desk put its records in anew.
    ///
    /// - Returns: how many entries there are then.
    static func rebuild(_ desks: [any Desk], in change: Change) throws -> Int {
        for table in ["search_token", "search_text", "search_entry"] {
            try change.connection.execute("DELETE FROM \(identifier: table)")
        }
        for desk in desks { try desk.reindex(in: change) }
        let count: Int = try change.connection.value("SELECT COUNT(*) FROM search_entry") ?? 0
        try change.record(
            "journal.search.rebuilt", Subject(kind: "search", id: "all", label: "search"), secrecy: .office)
        return count
    }
}

extension Office {
    /// Builds the search over all kinds anew: after records came in by another way than the program's.
    ///
    /// - Returns: how many records are in it.
    public func rebuildSearch(of desks: [any Desk], by author: Author) async throws -> Int {
        try await change(by: author) { try SearchIndex.rebuild(desks, in: $0) }
    }
}
