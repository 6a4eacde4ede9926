import Logging

/// A PostgreSQL schema.
final class PostgresStore: Store {
    let engine = Engine.postgres
    static func open(url: String, schema: String, options: StoreOptions, logger: Logger) async throws -> PostgresStore {
        throw StoreError.connection("not yet")
    }
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        throw StoreError.connection("not yet")
    }
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        throw StoreError.connection("not yet")
    }
    func close() async {}
}
