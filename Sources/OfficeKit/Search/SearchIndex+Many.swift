import SQLStore

extension SearchIndex {
    /// Puts many records in at once, none of which is in it.
    static func add(_ entries: [SearchEntry], on connection: any SQLConnection) throws {
        let first: Int64 = (try connection.value("SELECT MAX(number) FROM search_entry") ?? 0) + 1
        let numbered = zip(first..., entries.lazy.map(cut)).map { (number: $0, entry: $1) }
        try connection.bulkInsert(
            into: "search_entry",
            columns: ["number", "kind", "subject_id", "secrecy", "parent_kind", "parent_id", "digest"],
            rows: numbered.lazy.map { number, entry in
                [
                    .integer(number), .text(entry.kind), .text(entry.id), entry.secrecy.sqlValue,
                    (entry.under?.kind).sqlValue, (entry.under?.id).sqlValue, .text(digest(of: entry)),
                ]
            })
        try connection.bulkInsert(
            into: "search_text", columns: ["entry", "href", "title_fa", "title_en", "code", "text"],
            rows: numbered.lazy.map { number, entry in
                [
                    .integer(number), .text(entry.href), entry.titlePersian.sqlValue, entry.titleEnglish.sqlValue,
                    entry.code.sqlValue, .text(entry.text),
                ]
            })
        try connection.bulkInsert(
            into: "search_token", columns: ["token", "entry", "impact"],
            rows: numbered.lazy.flatMap { number, entry in
                SearchTerms(of: entry).impacts.map { key, impact in
                    [.blob(key), .integer(number), .integer(Int64(impact))]
                }
            })
    }
}

extension Change {
    /// Puts many new records into the search at once; none of them may be in it.
    public func index(new entries: [SearchEntry]) throws {
        try SearchIndex.add(entries, on: connection)
    }
}
