import DocumentReading
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Pages of reading a document in")
struct ReadingPageTests {
    private static let text = """
        تفاهم‌نامهٔ نمونه

        ماده ۱ – هدف
        دوستی دو شهر به مدت پنج سال.

        ماده ۲ – زمینه‌ها
        آموزش و ورزش.

        Sample memorandum

        Article 1 – Purpose
        Friendship of both cities for five years.

        Article 2 – Fields
        Education and sport.
        """

    /// A draft of the text, and its address.
    private static func draft(_ officer: Browser, _ agreement: RegisteredAgreement) async throws -> String {
        let path = "\(agreement.href)/read"
        try await officer.get(path)
        #expect(try await officer.submit(path, ["paste": text]) == 303, "\(officer.text)")
        let href = try #require(officer.location)
        #expect(try await officer.follow() == 200)
        return href
    }

    private static func clauses(_ pages: PageOffice, _ agreement: RegisteredAgreement) async throws -> [Clause] {
        try await pages.office.read { try Clause.all(of: agreement.agreement.id, on: $0) }
    }

    @Test(
        "a text is read, its split confirmed, and each clause points at its sentence",
        arguments: OfficeUnderTest.engines)
    func whole(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let agreement = try await pages.agreement(level: .executive)
            let officer = try await pages.officer(.en)
            let href = try await Self.draft(officer, agreement)
            #expect(try await Self.clauses(pages, agreement).isEmpty, "nothing is recorded before it is confirmed")
            #expect(officer.value("fa-1", of: href)?.contains("دوستی") == true)
            #expect(officer.value("en-2", of: href)?.contains("Education") == true)
            #expect(officer.html.contains("id=\"source-2\""))

            #expect(
                try await officer.submit(href, ["fa-2": "آموزش، ورزش و هنر.", "do": "confirm"]) == 303,
                "\(officer.text)")
            #expect(officer.location == agreement.href)
            let clauses = try await Self.clauses(pages, agreement)
            #expect(clauses.map(\.number) == [1, 2])
            #expect(clauses[1].texts[.fa] == "آموزش، ورزش و هنر.")
            #expect(clauses[0].texts[.en]?.contains("Friendship") == true)

            try await officer.follow()
            let link = try #require(officer.html.firstMatch(of: /href="([^"]*\/text#clause-2-en)"/)).output.1
            try await officer.get(String(link.prefix { $0 != "#" }))
            #expect(officer.html.contains("id=\"clause-2-en\""))
            #expect(officer.html.contains("href=\"\(agreement.href)#clause-2\""))
            let sources = try await pages.office.read { try ClauseSource.all(of: agreement.agreement.id, on: $0) }
            let source = Source(Self.text)
            let english = try #require(sources[clauses[1].id]?.first { $0.language == .en })
            #expect(english.page == 1)
            #expect(english.pieces.map(source.text).joined(separator: " ") == "Article 2 – Fields Education and sport.")

