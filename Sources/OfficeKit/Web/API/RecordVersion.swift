import SQLStore

extension Journal {
    /// The versions of records, which change with every change of theirs: the number of the last entry about each.
    ///
    /// - Returns: by id; `0` for a record of which the journal tells nothing.
    public static func versions(
        of kind: String, ids: some Collection<String>, on connection: any SQLConnection
    ) throws -> [String: String] {
        var found = Dictionary(ids.map { ($0, "0") }, uniquingKeysWith: { first, _ in first })
        guard !found.isEmpty else { return found }
        for row in try connection.rows(
            """
            SELECT subject_id, MAX(number) FROM journal WHERE kind = \(kind) AND subject_id IN \(list: Array(found.keys))
            GROUP BY subject_id
            """)
        {
            let number: Int64 = try row[1]
            found[try row[0]] = String(number)
        }
        return found
    }

    /// The version of one record.
    public static func version(of kind: String, id: String, on connection: any SQLConnection) throws -> String {
        try versions(of: kind, ids: [id], on: connection)[id] ?? "0"
    }
}
