import Testing

@testable import SQLStore

@Suite("A lost connection") struct LostConnectionTests {
    private static let ownEnd: SQL = "SELECT pg_terminate_backend(pg_backend_pid())"

    /// Ends all of the database's connections on the server, as a restart would.
    private static func endAll(of database: TestDatabase) async throws -> Int {
        // A name of its own keeps the one that asks alive.
        guard case .postgres(let url, let schema) = database.address else { return 0 }
        let other = StoreAddress.postgres(
            url: url.replacing(database.application, with: "test_ending"), schema: schema)
        let store = try await openStore(other, logger: .silent)
        let ended = try await store.read { connection in
            try connection.rows(
                """
                SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                WHERE application_name = \(database.application)
                """
            ).count
        }
        await store.close()
        return ended
    }

    @Test("is opened anew without anyone noticing, by all readers and the writer", arguments: TestDatabase.servers)
    func recovers(engine: Engine) async throws {
        try await TestDatabase.useThings(engine, options: StoreOptions(readers: 4)) { database, store in
            for round in 1...5 {
                // All readers have a connection before it is ended.
                let inside = Gate()
                let go = Gate()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            try await store.read { connection in
                                _ = try connection.count()
                                inside.open()
                                try go.pass()
                            }
                        }
                    }
                    for _ in 0..<4 { try await inside.passed() }
                    for _ in 0..<4 { go.open() }
                    try await group.waitForAll()
                }
                try await store.write { try $0.add(round * 2) }
                #expect(try await Self.endAll(of: database) == 5)
                let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<16 { group.addTask { try await store.read { try $0.count() } } }
                    group.addTask { try await store.write { try $0.count() } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(counts == Array(repeating: round * 2 - 1, count: 17))
                try await store.write { try $0.add(round * 2 + 1) }
            }
        }
    }

    @Test("in the midst of a read or a write lets it begin again, once", arguments: TestDatabase.servers)
    func midst(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let writes = Counter()
            try await store.write { connection in
                try connection.add(writes.rise(), "try")
                if writes.value == 1 { _ = try connection.rows(Self.ownEnd) }
            }
            #expect(writes.value == 2)
            let reads = Counter()
            let names = try await store.read { connection in
                if reads.rise() == 1 { _ = try connection.rows(Self.ownEnd) }
                return try connection.names()
            }
            #expect(names == ["try"])
            #expect(reads.value == 2)
            do {
                try await store.write { _ = try $0.rows(Self.ownEnd) }
                Issue.record("it was never lost")
            } catch StoreError.connection(let sentence) {
                #expect(!sentence.isEmpty)
            }
            #expect(try await store.write { try $0.count() } == 1)
        }
    }

    @Test("in the midst of a bulk insert or of rows that arrive lets it begin again", arguments: TestDatabase.servers)
    func stream(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { database, store in
            let inserts = Counter()
            let begun = Gate()
            let ended = Gate()
            async let inserted = store.write { connection in
                let isFirst = inserts.rise() == 1
                return try connection.bulkInsert(
                    into: "thing", columns: ["id"],
                    rows: (0..<200_000).lazy.map { id in
                        if isFirst, id == 1000 {
                            begun.open()
                            try? ended.pass()
                        }
                        return [.integer(Int64(id))]
                    })
            }
            try await begun.passed()
            _ = try await Self.endAll(of: database)
            ended.open()
            #expect(try await inserted == 200_000)
            #expect(inserts.value == 2)

            let reads = Counter()
            async let sum = store.read { connection in
                let isFirst = reads.rise() == 1
                var sum = 0
                // More than lies in the buffers between the server and the program.
                try connection.forEachRow("SELECT id, REPEAT('x', 500) FROM thing ORDER BY id") { row in
                    if isFirst, sum == 1 {
                        begun.open()
                        try ended.pass()
                    }
                    sum += try row[0]
                }
                return sum
            }
            try await begun.passed()
            _ = try await Self.endAll(of: database)
            ended.open()
            #expect(try await sum == 200_000 * 199_999 / 2)
            #expect(reads.value == 2)
        }
    }

    @Test("while a change is being kept is told, and the change is not made twice", arguments: TestDatabase.servers)
    func commit(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                try connection.script(
                    """
                    CREATE FUNCTION the_end() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            PERFORM pg_terminate_backend(pg_backend_pid());
                            RETURN NULL;
                        END
                    $$;
                    CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON thing
                        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION the_end()
                    """)
            }
            let tries = Counter()
            do {
                try await store.write { connection in
                    tries.rise()
                    try connection.add(1)
                }
                Issue.record("it was never lost")
            } catch StoreError.connection(let sentence) {
                #expect(sentence.contains("may or may not"))
            }
            #expect(tries.value == 1)
            #expect(try await store.write { try $0.count() } == 0)
        }
    }

    @Test(
        "is none: two that wait for each other are told apart, and the one undone is tried again",
        arguments: TestDatabase.servers)
    func deadlock(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { database, store in
            try await store.write { connection in
                for id in 1...2 { try connection.execute("INSERT INTO thing (id, number) VALUES (\(id), 0)") }
            }
            // A store of another schema has another lock, so that both may write at once.
            guard case .postgres(let url, _) = database.address else { return }
            let other = try await openStore(.postgres(url: url, schema: "public"), logger: .silent)
            let table: SQL = "\(identifier: database.schema).thing"
            let gates = [Gate(), Gate()]
            let tries = Counter()
            func work(_ store: any Store, _ first: Int) async throws {
                try await store.write { connection in
                    let isFirstTry = tries.rise() <= 2
                    try connection.execute("UPDATE \(fragment: table) SET number = number + 1 WHERE id = \(first)")
                    if isFirstTry {
                        gates[first - 1].open()
                        try gates[2 - first].pass()
                    }
                    try connection.execute("UPDATE \(fragment: table) SET number = number + 1 WHERE id = \(3 - first)")
                }
            }
            async let one: Void = work(store, 1)
            async let two: Void = work(other, 2)
            _ = try await (one, two)
            let numbers = try await store.read { connection in
                try connection.rows("SELECT number FROM thing ORDER BY id").map { row -> Int in try row[0] }
            }
            #expect(numbers == [2, 2])
            #expect(tries.value == 3)
            await other.close()
        }
    }
}
