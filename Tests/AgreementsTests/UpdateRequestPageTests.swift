import Cities
import Foundation
import HTTPTypes
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Requests for updates and the links that answer them")
struct UpdateRequestPageTests {
    /// A person at a body that owns an action, asked by the urban officer.
    private static func asked(
        _ pages: PageOffice, language: Language = .en
    ) async throws -> (clause: RegisteredClause, action: Action, link: String, officer: Browser) {
        let document = try await pages.agreement(level: .executive)
        let body = try await pages.body("Sample department")
        let clause = try await pages.clause(of: document, ours: [body.id])
        let action = try await pages.action("Sample work", under: clause, owner: body.id)
        try await pages.holder("Sample Person", mail: "person@body.example", at: body.id)
        let officer = try await pages.officer(.en)
        try await officer.get("/requests/new?action=\(action.id)")
        #expect(officer.text.contains("Sample Person"))
        #expect(
            try await officer.submit(
                "/requests/new", ["language": language.rawValue, "note": "Please be brief"]) == 303)
        let letter = try #require(try await LetterBox.all(of: pages.office).last)
        #expect(letter.recipient == "person@body.example" && letter.language == language.rawValue)
        return (clause, action, try #require(letter.path), officer)
    }

    private static let done = ["title": "Twelve trainees", "report": "They finished."]
        .merging(Browser.date("dated", "2026", "11", "20")) { $1 }

    @Test(
        "asked by mail, answered without an account, reviewed by a second person: the stage rises",
        arguments: OfficeUnderTest.engines)
    func loop(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (clause, action, link, officer) = try await Self.asked(pages)
            let guest = pages.site.browser()
            #expect(try await guest.get(link) == 200)
            #expect(guest.text.contains("Sample work") && guest.text.contains("Please be brief"))
            #expect(guest.headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
            #expect(guest.headers[HTTPField.Name("X-Robots-Tag")!] == "noindex, nofollow")
            #expect(guest.html.contains("<meta name=\"robots\" content=\"noindex"))
            #expect(guest.html.matches(of: /<h1[ >]/).count == 1)
            // No way leads to any other page.
            let ways = guest.html.matches(of: /<a [^>]*href="([^"]*)"/).map { String($0.output.1) }
            #expect(ways.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix(link) }, "\(ways)")
            let form = "\(link)/\(action.id)/done"
            #expect(try await guest.submit(form, Self.done) == 303)
            // The same form once more makes nothing new.
            #expect(try await guest.submit(form, Self.done) == 303)
            #expect(try await pages.count("evidence") == 1)
            #expect(try await guest.follow() == 200)
            #expect(guest.text.contains("being reviewed"))
            #expect(!guest.html.contains("/done\""))

