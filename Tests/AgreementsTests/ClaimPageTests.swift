import Cities
import Foundation
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Claims of sources on their page")
struct ClaimPageTests {
    /// Tehran's real ties with their sources; Beijing's is the one at which two official sources differ.
    private static func importClaims(_ pages: PageOffice, _ text: String? = nil) async throws -> String {
        let bytes =
            try text.map { Data($0.utf8) } ?? Data(contentsOf: TestOffice.data.appending(path: "claims_iran.tsv"))
        let importer = ClaimImport(try ClaimFile(bytes, name: "claims.tsv")) { kind, _, partner, language in
            "\(kind.rawValue) \(partner.name(in: language))"
        }
        _ = try await importer.run(
            in: pages.office.office, for: try await TestOffice.city(TestOffice.tehran, of: pages.office.office),
            by: TestOffice.author, on: PageOffice.today)
        let register = try await pages.office.read {
            try Register(for: .machine, on: PageOffice.today, connection: $0)
        }
        return try #require(register.lines.first { $0.partners[.en] == "Beijing" }).registered.href
    }

    private static func signed(_ pages: PageOffice, _ href: String) async throws -> String? {
        let code = String(href.split(separator: "/").last!)
        return try await pages.office.read {
            try RegisteredAgreement.find(code: code, for: .machine, on: $0)?.agreement.signed?.iso
        }
    }

    private static func claim(_ browser: Browser, source: String, topic: String, of href: String) throws -> String {
        let page = browser.html
        let inputs = page.matches(
            of: /<input id="[^"]*" name="standing" type="radio" value="([^"]*)"[^>]*><label[^>]*>([^<]*)</)
        return try #require(
            inputs.first { $0.output.2.contains(source) }.map { String($0.output.1) },
            "\(source) in \(topic) of \(href)")
    }

    @Test(
        "Tehran and Beijing: 2006 or 2014? Both are shown, one is settled with a reason, and the date follows",
        arguments: OfficeUnderTest.engines)
    func beijing(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let href = try await Self.importClaims(pages)
            let officer = try await pages.officer(.en)
            try await officer.get(href)
            #expect(officer.html.contains("class=\"contradiction\""))
            try await officer.get("\(href)/claims")
            let words = try PageOffice.words(.en)
            #expect(officer.text.contains(words.text("agreements.contradiction.date")))
            let sources = [
                "Atlas of Tehran Metropolis", "Persian Wikipedia", "Foreign Affairs Office, Beijing Municipality",
                "Asharq Al-Awsat",
            ]
            for source in sources { #expect(officer.text.contains(source), "\(source)") }
            #expect(officer.html.components(separatedBy: "<li class=\"claim ").count == 5)
            #expect(officer.html.contains("href=\"\(href)/claims/date\""))

            let path = "\(href)/claims/date"
            try await officer.get(path)
            let beijing = try Self.claim(officer, source: "Foreign Affairs Office", topic: "date", of: href)
            #expect(try await officer.submit(path, ["standing": beijing, "reason": " "]) == 422)
            #expect(officer.error(at: "reason") == "Say why this one stands.")
            #expect(officer.value("standing", of: path) == beijing)
            #expect(try await officer.submit(path, ["reason": "Seen on paper"].merging(["standing": ""]) { $1 }) == 422)
            #expect(officer.error(at: "standing") == "Choose one of the options.")
            #expect(officer.value("reason", of: path) == "Seen on paper")
            #expect(try await officer.submit(path, ["standing": beijing]) == 303)
            #expect(try await Self.signed(pages, href) == "2014-02-27")

            try await officer.follow()
            for source in sources { #expect(officer.text.contains(source), "\(source)") }
            #expect(officer.text.contains("Seen on paper") && officer.text.contains("Stands"))
            try await officer.get("\(href)/history")
            #expect(officer.text.contains("settled what sources contradict each other in"))
            #expect(officer.text.contains("Seen on paper"))

            // Each reads the settler's name in the own language.
            #expect(officer.text.contains("Sample urbanofficer"))
            let editor = try await pages.site.browser(as: .editor)
            try await editor.get("\(href)/claims")
            #expect(editor.html.contains("نمونه urbanOfficer") && !editor.html.contains("Sample urbanofficer"))

            // Another officer sees it otherwise, and the date follows again.
            let colleague = try await pages.colleague(.en)
            try await colleague.get(path)
            let atlas = try Self.claim(colleague, source: "Atlas", topic: "date", of: href)
            #expect(try await colleague.submit(path, ["standing": atlas, "reason": "First signed then"]) == 303)
            #expect(try await Self.signed(pages, href) == "2006")
        }
    }

    @Test("a newer claim that does not agree opens it again", arguments: OfficeUnderTest.engines)
    func reopened(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let href = try await Self.importClaims(pages)
            let officer = try await pages.officer(.en)
            let path = "\(href)/claims/date"
            try await officer.get(path)
            let beijing = try Self.claim(officer, source: "Foreign Affairs Office", topic: "date", of: href)
            try await officer.submit(path, ["standing": beijing, "reason": "Seen on paper"])
            func isOpen() async throws -> Bool {
                try await officer.get("\(href)/claims")
                let sections = officer.html.components(separatedBy: "<section class=\"contradiction\">").dropFirst()
                return try sections.contains {
                    $0.contains(try PageOffice.words(.en).text("agreements.contradiction.date"))
                }
            }
            #expect(try await !isOpen())
            let head = try String(contentsOf: TestOffice.data.appending(path: "claims_iran.tsv"), encoding: .utf8)
                .split(separator: "\n")[0]
            func row(_ date: String, _ source: String) -> String {
                "\(head)\n"
                    + [
                        "Tehran", "تهران", "112931", "Beijing", "پکن", "CN", "1816670", "sister", date, "", source,
                        "Sample source \(source)", "news", "https://example.org/\(source)",
                    ].joined(separator: "\t") + "\n"
            }
            // One that agrees with what stands leaves it settled.
            _ = try await Self.importClaims(pages, row("2014", "agreeing"))
            #expect(try await !isOpen())
            _ = try await Self.importClaims(pages, row("2009-05-01", "differing"))
            #expect(try await isOpen())
            #expect(officer.text.contains("Sample source differing"))
        }
    }

    @Test("there is nothing to settle where nothing contradicts, nor for who may not edit")
    func closed() async throws {
        try await PageOffice.open { pages in
            let href = try await Self.importClaims(pages)
            let tie = try await pages.agreement()
            let officer = try await pages.officer()
            #expect(try await officer.get("\(tie.href)/claims") == 200)
            #expect(try await officer.get("\(tie.href)/claims/date") == 404)
            #expect(try await officer.get("\(href)/claims/nothing") == 404)
            let editor = try await pages.site.browser(as: .editor)
            #expect(try await editor.get("\(href)/claims") == 200)
            #expect(!editor.html.contains("\(href)/claims/date"))
            #expect(try await editor.get("\(href)/claims/date") == 403)
        }
    }
}
