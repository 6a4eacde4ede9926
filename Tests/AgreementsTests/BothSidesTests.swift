import Cities
import HTTPTypes
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Both sides")
struct BothSidesTests {
    private static let today = Day(year: 2026, month: 11, day: 24)!

    private static func statement(
        _ verdict: Statement.Verdict, about: String?, value: String? = nil, comment: String? = nil,
        side: Side = .theirs, at second: Int64 = 0
    ) -> Statement {
        Statement(
            id: "s\(second)", topic: .signed, action: nil, side: side, access: "a", account: nil, verdict: verdict,
            about: about, value: value, comment: comment, at: Moment(milliseconds: second * 1000))
    }

    private static func standing(_ ours: String?, _ statements: [Statement]) -> BothSides.Standing? {
        let agreement = Agreement(
            id: "1", kind: .memorandum, level: .principle, signed: ours.flatMap { PartialDay(iso: $0) })
        return BothSides(of: agreement, actions: [], statements: statements, on: today).line(.signed, nil)?.standing
    }

    @Test("agreement is what both say now; what was confirmed and has changed since is named as such")
    func standings() {
        #expect(Self.standing("2006", []) == .unsaid)
        #expect(Self.standing("2006", [Self.statement(.confirms, about: "2006")]) == .agreed)
        #expect(Self.standing("2014", [Self.statement(.confirms, about: "2006")]) == .outdated)
        #expect(Self.standing("2006", [Self.statement(.disputes, about: "2006", value: "2014")]) == .disputed)
        #expect(Self.standing("2014", [Self.statement(.disputes, about: "2006", value: "2014")]) == .agreed)
        #expect(Self.standing("2006", [Self.statement(.disputes, about: "2006", comment: "No")]) == .disputed)
        #expect(Self.standing(nil, [Self.statement(.disputes, about: nil, comment: "It was")]) == .disputed)
    }

