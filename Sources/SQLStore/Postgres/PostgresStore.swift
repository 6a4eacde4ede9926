import Logging

/// A PostgreSQL schema: one connection that writes, several that read.
///
/// The journal's chain needs writers to follow one another across processes, so each write first takes an advisory
/// lock that belongs to the schema. Reads are snapshots and take no lock.
final class PostgresStore: Store {
    let engine = Engine.postgres
    private let writer: LanePool<PostgresLink>
    private let readers: LanePool<PostgresLink>
    private let lock: Int64
    private let options: StoreOptions
    private let logger: Logger

    static func open(url: String, schema: String, options: StoreOptions, logger: Logger) async throws -> PostgresStore {
        let store = PostgresStore(url: url, schema: schema, options: options, logger: logger)
        do {
            _ = try await store.readers.run { try $0.transaction(.read) { $0.engine } }
        } catch {
            await store.close()
            throw error
        }
        return store
    }

    private init(url: String, schema: String, options: StoreOptions, logger: Logger) {
        self.options = options
        self.logger = logger
        // FNV-1a, so that every process of every version finds the same number.
        let hash = "payvand:\(schema)".utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        lock = Int64(bitPattern: hash)
        writer = LanePool(label: "payvand.postgres.writer", count: 1) {
            PostgresLink(url: url, schema: schema, options: options)
        }
        readers = LanePool(
            label: "payvand.postgres.reader", count: options.readers,
            settle: { $0.settle() },
            make: { PostgresLink(url: url, schema: schema, options: options) })
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await withRetries(options, onRetry: report) {
            do {
                return try await readers.run { try $0.transaction(.read, body) }
            } catch StoreError.connection(let sentence) {
                // A server that was restarted leaves dead connections behind; a new one may well work.
                logger.warning("the connection was lost; trying again", metadata: ["error": "\(sentence)"])
                return try await readers.run { try $0.transaction(.read, body) }
            }
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        let lock = lock
        return try await withRetries(options, onRetry: report) {
            do {
                do {
                    return try await writer.run { try $0.transaction(.write(lock: lock), body) }
                } catch StoreError.connection(let sentence) {
                    // Lost before it was kept, so that it is undone and can be done again.
                    logger.warning("the connection was lost; trying again", metadata: ["error": "\(sentence)"])
                    return try await writer.run { try $0.transaction(.write(lock: lock), body) }
                }
            } catch let loss as PostgresLoss {
                throw StoreError.connection(
                    "lost while the change was being kept, so it may or may not be there: \(loss.sentence)")
            }
        }
    }

    func close() async {
        await readers.close { $0.close() }
        await writer.close { $0.close() }
    }

    private func report(_ error: StoreError, attempt: Int) {
        logger.debug("the transaction waits its turn", metadata: ["attempt": "\(attempt)", "error": "\(error)"])
    }
}
