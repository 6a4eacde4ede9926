import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import Cities

@Suite("Work of a body, for its representative")
struct AssignmentsTests {
    /// Clauses of the representative's body and of others, one of them in a restricted agreement.
    private struct Work {
        let mine: RegisteredClause
        let owned: RegisteredClause
        let others: RegisteredClause
        let secret: RegisteredClause
        let representative: Browser
    }

    private static func make(_ pages: PageOffice, language: Language = .en) async throws -> Work {
        let body = try await pages.body("Sample trainers")
        let other = try await pages.body("Other department")
        let hidden = try await pages.body("Secret service", secrecy: .restricted)
        let document = try await pages.agreement("Open document", level: .executive)
        let mine = try await pages.clause("Train twenty", number: 1, of: document, ours: [body.id, hidden.id])
        try await pages.action("Send the list", under: mine, owner: hidden.id)
        let owned = try await pages.clause("Host a visit", number: 2, of: document, ours: [other.id])
        try await pages.action("Print the programme", under: owned, owner: body.id)
        let others = try await pages.clause("Lend a model", number: 3, of: document, ours: [other.id])
        let closed = try await pages.agreement("Restricted document", level: .executive, secrecy: .restricted)
        let secret = try await pages.clause("Hidden promise", of: closed, ours: [body.id])
        try await pages.office.account(named: "rep", .bodyRepresentative, language: language, body: body.id)
        let representative = pages.site.browser()
        try await representative.signIn("rep")
        return Work(mine: mine, owned: owned, others: others, secret: secret, representative: representative)
    }

    @Test("who speaks for a body lands on its work and sees exactly that", arguments: OfficeUnderTest.engines)
    func sees(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let work = try await Self.make(pages)
            let browser = work.representative
            #expect(try await browser.get("/") == 303)
            #expect(browser.location == "/assignments")
            #expect(try await browser.follow() == 200)
            for words in ["Open document", "Train twenty", "Host a visit", "Print the programme", "Sample trainers"] {
                #expect(browser.text.contains(words), "\(words)")
            }
            for words in ["Lend a model", "Restricted document", "Hidden promise", "Secret service"] {
                #expect(!browser.text.contains(words), "\(words)")
            }
            #expect(browser.html.contains("href=\"\(work.mine.path)/evidence/new\""))
            #expect(!browser.html.contains("/edit\"") && !browser.html.contains("/actions/new\""))
            // Of a clause that is let go nothing is to be done.
            let mine = work.mine
            try await pages.office.change { change in
                var clause = mine.clause
                clause.withdrawn = PageOffice.today
                try mine.edit(to: clause, in: change)
            }
            try await browser.get("/assignments")
            #expect(!browser.text.contains("Train twenty"))
            #expect(try await browser.get("\(work.mine.path)/evidence/new") == 404)
        }
    }

    @Test(
        "evidence is submitted, returned, corrected and seen; the register stays closed",
        arguments: OfficeUnderTest.engines)
    func submits(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let work = try await Self.make(pages)
            let browser = work.representative
            let path = "\(work.mine.path)/evidence/new"
            #expect(try await browser.get(path) == 200)
            let file = Browser.File("file", name: "list.pdf", bytes: Array("%PDF-1.7".utf8))
            #expect(try await browser.submit(path, ["title": "Twenty trained"], files: [file]) == 303)
            let evidence = try #require(browser.location)
            #expect(try await browser.follow() == 200)
            #expect(browser.text.contains("Twenty trained"))
            let href = try #require(browser.html.firstMatch(of: /href="([^"]*\/files\/[^"]*)"/)).output.1
            #expect(try await browser.get(String(href)) == 200)
            #expect(try await browser.post("\(evidence)/review", [("decision", "accept")]) == 403)
            let officer = try await pages.officer(.en)
            try await officer.get(evidence)
            #expect(
                try await officer.submit("\(evidence)/review", ["decision": "return", "reason": "Say when"]) == 303)
            try await browser.get("\(evidence)/again")
            #expect(try await browser.submit("\(evidence)/again", ["title": "Trained in May"], files: []) == 303)
            try await browser.get("/assignments")
            #expect(browser.text.contains("Trained in May"))
            let agreement = work.mine.agreement.href
            for closed in [
                agreement, "\(agreement)/proof", "\(agreement)/history", "\(agreement)/claims", "\(agreement)/edit",
                "/agreements", "/work", "/due", "/search?q=train", "/bodies", "/people", "/cities", "/map", "/journal",
                "/agreements/suggest?q=a", "/bodies/suggest?q=a", "\(work.mine.path)/edit", "/agreements?format=csv",
            ] {
                #expect(try await browser.get(closed) == 403, "\(closed)")
            }
        }
    }

    @Test("what is not assigned, or restricted, is not there", arguments: OfficeUnderTest.engines)
    func hidden(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let work = try await Self.make(pages)
            let officer = try await pages.office.account(.urbanOfficer)
            let others = try await pages.evidence("Others' report", under: work.others, by: officer)
            let secret = try await pages.evidence("Secret report", under: work.secret, by: officer)
            let browser = work.representative
            for path in [
                "\(work.others.path)/evidence/new", "\(work.secret.path)/evidence/new",
                others.href(in: work.others.agreement), secret.href(in: work.secret.agreement),
                "\(others.href(in: work.others.agreement))/again", "/agreements/AGR-0099/clauses/1/evidence/new",
            ] {
                #expect(try await browser.get(path) == 404, "\(path)")
                #expect(!browser.html.contains("report") && !browser.html.contains("Hidden promise"))
            }
            try await browser.get("\(work.mine.path)/evidence/new")
            for path in ["\(work.others.path)/evidence/new", "\(work.secret.path)/evidence/new"] {
                let sent = [("title", "Mine"), ("link", "https://example.org/x")]
                #expect(try await browser.post(path, sent, files: []) == 404, "\(path)")
            }
            #expect(try await browser.post("\(others.href(in: work.others.agreement))/withdraw") == 404)
            #expect(try await pages.count("evidence") == 2)
            // Who is named for the restricted agreement does its work too.
            let account = try await pages.office.account(named: "rep", .bodyRepresentative)
            let subject = work.secret.agreement.subject
            try await pages.office.change { change in
                _ = try SecrecyExceptions.set(
                    [account], of: subject, secrecy: .restricted, by: .machine, in: change)
            }
            try await browser.get("/assignments")
            #expect(browser.text.contains("Hidden promise"))
        }
    }
}
