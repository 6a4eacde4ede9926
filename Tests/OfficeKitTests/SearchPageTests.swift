import OfficeTesting
import SQLStore
import Testing

@testable import OfficeKit

@Suite("Pages of the search")
struct SearchPageTests {
    /// Sources of records beside the office's own.
    private struct Cities: SearchSource {
        let kind = "city"

        func results(for question: SearchQuestion, on connection: any SQLConnection) throws -> [SearchResult] {
            guard question.typed.contains("بندر") else { return [] }
            return (1...25).map { number in
                SearchResult(
                    kind: kind, id: "\(number)", href: "/cities/\(number)", title: "بندر \(number)", meta: "کشور",
                    isExact: number == 1)
            }
        }
    }

    private struct Desk: OfficeKit.Desk {
        static func resources() throws -> ResourceFolder { try .ofNothing() }
        static var migrations: [SchemaMigration] { [] }
        var navigation: [NavigationEntry] { [] }
        var routes: [Route] { [] }
        var searchSources: [any SearchSource] { [Cities()] }
    }

    private func put(_ entries: [SearchEntry], into office: OfficeUnderTest) async throws {
        try await office.change { change in
            for entry in entries { try change.index(entry) }
            change.nothingChanged()
        }
    }

    private func hrefs(_ html: String) -> [String] {
        html.matches(of: /<h2 class="result-title"><a href="([^"]+)">/).map { String($0.output.1) }
    }

    @Test("results are marked, escaped, counted by kind and paged", arguments: OfficeUnderTest.engines)
    func page(engine: Engine) async throws {
        try await OfficeUnderTest.use(engine) { office in
            try await put(
                (1...23).map { number in
                    SearchEntry(
                        kind: "agreement", id: "\(number)", secrecy: .everyone, href: "/agreements/\(number)",
                        titlePersian: "سند <بندر> \(number)", code: "AGR-\(number)", text: "متن دربارهٔ <b>بندر</b>")
                } + [
                    SearchEntry(
                        kind: "body", id: "b", secrecy: .restricted, href: "/bodies/b", titlePersian: "ادارهٔ بنادر",
                        titleEnglish: "Port authority", text: "بندر")
                ], into: office)
            try await office.browse(try office.server()) { site in
                let browser = try await site.browser(as: .deputy)
                #expect(try await browser.get("/search?q=" + Query.encoded("بندر")) == 200)
                #expect(browser.html.contains("&lt;<mark>بندر</mark>&gt;"))
                #expect(browser.html.contains("&lt;b&gt;<mark>بندر</mark>&lt;/b&gt;"))
                #expect(!browser.html.contains("<b>"))
                #expect(browser.html.contains("سند همکاری · AGR-23"))
                #expect(browser.html.contains("۲۴"))
                #expect(hrefs(browser.html).count == 20)
                let first = hrefs(browser.html)
                try await browser.get("/search?q=" + Query.encoded("بندر") + "&page=2")
                let second = hrefs(browser.html)
                #expect(Set(first + second).count == 24)
                try await browser.get("/search?q=" + Query.encoded("بندر") + "&kind=body")
                #expect(hrefs(browser.html) == ["/bodies/b"])
                #expect(browser.html.contains("name=\"kind\" value=\"body\""))
                #expect(browser.html.contains("محدود"))
                // The other title is shown where it alone has the word.
                try await browser.get("/search?q=authority")
                #expect(browser.html.contains("<mark>authority</mark>"))
                let officer = try await site.browser(as: .urbanOfficer)
                try await officer.get("/search?q=" + Query.encoded("بندر"))
                #expect(officer.html.contains("۲۳"))
                #expect(!officer.html.contains("/bodies/b"))
            }
        }
    }

    @Test("a source's exact finds go before the office's records, the rest behind them, on whatever page")
    func sources() async throws {
        try await OfficeUnderTest.use { office in
            try await put(
                (1...10).map { number in
                    SearchEntry(
                        kind: "agreement", id: "\(number)", secrecy: .everyone, href: "/agreements/\(number)",
                        titlePersian: "بندر")
                } + [
                    // A city that is in the office's index too is shown once.
                    SearchEntry(kind: "city", id: "7", secrecy: .everyone, href: "/cities/7", titlePersian: "بندر")
                ], into: office)
            try await office.browse(try office.server(desks: [Desk()])) { site in
                let browser = try await site.browser(as: .viewer)
                let path = "/search?q=" + Query.encoded("بندر")
                try await browser.get(path)
                let first = hrefs(browser.html)
                #expect(first.first == "/cities/1")
                #expect(first[1...10].allSatisfy { $0.hasPrefix("/agreements/") })
                #expect(first[11...].elementsEqual((2...10).map { "/cities/\($0)" }))
                try await browser.get(path + "&page=2")
                #expect(hrefs(browser.html).elementsEqual((11...25).map { "/cities/\($0)" }))
                try await browser.get(path + "&kind=city&page=2")
                #expect(hrefs(browser.html).count == 5)
                try await browser.get(path + "&kind=agreement")
                #expect(hrefs(browser.html).count == 10)
            }
        }
    }

    @Test("nothing typed, nothing found and nonsense each have their page", arguments: Language.allCases)
    func empty(language: Language) async throws {
        try await OfficeUnderTest.use { office in
            try await office.browse(try office.server()) { site in
                let browser = try await site.browser(as: .viewer, language: language)
                for query in [
                    "", "?q=", "?q=***", "?q=nothing", "?q=%00", "?q=%3Cscript%3E&kind=%3Cb%3E&page=-7",
                    "?q=a&page=999999999999", "?q=a&kind=" + String(repeating: "x", count: 5000),
                ] {
                    #expect(try await browser.get("/search" + query) == 200, "\(query)")
                    #expect(browser.html.contains("class=\"empty"), "\(query)")
                    #expect(!browser.html.contains("{{"), "\(query)")
                    #expect(!browser.html.contains("<script>"), "\(query)")
                    #expect(browser.html.matches(of: /<h1[ >]/).count == 1, "\(query)")
                }
            }
        }
    }
}
