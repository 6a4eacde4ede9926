import Foundation
import HTTPTypes
import Logging
import OfficeTesting
import SQLStore
import Synchronization
import Testing

@testable import OfficeKit

@Suite("Signs of the server")
struct ServerSignsTests {
    @Test("it says that it lives and that it is ready, and that it is not without its database")
    func health() async throws {
        try await OfficeUnderTest.use { office in
            try await office.browse(try office.server()) { site in
                let browser = site.browser()
                let alive = try await browser.get("/healthz")
                #expect(alive == 200)
                #expect(try await browser.get("/readyz") == 200)
                await office.office.store.close()
                #expect(try await browser.get("/healthz") == 200)
                #expect(try await browser.get("/readyz") == 503)
                #expect(try await browser.get("/metrics") == 200)
                #expect(try await browser.get("/sign-in") >= 500)
                #expect(browser.html.contains("<h1"))
            }
        }
    }

    @Test("requests are counted and timed by their routes' patterns, and nothing tells of a record")
    func metrics() async throws {
        try await OfficeUnderTest.use { office in
            try await office.browse(try office.server()) { site in
                let chief = try await site.browser(as: .administrator)
                let id = try await office.account(.administrator)
                try await chief.get("/accounts/\(id)")
                try await chief.get("/accounts/secret-of-the-office")
                try await chief.get("/search?q=secret-of-the-office")
                try await chief.get("/no/such/secret-of-the-office")
                try await chief.post("/accounts/\(id)/nothing")
                try await chief.send(.delete, "/accounts")
                let browser = site.browser()
                #expect(try await browser.get("/metrics") == 200)
                #expect(browser.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
                for line in [
                    "payvand_requests_total{route=\"/accounts/:id\",method=\"GET\",status=\"200\"} 1",
                    "payvand_requests_total{route=\"/accounts/:id\",method=\"GET\",status=\"404\"} 1",
                    "payvand_requests_total{route=\"/accounts\",method=\"DELETE\",status=\"405\"} 1",
                    "payvand_requests_total{route=\"unknown\",method=\"GET\",status=\"404\"} 1",
                    "payvand_requests_total{route=\"/search\",method=\"GET\",status=\"200\"} 1",
                    "payvand_request_seconds_count{route=\"/accounts/:id\"} 2", "payvand_jobs{state=\"waiting\"} 0",
                    "payvand_mails_waiting 0",
                ] { #expect(browser.html.contains(line + "\n"), "\(line)") }
                #expect(!browser.html.contains("secret"))
                #expect(!browser.html.contains(id))
            }
        }
    }

    @Test("who comes through a proxy does not see the figures", arguments: ["X-Forwarded-For", "Forwarded", "Via"])
    func proxy(header: String) async throws {
        try await OfficeUnderTest.use { office in
            try await office.browse(try office.server()) { site in
                let name = try #require(HTTPField.Name(header))
                let browser = site.browser()
                #expect(try await browser.send(.get, "/metrics", headers: [name: "192.0.2.1"]) == 404)
                #expect(!browser.html.contains("payvand_"))
                #expect(try await browser.send(.get, "/healthz", headers: [name: "192.0.2.1"]) == 200)
            }
        }
    }

    @Test("a metered store counts what was kept and what was undone", arguments: OfficeUnderTest.engines)
    func store(engine: Engine) async throws {
        struct Undone: Error {}
        try await OfficeUnderTest.use(engine) { office in
            let metrics = OfficeMetrics()
            let store = MeteredStore(office.office.store, metrics: metrics)
            _ = try await store.read { try Journal.head(on: $0) }
            await #expect(throws: Undone.self) { try await store.write { _ in throw Undone() } }
            let text = metrics.render(jobs: nil, mailsWaiting: nil)
            #expect(text.contains("payvand_store_transactions_total{kind=\"read\",outcome=\"kept\"} 1\n"))
            #expect(text.contains("payvand_store_transactions_total{kind=\"write\",outcome=\"failed\"} 1\n"))
        }
    }

    @Test("each request has its line, with the id that its answer and an error's page show")
    func lines() async throws {
        try await OfficeUnderTest.use { office in
            let lines = Mutex<[String]>([])
            let logger = Logger(label: "test") { label in
                JSONLogHandler(label: label, level: .debug, output: { line in lines.withLock { $0.append(line) } })
            }
            let told = Office(store: office.office.store, now: office.office.now, logger: logger)
            struct Broken: Error {}
            let server = try OfficeServer(
                office: told, desks: [], routes: [.get("/broken/:name", for: .visit) { _ in throw Broken() }],
                doorkeeper: office.reception, options: ServerOptions())
            try await office.browse(server) { site in
                let browser = site.browser()
                #expect(try await browser.get("/broken/secret-name?q=word") == 500)
                let id = try #require(HTTPField.Name("X-Request-ID").flatMap { browser.headers[$0] })
                #expect(browser.html.contains(id))
                let written = lines.withLock { $0 }
                let request = try #require(written.first { $0.contains("\"message\":\"request\"") })
                #expect(request.contains("\"level\":\"info\""))
                #expect(request.contains("\"request\":\"\(id)\""))
                #expect(request.contains("\"route\":\"/broken/:name\""))
                #expect(request.contains("\"status\":\"500\""))
                #expect(request.contains("\"ms\":\""))
                #expect(!request.contains("secret") && !request.contains("word"))
                let failure = try #require(written.first { $0.contains("\"message\":\"request failed\"") })
                #expect(failure.contains(id))
            }
        }
    }

    @Test("once a day what is over is removed, and what is not stays", arguments: OfficeUnderTest.engines)
    func housekeeping(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            let housekeeping = Housekeeping(reception: office.reception)
            #expect(try await housekeeping.enqueue())
            #expect(try await !housekeeping.enqueue())
            let runner = JobRunner(office: office.office, handlers: [Housekeeping.kind: housekeeping.handler])
            try await office.account(.editor)
            _ = try await office.reception.signIn(
                name: "editor", password: OfficeUnderTest.password, from: Origin(address: "192.0.2.1"))
            _ = try await office.reception.signIn(name: "nobody", password: "x", from: Origin(address: "192.0.2.2"))
            let moment = office.clock.now
            _ = try await office.office.store.write {
                try $0.execute(
                    "INSERT INTO submission (id, account_id, location, at) VALUES ('1', 'a', '/', \(moment))")
            }
            func counts() async throws -> [Int] {
                try await office.read { connection in
                    try ["session", "submission", "sign_in_attempt", "job"].map { table in
                        try connection.value("SELECT COUNT(*) FROM \(identifier: table)") ?? 0
                    }
                }
            }
            #expect(try await runner.runNext())
            let before = try await counts()
            #expect(before.prefix(2) == [1, 1])
            #expect(before[2] > 0)
            office.clock.advance(seconds: 4 * 86_400)
            #expect(try await housekeeping.enqueue())
            #expect(try await runner.runNext())
            #expect(try await counts() == [0, 0, 0, 2])
            office.clock.advance(seconds: 40 * 86_400)
            #expect(try await housekeeping.enqueue())
            #expect(try await runner.runNext())
            // The job in hand is not yet finished while it removes those that are.
            #expect(try await counts() == [0, 0, 0, 1])
        }
    }
}
