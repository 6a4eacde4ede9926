import Logging
import SQLStore
import ServiceLifecycle

/// Once a day: what is over is removed, so that the tables of sessions, forms, attempts and jobs stay small.
///
/// Every process puts the day's job into the line, and the line takes it once.
public struct Housekeeping: Service {
    /// The kind of its jobs.
    public static let kind = "office.housekeeping"
    /// Seconds after which a form that was sent once may be sent again: nobody leaves a page open for so long.
    static let submissionSeconds = 3 * 86_400
    /// Seconds for which finished jobs and sent letters can still be looked at.
    static let lineSeconds = 30 * 86_400

    private struct Payload: Codable {
        let day: String
    }

    private let reception: Reception
    private var office: Office { reception.office }

    public init(reception: Reception) { self.reception = reception }

    /// Looks each hour whether a new day has begun, until a graceful shutdown.
    public func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                try await enqueue()
            } catch {
                office.logger.error("the daily cleaning was not put into the line", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(3_600)) }
        }
    }

    /// - Returns: whether the day's job was not yet in the line.
    @discardableResult
    func enqueue() async throws -> Bool {
        let now = office.now()
        let day = now.day(secondsFromGMT: 0).iso
        return try await office.store.write { connection in
            try Jobs.enqueue(
                Self.kind, payload: Payload(day: day), at: now, once: "\(Self.kind).\(day)", now: now, on: connection)
        } != nil
    }

    /// The handler for ``JobRunner``.
    public var handler: JobRunner.Handler {
        { _ in try await clean() }
    }

    func clean() async throws {
        let now = office.now()
        try await reception.clean()
        let submitted = now.adding(seconds: -Self.submissionSeconds)
        let finished = now.adding(seconds: -Self.lineSeconds)
        try await office.store.write { connection in
            try connection.execute("DELETE FROM submission WHERE at < \(submitted)")
            try connection.execute("DELETE FROM mail WHERE sent_at < \(finished)")
            try PersonalLink.forget(expiredBefore: finished, on: connection)
            try Jobs.forget(finishedBefore: finished, on: connection)
        }
    }
}
