import Testing

@testable import SQLStore

@Suite("Migrations") struct MigratorTests {
    private static let first = SchemaMigration(
        id: "store-001-first", statements: "CREATE TABLE one (id BIGINT); INSERT INTO one (id) VALUES (1)")
    private static let second = SchemaMigration(
        id: "store-002-second",
        sqlite: "CREATE TABLE two (id BIGINT, engine TEXT); INSERT INTO two (id, engine) VALUES (2, 'sqlite')",
        postgres: "CREATE TABLE two (id BIGINT, engine TEXT); INSERT INTO two (id, engine) VALUES (2, 'postgres')")
    private static let other = SchemaMigration(
        id: "desk-001-first", statements: "CREATE TABLE three (id BIGINT)")

    @Test("are applied once, in their order, and recorded", arguments: TestDatabase.engines)
    func applied(engine: Engine) async throws {
        try await TestDatabase.use(engine) { _, store in
            #expect(try await Migrator([Self.first]).migrate(store) == ["store-001-first"])
            #expect(try await Migrator([Self.first]).migrate(store) == [])
            #expect(
                try await Migrator([Self.first, Self.second, Self.other]).migrate(store)
                    == ["store-002-second", "desk-001-first"])
            #expect(try await store.read { try $0.count("one") } == 1)
            let name: String? = try await store.read { try $0.value("SELECT engine FROM two") }
            #expect(name == engine.rawValue)
            let recorded = try await store.read { connection in
                try connection.rows("SELECT id, checksum FROM schema_migration ORDER BY id").map(\.values)
            }
            #expect(
                recorded
                    == [Self.other, Self.first, Self.second].map {
                        [.text($0.id), .text($0.checksum(for: engine))]
                    })
        }
    }

    @Test("refuse to run when the text of one that was applied has changed", arguments: TestDatabase.engines)
    func changed(engine: Engine) async throws {
        try await TestDatabase.use(engine) { _, store in
            _ = try await Migrator([Self.first]).migrate(store)
            let changed = SchemaMigration(id: Self.first.id, statements: "CREATE TABLE one (id BIGINT)")
            await #expect(throws: StoreError.migrationChanged(id: Self.first.id)) {
                try await Migrator([changed, Self.second]).migrate(store)
            }
            await #expect(throws: StoreError.self) { try await store.read { try $0.count("two") } }
        }
    }

    @Test("refuse to run when one that was applied is missing", arguments: TestDatabase.engines)
    func missing(engine: Engine) async throws {
        try await TestDatabase.use(engine) { _, store in
            _ = try await Migrator([Self.first, Self.second]).migrate(store)
            await #expect(throws: StoreError.migrationUnknown(ids: [Self.second.id])) {
                try await Migrator([Self.first, Self.other]).migrate(store)
            }
        }
    }

    @Test("refuse to run in another order than their names tell", arguments: TestDatabase.engines)
    func reordered(engine: Engine) async throws {
        try await TestDatabase.use(engine) { _, store in
            await #expect(throws: StoreError.migrationDisordered(id: Self.first.id)) {
                try await Migrator([Self.second, Self.other, Self.first]).migrate(store)
            }
            await #expect(throws: StoreError.migrationRepeated(id: Self.first.id)) {
                try await Migrator([Self.first, Self.first]).migrate(store)
            }
            // Nothing was touched; and the order among series is the composition's.
            let applied = try await Migrator([Self.other, Self.first, Self.second]).migrate(store)
            #expect(applied == [Self.other.id, Self.first.id, Self.second.id])
        }
    }

    @Test("that fail leave nothing of themselves, and what came before them stays", arguments: TestDatabase.engines)
    func failing(engine: Engine) async throws {
        try await TestDatabase.use(engine) { _, store in
            let broken = SchemaMigration(
                id: "store-003-broken", statements: "CREATE TABLE four (id BIGINT); INSERT INTO nowhere VALUES (1)")
            await #expect(throws: StoreError.self) {
                try await Migrator([Self.first, Self.second, broken]).migrate(store)
            }
            let count = try await store.read { try $0.count("two") }
            #expect(count == 1)
            await #expect(throws: StoreError.self) { try await store.read { try $0.count("four") } }
            let mended = SchemaMigration(id: broken.id, statements: "CREATE TABLE four (id BIGINT)")
            #expect(try await Migrator([Self.first, Self.second, mended]).migrate(store) == [broken.id])
        }
    }

    @Test("are applied once when several processes start at the same moment", arguments: TestDatabase.engines)
    func together(engine: Engine) async throws {
        try await TestDatabase.use(engine) { database, store in
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let own = try await database.open()
                        let applied = try await Migrator([Self.first, Self.second, Self.other]).migrate(own)
                        await own.close()
                        return applied
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == [Self.other.id, Self.first.id, Self.second.id])
            #expect(try await store.read { try $0.count("one") } == 1)
        }
    }
}
