import Logging

/// The two engines.
public enum Engine: String, Sendable, CaseIterable {
    case sqlite, postgres
}

/// A database of one office: an SQLite file or a PostgreSQL schema.
///
/// Bodies are synchronous: they run on the store's own threads, where waiting for the database blocks no one else.
public protocol Store: Sendable {
    /// The engine behind the store.
    var engine: Engine { get }

    /// Reads from one snapshot, taken by the first statement. Neither blocks writes nor is blocked by them.
    ///
    /// The body may be run again when the connection was lost, so it must have no effect outside.
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T

    /// Changes the database in one transaction, which is kept when the body returns and undone when it throws.
    ///
    /// Writes of one office follow one another, across processes too. The body may be run again when the file was
    /// busy or the transaction could not be ordered, so it must have no effect outside the database.
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T

    /// Waits for what is running, refuses what is waiting with ``StoreError/closed``, and closes all connections.
    func close() async
}

/// How a store uses its database.
public struct StoreOptions: Sendable {
    /// How many reads may run at the same time.
    public var readers: Int
    /// How long one try waits for another writer.
    public var busyTimeout: Duration
    /// How many times a write is tried.
    public var attempts: Int
    /// How many prepared statements each connection keeps.
    public var statements: Int

    public init(
        readers: Int = 4, busyTimeout: Duration = .seconds(5), attempts: Int = 6, statements: Int = 256
    ) {
        self.readers = max(1, readers)
        self.busyTimeout = busyTimeout
        self.attempts = max(1, attempts)
        self.statements = max(8, statements)
    }

    /// `busyTimeout` in whole milliseconds, at least one.
    var busyMilliseconds: Int {
        let (seconds, attoseconds) = busyTimeout.components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

/// Opens a database and proves that it can be reached.
///
/// - Throws: ``StoreError/connection(_:)``, ``StoreError/storage(_:)``.
public func openStore(
    _ address: StoreAddress, options: StoreOptions = StoreOptions(), logger: Logger
) async throws -> any Store {
    switch address {
    case .sqlite(let path):
        return try await SQLiteStore.open(path: path, options: options, logger: logger)
    case .postgres(let url, let schema):
        return try await PostgresStore.open(url: url, schema: schema ?? "public", options: options, logger: logger)
    }
}
