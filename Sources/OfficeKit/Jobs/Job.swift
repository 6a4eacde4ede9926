import Foundation
import SQLStore

/// Work that is done later, outside of any request, by whichever process is free.
///
/// A job is done at least once: a process may end between the work and the note that it is done. Handlers are
/// therefore written so that doing them twice does no harm.
public struct Job: Sendable, Hashable, Identifiable {
    public let id: String
    /// Names the handler: `mail.deliver`.
    public let kind: String
    /// JSON.
    public let payload: String
    /// Not before this moment.
    public let runAt: Moment
    /// How many times it was begun.
    public let attempts: Int
    public let leaseUntil: Moment?
    public let finishedAt: Moment?
    /// When it was given up.
    public let failedAt: Moment?
    /// What the last attempt failed with, or why the job waits.
    public let error: String?

    /// The payload as a value.
    public func decoded<T: Decodable>(as type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(type, from: Data(payload.utf8))
    }
}

extension Job: RowReadable {
    public init(row: Row) throws {
        id = try row["id"]
        kind = try row["kind"]
        payload = try row["payload"]
        runAt = try row["run_at"]
        attempts = try row["attempts"]
        leaseUntil = try row["lease_until"]
        finishedAt = try row["finished_at"]
        failedAt = try row["failed_at"]
        error = try row["error"]
    }
}

/// Thrown by a handler that cannot work yet for a reason that is no failure; the attempt is not counted.
public struct JobPostponed: Error, Sendable, Equatable {
    public let seconds: Int
    /// Shown beside the waiting job.
    public let reason: String

    public init(seconds: Int, reason: String) {
        self.seconds = seconds
        self.reason = reason
    }
}