    @Test("their last word counts whatever the office answered, in any order of entry")
    func lastWord() {
        let said = [
            Self.statement(.disputes, about: "2006", value: "2014", at: 1),
            Self.statement(.answers, about: "2006", comment: "See the file", side: .ours, at: 2),
        ]
        let later = said + [Self.statement(.confirms, about: "2006", at: 3)]
        for order in [said, said.reversed()] { #expect(Self.standing("2006", order) == .disputed) }
        for order in [later, later.reversed()] { #expect(Self.standing("2006", order) == .agreed) }
    }

    @Test("a statement says something")
    func problems() {
        #expect(Self.statement(.confirms, about: nil).problems.map(\.field) == ["verdict"])
        #expect(Self.statement(.disputes, about: "2006").problems.map(\.field) == ["comment"])
        #expect(Self.statement(.disputes, about: "2006", value: "2006").problems.map(\.field) == ["value"])
        #expect(Self.statement(.answers, about: "2006").problems.map(\.field) == ["comment"])
        #expect(Self.statement(.disputes, about: "2006", value: "2014").problems.isEmpty)
    }

    /// A tie with a document of one clause and one action under it, open to a person in Seoul.
    private static func opened(
        _ pages: PageOffice, language: Language = .en
    ) async throws -> (tie: RegisteredAgreement, clause: RegisteredClause, action: Action, link: String) {
        let tie = try await pages.agreement("Sample tie")
        let document = try await pages.agreement("Sample document", level: .executive, under: tie.agreement.id)
        let ours = try await pages.body("Our department")
        let secret = try await pages.body("Secret department", secrecy: .restricted)
        let clause = try await pages.clause("Sample promise", of: document, ours: [ours.id, secret.id])
        let action = try await pages.action("Sample work", under: clause, owner: ours.id)
        try await pages.evidence("Internal report", under: clause, by: "someone")
        let closed = try await pages.agreement(
            "Secret document", level: .executive, under: tie.agreement.id, secrecy: .restricted)
        _ = try await pages.clause("Secret promise", of: closed)
        try await pages.office.change { change in
            _ = try change.attach(Array("x".utf8), named: "internal.txt", to: tie.subject, secrecy: .office)
        }
        let officer = try await pages.officer(.en)
        try await officer.get("\(tie.href)/sides")
        #expect(
            try await officer.submit(
                "\(tie.href)/sides",
                ["name": "Kim Sample", "city": "Seoul", "email": "kim@seoul.example", "language": language.rawValue])
                == 303)
        let letter = try #require(try await LetterBox.all(of: pages.office).last)
        #expect(letter.recipient == "kim@seoul.example" && letter.language == language.rawValue)
        return (tie, clause, action, try #require(letter.path))
    }

    @Test("a counterpart sees what is shared and nothing else", arguments: OfficeUnderTest.engines)
    func shared(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (tie, _, _, link) = try await Self.opened(pages)
            let guest = pages.site.browser()
            #expect(try await guest.get(link) == 200)
            for word in ["Sample tie", "Sample promise", "Sample work", "Our department", "Kim Sample"] {
                #expect(guest.text.contains(word), "\(word)")
            }
            for word in ["Secret", "internal.txt", "Internal report"] { #expect(!guest.html.contains(word), "\(word)") }
            #expect(guest.headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
            #expect(guest.html.matches(of: /<h1[ >]/).count == 1)
            let ways = guest.html.matches(of: /<a [^>]*href="([^"]*)"/).map { String($0.output.1) }
            #expect(ways.count > 3 && ways.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix(link) }, "\(ways)")
            // Once the tie is restricted, its link opens nothing.
            try await pages.office.change { change in
                var agreement = tie.agreement
                agreement.secrecy = .restricted
                try tie.edit(to: agreement, on: PageOffice.today, in: change)
            }
            #expect(try await guest.get(link) == 404)
        }
    }

    @Test(
        "a disputed date stands beside ours, is answered and confirmed, and nothing is overwritten",
        arguments: OfficeUnderTest.engines)
    func disagreement(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (tie, clause, action, link) = try await Self.opened(pages)
            let guest = pages.site.browser()
            let say = "\(link)/say/signed/-"
            #expect(try await guest.get(say) == 200)
            #expect(try await guest.submit(say, ["verdict": "disputes"]) == 422)
            #expect(guest.error(at: "comment") != nil)
            let filled = ["verdict": "disputes", "value-year": "2014", "comment": "Signed later"]
            #expect(try await guest.submit(say, filled) == 303)
            try await guest.get(say)
            #expect(try await guest.submit(say, filled) == 303)
            #expect(try await pages.count("side_statement") == 1, "the same said twice in a row stands once")
            try await guest.get("\(link)/say/action/\(action.id)")
            #expect(try await guest.submit("\(link)/say/action/\(action.id)", ["verdict": "confirms"]) == 303)

            let officer = try await pages.officer(.en)
            try await officer.get(tie.href)
            #expect(officer.text.contains("The other side disputes 1 fact."))
            #expect(officer.text.contains("says: 2014") && officer.text.contains("Signed later"))
            #expect(officer.text.contains("Kim Sample (Seoul)") && officer.text.contains("Disputed"))
            try await officer.get(clause.agreement.href)
            #expect(officer.text.contains("confirms: Open") && officer.text.contains("Agreed"))
            let answer = "\(tie.href)/sides/signed/-"
            try await officer.get(answer)
            #expect(try await officer.submit(answer, ["comment": ""]) == 422)
            #expect(try await officer.submit(answer, ["comment": "Our copy says 2020"]) == 303)
            try await guest.get(link)
            #expect(guest.text.contains("Our copy says 2020"))
            try await guest.get(say)
            #expect(try await guest.submit(say, ["verdict": "confirms"]) == 303)
            try await officer.get("\(tie.href)/sides")
            for word in ["confirms: 2020", "says: 2014", "Signed later", "Our copy says 2020", "Earlier statements"] {
                #expect(officer.text.contains(word), "\(word)")
            }
            try await officer.get(tie.href)
            #expect(!officer.text.contains("The other side disputes"))
            try await officer.get("\(tie.href)/history")
            #expect(officer.text.contains("Kim Sample (Seoul)"))
            #expect(officer.text.contains("disputed a fact for the other side"))
            let program = try await pages.site.program()
            let told = try await program.get("/agreements/\(tie.code)/sides")
            #expect(told.items.first?["standing"] == "agreed")
            let all = try await pages.office.read { try Journal.verify(on: $0) }
            if case .broken(let number) = all { Issue.record("the journal is broken at \(number)") }
        }
    }

