import Foundation
import Testing

@testable import SQLStore

@Suite("Values") struct ValueTests {
    @Test("of every kind come back as they went in", arguments: TestDatabase.engines)
    func roundTrip(engine: Engine) async throws {
        let rows: [[SQLValue]] = [
            [.null, .null, .null, .null],
            [.text(""), .integer(0), .real(0), .blob([])],
            [.text("می‌خواهم"), .integer(.max), .real(.greatestFiniteMagnitude), .blob([0, 0xFF, 0x27, 0x5C])],
            [.text("e\u{301}"), .integer(.min), .real(.leastNonzeroMagnitude), .blob(Array(0...255))],
            [.text("é"), .integer(-1), .real(0.1), .blob([0])],
            [.text("👩‍👩‍👧‍👦\u{10FFFF}\u{200F}\r\n\t\u{1}"), .integer(1 << 53 + 1), .real(-1.0 / 3), .blob([0x5C, 0x78])],
            [
                .text(String(repeating: "ش", count: 100_000)), .integer(1), .real(1e300),
                .blob(Array(repeating: 7, count: 200_000)),
            ],
            [.text("inf"), .integer(2), .real(.infinity), .blob([1])],
            [.text("-inf"), .integer(3), .real(-.infinity), .blob([2])],
        ]
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                for (id, row) in rows.enumerated() {
                    try connection.execute(
                        """
                        INSERT INTO thing (id, name, number, ratio, bytes)
                        VALUES (\(id), \(row[0]), \(row[1]), \(row[2]), \(row[3]))
                        """)
                }
            }
            let found = try await store.read { connection in
                try connection.rows("SELECT name, number, ratio, bytes FROM thing ORDER BY id").map(\.values)
            }
            #expect(found.count == rows.count)
            for (found, row) in zip(found, rows) {
                #expect(found == row)
                // Swift's texts are equal when they look the same; the bytes must be too.
                if case .text(let there) = found[0], case .text(let here) = row[0] {
                    #expect(Array(there.utf8) == Array(here.utf8))
                }
            }
        }
    }

    private enum Colour: String, SQLBindable, SQLReadable { case green, white }

    @Test("are read as the type that is asked for", arguments: TestDatabase.engines)
    func typed(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            _ = try await store.write { connection in
                try connection.execute(
                    """
                    INSERT INTO thing (id, name, number, ratio, bytes)
                    VALUES (\(true), \(Colour.green), \(SQLValue.null), \(2.5), \(Data([1, 2])))
                    """)
            }
            let row = try #require(try await store.read { try $0.first("SELECT * FROM thing") })
            #expect(row.columnNames == ["id", "name", "number", "ratio", "bytes"])
            #expect(try row["id"] as Bool)
            #expect(try row["id"] as Int == 1)
            #expect(try row["id"] as Int64 == 1)
            #expect(try row["id"] as Double == 1)
            #expect(try row["name"] as Colour == .green)
            #expect(try row["number"] as Int? == nil)
            #expect(try row["ratio"] as Double == 2.5)
            #expect(try row["bytes"] as Data == Data([1, 2]))
            #expect(try row[4] as [UInt8] == [1, 2])
        }
    }

    @Test("of another kind are refused with the column's name", arguments: TestDatabase.engines)
    func mistaken(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            _ = try await store.write { try $0.add(7, "blue") }
            let row = try #require(try await store.read { try $0.first("SELECT id, name, number FROM thing") })
            #expect(throws: StoreError.conversion(column: "id", expected: "text", found: "integer")) {
                try row["id"] as String
            }
            #expect(throws: StoreError.conversion(column: "number", expected: "integer", found: "null")) {
                try row["number"] as Int
            }
            #expect(throws: StoreError.conversion(column: "name", expected: "Colour", found: "unknown value blue")) {
                try row["name"] as Colour
            }
            #expect(throws: StoreError.conversion(column: "id", expected: "0 or 1", found: "another integer")) {
                try row["id"] as Bool
            }
            #expect(throws: StoreError.missingColumn("nmae", has: ["id", "name", "number"])) {
                try row["nmae"] as String
            }
            #expect(throws: StoreError.missingColumn("3", has: ["id", "name", "number"])) { try row[3] as Int }
        }
    }

    @Test("that one engine could not keep are refused by both", arguments: TestDatabase.engines)
    func unportable(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            await #expect(throws: StoreError.nulCharacter) { try await store.write { try $0.add(1, "a\0b") } }
            await #expect(throws: StoreError.conversion(column: nil, expected: "a number", found: "not-a-number")) {
                try await store.write { _ = try $0.execute("INSERT INTO thing (id, ratio) VALUES (1, \(Double.nan))") }
            }
            let count = try await store.read { try $0.count() }
            #expect(count == 0)
        }
    }

    @Test("that are computed have one type in both engines", arguments: TestDatabase.engines)
    func computed(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                for id in 1...4 { try connection.execute("INSERT INTO thing (id, number) VALUES (\(id), \(id * id))") }
            }
            let row = try #require(
                try await store.read { connection in
                    try connection.first(
                        """
                        SELECT COUNT(*) AS count, SUM(number) AS sum, AVG(number) AS mean, MAX(number) AS most,
                            COALESCE(MAX(name), 'none') AS name, LENGTH('سلام') AS length FROM thing
                        """)
                })
            #expect(try row["count"] as Int == 4)
            #expect(try row["sum"] as Int == 30)
            #expect(try row["mean"] as Double == 7.5)
            #expect(try row["most"] as Int == 16)
            #expect(try row["name"] as String == "none")
            #expect(try row["length"] as Int == 4)
        }
    }

    @Test("of the first column are nil where there is no row or a null", arguments: TestDatabase.engines)
    func firstValue(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            #expect(try await store.read { try $0.value("SELECT id FROM thing") as Int? } == nil)
            try await store.write { try $0.add(1) }
            #expect(try await store.read { try $0.value("SELECT id FROM thing") as Int? } == 1)
            #expect(try await store.read { try $0.value("SELECT name FROM thing") as String? } == nil)
        }
    }

    @Test("in a query of many columns are found by name", arguments: TestDatabase.engines)
    func manyColumns(engine: Engine) async throws {
        let parts = (0..<40).map { number -> SQL in
            "\(fragment: SQL(text: "\(number)")) AS c\(fragment: SQL(text: "\(number)"))"
        }
        try await TestDatabase.use(engine) { _, store in
            let row = try #require(
                try await store.read { try $0.first("SELECT \(fragment: SQL.joined(parts, separator: ", "))") })
            for number in 0..<40 { #expect(try row["c\(number)"] as Int == number) }
        }
    }

    @Test(
        "of a renamed column are found by its new name, also by statements that were ready",
        arguments: TestDatabase.engines)
    func renamed(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { try $0.add(1, "sib") }
            let before = try await store.read { try $0.first("SELECT * FROM thing")?.columnNames }
            #expect(before == ["id", "name", "number", "ratio", "bytes"])
            try await store.write { try $0.script("ALTER TABLE thing RENAME COLUMN name TO title") }
            let after = try await store.read { try $0.first("SELECT * FROM thing") }
            #expect(try after?["title"] == "sib")
            try await store.write { try $0.script("ALTER TABLE thing ADD COLUMN more TEXT") }
            let last = try await store.read { try $0.first("SELECT * FROM thing")?.columnNames }
            #expect(last == ["id", "title", "number", "ratio", "bytes", "more"])
        }
    }
}
