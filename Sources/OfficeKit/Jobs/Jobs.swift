import Foundation
import SQLStore

/// The table of jobs, and every change to it.
///
/// A job is leased, not locked: who takes it writes a fresh token and a moment beside it, renews the moment while it
/// works, and may write the outcome only while the token is still there. A process that ends leaves a lease that
/// expires, and another takes the job over. Writes of one office follow one another, so two never take the same job.
public enum Jobs {
    static let migration = SchemaMigration(
        id: "office-030-jobs",
        statements: """
            CREATE TABLE job (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                payload TEXT NOT NULL,
                once_key TEXT UNIQUE,
                created_at TEXT NOT NULL,
                run_at TEXT NOT NULL,
                attempts BIGINT NOT NULL,
                lease_owner TEXT,
                lease_until TEXT,
                finished_at TEXT,
                failed_at TEXT,
                error TEXT
            );
            CREATE INDEX job_due ON job (finished_at, failed_at, run_at, id);
            CREATE TABLE mail (
                id TEXT PRIMARY KEY,
                created_at TEXT NOT NULL,
                sender TEXT NOT NULL,
                recipient TEXT NOT NULL,
                recipient_name TEXT NOT NULL,
                language TEXT NOT NULL,
                subject TEXT NOT NULL,
                body TEXT NOT NULL,
                headers TEXT NOT NULL,
                sent_at TEXT,
                problem TEXT
            );
            CREATE INDEX mail_unsent ON mail (sent_at, id);
            """)

    /// Puts a job into the line, in the transaction of the change that calls for it.
    ///
    /// - Parameters:
    ///   - key: when given, at most one job with this key is ever put into the line: `dormancy.2026-03-21`.
    /// - Returns: the job's id; nil when the key is already there.
    @discardableResult
    public static func enqueue(
        _ kind: String, payload: some Encodable, at runAt: Moment, once key: String? = nil, now: Moment = .now,
        on connection: any SQLConnection
    ) throws -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(payload), as: UTF8.self)
        let id = Identifier.make()
        let added = try connection.execute(
            """
            INSERT INTO job (id, kind, payload, once_key, created_at, run_at, attempts)
            VALUES (\(id), \(kind), \(text), \(key), \(now), \(runAt), 0)
            ON CONFLICT (once_key) DO NOTHING
            """)
        return added == 1 ? id : nil
    }

    /// Whether a job of these kinds may be taken; asked before writing, so that an idle line costs no write.
    static func isDue(_ kinds: [String], now: Moment, on connection: any SQLConnection) throws -> Bool {
        try connection.first(due(kinds, now: now)) != nil
    }

    private static func due(_ kinds: [String], now: Moment) -> SQL {
        """
        SELECT * FROM job
        WHERE finished_at IS NULL AND failed_at IS NULL AND run_at <= \(now) AND kind IN \(list: kinds)
          AND (lease_until IS NULL OR lease_until <= \(now))
        ORDER BY run_at, id LIMIT 1
        """
    }

    /// Takes the first job that is due.
    ///
    /// - Parameters:
    ///   - token: proves the lease later; a fresh one each time.
    ///   - limit: how many attempts a job has; one that used them all up by ending its process is given up here.
    static func lease(
        _ kinds: [String], token: String, until: Moment, limit: Int, now: Moment, on connection: any SQLConnection
    ) throws -> Job? {
        while let job = try connection.first(due(kinds, now: now), as: Job.self) {
            if job.attempts >= limit {
                let reason = job.error ?? "the process ended each time while it worked on this"
                try connection.execute(
                    """
                    UPDATE job SET failed_at = \(now), error = \(reason), lease_owner = NULL, lease_until = NULL
                    WHERE id = \(job.id)
                    """)
                continue
            }
            try connection.execute(
                """
                UPDATE job SET lease_owner = \(token), lease_until = \(until), attempts = attempts + 1
                WHERE id = \(job.id)
                """)
            return try connection.first("SELECT * FROM job WHERE id = \(job.id)", as: Job.self)
        }
        return nil
    }

    /// - Returns: whether the lease was still held.
    static func renew(
        _ id: String, token: String, until: Moment, on connection: any SQLConnection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE job SET lease_until = \(until)
            WHERE id = \(id) AND lease_owner = \(token) AND finished_at IS NULL AND failed_at IS NULL
            """) == 1
    }

    /// Notes that the work is done.
    ///
    /// - Returns: whether the lease was still held.
    @discardableResult
    static func finish(_ id: String, token: String, now: Moment, on connection: any SQLConnection) throws -> Bool {
        try connection.execute(
            """
            UPDATE job SET finished_at = \(now), lease_owner = NULL, lease_until = NULL, error = NULL
            WHERE id = \(id) AND lease_owner = \(token)
            """) == 1
    }

    /// Gives the job back, to be tried again at a moment, or gives it up when there is none.
    static func giveBack(
        _ job: Job, token: String, again: Moment?, countsAttempt: Bool, error: String, now: Moment,
        on connection: any SQLConnection
    ) throws {
        let failed = again == nil ? now : nil
        try connection.execute(
            """
            UPDATE job SET lease_owner = NULL, lease_until = NULL, run_at = \(again ?? job.runAt),
                attempts = \(countsAttempt ? job.attempts : job.attempts - 1), failed_at = \(failed), error = \(error)
            WHERE id = \(job.id) AND lease_owner = \(token)
            """)
    }
}
