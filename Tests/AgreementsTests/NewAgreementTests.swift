import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Form of a new agreement")
struct NewAgreementTests {
    private static let path = "/agreements/new"

    private static func stored(_ pages: PageOffice, _ code: String = "AGR-0001") async throws -> Agreement {
        try #require(
            try await pages.office.read { try RegisteredAgreement.find(code: code, for: .machine, on: $0) }
        ).agreement
    }

    @Test("it is kept, named after its kind and cities, and found by any word", arguments: OfficeUnderTest.engines)
    func kept(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let officer = try await pages.officer()
            try await officer.get(Self.path)
            let status = try await officer.submit(
                Self.path,
                ["partner1-text": "سئول", "kind": "sisterCity"].merging(Browser.date("signed", "۱۳۸۵", "2", "۱۲")) {
                    $1
                })
            #expect(status == 303)
            #expect(officer.location == "/agreements/AGR-0001")
            let kept = try await Self.stored(pages)
            #expect(kept.parties.map(\.city) == [TestOffice.tehran, TestOffice.seoul])
            #expect(kept.signed?.iso == "2006-05-02")
            #expect(kept.isSigned)
            #expect(kept.titleEnglish == "Sister-city agreement: Tehran and Seoul")
            #expect(kept.titlePersian?.contains("سئول") == true)
            #expect(kept.secrecy == .office)
            try await officer.follow()
            #expect(try officer.text.contains(PageOffice.words(.fa).text("agreement.registered")))
            for word in ["seoul", "سئول", "AGR-1", "agr 1", "خواهر"] {
                try await officer.get("/search?q=\(Query.encoded(word))")
                #expect(officer.html.contains("/agreements/AGR-0001"), "\(word)")
            }
            for word in ["seo", "سئو"] {
                try await officer.get("/agreements/suggest?q=\(Query.encoded(word))")
                #expect(officer.html.contains("AGR-0001"), "\(word)")
            }
        }
    }

    @Test(
        "each wrong field is named beside it, and what was typed stays", arguments: Language.allCases,
        OfficeUnderTest.engines)
    func wrong(language: Language, engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let words = try PageOffice.words(language)
            let officer = try await pages.officer(language)
            try await officer.get(Self.path)
            let year = language == .fa ? "۱۴۱۰" : "2031"
            let typed =
                [
                    "partner1-text": "Nowhereville", "titlePersian": "عنوان نمونه", "parent-text": "AGR-9999",
                    "ourSignatories": "Sample Signatory, Mayor",
                ].merging(Browser.date("signed", year)) { $1 }
                .merging(Browser.date("expires", "", "3", "40")) { $1 }
                .merging(Browser.date("ended", year, "1", "1")) { $1 }
            #expect(try await officer.submit(Self.path, typed) == 422)
            #expect(officer.html.contains("<html lang=\"\(language.rawValue)\""))
            for (field, key) in [
                ("partner1", "forms.errors.notInList"), ("parent", "forms.errors.notInList"),
                ("signed", "agreements.problem.signedInFuture"), ("expires", "forms.errors.dateNeedsYear"),
                ("ended", "agreements.problem.endedInFuture"),
            ] {
                #expect(officer.error(at: field) == words.text(key), "\(field)")
                // The summary on top leads to the field.
                #expect(officer.html.contains("<a href=\"#field-\(field)"), "\(field)")
            }
            for (field, value) in typed { #expect(officer.value(field, of: Self.path) == value, "\(field)") }
            #expect(try await pages.count("agreement") == 0)
            #expect(officer.html.contains("role=\"alert\""))
        }
    }

    @Test("without a partner it is not kept, and the empty field is named")
    func partner() async throws {
        try await PageOffice.open { pages in
            let officer = try await pages.officer(.en)
            try await officer.get(Self.path)
            #expect(try await officer.submit(Self.path) == 422)
            #expect(officer.error(at: "partner1") == "Choose the city or body on the other side.")
        }
    }

    @Test(
        "dates are read in any digits and both calendars, as exactly as they are known",
        arguments: [
            ("jalali", "۱۳۸۵", "", "", "j1385"), ("jalali", "1385", "2", "", "j1385-02"),
            ("jalali", "١٣٨٥", "2", "١٢", "2006-05-02"), ("gregorian", "2006", "", "", "2006"),
            ("gregorian", "۲۰۰۶", "5", "2", "2006-05-02"), ("jalali", "2006", "", "", "2006"),
        ])
    func dates(calendar: String, year: String, month: String, day: String, iso: String) async throws {
        try await PageOffice.open { pages in
            let officer = try await pages.officer()
            try await officer.get(Self.path)
            let status = try await officer.submit(
                Self.path,
                ["partner1-text": "سئول", "signed-calendar": calendar].merging(Browser.date("signed", year, month, day))
                {
                    $1
                })
            #expect(status == 303, "\(officer.text)")
            let signed = try await Self.stored(pages).signed
            #expect(signed?.iso == iso)
            #expect(signed?.precision == (day.isEmpty ? (month.isEmpty ? .year : .month) : .day))
        }
    }

    @Test("a form sent twice makes one agreement; opened anew it makes another", arguments: OfficeUnderTest.engines)
    func twice(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let officer = try await pages.officer()
            try await officer.get(Self.path)
            let sent = officer.fields(of: Self.path).map { ($0.0, $0.0 == "partner1-text" ? "Seoul" : $0.1) }
            #expect(sent.contains { $0.0 == "idempotency" && !$0.1.isEmpty })
            #expect(try await officer.post(Self.path, sent) == 303)
            #expect(try await officer.post(Self.path, sent) == 303)
            #expect(officer.location == "/agreements/AGR-0001")
            #expect(try await pages.count("agreement") == 1)
            try await officer.get(Self.path)
            #expect(try await officer.submit(Self.path, ["partner1-text": "Seoul"]) == 303)
            #expect(officer.location == "/agreements/AGR-0002")
        }
    }

    @Test("a document takes partner, kind and level from what it carries out, and stands on its page")
    func document() async throws {
        try await PageOffice.open { pages in
            let tie = try await pages.agreement("Sample tie")
            let officer = try await pages.officer(.en)
            try await officer.get("\(Self.path)?parent=\(tie.code)&level=executive")
            #expect(officer.value("partner1-text", of: Self.path) == "Seoul")
            #expect(officer.value("level", of: Self.path) == "executive")
            #expect(try await officer.submit(Self.path, ["titleEnglish": "Sample executive document"]) == 303)
            try await officer.get(tie.href)
            #expect(officer.text.contains("Sample executive document"))
            #expect(try await Self.stored(pages, "AGR-0002").parent == tie.agreement.id)
        }
    }
}
