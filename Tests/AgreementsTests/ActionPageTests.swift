import Cities
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Forms of actions")
struct ActionPageTests {
    private static func action(_ pages: PageOffice, _ clause: RegisteredClause) async throws -> Action {
        let all = try await pages.office.read { try Action.all(of: clause.agreement.agreement.id, on: $0) }
        return try #require(all.first)
    }

    @Test("it is planned with owner and date, done, and given up instead", arguments: OfficeUnderTest.engines)
    func life(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let document = try await pages.agreement(level: .executive)
            let body = try await pages.body("Sample department")
            let clause = try await pages.clause(of: document, ours: [body.id])
            let words = try PageOffice.words(.fa)
            let officer = try await pages.officer()
            let new = "\(clause.path)/actions/new"
            try await officer.get(new)
            #expect(officer.value("ownerBody", of: new) == body.id, "the clause's own body is the likeliest owner")
            #expect(
                try await officer.submit(
                    new, ["title": "کار نمونه"].merging(Browser.date("due", "۱۴۰۵", "10", "۱")) { $1 }) == 303)
            let planned = try await Self.action(pages, clause)
            #expect(planned.ownerBody == body.id && planned.due?.iso == "2026-12-22")
            try await officer.get(document.href)
            #expect(officer.text.contains(words.text("action.state.open")))

            let path = "\(clause.path)/actions/\(planned.id)"
            try await officer.get(path)
            #expect(try await officer.submit(path, Browser.date("closed", "۱۴۰۵", "9", "۲")) == 303)
            #expect(try await Self.action(pages, clause).closed?.iso == "2026-11-23")
            try await officer.get(document.href)
            #expect(officer.text.contains(words.text("action.state.closed")))

            try await officer.get(path)
            #expect(try await officer.submit(path, Browser.date("cancelled", "۱۴۰۵", "9", "۳")) == 422)
            #expect(officer.error(at: "cancelled") == words.text("agreements.problem.closedAndCancelled"))
            let instead = Browser.date("cancelled", "۱۴۰۵", "9", "۳").merging(Browser.date("closed", "")) { $1 }
            #expect(try await officer.submit(path, instead) == 303)
            try await officer.get(document.href)
            #expect(officer.text.contains(words.text("action.state.cancelled")))
            try await officer.get("\(document.href)/history")
            for action in ["added", "closed", "cancelled"] {
                #expect(
                    officer.text.contains(words.text("journal.action.\(action)", ["label": "کار نمونه"])), "\(action)")
            }
        }
    }

    @Test("one without owner or date is kept and named as such", arguments: OfficeUnderTest.engines)
    func incomplete(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let document = try await pages.agreement(level: .executive)
            let body = try await pages.body("Sample department")
            let clause = try await pages.clause(of: document, ours: [body.id])
            let officer = try await pages.officer(.en)
            let new = "\(clause.path)/actions/new"
            try await officer.get(new)
            #expect(try await officer.submit(new, ["title": "Sample work", "ownerBody-text": ""]) == 303)
            #expect(try await Self.action(pages, clause).hasOwner == false)
            try await officer.get(document.href)
            for words in ["Incomplete", "no owner", "no date", "1 action without an owner or a date"] {
                #expect(officer.text.contains(words), "\(words)")
            }
            #expect(try officer.stage == PageOffice.words(.en).text("stages.formalised"))
            try await officer.get("/work?cause=actionsIncomplete")
            #expect(officer.html.contains(document.href))
        }
    }

    @Test("a day that has not come is no day on which it was done", arguments: Language.allCases)
    func future(language: Language) async throws {
        try await PageOffice.open { pages in
            let clause = try await pages.assigned()
            let action = try await Self.action(pages, clause)
            let officer = try await pages.officer(language)
            let path = "\(clause.path)/actions/\(action.id)"
            try await officer.get(path)
            let tomorrow =
                language == .fa ? Browser.date("closed", "۱۴۰۵", "9", "۴") : Browser.date("closed", "2026", "11", "25")
            #expect(try await officer.submit(path, tomorrow.merging(["title": "Typed"]) { $1 }) == 422)
            let words = try PageOffice.words(language)
            #expect(officer.error(at: "closed") == words.text("agreements.problem.closedInFuture"))
            #expect(officer.value("title", of: path) == "Typed")
            #expect(officer.value("closed-day", of: path) == tomorrow["closed-day"])
            // A month alone does not say by when.
            #expect(try await officer.submit(path, ["closed-day": "", "due-day": ""]) == 422)
            #expect(officer.error(at: "due") == words.text("forms.errors.dateNeedsDay"))
            #expect(try await Self.action(pages, clause) == action)
        }
    }

    @Test(
        "an owner that is hidden from the officer stays; an unknown person is named", arguments: OfficeUnderTest.engines
    )
    func owners(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.clause(of: try await pages.agreement(level: .executive))
            let secret = try await pages.body("Secret body", secrecy: .restricted)
            let action = try await pages.action(under: clause, owner: secret.id)
            let officer = try await pages.officer(.en)
            let path = "\(clause.path)/actions/\(action.id)"
            try await officer.get(path)
            #expect(try await officer.submit(path, ["title": "Other", "ownerPerson-text": "Nobody Known"]) == 422)
            #expect(officer.error(at: "ownerPerson") == "This is not in the list: choose one of the suggestions.")
            #expect(try await officer.submit(path, ["ownerPerson-text": ""]) == 303)
            let kept = try await Self.action(pages, clause)
            #expect(kept.title == "Other" && kept.ownerBody == secret.id)
            try await officer.get("\(clause.agreement.href)/history")
            #expect(!officer.html.contains("Secret body"))
        }
    }
}
