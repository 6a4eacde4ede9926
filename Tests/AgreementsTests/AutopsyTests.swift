import Cities
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import OfficeKit

@Suite("Autopsy of a sleeping agreement")
struct AutopsyTests {
    private let done = Day(year: 2026, month: 1, day: 10)!

    private func step(done: Day?) -> WakeStep {
        WakeStep(id: "s", cause: .silent, due: Day(year: 2026, month: 1, day: 5)!, done: done, before: .assigned)
    }

    @Test("a step woke an agreement when its stage rose within half a year, whatever came later")
    func outcomes() {
        let rise = done.adding(days: 60)
        func stage(from: Day, to: Day? = nil) -> (Day) -> Stage {
            { day in day >= from && to.map { day < $0 } != false ? .operating : .assigned }
        }
        let today = done.adding(days: 100)
        #expect(step(done: nil).outcome(on: today, stage: stage(from: rise)) == .planned)
        #expect(step(done: done).outcome(on: today, stage: stage(from: rise)) == .woke)
        #expect(step(done: done).outcome(on: today, stage: stage(from: today.adding(days: 1))) == .waiting)
        let late = done.adding(days: WakeStep.patience + 1)
        #expect(step(done: done).outcome(on: late, stage: stage(from: late)) == .slept)
        #expect(step(done: done).outcome(on: late, stage: stage(from: rise, to: rise.adding(days: 60))) == .woke)
        // The day of the step itself may bring the rise, and a step done in the future is not done.
        #expect(step(done: done).outcome(on: done, stage: stage(from: done)) == .woke)
        #expect(step(done: today.adding(days: 1)).outcome(on: today, stage: stage(from: rise)) == .planned)
    }

    @Test("what was learned counts each step once, in the order of the causes")
    func learned() {
        let records = WakeRecord.all(of: [
            (.silent, .woke), (.silent, .slept), (.silent, .slept), (.silent, .waiting), (.notSigned, .planned),
        ])
        #expect(records.map(\.cause) == [.notSigned, .silent])
        #expect(records[0].rate == nil)
        #expect(records[1].rate == 1.0 / 3)
        #expect(records[1].waiting == 1)
    }

