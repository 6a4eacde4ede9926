import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Evidence and its review")
struct EvidencePageTests {
    /// Evidence with a link, submitted by the officer's form.
    private static func submit(
        _ title: String = "Sample report", under clause: RegisteredClause, by officer: Browser
    ) async throws -> String {
        let path = "\(clause.path)/evidence/new"
        try await officer.get(path)
        let link = ["title": title, "link": "https://example.org/report"]
        #expect(try await officer.submit(path, link, files: []) == 303, "\(officer.text)")
        return try #require(officer.location)
    }

    @Test("nobody reviews their own", arguments: OfficeUnderTest.engines)
    func own(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let officer = try await pages.officer(.en)
            let evidence = try await Self.submit(under: clause, by: officer)
            try await officer.get(evidence)
            #expect(officer.fields(of: "\(evidence)/review").isEmpty)
            #expect(officer.text.contains("You submitted it, so a colleague reviews it."))
            #expect(try await officer.post("\(evidence)/review", [("decision", "accept")]) == 422)
            #expect(officer.text.contains("Nobody reviews their own evidence. Ask a colleague."))
            try await officer.get(clause.agreement.href)
            #expect(officer.text.contains("Waits for review"))
            #expect(!officer.html.contains("\(evidence)#review"))
            let colleague = try await pages.colleague(.en)
            try await colleague.get(clause.agreement.href)
            #expect(colleague.html.contains("\(evidence)#review"))
        }
    }

    @Test("a return needs its reason, and only its submitter submits it again", arguments: OfficeUnderTest.engines)
    func returned(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let officer = try await pages.officer(.en)
            let colleague = try await pages.colleague(.en)
            let evidence = try await Self.submit(under: clause, by: officer)
            try await colleague.get(evidence)
            #expect(try await colleague.submit("\(evidence)/review") == 422)
            #expect(colleague.error(at: "decision") == "Choose one of the options.")
            #expect(try await colleague.submit("\(evidence)/review", ["decision": "return", "reason": " "]) == 422)
            #expect(colleague.error(at: "reason") == "Say what is missing, so that it can be mended.")
            #expect(colleague.value("decision", of: "\(evidence)/review") == "return")
            #expect(
                try await colleague.submit(
                    "\(evidence)/review", ["decision": "return", "reason": "The day is missing"]) == 303)

            try await officer.get(evidence)
            #expect(officer.text.contains("The day is missing"))
            #expect(officer.text.contains("Sample economicofficer"))
            #expect(officer.html.contains("href=\"\(evidence)/again\""))
            // Another cannot correct it, though the form is open to whoever may submit.
            let other = try await pages.site.browser(as: .citizenOfficer, language: .en)
            try await other.get("\(evidence)/again")
            #expect(try await other.submit("\(evidence)/again", ["title": "By another"], files: []) == 422)
            #expect(other.text.contains("Only the person who submitted it, or an administrator, can do this."))

            try await officer.get("\(evidence)/again")
            #expect(officer.value("title", of: "\(evidence)/again") == "Sample report")
            #expect(try await officer.submit("\(evidence)/again", ["title": "With its day"], files: []) == 303)
            try await colleague.get(evidence)
            #expect(colleague.text.contains("With its day") && colleague.text.contains("Waits for review"))
            #expect(try await colleague.submit("\(evidence)/review", ["decision": "accept"]) == 303)
            try await officer.get(clause.agreement.href)
            #expect(try officer.stage == PageOffice.words(.en).text("stages.operating"))
            #expect(try await officer.submit("\(evidence)/again", ["title": "Too late"]) == 422)
        }
    }

    @Test("an acceptance can be taken back by returning it; only its submitter or the administrator withdraws it")
    func withdrawn() async throws {
        try await PageOffice.open { pages in
            let clause = try await pages.assigned()
            let words = try PageOffice.words(.en)
            let officer = try await pages.officer(.en)
            let colleague = try await pages.colleague(.en)
            let evidence = try await Self.submit(under: clause, by: officer)
            try await colleague.get(evidence)
            try await colleague.submit("\(evidence)/review", ["decision": "accept"])
            #expect(try await colleague.post("\(evidence)/withdraw") == 303)
            try await colleague.follow()
            #expect(colleague.text.contains("Only the person who submitted it, or an administrator, can do this."))
            try await officer.get(clause.agreement.href)
            #expect(officer.stage == words.text("stages.operating"))
            #expect(try await colleague.submit("\(evidence)/review", ["decision": "accept"]) == 422)
            try await colleague.get(evidence)
            #expect(
                try await colleague.submit("\(evidence)/review", ["decision": "return", "reason": "Wrong paper"]) == 303
            )
            try await officer.get(clause.agreement.href)
            #expect(officer.stage == words.text("stages.assigned"))
            let administrator = try await pages.site.browser(as: .administrator, language: .en)
            #expect(try await administrator.post("\(evidence)/withdraw") == 303)
            try await officer.get(evidence)
            #expect(officer.text.contains("Withdrawn"))
            #expect(try await officer.post("\(evidence)/withdraw") == 303)
            try await officer.follow()
            #expect(officer.text.contains("This evidence is no longer in that state."))
        }
    }

    @Test("each wrong field is named beside it, and what was typed stays", arguments: Language.allCases)
    func wrong(language: Language) async throws {
        try await PageOffice.open { pages in
            let clause = try await pages.assigned()
            let words = try PageOffice.words(language)
            let officer = try await pages.officer(language)
            let path = "\(clause.path)/evidence/new"
            try await officer.get(path)
            let future = language == .fa ? ("۱۴۰۵", "9", "۴") : ("2026", "11", "25")
            let typed = ["title": "", "link": "example.org"].merging(
                Browser.date("dated", future.0, future.1, future.2)
            ) { $1 }
            #expect(try await officer.submit(path, typed, files: []) == 422)
            #expect(officer.error(at: "title") == words.text("agreements.problem.noEvidenceTitle"))
            #expect(officer.error(at: "link") == words.text("forms.errors.invalidURL"))
            #expect(officer.error(at: "dated") == words.text("agreements.problem.evidenceInFuture"))
            for (field, value) in typed { #expect(officer.value(field, of: path) == value, "\(field)") }
            #expect(try await officer.submit(path, ["title": "Report", "link": ""], files: []) == 422)
            #expect(officer.error(at: "file") == words.text("agreements.problem.noProof"))
            for link in ["javascript:alert(1)", "https://", "ftp://example.org/a", "https://a b"] {
                #expect(try await officer.submit(path, ["link": link], files: []) == 422)
                #expect(officer.error(at: "link") == words.text("forms.errors.invalidURL"), "\(link)")
            }
            #expect(try await pages.count("evidence") == 0)
        }
    }

    @Test("a form sent twice makes one piece of evidence", arguments: OfficeUnderTest.engines)
    func twice(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let officer = try await pages.officer()
            let path = "\(clause.path)/evidence/new"
            try await officer.get(path)
            let sent = officer.fields(of: path).map { name, value in
                (name, name == "title" ? "Report" : name == "link" ? "https://example.org/a" : value)
            }
            #expect(try await officer.post(path, sent, files: []) == 303)
            let first = officer.location
            #expect(try await officer.post(path, sent, files: []) == 303)
            #expect(officer.location == first)
            #expect(try await pages.count("evidence") == 1)
        }
    }
}
