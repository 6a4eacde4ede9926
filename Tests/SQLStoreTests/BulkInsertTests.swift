import Testing

@testable import SQLStore

@Suite("A bulk insert") struct BulkInsertTests {
    private static let columns = ["id", "name", "number", "ratio", "bytes"]

    @Test("takes more rows than a statement takes bindings", arguments: TestDatabase.engines)
    func many(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let count = 50_000
            let inserted = try await store.write { connection in
                try connection.bulkInsert(
                    into: "thing", columns: Self.columns,
                    rows: (0..<count).lazy.map { id in
                        [.integer(Int64(id)), .text("n\(id)"), .integer(Int64(id % 7)), .real(Double(id) / 2), .null]
                    })
            }
            #expect(inserted == count)
            let row = try #require(
                try await store.read { connection in
                    try connection.first("SELECT COUNT(*), SUM(id), SUM(ratio), COUNT(bytes), MIN(name) FROM thing")
                })
            #expect(try row[0] as Int == count)
            #expect(try row[1] as Int == count * (count - 1) / 2)
            #expect(try row[2] as Double == Double(count * (count - 1)) / 4)
            #expect(try row[3] as Int == 0)
            #expect(try row[4] as String == "n0")
        }
    }

    @Test("keeps texts and bytes as single inserts do", arguments: TestDatabase.engines)
    func nasty(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let rows: [[SQLValue]] = BindingTests.nasty.enumerated().map { id, text in
                [.integer(Int64(id)), .text(text), .null, .real(.infinity), .blob(Array(text.utf8.reversed()))]
            }
            try await store.write { _ = try $0.bulkInsert(into: "thing", columns: Self.columns, rows: rows) }
            let found = try await store.read { try $0.rows("SELECT * FROM thing ORDER BY id").map(\.values) }
            #expect(found == rows)
        }
    }

    @Test("of no rows is no change", arguments: TestDatabase.engines)
    func none(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let count = try await store.write { try $0.bulkInsert(into: "thing", columns: ["id"], rows: []) }
            #expect(count == 0)
        }
    }

    @Test("is undone whole when one row is wrong", arguments: TestDatabase.engines)
    func wrongRow(engine: Engine) async throws {
        let wrong: [[SQLValue]] = [
            [.integer(1), .text("again")], [.integer(3)], [.integer(3), .text("a\0")],
        ]
        try await TestDatabase.useThings(engine) { _, store in
            for row in wrong {
                await #expect(throws: StoreError.self, "\(row)") {
                    try await store.write { connection in
                        try connection.bulkInsert(
                            into: "thing", columns: ["id", "name"],
                            rows: [[.integer(1), .text("a")], [.integer(2), .text("b")], row])
                    }
                }
                #expect(try await store.read { try $0.count() } == 0)
            }
            // In a savepoint it is undone alone.
            try await store.write { connection in
                try connection.add(9, "kept")
                for row in wrong {
                    _ = try? connection.savepoint {
                        try connection.bulkInsert(
                            into: "thing", columns: ["id", "name"], rows: [[.integer(1), .text("a")], row])
                    }
                }
            }
            #expect(try await store.read { try $0.names() } == ["kept"])
        }
    }

    @Test("goes to plain names alone", arguments: TestDatabase.engines)
    func names(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            for (table, columns) in [("thing; --", ["id"]), ("thing", ["id) --"]), ("thing", [])] {
                await #expect(throws: StoreError.self) {
                    try await store.write { _ = try $0.bulkInsert(into: table, columns: columns, rows: []) }
                }
            }
        }
    }

    @Test("does not let its rows come from another statement", arguments: TestDatabase.engines)
    func nested(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                try connection.add(1, "kept")
                let asked = (2...3).lazy.map { id -> [SQLValue] in
                    #expect(throws: StoreError.self) { try connection.count() }
                    return [.integer(Int64(id))]
                }
                try connection.bulkInsert(into: "thing", columns: ["id"], rows: asked)
            }
            #expect(try await store.read { try $0.count() } == 3)
        }
    }
}