            let found = try await pages.office.read { try Evidence.all(of: clause.agreement.agreement.id, on: $0) }
            let evidence = try #require(found.first).evidence
            #expect(evidence.action == action.id && evidence.dated.iso == "2026-11-20")
            let files = try await pages.office.read { try Attachment.list(of: (Evidence.kind, evidence.id), on: $0) }
            #expect(files.map(\.fileName) == ["report.txt"])
            try await officer.get(evidence.href(in: clause.agreement))
            #expect(officer.text.contains("Sample Person"))
            #expect(
                try await officer.submit(
                    "\(evidence.href(in: clause.agreement))/review", ["decision": "accept"]) == 303)
            try await officer.get(clause.agreement.href)
            #expect(try officer.stage == PageOffice.words(.en).text("stages.operating"))
            try await officer.get("\(clause.agreement.href)/history")
            #expect(officer.text.contains("Sample Person") && officer.text.contains("answered the request about"))
            try await officer.get("/requests")
            #expect(officer.text.contains("Answered"))
        }
    }

    @Test("the page is in the addressee's language, and in the other when asked", arguments: Language.allCases)
    func language(language: Language) async throws {
        try await PageOffice.open { pages in
            let (_, _, link, _) = try await Self.asked(pages, language: language)
            let guest = pages.site.browser()
            try await guest.get(link)
            #expect(guest.html.contains("<html lang=\"\(language.rawValue)\" dir=\"\(language.direction)\""))
            #expect(
                guest.html.contains("name=\"dated-calendar\" value=\"\(language == .fa ? "jalali" : "gregorian")\""))
            let other: Language = language == .fa ? .en : .fa
            try await guest.get("\(link)?language=\(other.rawValue)")
            #expect(guest.html.contains("<html lang=\"\(other.rawValue)\""))
        }
    }

    @Test("what was typed comes back with what is wrong beside it", arguments: Language.allCases)
    func wrong(language: Language) async throws {
        try await PageOffice.open { pages in
            let (_, action, link, _) = try await Self.asked(pages, language: language)
            let words = try PageOffice.words(language)
            let guest = pages.site.browser()
            try await guest.get(link)
            let done = "\(link)/\(action.id)/done"
            #expect(try await guest.submit(done, ["title": "<b>Typed</b>", "link": "nowhere"]) == 422)
            #expect(guest.error(at: "dated") == words.text("forms.errors.required"))
            #expect(guest.error(at: "link") == words.text("forms.errors.invalidURL"))
            #expect(guest.value("title", of: done) == "<b>Typed</b>" && !guest.html.contains("<b>Typed"))
            #expect(guest.headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
            let day =
                language == .fa ? Browser.date("dated", "۱۴۰۵", "9", "۱") : Browser.date("dated", "2026", "11", "22")
            #expect(try await guest.submit(done, day.merging(["link": ""]) { $1 }) == 422)
            #expect(guest.error(at: "report") == words.text("requests.problem.noProof"))
            let late = "\(link)/\(action.id)/delayed"
            let past =
                language == .fa ? Browser.date("until", "۱۴۰۵", "9", "۱") : Browser.date("until", "2026", "11", "22")
            #expect(try await guest.submit(late, past.merging(["reason": "Rain"]) { $1 }) == 422)
            #expect(guest.error(at: "until") == words.text("requests.problem.notLater"))
            #expect(guest.value("reason", of: late) == "Rain")
            #expect(try await pages.count("evidence") == 0)
        }
    }

    @Test("a delay brings a new date, which an officer takes or not", arguments: OfficeUnderTest.engines)
    func delay(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (clause, action, link, officer) = try await Self.asked(pages)
            let guest = pages.site.browser()
            try await guest.get(link)
            let sent = Browser.date("until", "2027", "2", "1").merging(["reason": "The visa is late"]) { $1 }
            #expect(try await guest.submit("\(link)/\(action.id)/delayed", sent) == 303)
            func due() async throws -> String? {
                try await pages.office.read { try Action.find(action.id, in: clause.agreement, on: $0)?.due?.iso }
            }
            #expect(try await due() == "2026-12-31", "a date changes by an officer's decision alone")
            try await officer.get("/requests?state=date")
            let path = try #require(officer.html.firstMatch(of: /href="(\/requests\/[0-9a-f-]{36})"/)).output.1
            try await officer.get(String(path))
            #expect(officer.text.contains("The visa is late"))
            #expect(try await officer.submit("\(path)/dates/\(action.id)", ["decision": "take"]) == 303)
            #expect(try await due() == "2027-02-01")
            // Decided once.
            #expect(try await officer.post("\(path)/dates/\(action.id)", [("decision", "keep")]) == 303)
            #expect(try await due() == "2027-02-01")
        }
    }

    @Test(
        "a link that is wrong, over, taken back or of another kind opens nothing, and all look the same",
        arguments: OfficeUnderTest.engines)
    func closed(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (clause, action, link, officer) = try await Self.asked(pages)
            let guest = pages.site.browser()
            try await guest.get(link)
            let cut = String(link.dropLast())
            let token = link.dropFirst(3)
            var seen: Set<String> = []
            func refused(_ path: String) async throws {
                #expect(try await guest.get(path) == 404, "\(path)")
                #expect(!guest.text.contains("Sample work"))
                seen.insert(guest.text)
            }
            try await refused(cut)
            try await refused("/u/x")
            try await refused("/p/\(token)")
            // Another request's action is not reached by this link.
            let other = try await pages.action("Other work", under: clause)
            try await guest.get(link)
            #expect(try await guest.get("\(link)/\(other.id)") == 404)
            try await guest.get(link)
            #expect(try await guest.post("\(link)/\(other.id)/done", Array(Self.done)) == 404)

            try await officer.get("/requests")
            let path = String(
                try #require(officer.html.firstMatch(of: /href="(\/requests\/[0-9a-f-]{36})"/)).output.1)
            try await officer.get(path)
            #expect(try await officer.submit("\(path)/withdraw") == 303)
            try await refused(link)
            #expect(try await guest.post("\(link)/\(action.id)/done", Array(Self.done)) == 404)
            #expect(seen.count == 1)
            #expect(try await pages.count("evidence") == 0)
            // A second request is open until its day.
            try await officer.get("/requests/new?action=\(action.id)")
            try await officer.submit("/requests/new", ["language": "en", "days": "7"])
            let second = try #require(try await LetterBox.all(of: pages.office).last?.path)
            #expect(try await guest.get(second) == 200)
            pages.office.clock.advance(seconds: 7 * 86_400 + 1)
            try await refused(second)
            #expect(seen.count == 1)
        }
    }

    @Test("asked again, a fresh link comes and the request is open anew; what is stored opens nothing")
    func again() async throws {
        try await PageOffice.open { pages in
            let (_, _, link, _) = try await Self.asked(pages)
            pages.office.clock.advance(seconds: 15 * 86_400)
            let officer = try await pages.colleague(.en)
            let guest = pages.site.browser()
            #expect(try await guest.get(link) == 404)
            try await officer.get("/requests?state=expired")
            let path = String(
                try #require(officer.html.firstMatch(of: /href="(\/requests\/[0-9a-f-]{36})"/)).output.1)
            try await officer.get(path)
            #expect(try await officer.submit("\(path)/again") == 303)
            let letters = try await LetterBox.all(of: pages.office)
            let fresh = try #require(letters.last?.path)
            #expect(letters.count == 2 && fresh != link)
            #expect(try await guest.get(fresh) == 200)
            let digests = try await pages.office.read { connection in
                try connection.rows("SELECT id FROM personal_link").map { row -> String in try row[0] }
            }
            #expect(digests.count == 2)
            for digest in digests {
                #expect(!fresh.contains(digest) && !link.contains(digest))
                #expect(try await guest.get("/u/\(digest)") == 404)
            }
        }
    }

    @Test("who guesses waits, and a right link still opens", arguments: OfficeUnderTest.engines)
    func guessing(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (_, _, link, _) = try await Self.asked(pages)
            let guest = pages.site.browser()
            var answers: [Int] = []
            for number in 0..<40 { answers.append(try await guest.get("/u/guess\(number)")) }
            #expect(answers.prefix(30).allSatisfy { $0 == 404 } && answers.suffix(10).allSatisfy { $0 == 429 })
            #expect(try await guest.get(link) == 200)
            pages.office.clock.advance(seconds: 601)
            #expect(try await guest.get("/u/guess") == 404)
        }
    }

    @Test("who was shown a link may not review what came by it; another may", arguments: OfficeUnderTest.engines)
    func handedOver(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (clause, action, _, officer) = try await Self.asked(pages)
            try await officer.get("/requests")
            let path = String(
                try #require(officer.html.firstMatch(of: /href="(\/requests\/[0-9a-f-]{36})"/)).output.1)
            try await officer.get(path)
            #expect(try await officer.submit("\(path)/link") == 200)
            let link = String(try #require(officer.html.firstMatch(of: /(\/u\/[A-Za-z0-9_-]{43})/)).output.1)
            let guest = pages.site.browser()
            try await guest.get(link)
            #expect(try await guest.submit("\(link)/\(action.id)/done", Self.done) == 303)
            let found = try await pages.office.read { try Evidence.all(of: clause.agreement.agreement.id, on: $0) }
            let href = try #require(found.first).evidence.href(in: clause.agreement)
            try await officer.get(href)
            #expect(try await officer.submit("\(href)/review", ["decision": "accept"]) == 422)
            #expect(try officer.text.contains(PageOffice.words(.en).text("agreements.problem.shownLink")))
            let colleague = try await pages.colleague(.en)
            try await colleague.get(href)
            #expect(try await colleague.submit("\(href)/review", ["decision": "accept"]) == 303)
        }
    }

    @Test(
        "all open actions of a body go out in one letter; what is restricted does not",
        arguments: OfficeUnderTest.engines)
    func wholeBody(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let body = try await pages.body("Sample department")
            let open = try await pages.clause(of: try await pages.agreement(level: .executive))
            let secret = try await pages.clause(
                of: try await pages.agreement("Secret paper", level: .executive, secrecy: .restricted))
            let first = try await pages.action("First work", under: open, owner: body.id)
            try await pages.action("Second work", under: open, owner: body.id)
            try await pages.action("Hidden work", under: secret, owner: body.id)
            let deputy = try await pages.site.browser(as: .deputy, language: .en)
            try await deputy.get("/requests/new")
            #expect(deputy.html.contains("/requests/new?body=\(body.id)"))
            try await deputy.get("/requests/new?body=\(body.id)")
            #expect(!deputy.text.contains("Hidden work"))
            #expect(try await deputy.submit("/requests/new", ["name": "A Person", "email": "not an address"]) == 422)
            #expect(deputy.value("name", of: "/requests/new") == "A Person" && deputy.error(at: "email") != nil)
            #expect(
                try await deputy.submit("/requests/new", ["email": "person@body.example", "language": "en"]) == 303)
            let letters = try await LetterBox.all(of: pages.office)
            #expect(letters.count == 1)
            let letter = try #require(letters.first)
            #expect(letter.body.contains("First work") && letter.body.contains("Second work"))
            #expect(!letter.body.contains("Hidden work"))
            let guest = pages.site.browser()
            let link = try #require(letter.path)
            try await guest.get(link)
            #expect(guest.html.contains("\(link)/\(first.id)"))
            try await guest.get("\(link)/\(first.id)")
            #expect(try await guest.submit("\(link)/\(first.id)/done", Self.done) == 303)
            try await guest.follow()
            #expect(guest.text.contains("Received") && guest.text.contains("Not answered"))
            // What becomes restricted is told to nobody any more.
            try await pages.office.change { change in
                var agreement = open.agreement.agreement
                agreement.secrecy = .restricted
                try open.agreement.edit(to: agreement, on: PageOffice.today, in: change)
            }
            #expect(try await guest.get(link) == 404)
        }
    }

    @Test("asking is for officers", arguments: [Role.viewer, .editor, .protocolOfficer, .bodyRepresentative])
    func rights(role: Role) async throws {
        try await PageOffice.open { pages in
            let (_, action, _, _) = try await Self.asked(pages)
            let person = try await pages.site.browser(as: role, language: .en)
            #expect(try await person.get("/requests") == 403)
            #expect(try await person.get("/requests/new?action=\(action.id)") == 403)
        }
    }

    @Test("programs ask, read and take back as officers do", arguments: OfficeUnderTest.engines)
    func api(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.clause(of: try await pages.agreement(level: .executive))
            let action = try await pages.action("Sample work", under: clause)
            let program = try await pages.site.program()
            let asked = try await program.ask(
                .post, "/requests",
                """
                {"actions": ["\(action.id)"], "name": "A Person", "email": "person@body.example", "language": "en"}
                """)
            #expect(asked.status == 201 && asked.text("state") == "waiting")
            let id = asked.text("id") ?? ""
            let wrong = try await program.ask(
                .post, "/requests",
                #"{"actions": ["none"], "name": "A Person", "email": "person@body.example", "language": "en"}"#)
            #expect(wrong.status == 422 && wrong.wrong == ["actions"])
            #expect(try await program.get("/requests").items.count == 1)
            let taken = try await program.ask(.post, "/requests/\(id)/withdraw", "{}")
            #expect(taken.status == 200 && taken.text("state") == "withdrawn")
            #expect(try await program.ask(.post, "/requests/\(id)/withdraw", "{}").status == 422)
            let repeated = try await program.ask(
                .post, "/agreements/\(clause.agreement.code)/actions",
                #"{"clause": 1, "title": "Report", "due": "2027-01-31", "repeats": {"unit": "month", "every": 2}}"#)
            #expect(repeated.status == 201)
            #expect(repeated.body["repeats"]?["unit"] == "month")
            let undated = try await program.ask(
                .post, "/agreements/\(clause.agreement.code)/actions",
                #"{"clause": 1, "title": "Report", "repeats": {"unit": "month"}}"#)
            #expect(undated.status == 422 && undated.wrong == ["due"])
        }
    }

    @Test("an agreement's document is evidence, for who may see it", arguments: OfficeUnderTest.engines)
    func documents(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let file = try await pages.office.change { change in
                try change.attach(
                    Array("minutes".utf8), named: "minutes.txt", to: clause.agreement.subject, secrecy: .office)
            }
            let secret = try await pages.agreement("Secret paper", secrecy: .restricted)
            let hidden = try await pages.office.change { change in
                try change.attach(Array("x".utf8), named: "x.txt", to: secret.subject, secrecy: .restricted)
            }
            let officer = try await pages.officer(.en)
            let new = "\(clause.path)/evidence/new"
            try await officer.get(new)
            #expect(officer.text.contains("minutes.txt"))
            let filled = ["title": "They met"].merging(Browser.date("dated", "2026", "11", "20")) { $1 }
            #expect(try await officer.submit(new, filled.merging(["record": "document:\(hidden.id)"]) { $1 }) == 422)
            #expect(officer.error(at: "record") != nil)
            #expect(try await officer.submit(new, ["record": "document:\(file.id)"]) == 303)
            try await officer.follow()
            #expect(officer.html.contains("\(clause.agreement.href)/files/\(file.id)"))
            let program = try await pages.site.program()
            let told = try await program.get("/agreements/\(clause.agreement.code)/evidence")
            #expect(told.items.first?["record"] == .text("document:\(file.id)"))
        }
    }
}

extension PageOffice {
    /// Someone who holds a post at a body and can be written to.
    func holder(_ name: String, mail: String?, at body: String, secrecy: Secrecy = .office) async throws {
        try await office.change { change in
            var draft = PersonDraft()
            draft.nameEnglish = name
            draft.email = mail
            draft.secrecy = secrecy
            let person = try Person.add(draft, in: change)
            var post = PostDraft()
            post.body = body
            post.titleEnglish = "Head"
            _ = try Post.add(post, to: person.id, for: .machine, in: change)
        }
    }
}
