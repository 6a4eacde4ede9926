import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import Cities

@Suite("Forms of clauses")
struct ClausePageTests {
    private static func clauses(_ pages: PageOffice, _ agreement: RegisteredAgreement) async throws -> [Clause] {
        try await pages.office.read { try Clause.all(of: agreement.agreement.id, on: $0) }
    }

    @Test("a clause is added, changed, withdrawn and put in force again", arguments: OfficeUnderTest.engines)
    func life(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let document = try await pages.agreement(level: .executive)
            let words = try PageOffice.words(.fa)
            let officer = try await pages.officer()
            let new = "\(document.href)/clauses/new"
            try await officer.get(new)
            #expect(officer.value("number", of: new) == "۱")
            #expect(
                try await officer.submit(
                    new,
                    [
                        "textPersian": "تعهد نمونه", "textEnglish": "Sample promise",
                        "ourBody1-text": "Sample department",
                    ])
                    == 303)
            #expect(officer.location == "\(document.href)#clause-1")
            let added = try #require(try await Self.clauses(pages, document).first)
            #expect(added.texts == [.fa: "تعهد نمونه", .en: "Sample promise"])
            #expect(added.ourBodies.count == 1)
            try await officer.get(new)
            #expect(officer.value("number", of: new) == "۲")

            let path = "\(document.href)/clauses/1"
            try await officer.get("\(path)/edit")
            #expect(try await officer.submit("\(path)/edit", ["number": "۷", "textEnglish": "Other promise"]) == 303)
            let changed = try #require(try await Self.clauses(pages, document).first)
            #expect(changed.id == added.id && changed.number == 7 && changed.texts[.en] == "Other promise")
            #expect(changed.ourBodies == added.ourBodies)

            let moved = "\(document.href)/clauses/7"
            try await officer.get("\(moved)/edit")
            #expect(try await officer.post("\(moved)/withdraw") == 303)
            #expect(try await Self.clauses(pages, document).first?.withdrawn == PageOffice.today)
            try await officer.get(document.href)
            #expect(officer.text.contains(words.text("agreements.reason.noClauses")))
            #expect(officer.html.contains("Other promise"), "it stays in the record")
            #expect(!officer.html.contains("\(moved)/actions/new"))
            #expect(try await officer.post("\(moved)/restore") == 303)
            #expect(try await Self.clauses(pages, document).first?.withdrawn == nil)
            try await officer.get("\(document.href)/history")
            for action in ["added", "changed", "withdrawn", "restored"] {
                let label = action == "added" ? "\(document.code)/1" : "\(document.code)/7"
                #expect(officer.text.contains(words.text("journal.clause.\(action)", ["label": label])), "\(action)")
            }
        }
    }

    @Test(
        "a number that is taken, no text, and a body on both sides are named", arguments: Language.allCases,
        OfficeUnderTest.engines)
    func wrong(language: Language, engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let document = try await pages.agreement(level: .executive)
            let body = try await pages.body("Sample department")
            _ = try await pages.clause(of: document, ours: [body.id])
            let words = try PageOffice.words(language)
            let officer = try await pages.officer(language)
            let new = "\(document.href)/clauses/new"
            try await officer.get(new)
            let typed = [
                "number": "1", "ourBody1-text": "Sample department", "theirBody1-text": "sample  DEPARTMENT",
                "ourBody2-text": "Another body",
            ]
            #expect(try await officer.submit(new, typed) == 422)
            #expect(officer.error(at: "number") == words.text("agreements.problem.clauseNumberTaken", ["number": "1"]))
            #expect(officer.error(at: "textPersian") == words.text("agreements.problem.noClauseText"))
            #expect(officer.error(at: "theirBody1") == words.text("agreements.problem.bodyOnBothSides"))
            for (field, value) in typed { #expect(officer.value(field, of: new) == value, "\(field)") }
            #expect(try await pages.count("clause") == 1)
            #expect(try await pages.count("body") == 1, "a refused form adds no body")
            for number in ["0", "10000", "two", ""] {
                #expect(try await officer.submit(new, ["number": number]) == 422)
                #expect(officer.error(at: "number") == words.text("agreements.problem.clauseNumber"), "\(number)")
            }
        }
    }

    @Test("a body typed anew is added once and found in any spelling after that", arguments: OfficeUnderTest.engines)
    func body(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let document = try await pages.agreement(level: .executive)
            let officer = try await pages.officer()
            let new = "\(document.href)/clauses/new"
            // Persian letters, then the Arabic yeh and kaf, then more room and a missing joiner.
            let spellings = ["مرکز پژوهش‌های فناوری", "مركز پژوهش‌هاي فناوري", "مرکز  پژوهش های فناوری"]
            for (place, name) in spellings.enumerated() {
                try await officer.get(new)
                #expect(
                    try await officer.submit(new, ["textPersian": "تعهد \(place)", "ourBody1-text": name]) == 303)
            }
            let bodies = Set(try await Self.clauses(pages, document).flatMap(\.ourBodies))
            #expect(bodies.count == 1)
            #expect(try await pages.count("body") == 1)
            try await officer.get("/bodies/\(try #require(bodies.first))")
            #expect(officer.html.contains("مرکز پژوهش‌های فناوری"))
        }
    }

    @Test("a body that is hidden from the officer stays with the clause", arguments: OfficeUnderTest.engines)
    func hidden(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let document = try await pages.agreement(level: .executive)
            let secret = try await pages.body("Secret body", secrecy: .restricted)
            let clause = try await pages.clause(of: document, ours: [secret.id])
            let officer = try await pages.officer(.en)
            try await officer.get("\(clause.path)/edit")
            #expect(!officer.html.contains("Secret body"))
            #expect(try await officer.submit("\(clause.path)/edit", ["textEnglish": "Other"]) == 303)
            let kept = try #require(try await Self.clauses(pages, document).first)
            #expect(kept.texts[.en] == "Other" && kept.ourBodies == [secret.id])
            try await officer.get(document.href)
            #expect(officer.text.contains("a body you may not see") && !officer.html.contains("Secret body"))
        }
    }

    @Test("what is not there cannot be changed")
    func missing() async throws {
        try await PageOffice.open { pages in
            let document = try await pages.agreement(level: .executive)
            let officer = try await pages.officer()
            for path in [
                "\(document.href)/clauses/9/edit", "/agreements/AGR-0009/clauses/new",
                "\(document.href)/clauses/x/edit",
            ] {
                #expect(try await officer.get(path) == 404)
            }
            #expect(try await officer.post("\(document.href)/clauses/9/withdraw") == 404)
        }
    }
}