    @Test("a counterpart's report is evidence for another to review, once", arguments: OfficeUnderTest.engines)
    func report(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (_, clause, action, link) = try await Self.opened(pages)
            let guest = pages.site.browser()
            let report = "\(link)/report/\(clause.clause.id)"
            #expect(try await guest.get(report) == 200)
            #expect(try await guest.submit(report, ["title": "We hosted six people"]) == 422)
            #expect(guest.value("title", of: report) == "We hosted six people")
            let filled = ["action": action.id, "report": "In Seoul"].merging(
                Browser.date("dated", "2026", "11", "10")
            ) { $1 }
            let stands = guest.fields(of: report)
            #expect(try await guest.submit(report, filled) == 303)
            let again = stands.map { ($0.0, filled[$0.0] ?? $0.1) } + [("report", "In Seoul")]
            #expect(try await guest.post(report, again) == 303)
            #expect(try await pages.count("evidence") == 2, "the internal one and this")
            try await guest.get(link)
            #expect(guest.text.contains("We hosted six people") && guest.text.contains("Waits for review"))
            let officer = try await pages.officer(.en)
            try await officer.get(clause.agreement.href)
            #expect(officer.text.contains("submitted by Kim Sample"))
        }
    }

    @Test(
        "access ends when it is closed or over; other agreements' facts are not reached",
        arguments: OfficeUnderTest.engines)
    func closed(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (tie, _, _, link) = try await Self.opened(pages)
            let other = try await pages.clause(of: try await pages.agreement("Other tie", level: .executive))
            let foreign = try await pages.action("Other work", under: other)
            let guest = pages.site.browser()
            #expect(try await guest.get("\(link)/say/action/\(foreign.id)") == 404)
            #expect(try await guest.get("\(link)/report/\(other.clause.id)") == 404)
            #expect(try await guest.get("/u/\(link.dropFirst(3))") == 404)
            try await guest.get(link)
            #expect(try await guest.post("\(link)/say/action/\(foreign.id)", [("verdict", "confirms")]) == 404)
            let officer = try await pages.officer(.en)
            try await officer.get("\(tie.href)/sides")
            let revoke = String(
                try #require(officer.html.firstMatch(of: /action="(\/agreements\/[^"]*\/revoke)"/)).output.1)
            #expect(try await officer.submit(revoke) == 303)
            #expect(try await guest.get(link) == 404)
            #expect(try await guest.get("\(link)/say/signed/-") == 404)
            try await officer.get("\(tie.href)/sides")
            try await officer.submit(
                "\(tie.href)/sides",
                ["name": "Kim Sample", "city": "Seoul", "email": "kim@seoul.example", "days": "90"])
            let second = try #require(try await LetterBox.all(of: pages.office).last?.path)
            #expect(try await guest.get(second) == 200)
            pages.office.clock.advance(seconds: 90 * 86_400 + 1)
            #expect(try await guest.get(second) == 404)
        }
    }

    @Test("granting keeps what was typed, and is refused for what is restricted", arguments: Language.allCases)
    func granting(language: Language) async throws {
        try await PageOffice.open { pages in
            let tie = try await pages.agreement("Sample tie")
            let officer = try await pages.officer(language)
            try await officer.get("\(tie.href)/sides")
            let words = try PageOffice.words(language)
            #expect(try await officer.submit("\(tie.href)/sides", ["name": "Kim", "email": "nowhere"]) == 422)
            #expect(officer.error(at: "email") == words.text("forms.errors.invalidEmail"))
            #expect(officer.value("name", of: "\(tie.href)/sides") == "Kim")
            let secret = try await pages.agreement("Secret tie", secrecy: .restricted)
            let deputy = try await pages.site.browser(as: .deputy, language: language)
            try await deputy.get("\(secret.href)/sides")
            #expect(deputy.text.contains(words.text("sides.problem.restricted")))
            let filled = [
                ("name", "Kim"), ("city", "Seoul"), ("email", "kim@seoul.example"), ("language", "en"), ("days", "90"),
            ]
            #expect(try await deputy.post("\(secret.href)/sides", filled) == 422)
            #expect(try await pages.count("partner_access") == 0)
            let editor = try await pages.site.browser(as: .editor, language: language)
            #expect(try await editor.get("\(tie.href)/sides") == 200)
            #expect(try await editor.post("\(tie.href)/sides", filled) == 403)
        }
    }
}
