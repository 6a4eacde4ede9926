import CLibPQ

/// Where an office's database is.
public enum StoreAddress: Sendable, Equatable {
    /// A file; `:memory:` is a file of its own in the temporary folder that is removed on closing.
    case sqlite(path: String)
    /// A libpq address and the schema, `public` when there is none.
    case postgres(url: String, schema: String?)

    /// Reads `sqlite:PATH`, `sqlite::memory:` or `postgres://user:password@host:port/database?schema=office1`.
    ///
    /// - Throws: ``StoreError/address(_:)``.
    public init(parsing text: String) throws {
        if text.hasPrefix("sqlite:") {
            let path = String(text.dropFirst("sqlite:".count))
            guard !path.isEmpty, !path.utf8.contains(0) else {
                throw StoreError.address("sqlite: needs the path of a file, such as sqlite:office.sqlite")
            }
            self = .sqlite(path: path)
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let query = parts.count == 2 ? parts[1].split(separator: "&") : []
            let schemas = query.filter { $0.hasPrefix("schema=") }.map { String($0.dropFirst("schema=".count)) }
            guard schemas.count <= 1 else { throw StoreError.address("schema= is given twice") }
            if let schema = schemas.first, !SQL.isIdentifier(schema) {
                throw StoreError.address("schema= must be a name of small letters, digits and _, not “\(schema)”")
            }
            let rest = query.filter { !$0.hasPrefix("schema=") }.joined(separator: "&")
            let url = String(parts[0]) + (rest.isEmpty ? "" : "?" + rest)
            try Self.check(url)
            self = .postgres(url: url, schema: schemas.first)
        } else {
            throw StoreError.address("the address must start with sqlite: or postgres://")
        }
    }

    /// Asks libpq whether it can read the address.
    private static func check(_ url: String) throws {
        var message: UnsafeMutablePointer<CChar>?
        if let options = PQconninfoParse(url, &message) {
            PQconninfoFree(options)
            return
        }
        defer { PQfreemem(message) }
        let sentence = message.map { String(cString: $0).trimmingEnd() } ?? ""
        // Some of libpq's sentences quote a part of the address, and so perhaps the password.
        guard sentence.hasPrefix("invalid URI query parameter") else {
            throw StoreError.address(
                """
                the address cannot be read; its form is postgres://user:password@host:port/database, where a sign such \
                as @ or % in the password is written %40 or %25
                """)
        }
        throw StoreError.address(sentence)
    }
}