            try await officer.get("\(agreement.href)/history")
            let words = try PageOffice.words(.en)
            for action in ["begun", "confirmed"] {
                let sentence = words.text("journal.reading.\(action)", ["label": words.text("reading.pasted")])
                #expect(officer.text.contains(sentence), "\(action)")
            }
            #expect(try await officer.get(href) == 404, "what is confirmed is no draft")
        }
    }

    @Test("merging, splitting and editing are kept, and nothing is lost on reload", arguments: OfficeUnderTest.engines)
    func work(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let agreement = try await pages.agreement(level: .executive)
            let officer = try await pages.officer()
            let href = try await Self.draft(officer, agreement)
            #expect(try await officer.submit(href, ["en-1": "Typed before merging.", "do": "merge-2"]) == 303)
            #expect(officer.location == "\(href)#part-1")
            try await officer.get(href)
            #expect(officer.value("fa-2", of: href) == nil)
            #expect(officer.value("en-1", of: href) == "Typed before merging.\nFields\nEducation and sport.")
            #expect(
                try await officer.submit(
                    href, ["fa-1": "یک\n---\nدو", "en-1": "one\n---\ntwo", "do": "split-1"]) == 303)
            try await officer.get(href)
            #expect(officer.value("fa-2", of: href) == "دو" && officer.value("en-2", of: href) == "two")
            #expect(try await officer.submit(href, ["do": "remove-1"]) == 303)
            try await officer.get(href)
            #expect(officer.value("fa-1", of: href) == "دو" && officer.value("fa-2", of: href) == nil)
            #expect(try await officer.submit(href, ["do": "split-1"]) == 422)
            #expect(officer.text.contains(try PageOffice.words(.fa).text("reading.problem.nothingToSplit")))
            #expect(try await Self.clauses(pages, agreement).isEmpty)
            #expect(try await officer.submit(href, ["do": "discard"]) == 303)
            #expect(try await pages.count("reading") == 0)
        }
    }

    @Test("of two who edit a draft the second is told, and keeps what was typed", arguments: OfficeUnderTest.engines)
    func conflict(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let agreement = try await pages.agreement(level: .executive)
            let officer = try await pages.officer(.en)
            let colleague = try await pages.colleague(.en)
            let href = try await Self.draft(officer, agreement)
            try await colleague.get(href)
            #expect(try await officer.submit(href, ["en-1": "Mine", "do": "save"]) == 303)
            #expect(try await colleague.submit(href, ["en-1": "Theirs", "do": "save"]) == 422)
            #expect(colleague.text.contains(try PageOffice.words(.en).text("reading.problem.changedMeanwhile")))
            #expect(colleague.value("en-1", of: href) == "Theirs")
            try await officer.get(href)
            #expect(officer.value("en-1", of: href) == "Mine")
        }
    }

    @Test("a number that is taken brings the draft back, and nothing of it is recorded")
    func taken() async throws {
        try await PageOffice.open { pages in
            let agreement = try await pages.agreement(level: .executive)
            let officer = try await pages.officer(.en)
            let href = try await Self.draft(officer, agreement)
            #expect(try await officer.submit(href, ["number-2": "1", "do": "confirm"]) == 422)
            #expect(officer.error(at: "number-2") != nil)
            #expect(try await Self.clauses(pages, agreement).isEmpty)
            #expect(try await officer.submit(href, ["number-2": "۵", "do": "confirm"]) == 303, "\(officer.text)")
            #expect(try await Self.clauses(pages, agreement).map(\.number) == [1, 5])
        }
    }

    @Test("a file joins the attachments, what holds no clause is refused, and readers may not begin")
    func files() async throws {
        try await PageOffice.open { pages in
            let agreement = try await pages.agreement(level: .executive)
            let officer = try await pages.officer(.en)
            let path = "\(agreement.href)/read"
            try await officer.get(path)
            let sent = Browser.File("file", name: "sample.txt", bytes: Array(Self.text.utf8))
            #expect(try await officer.submit(path, [:], files: [sent]) == 303, "\(officer.text)")
            #expect(try await pages.count("attachment") == 1)
            try await officer.get(path)
            #expect(officer.text.contains("sample.txt"))
            let words = try PageOffice.words(.en)
            let picture = Browser.File("file", name: "scan.png", bytes: Array("GIF89a....".utf8))
            #expect(try await officer.submit(path, [:], files: [picture]) == 422)
            #expect(officer.error(at: "file") == words.text("reading.problem.unsupported"))
            #expect(try await officer.submit(path, ["paste": "   "]) == 422)
            #expect(try await officer.submit(path, ["paste": "۱۲۳ ---"]) == 422)
            #expect(officer.error(at: "paste") == words.text("reading.problem.noClauses"))
            let reader = try await pages.site.browser(as: .viewer, language: .en)
            #expect(try await reader.get(path) == 403)
        }
    }

    @Test("a restricted agreement's documents are not there for others")
    func restricted() async throws {
        try await PageOffice.open { pages in
            let agreement = try await pages.agreement(level: .executive, secrecy: .restricted)
            let head = try await pages.site.browser(as: .administrator, language: .en)
            let href = try await Self.draft(head, agreement)
            let officer = try await pages.officer(.en)
            #expect(try await officer.get(href) == 404)
            #expect(try await officer.get("\(href)/text") == 404)
            #expect(try await head.get("\(href)/text") == 200)
        }
    }
}
