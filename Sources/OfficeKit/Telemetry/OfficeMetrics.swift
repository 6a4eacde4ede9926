import Foundation

/// The figures that the office's server keeps of itself.
public struct OfficeMetrics: Sendable {
    /// From one millisecond to ten seconds.
    static let secondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    public let metrics: Metrics
    private let requests: Counter
    private let requestSeconds: Histogram
    private let store: Counter
    private let storeSeconds: Histogram
    private let jobAttempts: Counter
    private let jobs: Gauge
    private let mailsWaiting: Gauge
    private let memory: Gauge
    private let uptime: Gauge
    private let start = ContinuousClock.now

    public init(_ metrics: Metrics = Metrics()) {
        self.metrics = metrics
        requests = metrics.counter(
            "payvand_requests_total", help: "Requests answered.", labels: ["route", "method", "status"])
        requestSeconds = metrics.histogram(
            "payvand_request_seconds", help: "Time from a request's head to its answer.", labels: ["route"],
            bounds: Self.secondsBounds)
        store = metrics.counter(
            "payvand_store_transactions_total", help: "Transactions of the store.", labels: ["kind", "outcome"])
        storeSeconds = metrics.histogram(
            "payvand_store_seconds", help: "Time of a transaction with its waiting.", labels: ["kind"],
            bounds: Self.secondsBounds)
        jobAttempts = metrics.counter(
            "payvand_job_attempts_total", help: "Attempts at jobs.", labels: ["kind", "outcome"])
        jobs = metrics.gauge("payvand_jobs", help: "Jobs not yet done.", labels: ["state"])
        mailsWaiting = metrics.gauge("payvand_mails_waiting", help: "Letters not yet sent.")
        memory = metrics.gauge("process_resident_memory_bytes", help: "Resident memory.")
        uptime = metrics.gauge("process_uptime_seconds", help: "Time since the start.")
    }

    /// - Parameters:
    ///   - route: the pattern, `/agreements/:code`, never the address, whose number has no bound.
    ///   - status: the answer's code.
    public func answered(route: String, method: String, status: Int, in duration: Duration) {
        requests.add(1, route, method, String(status))
        requestSeconds.observe(Self.seconds(duration), route)
    }

    /// - Parameter outcome: `done`, `failed`, `postponed`, `dead` or `lost`.
    public func attempted(job kind: String, outcome: String) {
        jobAttempts.add(1, kind, outcome)
    }

    /// - Parameter kind: `read` or `write`.
    func transacted(_ kind: String, isKept: Bool, in duration: Duration) {
        store.add(1, kind, isKept ? "kept" : "failed")
        storeSeconds.observe(Self.seconds(duration), kind)
    }

    /// The text of `/metrics`.
    ///
    /// - Parameters:
    ///   - counts: the state of the job line.
    ///   - waiting: how many letters wait.
    public func render(jobs counts: Jobs.Counts?, mailsWaiting waiting: Int?) -> String {
        if let counts {
            jobs.set(Double(counts.waiting), "waiting")
            jobs.set(Double(counts.running), "running")
            jobs.set(Double(counts.dead), "dead")
        }
        if let waiting { mailsWaiting.set(Double(waiting)) }
        if let bytes = Self.residentBytes() { memory.set(Double(bytes)) }
        uptime.set(Self.seconds(ContinuousClock.now - start).rounded())
        return metrics.render()
    }

    /// The second figure of `/proc/self/statm` counts pages.
    static func residentBytes() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let figures = text.split(separator: " ")
        guard figures.count > 1, let pages = Int(figures[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
