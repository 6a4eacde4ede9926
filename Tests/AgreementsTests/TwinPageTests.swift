import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Texts in two languages")
struct TwinPageTests {
    private static func clause(
        _ fa: String, _ en: String, of agreement: RegisteredAgreement, in pages: PageOffice
    ) async throws -> RegisteredClause {
        try await pages.office.change { change in
            try RegisteredClause.add(
                Clause(id: Identifier.make(), number: 1, texts: [.fa: fa, .en: en]), to: agreement, in: change)
        }
    }

    @Test(
        "a changed text leaves the other behind until somebody says that they are in step",
        arguments: OfficeUnderTest.engines)
    func stale(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let words = try PageOffice.words(.en)
            let agreement = try await pages.agreement(level: .executive)
            let clause = try await Self.clause("سه کارشناس", "three experts", of: agreement, in: pages)
            let officer = try await pages.officer(.en)
            let twins = "\(agreement.href)/twins"
            try await officer.get(twins)
            #expect(officer.text.contains(words.text("twins.summary", count: 0)))
            try await officer.get("\(clause.path)/edit")
            #expect(try await officer.submit("\(clause.path)/edit", ["textPersian": "سه کارشناس زبده"]) == 303)
            try await officer.get(agreement.href)
            #expect(officer.text.contains(words.text("twins.persianAhead")))
            try await officer.get("\(clause.path)/edit")
            #expect(try await officer.submit("\(clause.path)/edit", ["textEnglish": "three fine experts"]) == 303)
            try await officer.get(twins)
            #expect(officer.text.contains(words.text("twins.persianAhead")), "it is for a person to say")
            #expect(try await officer.post("\(clause.path)/in-step") == 303)
            try await officer.get(twins)
            #expect(officer.text.contains(words.text("twins.summary", count: 0)))
            #expect(!officer.text.contains(words.text("twins.persianAhead")))
            try await officer.get("\(agreement.href)/history")
            #expect(officer.text.contains(words.text("journal.clause.inStep", ["label": "\(agreement.code)/1"])))
        }
    }

    @Test("signing waits until pairs are equal, or until somebody says why not", arguments: OfficeUnderTest.engines)
    func signing(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let words = try PageOffice.words(.en)
            let agreement = try await pages.agreement(level: .executive, signed: nil)
            let clause = try await Self.clause(
                "سئول سه کارشناس می‌فرستد", "Four experts are sent", of: agreement, in: pages)
            let officer = try await pages.officer(.en)
            let edit = "\(agreement.href)/edit"
            func sign() async throws -> Int {
                try await officer.get(edit)
                return try await officer.submit(edit, ["isSigned": "yes"])
            }
            #expect(try await sign() == 422)
            #expect(officer.error(at: "isSigned") == words.text("twins.problem.signing", ["numbers": "1"]))

            let twins = "\(agreement.href)/twins"
            try await officer.get(twins)
            for word in ["سه", "Four", "سئول"] { #expect(officer.html.contains(">\(word)</td>"), "\(word)") }
            #expect(try await officer.submit("\(twins)/override", ["reason": "  "]) == 422)
            #expect(try await officer.submit("\(twins)/override", ["reason": "Both mayors know."]) == 303)
            // A changed text ends what was allowed.
            try await officer.get("\(clause.path)/edit")
            #expect(
                try await officer.submit(
                    "\(clause.path)/edit", ["textPersian": "سئول پنج کارشناس", "textEnglish": "Seoul: six experts"])
                    == 303)
            #expect(try await sign() == 422)
            try await officer.get(twins)
            #expect(try await officer.submit("\(twins)/override", ["reason": "Both mayors know again."]) == 303)
            #expect(try await sign() == 303, "\(officer.text)")
            try await officer.get("\(agreement.href)/history")
            #expect(officer.text.contains("Both mayors know again."))
            #expect(officer.text.contains(words.text("journal.agreement.twinsOverridden")))
        }
    }

    @Test("equal pairs let an agreement be signed at once")
    func equal() async throws {
        try await PageOffice.open { pages in
            let agreement = try await pages.agreement(level: .executive, signed: nil)
            _ = try await Self.clause(
                "تا ۳ آذر ۱۴۰۵ سه نشست", "Three meetings by 24 November 2026", of: agreement, in: pages)
            let officer = try await pages.officer(.en)
            let edit = "\(agreement.href)/edit"
            try await officer.get(edit)
            #expect(try await officer.submit(edit, ["isSigned": "yes"]) == 303, "\(officer.text)")
        }
    }
}
