import Dispatch
import Synchronization

/// Threads with one connection each, and the work that waits for them in the order it came.
///
/// Work is handed to a lane as a closure, so that a busy lane goes from one piece to the next without sleeping in
/// between; the waiting task is cancelled by taking its closure out of the line.
final class LanePool<Connection>: Sendable {
    private struct Job: Sendable {
        let ticket: UInt64
        let run: @Sendable (Connection) -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct Line {
        /// The lane used last is taken first: its caches are warm, and spare connections are never opened.
        var idle: [Lane]
        var waiting: [Job] = []
        var isClosed = false
    }

    /// A serial queue and the connection that is touched on it alone.
    ///
    /// `@unchecked`: `connection` is made before the lane is shared and is used only on `queue`, which is serial.
    private final class Lane: @unchecked Sendable {
        let queue: DispatchQueue
        let connection: Connection

        init(label: String, connection: Connection) {
            queue = DispatchQueue(label: label)
            self.connection = connection
        }
    }

    private let lanes: [Lane]
    private let line: Mutex<Line>
    private let tickets = Atomic<UInt64>(0)
    private let settle: @Sendable (Connection) -> Void

    /// - Parameters:
    ///   - settle: runs on the lane after each piece of work, when its answer is already on the way.
    ///   - make: makes a lane's connection, which opens itself when it is first needed.
    init(
        label: String, count: Int, settle: @escaping @Sendable (Connection) -> Void = { _ in },
        make: () -> Connection
    ) {
        let lanes = (0..<count).map { Lane(label: "\(label).\($0)", connection: make()) }
        self.lanes = lanes
        self.settle = settle
        line = Mutex(Line(idle: lanes.reversed()))
    }

    /// Runs the work on a free lane.
    ///
    /// - Throws: what the work throws; `CancellationError` when the task is cancelled before the work begins;
    ///   ``StoreError/closed``.
    func run<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let ticket = tickets.wrappingAdd(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
                submit(
                    Job(
                        ticket: ticket,
                        run: { connection in continuation.resume(with: Result { try work(connection) }) },
                        refuse: { continuation.resume(throwing: $0) }))
                // A cancellation that came before the job stood in line found nothing to take out.
                if Task.isCancelled { withdraw(ticket) }
            }
        } onCancel: {
            withdraw(ticket)
        }
    }

    /// Refuses what waits, lets what runs finish, then gives each lane its last piece of work.
    func close(_ last: @escaping @Sendable (Connection) -> Void) async {
        let refused: [Job] = line.withLock { line in
            line.isClosed = true
            defer { line.waiting = [] }
            return line.waiting
        }
        for job in refused { job.refuse(StoreError.closed) }
        for lane in lanes {
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                lane.queue.async {
                    last(lane.connection)
                    continuation.resume()
                }
            }
        }
    }

    private enum Place {
        case lane(Lane)
        case inLine
        case refused
    }

    private func submit(_ job: Job) {
        let place: Place = line.withLock { line in
            if line.isClosed { return .refused }
            if let lane = line.idle.popLast() { return .lane(lane) }
            line.waiting.append(job)
            return .inLine
        }
        switch place {
        case .lane(let lane): lane.queue.async { self.work(lane, from: job) }
        case .inLine: break
        case .refused: job.refuse(StoreError.closed)
        }
    }

    private func work(_ lane: Lane, from first: Job) {
        var next: Job? = first
        while let job = next {
            job.run(lane.connection)
            settle(lane.connection)
            next = line.withLock { line in
                if !line.waiting.isEmpty { return line.waiting.removeFirst() }
                line.idle.append(lane)
                return nil
            }
        }
    }

    private func withdraw(_ ticket: UInt64) {
        let job: Job? = line.withLock { line in
            guard let index = line.waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            return line.waiting.remove(at: index)
        }
        job?.refuse(CancellationError())
    }
}
