import Foundation
import Logging
import Testing

@testable import SQLStore

@Suite("Many at once") struct ConcurrencyTests {
    @Test("two processes that write are both kept, and each sees what the other did", arguments: TestDatabase.engines)
    func twoWriters(engine: Engine) async throws {
        // A wait of a millisecond, so that writers that meet are tried again.
        let options = StoreOptions(busyTimeout: .milliseconds(1), attempts: 200)
        try await TestDatabase.useThings(engine, options: options) { database, store in
            let other = try await database.open(options)
            try await store.write { _ = try $0.execute("INSERT INTO thing (id, number) VALUES (0, 0)") }
            let rounds = 40
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...rounds {
                    for (place, store) in [store, other].enumerated() {
                        group.addTask {
                            try await store.write { connection in
                                // Read, then written: a writer in between would be lost.
                                let before: Int = try connection.value("SELECT number FROM thing WHERE id = 0") ?? 0
                                try connection.execute("UPDATE thing SET number = \(before + 1) WHERE id = 0")
                                try connection.add(number * 2 + place, "from \(place)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sum: Int? = try await store.read { try $0.value("SELECT number FROM thing WHERE id = 0") }
            #expect(sum == 2 * rounds)
            #expect(try await other.read { try $0.count() } == 2 * rounds + 1)
            await other.close()
        }
    }

    @Test(
        "a writer that finds another at work is told so, or tries again until it is done",
        arguments: TestDatabase.engines)
    func retries(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { database, store in
            let begun = Gate()
            let tried = Gate()
            let hasty = try await database.open(StoreOptions(busyTimeout: .milliseconds(1), attempts: 1))
            let patient = try await database.open(
                StoreOptions(busyTimeout: .milliseconds(1), attempts: 100),
                logger: Logger(label: "test") { _ in GateOpener(tried) })
            async let long: Void = store.write { connection in
                try connection.add(1, "long")
                begun.open()
                try tried.pass()
            }
            try await begun.passed()
            do {
                try await hasty.write { try $0.add(2, "hasty") }
                Issue.record("two have written at once")
            } catch StoreError.busy {}
            // Its first vain try lets the other end.
            try await patient.write { connection in
                try connection.add(3, "after \(try connection.count())")
            }
            try await long
            #expect(try await store.read { try $0.names() } == ["long", "after 1"])
            await hasty.close()
            await patient.close()
        }
    }

    @Test("a long read sees one state of the data, however much is written meanwhile", arguments: TestDatabase.engines)
    func snapshot(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { database, store in
            let other = try await database.open()
            try await store.write { try $0.add(1, "old") }
            let begun = Gate()
            let written = Gate()
            async let seen = store.read { connection in
                let before = try connection.names()
                begun.open()
                try written.pass()
                return (before, try connection.names(), try connection.count())
            }
            try await begun.passed()
            // The read is still open: neither store's writes wait for it, and new reads see them.
            try await store.write { try $0.add(2, "new") }
            _ = try await other.write { connection in
                try connection.execute("UPDATE thing SET name = \("changed") WHERE id = 1")
            }
            #expect(try await store.read { try $0.names() } == ["changed", "new"])
            written.open()
            let (before, after, count) = try await seen
            #expect(before == ["old"])
            #expect(after == ["old"])
            #expect(count == 1)
            await other.close()
        }
    }

    @Test("a long write blocks no read, and nobody sees it before it is kept", arguments: TestDatabase.engines)
    func openWrite(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let begun = Gate()
            let read = Gate()
            async let long: Void = store.write { connection in
                try connection.add(1, "new")
                begun.open()
                try read.pass()
            }
            try await begun.passed()
            #expect(try await store.read { try $0.names() } == [])
            read.open()
            try await long
            #expect(try await store.read { try $0.names() } == ["new"])
        }
    }

    @Test(
        "reads run beside one another, as many as there are readers, and the rest wait", arguments: TestDatabase.engines
    )
    func readers(engine: Engine) async throws {
        try await TestDatabase.useThings(engine, options: StoreOptions(readers: 3)) { _, store in
            try await store.write { try $0.add(1) }
            let inside = Gate()
            let go = Gate()
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await store.read { connection in
                            inside.open()
                            try go.pass()
                            return try connection.count()
                        }
                    }
                }
                // All three are inside at the same time.
                for _ in 0..<3 { try await inside.passed() }
                for _ in 0..<20 { group.addTask { try await store.read { try $0.count() } } }
                for _ in 0..<3 { go.open() }
                return try await group.reduce(0, +)
            }
            #expect(sum == 23)
        }
    }

    @Test("who no longer waits for an answer gives up their place in line", arguments: TestDatabase.engines)
    func cancelled(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { _, store in
            let begun = Gate()
            let go = Gate()
            async let long: Void = store.write { connection in
                begun.open()
                try go.pass()
                try connection.add(1, "long")
            }
            try await begun.passed()
            let waiting = Task { try await store.write { try $0.add(2, "cancelled") } }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            go.open()
            try await long
            #expect(try await store.read { try $0.names() } == ["long"])
        }
    }

    @Test("closing lets what runs end and refuses the rest", arguments: TestDatabase.engines)
    func closing(engine: Engine) async throws {
        try await TestDatabase.useThings(engine) { database, first in
            let store = try await database.open()
            let begun = Gate()
            let go = Gate()
            async let long: Void = store.write { connection in
                try connection.add(1, "long")
                begun.open()
                try go.pass()
            }
            try await begun.passed()
            let waiting = (2...4).map { id in Task { try await store.write { try $0.add(id, "late") } } }
            async let closed: Void = store.close()
            for task in waiting { await #expect(throws: StoreError.closed) { try await task.value } }
            go.open()
            try await long
            await closed
            await #expect(throws: StoreError.closed) { try await store.write { try $0.add(9) } }
            await #expect(throws: StoreError.closed) { try await store.read { try $0.count() } }
            await store.close()
            #expect(try await first.read { try $0.names() } == ["long"])
        }
    }

    @Test("a database in memory is a file that is gone after closing")
    func memory() async throws {
        let store = try await openStore(.sqlite(path: ":memory:"), logger: .silent)
        try await store.write { try $0.script("CREATE TABLE thing (id BIGINT, name TEXT)") }
        try await store.write { try $0.add(1, "a") }
        let file: String? = try await store.read { connection in
            try connection.first("PRAGMA database_list").map { try $0["file"] }
        }
        let path = try #require(file)
        #expect(FileManager.default.fileExists(atPath: path))
        await store.close()
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
