import Testing

@testable import SQLStore

@Suite("A transaction") struct TransactionTests {
    private struct Stop: Error, Equatable {}

    @Test("is kept whole or undone whole", arguments: TestDatabase.engines)
    func whole(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            await #expect(throws: Stop()) {
                try await store.write { connection in
                    try connection.add(1, "gone")
                    throw Stop()
                }
            }
            #expect(try await store.read { try $0.names() } == [])
            try await store.write { connection in
                try connection.add(1, "kept")
                try connection.add(2, "kept too")
            }
            #expect(try await store.read { try $0.names() } == ["kept", "kept too"])
        }
    }

    @Test("counts the rows that each statement touched", arguments: TestDatabase.engines)
    func counts(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let counts = try await store.write { connection in
                for id in 1...3 { try connection.add(id) }
                return try [
                    connection.execute("UPDATE thing SET name = \("x") WHERE id > \(1)"),
                    connection.execute("UPDATE thing SET name = \("y") WHERE id > \(99)"),
                    connection.execute("INSERT INTO thing (id) VALUES (3) ON CONFLICT (id) DO NOTHING"),
                    connection.execute("CREATE TABLE other (id BIGINT)"),
                    connection.execute("DELETE FROM thing"),
                ]
            }
            #expect(counts == [2, 0, 0, 0, 3])
        }
    }

    @Test("undoes an inner part alone", arguments: TestDatabase.engines)
    func savepoint(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                try connection.add(1, "outer")
                do {
                    try connection.savepoint {
                        try connection.add(2, "inner")
                        try connection.savepoint { try connection.add(3, "innermost") }
                        throw Stop()
                    }
                } catch is Stop {}
                try connection.savepoint {
                    try connection.add(4, "second")
                    #expect(throws: Stop()) {
                        try connection.savepoint {
                            try connection.add(5, "gone")
                            throw Stop()
                        }
                    }
                    try connection.add(6, "after")
                }
            }
            #expect(try await store.read { try $0.names() } == ["outer", "second", "after"])
        }
    }

    @Test("goes on after a failure inside a savepoint", arguments: TestDatabase.engines)
    func failureInside(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                try connection.add(1, "first")
                var caught: StoreError?
                do {
                    try connection.savepoint { try connection.add(1, "again") }
                } catch let error as StoreError {
                    caught = error
                }
                guard case .constraint(.unique, _)? = caught else {
                    Issue.record("\(String(describing: caught))")
                    return
                }
                try connection.add(2, "second")
            }
            #expect(try await store.read { try $0.names() } == ["first", "second"])
        }
    }

    @Test("takes nothing more after a failure outside a savepoint, and is undone", arguments: TestDatabase.engines)
    func failureOutside(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            await #expect(throws: StoreError.transactionAborted) {
                try await store.write { connection in
                    try connection.add(1, "first")
                    _ = try? connection.add(1, "again")
                    #expect(throws: StoreError.transactionAborted) { try connection.add(2) }
                    #expect(throws: StoreError.transactionAborted) { try connection.names() }
                    #expect(throws: StoreError.transactionAborted) { try connection.savepoint {} }
                }
            }
            let names = try await store.read { try $0.names() }
            #expect(names == [])
        }
    }

    @Test("is undone inside a savepoint that swallowed its failure", arguments: TestDatabase.engines)
    func swallowed(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                try connection.add(1, "first")
                #expect(throws: StoreError.transactionAborted) {
                    try connection.savepoint {
                        try connection.add(2, "second")
                        _ = try? connection.add(1, "again")
                    }
                }
                try connection.add(3, "third")
            }
            #expect(try await store.read { try $0.names() } == ["first", "third"])
        }
    }

    @Test("names the rule of the table that a change would break", arguments: TestDatabase.engines)
    func constraints(engine: Engine) async throws {
        try await TestDatabase.use(engine) { _, store in
            try await store.write { connection in
                try connection.script(
                    """
                    CREATE TABLE parent (id BIGINT PRIMARY KEY);
                    CREATE TABLE child (
                        id BIGINT PRIMARY KEY,
                        parent_id BIGINT REFERENCES parent (id),
                        name TEXT NOT NULL UNIQUE,
                        age BIGINT CHECK (age >= 0)
                    );
                    INSERT INTO parent (id) VALUES (1);
                    INSERT INTO child (id, parent_id, name) VALUES (1, 1, 'a')
                    """)
            }
            let wrong: [(StoreError.Constraint, SQL)] = [
                (.unique, "INSERT INTO child (id, name) VALUES (1, 'b')"),
                (.unique, "INSERT INTO child (id, name) VALUES (2, 'a')"),
                (.foreignKey, "INSERT INTO child (id, parent_id, name) VALUES (2, 9, 'b')"),
                (.foreignKey, "DELETE FROM parent"),
                (.notNull, "INSERT INTO child (id) VALUES (2)"),
                (.check, "INSERT INTO child (id, name, age) VALUES (2, 'b', -1)"),
            ]
            for (expected, statement) in wrong {
                do {
                    try await store.write { _ = try $0.execute(statement) }
                    Issue.record("\(expected) was not kept")
                } catch StoreError.constraint(let constraint, let detail) {
                    #expect(constraint == expected)
                    #expect(!detail.isEmpty)
                }
            }
        }
    }

    @Test("that reads changes nothing", arguments: TestDatabase.engines)
    func readOnly(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            do {
                try await store.read { try $0.add(1) }
                Issue.record("a read has written")
            } catch StoreError.readOnly {}
            #expect(try await store.read { try $0.count() } == 0)
        }
    }

    @Test("hands over rows one by one, and other statements wait until they are read", arguments: TestDatabase.engines)
    func streaming(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                try connection.bulkInsert(
                    into: "thing", columns: ["id"], rows: (0..<5000).map { [.integer(Int64($0))] })
                var sum = 0
                try connection.forEachRow("SELECT id FROM thing ORDER BY id") { row in
                    #expect(throws: StoreError.self) { try connection.count() }
                    sum += try row[0]
                }
                #expect(sum == 5000 * 4999 / 2)
                #expect(try connection.count() == 5000)
            }
        }
    }

    @Test("whose rows are not read to their end takes nothing more", arguments: TestDatabase.engines)
    func stoppedStream(engine: Engine) async throws {
        for error in [Stop() as any Error, StoreError.nulCharacter] {
            try await TestDatabase.useThings(engine) { _, store in
                let seen = Counter()
                await #expect(throws: StoreError.transactionAborted) {
                    try await store.write { connection in
                        try connection.bulkInsert(
                            into: "thing", columns: ["id"], rows: (0..<20_000).map { [.integer(Int64($0))] })
                        do {
                            try connection.forEachRow("SELECT id FROM thing ORDER BY id") { _ in
                                if seen.rise() == 3 { throw error }
                            }
                        } catch {}
                        try connection.add(20_000)
                    }
                }
                #expect(seen.value == 3)
                // The connection is as good as before.
                #expect(try await store.write { try $0.count() } == 0)
                // In a savepoint the reading alone is undone.
                try await store.write { connection in
                    try connection.add(1, "kept")
                    _ = try? connection.savepoint {
                        try connection.forEachRow("SELECT id FROM thing") { _ in throw error }
                    }
                    try connection.add(2, "after")
                }
                #expect(try await store.read { try $0.names() } == ["kept", "after"])
            }
        }
    }

    @Test("makes tables, and loses them again when it is undone", arguments: TestDatabase.engines)
    func tables(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            await #expect(throws: Stop()) {
                try await store.write { connection in
                    try connection.script("CREATE TABLE brief (id BIGINT); INSERT INTO brief (id) VALUES (1)")
                    #expect(try connection.count("brief") == 1)
                    throw Stop()
                }
            }
            await #expect(throws: StoreError.self) { try await store.read { _ = try $0.count("brief") } }
        }
    }
}
