import Cities
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Change of an agreement")
struct EditAgreementTests {
    private static func stored(_ pages: PageOffice, _ code: String = "AGR-0001") async throws -> Agreement {
        try #require(
            try await pages.office.read { try RegisteredAgreement.find(code: code, for: .machine, on: $0) }
        ).agreement
    }

    @Test(
        "its history says who changed what, from what to what, by the reader's own name for them",
        arguments: OfficeUnderTest.engines)
    func history(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let path = "\(try await pages.agreement("First title").href)/edit"
            let officer = try await pages.officer()
            try await officer.get(path)
            let status = try await officer.submit(
                path, ["titleEnglish": "Second title"].merging(Browser.date("expires", "۱۴۱۰")) { $1 })
            #expect(status == 303)
            try await officer.get("/agreements/AGR-0001/history")
            #expect(
                officer.html.contains("<del><span class=\"visually-hidden\">پیش از این </span><bdi>First title</bdi>")
                    || officer.html.contains("<bdi>First title</bdi></del>"))
            #expect(officer.html.contains("<bdi>Second title</bdi></ins>"))
            #expect(officer.html.contains("<bdi>۱۴۱۰</bdi></ins>"))
            #expect(officer.html.contains("<strong><bdi>نمونه urbanOfficer</bdi></strong>"))
            let reader = try await pages.site.browser(as: .editor, language: .en)
            try await reader.get("/agreements/AGR-0001/history")
            #expect(reader.html.contains("<strong><bdi>Sample urbanofficer</bdi></strong>"))
            #expect(reader.text.contains("changed the agreement"))
            // The journal's own page names people alike.
            try await officer.get("/journal?kind=agreement")
            #expect(officer.html.contains("<strong><bdi>نمونه urbanOfficer</bdi></strong>"))
        }
    }

    @Test(
        "of two officers who edit at once the second is told, and may then decide", arguments: OfficeUnderTest.engines)
    func conflict(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let href = try await pages.agreement("Title").href
            let path = "\(href)/edit"
            let first = try await pages.officer(.en)
            let second = try await pages.colleague(.en)
            try await first.get(path)
            try await second.get(path)
            #expect(try await first.submit(path, ["titleEnglish": "By the first"]) == 303)

            #expect(try await second.submit(path, ["titleEnglish": "By the second"]) == 422)
            #expect(second.text.contains("Someone changed this record"))
            #expect(second.value("titleEnglish", of: path) == "By the second")
            #expect(try await Self.stored(pages).titleEnglish == "By the first")

            #expect(try await second.submit(path) == 303)
            #expect(try await Self.stored(pages).titleEnglish == "By the second")
            try await first.get("\(href)/history")
            for title in ["Title", "By the first", "By the second"] {
                #expect(first.html.contains("<bdi>\(title)</bdi>"))
            }
        }
    }

    @Test("a wrong value before the conflict is told does not hide the conflict")
    func wrongAndConflict() async throws {
        try await PageOffice.open { pages in
            let path = "\(try await pages.agreement("Title").href)/edit"
            let first = try await pages.officer(.en)
            let second = try await pages.colleague(.en)
            try await second.get(path)
            #expect(try await second.submit(path, Browser.date("signed", "2031")) == 422)
            try await first.get(path)
            #expect(try await first.submit(path, ["titleEnglish": "By the first"]) == 303)
            #expect(try await second.submit(path, Browser.date("signed", "2021")) == 422)
            #expect(second.text.contains("Someone changed this record"))
        }
    }

    @Test("what is sent unchanged changes nothing and is not in the history")
    func unchanged() async throws {
        try await PageOffice.open { pages in
            let tie = try await pages.agreement(signed: PartialDay(year: 2020))
            let officer = try await pages.officer()
            try await officer.get("\(tie.href)/edit")
            let head = try await pages.office.read { try Journal.head(on: $0) }
            #expect(try await officer.submit("\(tie.href)/edit") == 303)
            #expect(try await Self.stored(pages) == tie.agreement)
            #expect(try await pages.office.read { try Journal.head(on: $0) } == head)
        }
    }

    @Test(
        "an officer who may not see a partner body or what it carries out keeps both by saving",
        arguments: OfficeUnderTest.engines)
    func hidden(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let above = try await pages.agreement("Secret frame", secrecy: .restricted)
            let document = try await pages.agreement("Title", level: .executive, under: above.agreement.id)
            let body = try await pages.body("Secret body", isOurs: false, secrecy: .restricted)
            try await pages.office.change { change in
                var changed = document.agreement
                changed.parties.append(Party(side: .theirs, body: body.id))
                try document.edit(to: changed, on: PageOffice.today, in: change)
            }
            let path = "\(document.href)/edit"
            let officer = try await pages.officer(.en)
            try await officer.get(document.href)
            #expect(officer.text.contains("a body you may not see"))
            try await officer.get(path)
            #expect(!officer.html.contains("Secret"))
            #expect(try await officer.submit(path, ["titleEnglish": "New title"]) == 303)
            let kept = try await Self.stored(pages, document.code)
            #expect(kept.titleEnglish == "New title")
            #expect(kept.parent == above.agreement.id)
            #expect(kept.parties.last?.body == body.id)
            try await officer.get("\(document.href)/history")
            #expect(!officer.html.contains("Secret"))
            #expect(officer.html.contains("<bdi>…</bdi></ins>"))
        }
    }

    @Test("without scripts a name typed over a choice is what counts, and an emptied field is empty")
    func typedOver() async throws {
        try await PageOffice.open { pages in
            let tie = try await pages.agreement()
            let officer = try await pages.officer(.en)
            let path = "\(tie.href)/edit"
            try await officer.get(path)
            #expect(officer.value("partner1", of: path) == String(TestOffice.seoul))
            // Two cities are named Springfield.
            let typed = ["partner1-text": "Springfield", "partner2-text": "Seoul"]
            #expect(try await officer.submit(path, typed) == 422)
            #expect(officer.error(at: "partner1")?.contains("Several cities") == true)
            #expect(try await officer.submit(path, ["partner1-text": "Moscow", "partner2-text": ""]) == 303)
            let cities = try await Self.stored(pages).parties.filter { $0.side == .theirs }.compactMap(\.city)
            #expect(cities.count == 1 && cities != [TestOffice.seoul])
        }
    }
}
