import Dispatch
import Foundation
import Logging
import Synchronization

@testable import SQLStore

/// A database of its own for one test: an SQLite file, or a PostgreSQL schema where a server is given.
struct TestDatabase: Sendable {
    static var engines: [Engine] { url == nil ? [.sqlite] : [.sqlite, .postgres] }

    /// The engines that can lose a connection: PostgreSQL, where a server is given.
    static var servers: [Engine] { url == nil ? [] : [.postgres] }

    private static var url: String? { ProcessInfo.processInfo.environment["PAYVAND_TEST_POSTGRES"] }

    let address: StoreAddress
    /// What the server calls the connections of this database's stores.
    let application: String
    let schema: String

    /// Opens another store on the same database, as a second process would.
    func open(_ options: StoreOptions = StoreOptions(), logger: Logger = .silent) async throws -> any Store {
        try await openStore(address, options: options, logger: logger)
    }

    /// Runs the body on an empty database and removes it.
    static func use(
        _ engine: Engine, options: StoreOptions = StoreOptions(),
        _ body: (TestDatabase, any Store) async throws -> Void
    ) async throws {
        let name = "store_" + UUID().uuidString.replacing("-", with: "").prefix(12).lowercased()
        let folder = FileManager.default.temporaryDirectory.appending(path: name)
        var address = StoreAddress.sqlite(path: folder.appending(path: "office.sqlite").path)
        if engine == .postgres, let url {
            address = .postgres(url: url + "?application_name=\(name)", schema: name)
        } else {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        let database = TestDatabase(address: address, application: name, schema: name)
        let store = try await database.open(options)
        let outcome: Result<Void, any Error>
        do {
            if engine == .postgres { try await store.write { try $0.script("CREATE SCHEMA \(name)") } }
            try await body(database, store)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await store.close()
        if engine == .postgres {
            let last = try await database.open()
            try await last.write { try $0.script("DROP SCHEMA IF EXISTS \(name) CASCADE") }
            await last.close()
        } else {
            try FileManager.default.removeItem(at: folder)
        }
        try outcome.get()
    }

    /// Runs the body on a database with the empty table `thing`, with a column of each portable type.
    static func useThings(
        _ engine: Engine, options: StoreOptions = StoreOptions(),
        _ body: (TestDatabase, any Store) async throws -> Void
    ) async throws {
        try await use(engine, options: options) { database, store in
            try await store.write { connection in
                try connection.script(
                    """
                    CREATE TABLE thing (
                        id BIGINT PRIMARY KEY,
                        name TEXT,
                        number BIGINT,
                        ratio DOUBLE PRECISION,
                        bytes BYTEA
                    );
                    CREATE INDEX thing_name ON thing (name)
                    """)
            }
            try await body(database, store)
        }
    }
}

extension SQLConnection {
    func add(_ id: Int, _ name: String? = nil) throws {
        try execute("INSERT INTO thing (id, name) VALUES (\(id), \(name.sqlValue))")
    }

    func names() throws -> [String?] {
        try rows("SELECT name FROM thing ORDER BY id").map { try $0["name"] }
    }

    func count(_ table: String = "thing") throws -> Int {
        try value("SELECT COUNT(*) FROM \(identifier: table)") ?? -1
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// A door that two threads agree by, so that no test depends on time.
final class Gate: Sendable {
    struct NeverOpened: Error {}

    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    /// Waits on a thread of the store's.
    func pass() throws {
        // Only a test that has failed waits for so long.
        guard semaphore.wait(timeout: .now() + 60) == .success else { throw NeverOpened() }
    }

    /// Waits in a task.
    func passed() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { continuation.resume(with: Result { try self.pass() }) }
        }
    }
}

/// Opens a gate at the first line that is logged.
struct GateOpener: LogHandler {
    let gate: Gate
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    init(_ gate: Gate) { self.gate = gate }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { gate.open() }
}

/// A count that bodies may keep although they may be run again.
final class Counter: Sendable {
    private let count = Mutex(0)

    /// One more.
    ///
    /// - Returns: how many it has become.
    @discardableResult
    func rise() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    var value: Int { count.withLock { $0 } }
}

/// Numbers that are the same in every run (SplitMix64, S. Vigna).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
