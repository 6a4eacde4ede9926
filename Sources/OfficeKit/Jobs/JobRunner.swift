import Logging
import SQLStore
import ServiceLifecycle

/// Works through the jobs until it is told to stop; any number of processes may run one on the same database.
public struct JobRunner: Service {
    /// Does one job. It must do no harm when it is done twice.
    public typealias Handler = @Sendable (Job) async throws -> Void

    public struct Options: Sendable {
        /// How long an idle runner waits before it looks again.
        public var pause: Duration = .seconds(2)
        /// How long a lease holds, in seconds; it is renewed after a third of it.
        public var lease = 60
        /// How long one attempt may take, in seconds; then it is cancelled and counts as failed.
        public var longest = 900
        /// How many attempts a job has.
        public var attempts = 8

        public init() {}
    }

    private enum Interruption: Error {
        case leaseLost, tooLong
    }

    private let office: Office
    private let handlers: [String: Handler]
    private let options: Options
    private let onOutcome: @Sendable (_ kind: String, _ outcome: String) -> Void

    /// - Parameters:
    ///   - handlers: by kind; jobs of other kinds are left to other processes.
    ///   - onOutcome: told `done`, `failed`, `postponed` or `dead` after each attempt, for metrics.
    public init(
        office: Office, handlers: [String: Handler], options: Options = Options(),
        onOutcome: @escaping @Sendable (_ kind: String, _ outcome: String) -> Void = { _, _ in }
    ) {
        self.office = office
        self.handlers = handlers
        self.options = options
        self.onOutcome = onOutcome
    }

    /// Runs until a graceful shutdown, after which the job in hand is still finished, or until cancelled.
    public func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                if try await runNext() { continue }
            } catch is CancellationError {
                return
            } catch {
                office.logger.error("the job line cannot be read", metadata: ["error": "\(error)"])
            }
            let pause = options.pause
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
        }
    }

    /// Does the first job that is due.
    ///
    /// - Returns: whether there was one.
    func runNext() async throws -> Bool {
        let kinds = handlers.keys.sorted()
        let now = office.now()
        guard try await office.read({ try Jobs.isDue(kinds, now: now, on: $0) }) else { return false }
        let token = Identifier.make()
        let options = self.options
        let leased = try await office.store.write { connection in
            try Jobs.lease(
                kinds, token: token, until: now.adding(seconds: options.lease), limit: options.attempts, now: now,
                on: connection)
        }
        guard let job = leased, let handler = handlers[job.kind] else { return false }
        let outcome: String
        do {
            try await work(on: job, token: token, handler)
            let at = office.now()
            let isOurs = try await write { try Jobs.finish(job.id, token: token, now: at, on: $0) }
            outcome = isOurs ? "done" : "lost"
        } catch Interruption.leaseLost {
            outcome = "lost"
        } catch let postponed as JobPostponed {
            let again = office.now().adding(seconds: postponed.seconds)
            try await giveBack(job, token: token, again: again, countsAttempt: false, error: postponed.reason)
            outcome = "postponed"
        } catch {
            // A runner that is being stopped gives the job back at once and does not count the attempt.
            let isStopped = Task.isCancelled
            let isLast = job.attempts >= options.attempts && !isStopped
            let delay = isStopped ? 0 : Self.delay(after: job.attempts)
            let again = isLast ? nil : office.now().adding(seconds: delay)
            try await giveBack(
                job, token: token, again: again, countsAttempt: !isStopped, error: String(describing: error))
            outcome = isLast ? "dead" : "failed"
            office.logger.warning(
                "job failed",
                metadata: [
                    "job": "\(job.id)", "kind": "\(job.kind)", "attempt": "\(job.attempts)", "error": "\(error)",
                    "dead": "\(isLast)",
                ])
        }
        if outcome == "lost" {
            office.logger.warning("job lease lost", metadata: ["job": "\(job.id)", "kind": "\(job.kind)"])
        }
        onOutcome(job.kind, outcome)
        return true
    }

    /// Seconds until the next try: 30, 60, 120 …, at most six hours.
    static func delay(after attempts: Int) -> Int {
        min(30 << min(max(attempts - 1, 0), 10), 21_600)
    }

    /// Runs the handler while the lease is renewed beside it; cancels it when the lease is lost or time is up.
    private func work(on job: Job, token: String, _ handler: @escaping Handler) async throws {
        let office = self.office
        let options = self.options
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await handler(job) }
            group.addTask {
                let clock = ContinuousClock()
                let deadline = clock.now + .seconds(options.longest)
                while true {
                    let renewal = clock.now + .seconds(options.lease) / 3
                    try await Task.sleep(until: min(renewal, deadline), clock: clock)
                    guard clock.now < deadline else { throw Interruption.tooLong }
                    let until = office.now().adding(seconds: options.lease)
                    let isHeld = try await office.store.write { connection in
                        try Jobs.renew(job.id, token: token, until: until, on: connection)
                    }
                    guard isHeld else { throw Interruption.leaseLost }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func giveBack(
        _ job: Job, token: String, again: Moment?, countsAttempt: Bool, error: String
    ) async throws {
        let at = office.now()
        try await write { connection in
            try Jobs.giveBack(
                job, token: token, again: again, countsAttempt: countsAttempt, error: error, now: at, on: connection)
        }
    }

    /// Writes an outcome, even where the runner's own task is cancelled already.
    private func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        let store = office.store
        return try await Task.detached { try await store.write(body) }.value
    }
}
