import Foundation

/// Brings a database to the schema that the program knows.
///
/// What was applied is recorded in `schema_migration`. The migrator refuses to run when the past does not fit the
/// program: a text changed since, or a migration the program does not know. Each migration is one transaction, and
/// each looks at the record anew, so that several processes may start at the same moment.
///
/// The migrations of one series, such as `agreements-001-…` and `agreements-002-…`, stand in the order of their names,
/// so that an old database and a new one grow in the same order. Among series the composition decides.
public struct Migrator: Sendable {
    private let migrations: [SchemaMigration]

    /// - Parameter migrations: all that the program knows, in the order in which they build on one another.
    public init(_ migrations: [SchemaMigration]) {
        self.migrations = migrations
    }

    /// Applies what is missing.
    ///
    /// - Returns: the ids applied by this call, in order.
    /// - Throws: ``StoreError/migrationChanged(id:)``, ``StoreError/migrationUnknown(ids:)``,
    ///   ``StoreError/migrationRepeated(id:)``, ``StoreError/migrationDisordered(id:)``, or what a script throws.
    public func migrate(_ store: any Store) async throws -> [String] {
        try checkOrder()
        try await store.write { connection in try Self.prepare(connection) }
        var applied: [String] = []
        while let id = try await store.write({ connection in try applyNext(on: connection) }) {
            applied.append(id)
        }
        return applied
    }

    private func checkOrder() throws {
        var last: [Substring: String] = [:]
        for id in migrations.map(\.id) {
            let series = id.prefix { $0 != "-" }
            if last[series] == id { throw StoreError.migrationRepeated(id: id) }
            if let before = last[series], before > id { throw StoreError.migrationDisordered(id: id) }
            last[series] = id
        }
    }

    private static func prepare(_ connection: any SQLConnection) throws {
        if let postgres = connection as? PostgresSession {
            try connection.script("CREATE SCHEMA IF NOT EXISTS \"\(postgres.schema)\"")
        }
        try connection.script(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
                id TEXT PRIMARY KEY,
                checksum TEXT NOT NULL,
                applied_at TEXT NOT NULL
            )
            """)
    }

    /// Applies the first migration that is missing.
    ///
    /// - Returns: its id; nil when none is missing.
    private func applyNext(on connection: any SQLConnection) throws -> String? {
        var recorded: [String: String] = [:]
        for row in try connection.rows("SELECT id, checksum FROM schema_migration") {
            recorded[try row["id"]] = try row["checksum"] as String
        }
        let unknown = Set(recorded.keys).subtracting(migrations.map(\.id))
        guard unknown.isEmpty else { throw StoreError.migrationUnknown(ids: unknown.sorted()) }
        for migration in migrations {
            guard let checksum = recorded[migration.id] else { continue }
            if checksum != migration.checksum(for: connection.engine) {
                throw StoreError.migrationChanged(id: migration.id)
            }
        }
        guard let next = migrations.first(where: { recorded[$0.id] == nil }) else { return nil }
        try connection.script(next.script(for: connection.engine))
        let now = Date.now.formatted(.iso8601)
        try connection.execute(
            """
            INSERT INTO schema_migration (id, checksum, applied_at)
            VALUES (\(next.id), \(next.checksum(for: connection.engine)), \(now))
            """)
        return next.id
    }
}