    @Test("every letter has its words in both languages")
    func words() throws {
        for language in Language.allCases {
            let words = try PageOffice.words(language)
            for key in WakeLetter.Kind.allCases.flatMap(\.keys) { #expect(words.text(key) != key, "\(key)") }
            for obstacle in Obstacle.Kind.allCases { #expect(words.text(obstacle.key) != obstacle.key) }
            for outcome in WakeStep.Outcome.allCases { #expect(words.text(outcome.key) != outcome.key) }
        }
    }

    @Test("a barrier is recorded, named first, and lifted", arguments: OfficeUnderTest.engines)
    func barrier(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let tie = try await pages.agreement()
            let officer = try await pages.officer(.en)
            let path = "\(tie.href)/obstacles/new"
            try await officer.get(path)
            #expect(try await officer.submit(path, ["note": "kept words"]) == 422)
            for field in ["kind", "since", "source"] { #expect(officer.error(at: field) != nil, "\(field)") }
            #expect(officer.value("note", of: path) == "kept words")
            let fields = ["kind": "payment", "source": "Sample bank letter"]
                .merging(Browser.date("since", "2025")) { $1 }
            #expect(
                try await officer.submit(path, fields.merging(Browser.date("until", "2024", "1", "1")) { $1 }) == 422)
            #expect(officer.error(at: "until") != nil)
            #expect(
                try await officer.submit(path, fields.merging(Browser.date("until", "")) { $1 }) == 303)
            try await officer.get("\(tie.href)/autopsy")
            #expect(officer.text.contains("There has been no payment channel since 2025."))
            try await officer.get("/work?cause=payment")
            #expect(officer.text.contains(tie.code))
            let viewer = try await pages.site.browser(as: .viewer, language: .en)
            #expect(try await viewer.get("\(tie.href)/autopsy") == 404)

            let register = try await pages.office.read { try Obstacle.all(of: [tie.agreement.id], on: $0) }
            let obstacle = try #require(register[tie.agreement.id]?.first)
            try await officer.get("\(tie.href)/autopsy")
            #expect(try await officer.submit("\(tie.href)/obstacles/\(obstacle.id)/lift", [:]) == 303)
            try await officer.get("/work?cause=payment")
            #expect(!officer.text.contains(tie.code))
            try await officer.get("\(tie.href)/history")
            #expect(officer.text.contains("recorded a barrier: Sample bank letter"))
        }
    }

    @Test("a step is planned, taken, and seen to wake", arguments: OfficeUnderTest.engines)
    func waking(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let code = clause.agreement.code
            let officer = try await pages.officer(.en)
            let plan = "/agreements/\(code)/autopsy/noEvidence"
            try await officer.get(plan)
            #expect(try await officer.submit(plan, Browser.date("due", "2026", "1", "1")) == 422)
            #expect(officer.error(at: "due") != nil)
            #expect(try await officer.submit(plan, Browser.date("due", "2026", "12", "1")) == 303)
            try await officer.get("/agreements/\(code)/autopsy")
            #expect(officer.text.contains("planned for 1 December 2026"))
            let steps = try await pages.office.read { try WakeStep.all(on: $0) }
            let step = try #require(steps[clause.agreement.agreement.id]?.first)
            #expect(
                try await officer.submit("/agreements/\(code)/autopsy/steps/\(step.id)/done", [:]) == 303)
            try await officer.get("/work/steps")
            #expect(officer.text.contains("Nothing proven yet") || officer.text.contains("Planned"))
            let someone = try await pages.office.account(.urbanOfficer)
            let other = try await pages.office.account(.economicOfficer)
            try await pages.evidence(under: clause, by: someone, acceptedBy: other)
            try await officer.get("/agreements/\(code)/autopsy")
            #expect(officer.text.contains("It woke"))
            // Nothing is learned of what may not be seen.
            let viewer = try await pages.site.browser(as: .viewer, language: .en)
            try await viewer.get("/work/steps")
            #expect(!viewer.html.contains("/work?cause=noEvidence"))
            // A cause that does not hold has neither form nor letter.
            #expect(try await officer.get("/agreements/\(code)/autopsy/notSigned") == 404)
            #expect(try await officer.get("/agreements/\(code)/letters/notSigned") == 404)
        }
    }

    @Test("a letter is filled from the record in either language", arguments: Language.allCases)
    func letter(language: Language) async throws {
        try await PageOffice.open { pages in
            let tie = try await pages.agreement("Sample friendship")
            let officer = try await pages.officer(.en)
            let status = try await officer.get(
                "\(tie.href)/letters/noExecutiveDocument?lang=\(language.rawValue)")
            #expect(status == 200)
            let archive = try ZipReader(officer.bytes)
            let body = String(decoding: try #require(try archive.content(of: "word/document.xml")), as: UTF8.self)
            #expect(body.contains("Sample friendship"))
            #expect(body.contains(tie.code))
            #expect(body.contains(language == .fa ? "سئول" : "Seoul"))
        }
    }

    @Test("who comes into a post or leaves it is seen in the work list", arguments: OfficeUnderTest.engines)
    func people(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let body = try await pages.body("Sample department")
            let (person, post) = try await pages.office.change { change in
                var draft = PersonDraft()
                draft.nameEnglish = "Sample Owner"
                let person = try Person.add(draft, in: change)
                var post = PostDraft()
                post.body = body.id
                post.titleEnglish = "Sample officer"
                return (person, try Post.add(post, to: person.id, for: .machine, in: change))
            }
            let document = try await pages.agreement(level: .executive)
            let clause = try await pages.clause(of: document, ours: [body.id])
            try await pages.action(under: clause, owner: body.id, person: person.id)
            let officer = try await pages.officer(.en)
            func listed(_ cause: String) async throws -> Bool {
                try await officer.get("/work?cause=\(cause)")
                return officer.text.contains(document.code)
            }
            #expect(try await listed("ownerLeft") == false)
            #expect(try await listed("bodyWithoutPerson") == false)
            try await pages.office.change { change in
                var draft = PostDraft(post)
                draft.to = PartialDay(Day(year: 2026, month: 11, day: 1)!)
                try Post.edit(post.id, to: draft, for: .machine, in: change)
            }
            #expect(try await listed("ownerLeft"))
            #expect(try await listed("bodyWithoutPerson"))
            #expect(try await listed("noMoneyLine"))
        }
    }
}
