import SQLStore

extension Jobs {
    /// How many jobs are in each state.
    public struct Counts: Sendable, Equatable {
        /// Not begun, or to be tried again.
        public let waiting: Int
        public let running: Int
        /// Given up.
        public let dead: Int
    }

    /// The state of the line.
    public static func counts(now: Moment, on connection: any SQLConnection) throws -> Counts {
        func count(_ condition: SQL) throws -> Int {
            try connection.value("SELECT COUNT(*) FROM job WHERE finished_at IS NULL AND \(fragment: condition)") ?? 0
        }
        return Counts(
            waiting: try count("failed_at IS NULL AND (lease_until IS NULL OR lease_until <= \(now))"),
            running: try count("failed_at IS NULL AND lease_until > \(now)"),
            dead: try count("failed_at IS NOT NULL"))
    }

    /// The jobs that were given up, the latest first, each with its error.
    public static func dead(limit: Int = 100, on connection: any SQLConnection) throws -> [Job] {
        try connection.rows(
            "SELECT * FROM job WHERE failed_at IS NOT NULL ORDER BY failed_at DESC, id LIMIT \(limit)", as: Job.self)
    }

    /// Puts a job that was given up back into the line, with all its attempts.
    ///
    /// - Returns: whether there was such a job.
    public static func retry(_ id: String, now: Moment, on connection: any SQLConnection) throws -> Bool {
        try connection.execute(
            "UPDATE job SET failed_at = NULL, attempts = 0, run_at = \(now) WHERE id = \(id) AND failed_at IS NOT NULL"
        ) == 1
    }

    /// Forgets jobs that were finished before a moment, their keys too.
    ///
    /// - Returns: how many.
    @discardableResult
    public static func forget(finishedBefore moment: Moment, on connection: any SQLConnection) throws -> Int {
        try connection.execute("DELETE FROM job WHERE finished_at < \(moment)")
    }
}
