import Cities
import Foundation
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import OfficeKit

@Suite("Lists of agreements")
struct AgreementListTests {
    /// 120 agreements, every third one executive, signed in the years from 1990 on.
    private static func fill(_ pages: PageOffice) async throws {
        for number in 1...120 {
            _ = try await pages.agreement(
                number == 42 ? "Odd one of Isfahan" : "Sample \(number)",
                level: number.isMultiple(of: 3) ? .executive : .principle,
                signed: number == 7 ? nil : PartialDay(year: 1990 + number % 30))
        }
    }

    /// The codes of the page's table, in order.
    private static func codes(_ browser: Browser) -> [String] {
        browser.html.matches(of: /<a href="\/agreements\/(AGR-\d+)">(?:<bdi>)?AGR-/).map { String($0.output.1) }
    }

    private static func code(_ number: Int) -> String { Agreement.code(number) }

    @Test("a list is paged, sorted both ways and filtered", arguments: OfficeUnderTest.engines)
    func table(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            try await Self.fill(pages)
            let browser = try await pages.site.browser(as: .editor, language: .en)
            try await browser.get("/agreements")
            #expect(Self.codes(browser) == (1...50).map(Self.code))
            try await browser.get("/agreements?page=3")
            #expect(Self.codes(browser) == (101...120).map(Self.code))
            // A page behind the last is the last, nonsense is the first.
            try await browser.get("/agreements?page=99")
            #expect(Self.codes(browser) == (101...120).map(Self.code))
            try await browser.get("/agreements?page=x")
            #expect(Self.codes(browser).first == Self.code(1))

            try await browser.get("/agreements?sort=code&order=descending")
            #expect(Self.codes(browser) == (71...120).reversed().map(Self.code))
            #expect(browser.html.contains("aria-sort=\"descending\""))
            try await browser.get("/agreements?sort=signed")
            #expect(Self.codes(browser).prefix(4) == [30, 60, 90, 120].map(Self.code)[...])
            try await browser.get("/agreements?sort=signed&order=descending")
            #expect(Self.codes(browser).first == Self.code(7), "what has no date stands after every date")
            try await browser.get("/agreements?sort=nothing&order=sideways")
            #expect(Self.codes(browser) == (1...50).map(Self.code))

            try await browser.get("/agreements?level=executive")
            #expect(Self.codes(browser) == stride(from: 3, through: 120, by: 3).map(Self.code))
            try await browser.get("/agreements?q=isfahan")
            #expect(Self.codes(browser) == [Self.code(42)])
            try await browser.get("/agreements?q=isfahan&level=principle")
            #expect(Self.codes(browser).isEmpty)
            #expect(try browser.text.contains(PageOffice.words(.en).text("table.emptyFilteredTitle")))
            try await browser.get("/agreements?level=nonsense&stage=nonsense")
            #expect(Self.codes(browser).count == 50)
            try await browser.get("/agreements?stage=paper&level=principle&page=2&sort=code&order=descending")
            #expect(Self.codes(browser).count == 30)
            #expect(Self.codes(browser).last == Self.code(1))
        }
    }

    @Test("a file holds exactly what the filter shows, on every page of it", arguments: OfficeUnderTest.engines)
    func files(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            try await Self.fill(pages)
            let browser = try await pages.site.browser(as: .editor, language: .en)
            for (query, expected) in [
                ("?level=principle", (1...120).filter { !$0.isMultiple(of: 3) }), ("?q=isfahan", [42]),
                ("?sort=code&order=descending&page=2", (1...120).reversed()), ("?stage=operational", []),
            ] {
                let query = query as String
                #expect(try await browser.get("/agreements\(query)&format=csv") == 200)
                let lines = browser.html.split(separator: "\r\n").dropFirst()
                let csv = lines.map { String($0.prefix { $0 != "," }.replacing("\"", with: "")) }
                #expect(csv == expected.map(Self.code), "\(query)")
                #expect(try await browser.get("/agreements\(query)&format=xlsx") == 200)
                let zip = try ZipReader(browser.bytes)
                let name = try #require(zip.entries.map(\.name).first { $0.hasSuffix("sheet1.xml") })
                let sheet = String(decoding: try #require(try zip.content(of: name)), as: UTF8.self)
                let strings =
                    (try? zip.content(of: "xl/sharedStrings.xml")).map { String(decoding: $0, as: UTF8.self) } ?? ""
                let found = (sheet + strings).matches(of: /AGR-\d{4}/).map { String($0.output) }
                #expect(found == expected.map(Self.code), "\(query)")
            }
            #expect(try await browser.get("/agreements?format=pdf") == 404)
        }
    }

    @Test("who may only look takes no list home", arguments: ["/agreements", "/work", "/due"])
    func viewers(path: String) async throws {
        try await PageOffice.open { pages in
            _ = try await pages.agreement(secrecy: .everyone)
            let viewer = try await pages.site.browser(as: .viewer)
            #expect(try await viewer.get(path) == 200)
            #expect(!viewer.html.contains("format=csv"))
            for format in ["csv", "xlsx"] {
                #expect(try await viewer.get("\(path)?format=\(format)") == 403, "\(format)")
            }
        }
    }

    @Test("dates are due, overdue, and silent soon, each once, with the document they belong to")
    func due() async throws {
        try await PageOffice.open { pages in
            let tie = try await pages.agreement("Frame")
            let document = try await pages.agreement("Document", level: .executive, under: tie.agreement.id)
            let body = try await pages.body("Sample department")
            let clause = try await pages.clause(of: document, ours: [body.id])
            try await pages.action("Late work", under: clause, due: Day(year: 2026, month: 11, day: 1), owner: body.id)
            try await pages.action("Near work", under: clause, due: Day(year: 2026, month: 12, day: 1), owner: body.id)
            try await pages.action("Far work", under: clause, due: Day(year: 2027, month: 8, day: 1), owner: body.id)
            let officer = try await pages.officer(.en)
            let submitter = try await pages.office.account(.protocolOfficer)
            try await pages.evidence(
                under: clause, by: submitter, dated: Day(year: 2025, month: 7, day: 1)!,
                acceptedBy: try await pages.office.account(.urbanOfficer))
            for (state, expected) in [
                ("overdue", ["Late work"]), ("soon", ["Near work"]), ("later", ["Far work"]),
                ("silence", ["Falls silent unless something is proven"]),
            ] {
                try await officer.get("/due?state=\(state)")
                let rows = officer.html.matches(of: /<a href="\/agreements\/AGR-\d+">(?:<bdi>)?([^<]+)</).map {
                    String($0.output.1)
                }
                #expect(rows == expected, "\(state)")
            }
            try await officer.get("/")
            for title in ["Late work", "Near work", "Far work"] {
                #expect(officer.html.components(separatedBy: ">\(title)<").count == 2, "\(title)")
            }
        }
    }
}
