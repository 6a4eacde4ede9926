import SQLStore

extension Journal {
    /// What of the whole journal is asked for.
    struct Question: Sendable {
        enum Writer: Sendable, Equatable {
            case account(String)
            /// Commands and jobs.
            case machine
        }

        /// Older than this number.
        var before: Int64?
        /// Newer than this number.
        var after: Int64?
        var kind: String?
        var writer: Writer?
    }

    /// A page of the journal.
    struct Leaf: Sendable {
        /// The newest first.
        var entries: [JournalEntry]
        var hasNewer: Bool
        var hasOlder: Bool
    }

    /// The journal as a viewer may see it: an entry is seen when its record may be seen both as it was and as it is now.
    static func leaf(
        _ question: Question, for viewer: Viewer, size: Int, on connection: any SQLConnection
    ) throws -> Leaf {
        var conditions: [SQL] = []
        if let kind = question.kind { conditions.append("journal.kind = \(kind)") }
        switch question.writer {
        case .account(let id): conditions.append("journal.account_id = \(id)")
        case .machine: conditions.append("journal.account_id IS NULL")
        case nil: break
        }
        func entries(_ more: SQL?, order: SQL, limit: Int) throws -> [JournalEntry] {
            let all = ["1 = 1"] + conditions + (more.map { [$0] } ?? [])
            return try self.entries(
                where: .joined(all, separator: " AND "), for: viewer, order: order, limit: limit, on: connection)
        }
        if let after = question.after {
            let newer = try entries("journal.number > \(after)", order: "ASC", limit: size + 1)
            return Leaf(
                entries: newer.prefix(size).reversed(), hasNewer: newer.count > size,
                hasOlder: try !entries("journal.number <= \(after)", order: "DESC", limit: 1).isEmpty)
        }
        let older = try entries(
            question.before.map { "journal.number < \($0)" }, order: "DESC", limit: size + 1)
        var hasNewer = false
        if let before = question.before {
            hasNewer = try !entries("journal.number >= \(before)", order: "ASC", limit: 1).isEmpty
        }
        return Leaf(entries: Array(older.prefix(size)), hasNewer: hasNewer, hasOlder: older.count > size)
    }

    /// The kinds that the journal tells of, by leaps through its index.
    static func kinds(on connection: any SQLConnection) throws -> [String] {
        try connection.rows(
            """
            WITH RECURSIVE known (kind) AS (
                SELECT MIN(kind) FROM journal
                UNION ALL
                SELECT (SELECT MIN(journal.kind) FROM journal WHERE journal.kind > known.kind)
                FROM known WHERE known.kind IS NOT NULL
            )
            SELECT kind FROM known WHERE kind IS NOT NULL
            """
        ).map { try $0["kind"] }
    }

    /// Entries as a viewer may see them, with the present names of their authors.
    static func entries(
        where condition: SQL, for viewer: Viewer, order: SQL = "DESC", limit: Int, on connection: any SQLConnection
    ) throws -> [JournalEntry] {
        let found = try connection.rows(
            """
            SELECT journal.*, account.name_fa AS author_fa
            FROM journal LEFT JOIN account ON account.id = journal.account_id
            WHERE \(fragment: condition) AND \(fragment: seen(by: viewer))
            ORDER BY journal.number \(fragment: order) LIMIT \(limit)
            """
        ).map { row in
            var entry = try JournalEntry(row: row)
            entry.authorPersian = try row["author_fa"]
            return entry
        }
        return try masked(found, for: viewer, on: connection)
    }

    /// The entries without the names of records that the viewer may not see now.
    private static func masked(
        _ entries: [JournalEntry], for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [JournalEntry] {
        let named = Set(entries.flatMap(\.changes).flatMap { $0.names ?? [] })
        if named.isEmpty || viewer.seesEverySecrecy { return entries }
        let hidden = try named.filter { record in
            try connection.first("SELECT 1 WHERE \(fragment: isSeenNow("\(record.kind)", "\(record.id)", by: viewer))")
                == nil
        }
        return entries.map { entry in
            entry.worded(
                entry.changes.map { change in
                    (change.names ?? []).contains { hidden.contains($0) } ? change.masked : change
                })
        }
    }

    private static func seen(by viewer: Viewer) -> SQL {
        let then = viewer.sees(
            table: "journal", kindColumn: "kind", id: "subject_id", parentKind: "parent_kind", parentID: "parent_id")
        guard !viewer.seesEverySecrecy else { return then }
        return """
            \(fragment: then) AND \(fragment: isSeenNow("journal.kind", "journal.subject_id", by: viewer))
            AND \(fragment: isSeenNow("journal.parent_kind", "journal.parent_id", by: viewer))
            """
    }

    /// What a record is in the search is what it is now; one that is not in the search is what it was at its last
    /// change.
    private static func isSeenNow(_ kind: SQL, _ id: SQL, by viewer: Viewer) -> SQL {
        let last = viewer.sees(
            table: "last", kindColumn: "kind", id: "subject_id", parentKind: "parent_kind", parentID: "parent_id")
        let found = viewer.sees(
            table: "search_entry", kindColumn: "kind", id: "subject_id", parentKind: "parent_kind",
            parentID: "parent_id")
        let entry: SQL = "search_entry.kind = \(fragment: kind) AND search_entry.subject_id = \(fragment: id)"
        return """
            NOT EXISTS (SELECT 1 FROM search_entry WHERE \(fragment: entry) AND NOT \(fragment: found))
            AND (EXISTS (SELECT 1 FROM search_entry WHERE \(fragment: entry))
                OR NOT EXISTS (SELECT 1 FROM journal AS last WHERE last.number = (
                    SELECT MAX(same.number) FROM journal AS same
                    WHERE same.kind = \(fragment: kind) AND same.subject_id = \(fragment: id))
                    AND NOT \(fragment: last)))
            """
    }
}
