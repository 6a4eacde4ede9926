import Foundation
import Logging
import SQLStore
import Synchronization
import Testing

@testable import OfficeKit

@Suite("Telemetry")
struct TelemetryTests {
    static func lines(_ body: (Logger) -> Void) -> [String] {
        let lines = Mutex<[String]>([])
        let logger = Logger(label: "payvand.test") { label in
            JSONLogHandler(
                label: label, level: .debug, now: { Moment(milliseconds: 0) },
                output: { line in lines.withLock { $0.append(line) } })
        }
        body(logger)
        return lines.withLock { $0 }
    }

    @Test("a log line is one line of JSON with its time, level, message and metadata")
    func line() {
        let lines = Self.lines { logger in
            var logger = logger
            logger[metadataKey: "office"] = "tehran"
            logger.warning("slow", metadata: ["list": ["a", "b"], "nest": ["k": "v"], "n": "\(3)"])
            logger.trace("not written")
        }
        #expect(
            lines == [
                """
                {"time":"1970-01-01T00:00:00.000Z","level":"warning","logger":"payvand.test","message":"slow",\
                "metadata":{"list":["a","b"],"n":"3","nest":{"k":"v"},"office":"tehran"}}

                """
            ])
    }

    @Test(
        "whatever is logged stays in its line and comes back as it was",
        arguments: [
            "a\nb", "\r\n{\"level\":\"error\"}", "\u{0}\u{1B}[31m\u{7F}\u{9B}", "\"\\/", "\u{202E}txt\u{2028}",
            "سلام\u{200C}😀",
        ])
    func escapes(text: String) throws {
        let lines = Self.lines { $0.info("\(text)", metadata: ["\(text)": "\(text)"]) }
        let line = try #require(lines.first)
        #expect(lines.count == 1 && line.hasSuffix("}\n"))
        #expect(!line.dropLast().unicodeScalars.contains { $0.properties.generalCategory == .control })
        struct Line: Decodable {
            let message: String
            let metadata: [String: String]
        }
        let read = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
        #expect(read.message == text && read.metadata == [text: text])
    }

    @Test("counters, gauges and histograms are written as Prometheus reads them")
    func text() {
        let metrics = Metrics()
        let counter = metrics.counter("b_total", help: "Lines\nand \\.", labels: ["route"])
        counter.add(2, "/a\"\\\n")
        counter.add(0.5, "/")
        counter.add(-1, "/")
        metrics.gauge("a_gauge", help: "A.").set(-3)
        let histogram = metrics.histogram("c_seconds", help: "C.", bounds: [1, 0.5])
        for value in [0.5, 0.6, 7, .nan] { histogram.observe(value) }
        #expect(
            metrics.render() == """
                # HELP a_gauge A.
                # TYPE a_gauge gauge
                a_gauge -3
                # HELP b_total Lines\\nand \\\\.
                # TYPE b_total counter
                b_total{route="/"} 0.5
                b_total{route="/a\\"\\\\\\n"} 2
                # HELP c_seconds C.
                # TYPE c_seconds histogram
                c_seconds_bucket{le="0.5"} 1
                c_seconds_bucket{le="1"} 2
                c_seconds_bucket{le="+Inf"} 3
                c_seconds_sum 8.1
                c_seconds_count 3

                """)
    }

    @Test("many threads lose no count, and the same name is the same figure")
    func threads() async {
        let metrics = Metrics()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let counter = metrics.counter("n_total", help: "N.", labels: ["k"])
                    for number in 0..<1_000 { counter.add(1, "\(number % 3)") }
                }
            }
        }
        let text = metrics.render()
        #expect(text.contains("n_total{k=\"0\"} 2672\n") && text.contains("n_total{k=\"2\"} 2664\n"))
    }

    @Test("series without end are summed")
    func bounded() {
        let metrics = Metrics()
        let counter = metrics.counter("n_total", help: "N.", labels: ["k"])
        for number in 0..<(Metrics.seriesLimit + 5) { counter.add(1, "\(number)") }
        #expect(metrics.render().contains("n_total{k=\"other\"} 5\n"))
    }

    @Test("the office's figures tell of requests, transactions, jobs, memory and time")
    func office() async throws {
        try await withOffice(on: .sqlite, migrations: [Journal.migration]) { office in
            let figures = OfficeMetrics()
            let store = MeteredStore(office.store, metrics: figures)
            _ = try await store.read { try Journal.head(on: $0) }
            _ = try? await store.write { try $0.execute("nonsense") }
            figures.answered(route: "/cities/:code", method: "GET", status: 200, in: .milliseconds(3))
            figures.attempted(job: "mail.deliver", outcome: "done")
            let text = figures.render(jobs: Jobs.Counts(waiting: 4, running: 1, dead: 2), mailsWaiting: 7)
            for line in [
                "payvand_requests_total{route=\"/cities/:code\",method=\"GET\",status=\"200\"} 1",
                "payvand_request_seconds_bucket{route=\"/cities/:code\",le=\"0.0025\"} 0",
                "payvand_request_seconds_bucket{route=\"/cities/:code\",le=\"0.005\"} 1",
                "payvand_store_transactions_total{kind=\"read\",outcome=\"kept\"} 1",
                "payvand_store_transactions_total{kind=\"write\",outcome=\"failed\"} 1",
                "payvand_job_attempts_total{kind=\"mail.deliver\",outcome=\"done\"} 1",
                "payvand_jobs{state=\"dead\"} 2", "payvand_mails_waiting 7",
            ] {
                #expect(text.contains(line + "\n"), "\(line)")
            }
            #expect(text.contains(/process_uptime_seconds [0-9]+\n/))
            #expect(try #require(OfficeMetrics.residentBytes()) > 1 << 20)
        }
    }
}
