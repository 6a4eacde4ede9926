import Foundation
import GRDB
import Logging

/// An SQLite file: one connection that writes, several that read, in write-ahead mode.
///
/// A connection is a `DatabaseQueue` on a lane of its own rather than a `DatabasePool`, so that reads and writes
/// wait in the same kind of line as PostgreSQL's and a lane keeps its prepared statements.
final class SQLiteStore: Store {
    let engine = Engine.sqlite
    private let writer: LanePool<SQLiteLink>
    private let readers: LanePool<SQLiteLink>
    private let options: StoreOptions
    private let logger: Logger
    /// The folder of a store that was asked to live in memory.
    private let temporaryFolder: URL?

    static func open(path: String, options: StoreOptions, logger: Logger) async throws -> SQLiteStore {
        var file = path
        var folder: URL?
        if path == ":memory:" {
            // Connections cannot share SQLite's own memory databases without also sharing locks.
            let new = FileManager.default.temporaryDirectory.appendingPathComponent("payvand-\(UUID().uuidString)")
            do {
                try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
            } catch {
                throw StoreError.storage("no temporary folder: \(error)")
            }
            folder = new
            file = new.appendingPathComponent("office.sqlite").path
        }
        let store = SQLiteStore(file: file, temporaryFolder: folder, options: options, logger: logger)
        do {
            _ = try await store.writer.run { try $0.transaction(begin: "BEGIN") { $0.engine } }
        } catch {
            await store.close()
            throw error
        }
        return store
    }

    private init(file: String, temporaryFolder: URL?, options: StoreOptions, logger: Logger) {
        self.options = options
        self.logger = logger
        self.temporaryFolder = temporaryFolder
        writer = LanePool(label: "payvand.sqlite.writer", count: 1) {
            SQLiteLink(path: file, isReadOnly: false, options: options)
        }
        readers = LanePool(label: "payvand.sqlite.reader", count: options.readers) {
            SQLiteLink(path: file, isReadOnly: true, options: options)
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await withRetries(options, onRetry: report) {
            try await readers.run { try $0.transaction(begin: "BEGIN", body) }
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await withRetries(options, onRetry: report) {
            // IMMEDIATE: waiting for the lock at once is safe; waiting after a read would be a deadlock.
            try await writer.run { try $0.transaction(begin: "BEGIN IMMEDIATE", body) }
        }
    }

    func close() async {
        // The writer last, for the last connection folds the write-ahead file into the database.
        await readers.close { $0.close() }
        await writer.close { $0.close() }
        if let temporaryFolder { try? FileManager.default.removeItem(at: temporaryFolder) }
    }

    private func report(_ error: StoreError, attempt: Int) {
        logger.debug("the database was busy; trying again", metadata: ["attempt": "\(attempt)", "error": "\(error)"])
    }
}
