import Foundation
import Logging
import SQLStore
import Testing

@testable import OfficeKit

/// The engines under test: SQLite always, PostgreSQL where the test script started one.
enum TestEngine: String, CaseIterable, Sendable {
    case sqlite, postgres
}

/// An office on a fresh database that is gone afterwards.
func withOffice<T>(
    on engine: TestEngine, migrations: [SchemaMigration] = OfficeTables.migrations,
    now: @escaping @Sendable () -> Moment = { .now }, _ body: (Office) async throws -> T
) async throws -> T {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let address: StoreAddress
    switch engine {
    case .sqlite: address = .sqlite(path: ":memory:")
    case .postgres:
        let url = try #require(
            ProcessInfo.processInfo.environment["PAYVAND_TEST_POSTGRES"],
            "PostgreSQL is missing: run the tests through scripts/with-postgres")
        let schema = "t_" + Identifier.make().replacing("-", with: "_")
        address = .postgres(url: url, schema: schema)
    }
    let store = try await openStore(address, logger: logger)
    do {
        _ = try await Migrator(migrations).migrate(store)
        let result = try await body(Office(store: store, now: now, logger: logger))
        try await drop(address, store)
        return result
    } catch {
        try? await drop(address, store)
        throw error
    }
}

private func drop(_ address: StoreAddress, _ store: any Store) async throws {
    if case .postgres(_, let schema?) = address {
        try await store.write { try $0.script("DROP SCHEMA \"\(schema)\" CASCADE") }
    }
    await store.close()
}

@Suite("Journal")
struct JournalTests {
    static let author = Author(account: "a1", name: "An officer", door: .page)

    static func fill(_ office: Office, count: Int = 5) async throws {
        for number in 1...count {
            try await office.change(by: author) { change in
                try change.record(
                    "journal.test.changed", Subject(kind: "test", id: "\(number % 2)", label: "Test \(number)"),
                    secrecy: number == 3 ? .restricted : .everyone,
                    changes: [FieldChange("test.name", from: "\(number)", to: "‌ب\(number)\"\\")],
                    reason: number == 2 ? "because" : nil)
            }
        }
    }

    @Test("an untouched chain verifies, and gives the last hash", arguments: TestEngine.allCases)
    func intact(engine: TestEngine) async throws {
        try await withOffice(on: engine) { office in
            try await Self.fill(office)
            let verdict = try await office.read { try Journal.verify(on: $0) }
            guard case .intact(5, let hash) = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(hash.count == 64)
        }
    }

    @Test(
        "a changed, removed or forged entry breaks the chain where it stands",
        arguments: TestEngine.allCases,
        [
            ("UPDATE journal SET author = 'Another' WHERE number = 2", 2),
            ("UPDATE journal SET changes = '[]' WHERE number = 4", 4),
            ("UPDATE journal SET reason = NULL WHERE number = 2", 2),
            ("UPDATE journal SET at = '2020-01-01T00:00:00.000Z' WHERE number = 1", 1),
            ("UPDATE journal SET secrecy = 'public' WHERE number = 3", 3),
            ("DELETE FROM journal WHERE number = 3", 4),
            ("UPDATE journal SET number = 9 WHERE number = 5", 9),
        ])
    func broken(engine: TestEngine, tampering: (sql: String, at: Int64)) async throws {
        try await withOffice(on: engine) { office in
            try await Self.fill(office)
            let sql = tampering.sql
            try await office.store.write { try $0.script(sql) }
            let verdict = try await office.read { try Journal.verify(on: $0) }
            #expect(verdict == .broken(at: tampering.at))
        }
    }

    @Test("a change that says nothing to the journal is undone", arguments: TestEngine.allCases)
    func unrecorded(engine: TestEngine) async throws {
        try await withOffice(on: engine) { office in
            await #expect(throws: ChangeError.unrecorded) {
                try await office.change(by: Self.author) { change in
                    try change.connection.execute(
                        "INSERT INTO secrecy_exception (kind, subject_id, account_id) VALUES ('x', 'y', 'z')")
                }
            }
            let count: Int? = try await office.read { try $0.value("SELECT COUNT(*) FROM secrecy_exception") }
            #expect(count == 0)
        }
    }

    @Test("history hides what was restricted from those who may not see it", arguments: TestEngine.allCases)
    func history(engine: TestEngine) async throws {
        try await withOffice(on: engine) { office in
            try await Self.fill(office)
            func numbers(_ viewer: Viewer) async throws -> [Int64] {
                try await office.read {
                    try Journal.history(of: ("test", "1"), for: viewer, on: $0).map(\.number)
                }
            }
            #expect(try await numbers(.machine) == [5, 3, 1])
            #expect(try await numbers(Viewer(account: "v", role: .viewer)) == [5, 1])
            #expect(try await numbers(Viewer(account: "d", role: .deputy)) == [5, 3, 1])
            _ = try await office.store.write {
                try $0.execute(
                    "INSERT INTO secrecy_exception (kind, subject_id, account_id) VALUES ('test', '1', 'v')")
            }
            #expect(try await numbers(Viewer(account: "v", role: .viewer)) == [5, 3, 1])
        }
    }

    @Test("writers from many tasks leave one chain without gaps", arguments: TestEngine.allCases)
    func concurrent(engine: TestEngine) async throws {
        try await withOffice(on: engine) { office in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { try await Self.fill(office, count: 5) } }
                try await group.waitForAll()
            }
            guard case .intact(40, _) = try await office.read({ try Journal.verify(on: $0) }) else {
                Issue.record("the chain is broken")
                return
            }
        }
    }
}
