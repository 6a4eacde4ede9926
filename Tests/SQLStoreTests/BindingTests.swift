import Testing

@testable import SQLStore

@Suite("Bindings") struct BindingTests {
    /// Texts made of all that means something to an engine or to the way there.
    static let nasty: [String] = {
        let parts = [
            "'", "''", "\"", "\\", "\\\\", ";", "--", "/*", "*/", "?", "??", "$1", "$2", ":name", "@x", "%", "_", "\n",
            "\r", "\t", "\\N", "\\.", "\\x41", "NULL", "DROP TABLE thing", "); DELETE FROM thing; --", "E'\\''", "$$",
            "\u{200C}", "\u{200F}", "\u{FEFF}", "\u{1}", "\u{7F}", "کاف", "ك", "ی", "ي", "é", "e\u{301}", "🇮🇷", "0x27",
            "%27", "&#39;", " ", "",
        ]
        var numbers = SeededNumbers(seed: 1404)
        return parts
            + (0..<300).map { _ in
                (0..<Int.random(in: 1...8, using: &numbers)).map { _ in parts.randomElement(using: &numbers) ?? "" }
                    .joined()
            }
    }()

    @Test("never become part of the statement", arguments: TestDatabase.engines)
    func injection(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let nasty = Self.nasty
            try await store.write { connection in
                for (id, text) in nasty.enumerated() { try connection.add(id, text) }
            }
            let wrong = try await store.read { connection in
                try nasty.indices.filter { id in
                    let text = nasty[id]
                    let same: [Int] = try connection.rows("SELECT id FROM thing WHERE name = \(text)").map { try $0[0] }
                    let expected = nasty.indices.filter { Array(nasty[$0].utf8) == Array(text.utf8) }
                    let stored: String? = try connection.value("SELECT name FROM thing WHERE id = \(id)")
                    return same.sorted() != expected || Array((stored ?? "?").utf8) != Array(text.utf8)
                }.map { nasty[$0] }
            }
            #expect(wrong == [])
            #expect(try await store.read { try $0.count() } == nasty.count)
        }
    }

    @Test(
        "of one text come in their order, among question marks and dollars of its own", arguments: TestDatabase.engines)
    func order(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let row = try #require(
                try await store.read { connection in
                    try connection.first(
                        """
                        SELECT 'why? $1' AS a, CAST(\("یک") AS TEXT) AS b, '؟' AS c, CAST(\(2) AS BIGINT) AS d,
                            CAST(\("$1?") AS TEXT) AS e
                        """)
                })
            #expect(row.values == [.text("why? $1"), .text("یک"), .text("؟"), .integer(2), .text("$1?")])
        }
    }

    @Test("with the same text and other kinds are statements of their own", arguments: TestDatabase.engines)
    func kinds(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                let names: [String?] = ["a", nil, "b", nil]
                for (id, name) in names.enumerated() { try connection.add(id, name) }
            }
            #expect(try await store.read { try $0.names() } == ["a", nil, "b", nil])
        }
    }

    @Test("of a list are as many as it has, and none is in an empty one", arguments: TestDatabase.engines)
    func lists(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                for id in 1...5 { try connection.add(id, "n\(id)'") }
            }
            func found(_ names: [String]) async throws -> [Int] {
                try await store.read { connection in
                    try connection.rows("SELECT id FROM thing WHERE name IN \(list: names) ORDER BY id")
                        .map { try $0[0] }
                }
            }
            #expect(try await found(["n1'", "n3'", "none"]) == [1, 3])
            #expect(try await found([]) == [])
            let others = try await store.read { connection in
                try connection.rows("SELECT id FROM thing WHERE id NOT IN \(list: [1, 2]) ORDER BY id").map {
                    row -> Int in
                    try row[0]
                }
            }
            #expect(others == [3, 4, 5])
            await #expect(throws: StoreError.self) {
                try await store.read { _ = try $0.rows("SELECT id FROM thing WHERE id NOT\n  IN \(list: [Int]())") }
            }
        }
    }

    @Test("stay with their fragment wherever it is put", arguments: TestDatabase.engines)
    func fragments(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            try await store.write { connection in
                for id in 1...9 { try connection.add(id, id.isMultiple(of: 2) ? "even" : "odd") }
            }
            let condition: SQL = "(name = \("odd") AND id > \(2))"
            let both = SQL.joined([condition, "(id < \(9))"], separator: " AND ")
            let ids = try await store.read { connection in
                try connection.rows(
                    "SELECT id FROM thing WHERE id <> \(5) AND \(fragment: both) AND name <> \("even") ORDER BY id"
                ).map { row -> Int in try row[0] }
            }
            #expect(ids == [3, 7])
        }
    }

    @Test("cannot name a table by anything but a plain name", arguments: TestDatabase.engines)
    func identifiers(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let count = try await store.read { try $0.count("thing") }
            #expect(count == 0)
            for name in [
                "thing; DROP TABLE thing", "Thing", "\"thing\"", "", "1st", "a b", "نام",
                String(repeating: "x", count: 64),
            ] {
                await #expect(throws: StoreError.self, "\(name)") {
                    try await store.read { _ = try $0.rows("SELECT * FROM \(identifier: name)") }
                }
            }
            let after = try await store.read { try $0.count("thing") }
            #expect(after == 0)
        }
    }

    @Test("cannot be written as placeholders of one's own", arguments: TestDatabase.engines)
    func ownPlaceholders(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let mark: SQL = engine == .sqlite ? "SELECT ?" : "SELECT $1"
            await #expect(throws: StoreError.self) { try await store.read { _ = try $0.rows(mark) } }
        }
    }

    @Test("belong to one statement: a second one in the same text is refused", arguments: TestDatabase.engines)
    func oneStatement(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            await #expect(throws: StoreError.self) {
                try await store.write { _ = try $0.execute("INSERT INTO thing (id) VALUES (1); DELETE FROM thing") }
            }
            let count = try await store.read { try $0.count() }
            #expect(count == 0)
        }
    }
}
