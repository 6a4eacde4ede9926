import Testing

@testable import SQLStore

@Suite("The statement cache") struct StatementCacheTests {
    @Test("keeps what was used last and gives away what was unused for longest")
    func order() {
        var cache = StatementCache<String, Int>(capacity: 3)
        for (number, key) in ["a", "b", "c"].enumerated() { #expect(cache.keep(number, for: key) == nil) }
        #expect(cache.use("a") == 0)
        #expect(cache.keep(3, for: "d") == 1)
        #expect(cache.use("b") == nil)
        #expect(["a", "c", "d"].map { cache.use($0) } == [0, 2, 3])
        cache.removeAll()
        #expect(cache.use("a") == nil)
    }

    @Test("gives no wrong answers when there are more statements than it keeps", arguments: TestDatabase.engines)
    func overflow(engine: Engine) async throws {
        try await TestDatabase.useThings(engine, options: StoreOptions(readers: 1, statements: 8)) { _, store in
            try await store.write { connection in
                for id in 0..<30 { try connection.add(id, "n\(id)") }
            }
            for _ in 0..<3 {
                let names = try await store.read { connection in
                    try (0..<30).map { id -> String? in
                        // Thirty texts, not one text with thirty bindings.
                        let own = SQL(text: "SELECT name AS name_\(id) FROM thing WHERE id = ")
                        return try connection.first("\(fragment: own)\(id)").map { try $0["name_\(id)"] }
                    }
                }
                #expect(names == (0..<30).map { "n\($0)" })
            }
        }
    }

    @Test("outlives a transaction that was undone", arguments: TestDatabase.engines)
    func undone(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            for id in 1...3 {
                _ = try? await store.write { connection in
                    try connection.add(id, "gone")
                    _ = try connection.execute("INSERT INTO thing (id) VALUES (\(id))")
                }
                try await store.write { try $0.add(id, "kept") }
            }
            #expect(try await store.read { try $0.names() } == ["kept", "kept", "kept"])
        }
    }
}
