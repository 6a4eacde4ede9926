import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("From a bare tie to an operating one")
struct StartPageTests {
    private static let start: [String: String] = [
        "textPersian": "آموزش نمونهٔ بیست کارشناس", "ourBody1-text": "اداره نمونهٔ آموزش",
        "theirBody1-text": "بنیاد نمونه",
        "title": "فهرست کارآموزان فرستاده شود",
    ].merging(Browser.date("documentSigned", "۱۴۰۴", "7", "۱۰")) { $1 }
        .merging(Browser.date("due", "۱۴۰۵", "10", "۱۵")) { $1 }

    @Test(
        "one form, one piece of evidence and a second person's word make it operate; taking the evidence back undoes it",
        arguments: OfficeUnderTest.engines)
    func way(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let tie = try await pages.agreement("Sample memorandum of Seoul")
            let words = try PageOffice.words(.fa)
            let officer = try await pages.officer()
            try await officer.get(tie.href)
            #expect(officer.stage == words.text("stages.paper"))
            #expect(officer.text.contains(words.text("agreements.reason.noExecutiveDocument")))
            #expect(officer.html.contains("href=\"\(tie.href)/start\""))

            try await officer.get("\(tie.href)/start")
            #expect(try await officer.submit("\(tie.href)/start", Self.start) == 303)
            let form = try #require(officer.location)
            #expect(form.hasPrefix("/agreements/AGR-0002/clauses/1/evidence/new?action="))
            try await officer.follow()
            #expect(officer.text.contains(words.text("start.done")))
            let path = "/agreements/AGR-0002/clauses/1/evidence/new"
            let sent = try await officer.submit(
                path, ["title": "فهرست فرستاده شد"],
                files: [.init("file", name: "list.pdf", bytes: Array("%PDF-1.7".utf8))])
            #expect(sent == 303)
            let evidence = try #require(officer.location)
            try await officer.get(tie.href)
            #expect(officer.stage == words.text("stages.assigned"))
            try await officer.get("/")
            #expect(officer.element("headline-value") == words.text("home.zero"))

            let colleague = try await pages.colleague()
            try await colleague.get(evidence)
            #expect(try await colleague.submit("\(evidence)/review", ["decision": "accept"]) == 303)
            try await officer.get(tie.href)
            #expect(officer.stage == words.text("stages.operating"))
            #expect(officer.text.contains(words.text("agreements.reason.clausesOperating", count: 1, ["of": "۱"])))
            try await officer.get("/")
            #expect(officer.element("headline-value") == "۱")
            try await officer.get("/agreements?of=ties&stage=operational")
            #expect(officer.html.contains("href=\"\(tie.href)\""))
            try await officer.get("\(tie.href)/proof")
            #expect(officer.html.contains("href=\"\(evidence)\""))

            #expect(try await officer.post("\(evidence)/withdraw") == 303)
            try await officer.get(tie.href)
            #expect(officer.stage == words.text("stages.assigned"))
            #expect(officer.text.contains(words.text("agreements.cause.noEvidence")))
            try await officer.get("/")
            #expect(officer.element("headline-value") == words.text("home.zero"))
            try await officer.get("/agreements?of=ties&stage=operational")
            #expect(!officer.html.contains("href=\"\(tie.href)\""))
        }
    }

    @Test(
        "the form keeps all or nothing, and is done once however often it is sent", arguments: OfficeUnderTest.engines)
    func whole(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let tie = try await pages.agreement(signed: nil)
            let words = try PageOffice.words(.fa)
            let officer = try await pages.officer()
            let path = "\(tie.href)/start"
            try await officer.get(path)
            // The action and the signature are missing: neither document nor body may be left behind.
            #expect(try await officer.submit(path, Self.start.merging(["title": ""]) { $1 }) == 422)
            #expect(officer.error(at: "title") == words.text("agreements.problem.noActionTitle"))
            #expect(officer.error(at: "signed") == words.text("forms.errors.required"))
            #expect(officer.value("textPersian", of: path) == Self.start["textPersian"])
            #expect(officer.value("ourBody1-text", of: path) == Self.start["ourBody1-text"])
            #expect(officer.value("due-year", of: path) == "۱۴۰۵")
            #expect(try await pages.count("agreement") == 1)
            #expect(try await pages.count("body") == 0)

            let whole = Self.start.merging(Browser.date("signed", "۱۴۰۳")) { $1 }
                .merging(["idempotency": "once"]) { $1 }
            #expect(try await officer.submit(path, whole) == 303)
            let first = officer.location
            #expect(try await officer.post(path, whole.map { ($0.key, $0.value) }) == 303)
            #expect(officer.location == first)
            #expect(try await pages.count("agreement") == 2)
            #expect(try await pages.count("clause") == 1)
            try await officer.get(tie.href)
            #expect(officer.stage == words.text("stages.assigned"))
        }
    }
}
