import OfficeTesting
import SQLStore
import Testing

@testable import OfficeKit

@Suite("Page of the journal")
struct JournalPageTests {
    private static func record(
        _ label: String, kind: String = "agreement", id: String? = nil, secrecy: Secrecy = .everyone,
        under: Subject? = nil, by account: String? = nil, in office: OfficeUnderTest
    ) async throws {
        let author = Author(account: account, name: account ?? "payvand", door: account == nil ? .command : .page)
        try await office.office.change(by: author) { change in
            try change.record(
                "journal.settings.changed", Subject(kind: kind, id: id ?? label, label: label), under: under,
                secrecy: secrecy)
        }
    }

    private static func labels(_ browser: Browser) -> [String] {
        browser.html.matches(of: /<p class="timeline-subject">[^<]*(<a [^>]*>)?<bdi>([^<]*)<\/bdi>/)
            .map { String($0.output.2) }
    }

    @Test("the newest stand first, and older and newer lead through all of them", arguments: OfficeUnderTest.engines)
    func paged(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            for number in 1...120 { try await Self.record("R\(number)", in: office) }
            try await office.browse(try office.server()) { site in
                let browser = try await site.browser(as: .editor)
                var seen: [String] = []
                try await browser.get("/journal?kind=agreement")
                #expect(Self.labels(browser).first == "R120")
                var pages = 0
                while pages < 10 {
                    seen += Self.labels(browser)
                    pages += 1
                    guard let next = browser.html.firstMatch(of: /rel="next" href="([^"]+)"/) else { break }
                    try await browser.get(String(next.output.1).replacing("&amp;", with: "&"))
                }
                #expect(seen == (1...120).reversed().map { "R\($0)" })
                #expect(pages == 3)
                let back = String(try #require(browser.html.firstMatch(of: /rel="prev" href="([^"]+)"/)).output.1)
                try await browser.get(back.replacing("&amp;", with: "&"))
                #expect(Self.labels(browser) == (21...70).reversed().map { "R\($0)" })
            }
        }
    }

    @Test("it is filtered by kind and by person", arguments: OfficeUnderTest.engines)
    func filtered(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            let officer = try await office.account(.urbanOfficer)
            try await Self.record("A", in: office)
            try await Self.record("B", kind: "body", by: officer, in: office)
            try await Self.record("C", by: officer, in: office)
            try await office.browse(try office.server()) { site in
                let browser = try await site.browser(as: .editor)
                for (query, expected) in [
                    ("?kind=agreement", ["C", "A"]), ("?person=\(officer)", ["C", "B"]), ("?person=system", ["A"]),
                    ("?kind=body&person=\(officer)", ["B"]), ("?kind=nothing", []), ("?kind='%20OR%201=1", []),
                    ("?before=x&after=", ["C", "B", "A"]), ("?before=99999999999999999999", ["C", "B", "A"]),
                ] {
                    #expect(try await browser.get("/journal" + query) == 200, "\(query)")
                    #expect(Self.labels(browser) == expected, "\(query)")
                }
            }
        }
    }

    @Test(
        "an entry is seen by who may see its record, as it was and as it is now", arguments: OfficeUnderTest.engines)
    func secrecy(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            let parent = Subject(kind: "agreement", id: "closed", label: "closed")
            try await Self.record("open", in: office)
            try await Self.record("hidden", secrecy: .restricted, in: office)
            // Open once, closed since; its clause was written while it was open.
            try await Self.record("was open", id: "closed", in: office)
            try await Self.record("clause", kind: "clause", under: parent, in: office)
            try await Self.record("now closed", id: "closed", secrecy: .restricted, in: office)
            // Closed once, open since.
            try await Self.record("was closed", id: "opened", secrecy: .restricted, in: office)
            try await Self.record("now open", id: "opened", in: office)
            // Closed in the search, where its secrecy follows what stands above it.
            try await Self.record("followed", kind: "action", in: office)
            try await office.change { change in
                try change.index(SearchEntry(kind: "action", id: "followed", secrecy: .restricted, href: "/x"))
                change.nothingChanged()
            }
            try await office.browse(try office.server()) { site in
                let editor = try await site.browser(as: .editor)
                try await editor.get("/journal")
                #expect(Self.labels(editor) == ["now open", "open"])
                let deputy = try await site.browser(as: .deputy)
                try await deputy.get("/journal")
                #expect(
                    Set(Self.labels(deputy)).isSuperset(of: [
                        "followed", "now open", "was closed", "now closed", "clause", "was open", "hidden", "open",
                    ]))
                let id = try await office.account(.editor)
                try await office.change { change in
                    _ = try SecrecyExceptions.set(
                        [id], of: parent, secrecy: .restricted, by: .machine, in: change)
                }
                try await editor.get("/journal")
                #expect(Self.labels(editor) == ["closed", "now open", "now closed", "clause", "was open", "open"])
            }
        }
    }

    /// A desk whose records are not in the search.
    private struct Desk: OfficeKit.Desk {
        static func resources() throws -> ResourceFolder { try .ofNothing() }
        static var migrations: [SchemaMigration] { [] }
        var navigation: [NavigationEntry] { [] }
        var routes: [Route] { [] }
        func href(ofKind kind: String, id: String) -> String? { kind == "city" ? "/cities/\(id)" : nil }
    }

    @Test("each entry leads to its record's page, or to that of the record above it")
    func hrefs() async throws {
        try await OfficeUnderTest.use { office in
            try await office.change { change in
                try change.index(SearchEntry(kind: "agreement", id: "a", secrecy: .everyone, href: "/agreements/AGR-1"))
                try change.index(
                    SearchEntry(kind: "agreement", id: "r", secrecy: .restricted, href: "/agreements/AGR-2"))
                change.nothingChanged()
            }
            try await Self.record("A", id: "a", in: office)
            try await Self.record(
                "clause", kind: "clause", under: Subject(kind: "agreement", id: "a", label: "A"), in: office)
            try await Self.record("city", kind: "city", id: "7", in: office)
            try await office.account(.editor)
            try await office.browse(try office.server(desks: [Desk()])) { site in
                let editor = try await site.browser(as: .editor)
                try await editor.get("/journal")
                #expect(editor.html.matches(of: /<a href="\/agreements\/AGR-1">/).count == 2)
                #expect(editor.html.contains("<a href=\"/cities/7\">"))
                #expect(!editor.html.contains("href=\"/accounts/"))
                let chief = try await site.browser(as: .administrator)
                try await chief.get("/journal?kind=account")
                #expect(chief.html.contains("href=\"/accounts/"))
            }
        }
    }
}
