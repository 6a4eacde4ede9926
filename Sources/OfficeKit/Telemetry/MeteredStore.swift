import SQLStore

/// A store whose transactions are counted and timed.
public struct MeteredStore: Store {
    private let store: any Store
    private let metrics: OfficeMetrics

    public init(_ store: any Store, metrics: OfficeMetrics) {
        self.store = store
        self.metrics = metrics
    }

    public var engine: Engine { store.engine }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await measured("read") { try await store.read(body) }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await measured("write") { try await store.write(body) }
    }

    public func close() async {
        await store.close()
    }

    private func measured<T: Sendable>(_ kind: String, _ work: () async throws -> T) async throws -> T {
        let start = ContinuousClock.now
        do {
            let value = try await work()
            metrics.transacted(kind, isKept: true, in: ContinuousClock.now - start)
            return value
        } catch {
            metrics.transacted(kind, isKept: false, in: ContinuousClock.now - start)
            throw error
        }
    }
}
