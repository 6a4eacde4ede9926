import Foundation
import SQLStore
import ServiceLifecycle
import Synchronization
import Testing

@testable import OfficeKit

/// A clock that tests turn.
final class TurnedClock: Sendable {
    private let moment = Mutex(Moment(milliseconds: 1_770_000_000_000))
    var now: Moment { moment.withLock { $0 } }
    var reading: @Sendable () -> Moment { { self.now } }
    func turn(seconds: Int) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}

@Suite("Jobs")
struct JobsTests {
    struct Broken: Error {}

    static func enqueue(_ count: Int, in office: Office, once: String? = nil) async throws {
        let now = office.now()
        try await office.store.write { connection in
            for number in 0..<count {
                try Jobs.enqueue("test", payload: number, at: now, once: once, now: now, on: connection)
            }
        }
    }

    static func counts(_ office: Office) async throws -> Jobs.Counts {
        let now = office.now()
        return try await office.read { try Jobs.counts(now: now, on: $0) }
    }

    @Test("several runners on one database do every job exactly once", arguments: TestEngine.allCases)
    func shared(engine: TestEngine) async throws {
        try await withOffice(on: engine, migrations: [Journal.migration, Jobs.migration]) { office in
            try await Self.enqueue(30, in: office)
            let done = Mutex<[Int]>([])
            let handler: JobRunner.Handler = { job in
                let number: Int = try job.decoded()
                try await Task.sleep(for: .milliseconds(2))
                done.withLock { $0.append(number) }
            }
            // A machine that stands still for a minute must not look like a runner that died.
            var options = JobRunner.Options()
            options.lease = 3_600
            let patient = options
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    let runner = JobRunner(office: office, handlers: ["test": handler], options: patient)
                    group.addTask {
                        // Another may have taken what was due, so an empty hand is not yet an empty line.
                        while try await Self.counts(office).waiting > 0 { _ = try await runner.runNext() }
                    }
                }
                try await group.waitForAll()
            }
            #expect(done.withLock { $0.sorted() } == Array(0..<30))
            #expect(try await Self.counts(office) == Jobs.Counts(waiting: 0, running: 0, dead: 0))
        }
    }

    @Test("a held lease keeps others away, an expired one is taken over", arguments: TestEngine.allCases)
    func takeOver(engine: TestEngine) async throws {
        let clock = TurnedClock()
        let tables = [Journal.migration, Jobs.migration]
        try await withOffice(on: engine, migrations: tables, now: clock.reading) { office in
            try await Self.enqueue(1, in: office)
            func lease(_ token: String) async throws -> Job? {
                let now = clock.now
                return try await office.store.write {
                    try Jobs.lease(
                        ["test"], token: token, until: now.adding(seconds: 60), limit: 8, now: now, on: $0)
                }
            }
            let first = try #require(try await lease("a"))
            clock.turn(seconds: 59)
            #expect(try await lease("b") == nil)
            #expect(try await Self.counts(office).running == 1)
            clock.turn(seconds: 1)
            let second = try #require(try await lease("b"))
            #expect(second.id == first.id && second.attempts == 2)
            // The first can neither renew nor finish what is no longer its own.
            let now = clock.now
            let (renewed, finished) = try await office.store.write {
                (
                    try Jobs.renew(first.id, token: "a", until: now, on: $0),
                    try Jobs.finish(first.id, token: "a", now: now, on: $0)
                )
            }
            #expect(!renewed && !finished)
            #expect(try await office.store.write { try Jobs.finish(second.id, token: "b", now: now, on: $0) })
        }
    }

    @Test("a failing job is tried again later and later, then given up with its error", arguments: TestEngine.allCases)
    func backoff(engine: TestEngine) async throws {
        let clock = TurnedClock()
        let tables = [Journal.migration, Jobs.migration]
        try await withOffice(on: engine, migrations: tables, now: clock.reading) { office in
            try await Self.enqueue(1, in: office)
            var options = JobRunner.Options()
            options.attempts = 3
            let isFixed = Mutex(false)
            let runner = JobRunner(
                office: office,
                handlers: ["test": { _ in if !isFixed.withLock({ $0 }) { throw Broken() } }], options: options)
            #expect(try await runner.runNext())
            #expect(try await runner.runNext() == false)
            clock.turn(seconds: 30)
            #expect(try await runner.runNext())
            clock.turn(seconds: 59)
            #expect(try await runner.runNext() == false)
            clock.turn(seconds: 1)
            #expect(try await runner.runNext())
            clock.turn(seconds: 1_000_000)
            #expect(try await runner.runNext() == false)
            let dead = try #require(try await office.read { try Jobs.dead(on: $0) }.first)
            #expect(dead.error == "Broken()" && dead.attempts == 3)
            isFixed.withLock { $0 = true }
            let now = clock.now
            #expect(try await office.store.write { try Jobs.retry(dead.id, now: now, on: $0) })
            #expect(try await runner.runNext())
            #expect(try await Self.counts(office) == Jobs.Counts(waiting: 0, running: 0, dead: 0))
        }
    }

    @Test("a job that ends its process every time is given up", arguments: TestEngine.allCases)
    func crashing(engine: TestEngine) async throws {
        let clock = TurnedClock()
        let tables = [Journal.migration, Jobs.migration]
        try await withOffice(on: engine, migrations: tables, now: clock.reading) { office in
            try await Self.enqueue(1, in: office)
            for attempt in 1...4 {
                let now = clock.now
                let job = try await office.store.write {
                    try Jobs.lease(
                        ["test"], token: "t\(attempt)", until: now.adding(seconds: 60), limit: 3, now: now, on: $0)
                }
                #expect((job != nil) == (attempt <= 3))
                clock.turn(seconds: 61)
            }
            #expect(try await Self.counts(office).dead == 1)
        }
    }

    @Test("a key is scheduled once, whoever tries", arguments: TestEngine.allCases)
    func once(engine: TestEngine) async throws {
        try await withOffice(on: engine, migrations: [Journal.migration, Jobs.migration]) { office in
            try await Self.enqueue(3, in: office, once: "daily.2026-03-21")
            try await Self.enqueue(1, in: office, once: "daily.2026-03-21")
            #expect(try await Self.counts(office).waiting == 1)
        }
    }

    @Test("jobs of unknown kinds and of the future are left alone", arguments: TestEngine.allCases)
    func left(engine: TestEngine) async throws {
        try await withOffice(on: engine, migrations: [Journal.migration, Jobs.migration]) { office in
            let later = office.now().adding(seconds: 3600)
            try await office.store.write { connection in
                try Jobs.enqueue("other", payload: 1, at: .now, on: connection)
                try Jobs.enqueue("test", payload: 1, at: later, on: connection)
            }
            let runner = JobRunner(office: office, handlers: ["test": { _ in Issue.record("ran") }])
            #expect(try await runner.runNext() == false)
        }
    }

    @Test("a job that takes too long is cancelled and counts as failed")
    func tooLong() async throws {
        try await withOffice(on: .sqlite, migrations: [Journal.migration, Jobs.migration]) { office in
            try await Self.enqueue(1, in: office)
            var options = JobRunner.Options()
            options.longest = 0
            let outcomes = Mutex<[String]>([])
            let runner = JobRunner(
                office: office, handlers: ["test": { _ in try await Task.sleep(for: .seconds(60)) }],
                options: options, onOutcome: { _, outcome in outcomes.withLock { $0.append(outcome) } })
            #expect(try await runner.runNext())
            #expect(outcomes.withLock { $0 } == ["failed"])
        }
    }

    @Test("a graceful shutdown lets the job in hand finish")
    func shutdown() async throws {
        try await withOffice(on: .sqlite, migrations: [Journal.migration, Jobs.migration]) { office in
            try await Self.enqueue(1, in: office)
            let (begun, signal) = AsyncStream<Void>.makeStream()
            let runner = JobRunner(
                office: office,
                handlers: [
                    "test": { _ in
                        signal.yield()
                        try await Task.sleep(for: .milliseconds(100))
                    }
                ])
            let group = ServiceGroup(services: [runner], logger: office.logger)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                for await _ in begun { break }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            let finished: Int? = try await office.read {
                try $0.value("SELECT COUNT(*) FROM job WHERE finished_at IS NOT NULL AND attempts = 1")
            }
            #expect(finished == 1)
        }
    }
}
