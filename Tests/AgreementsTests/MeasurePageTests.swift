import Cities
import Foundation
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import OfficeKit

@Suite("Measures on pages and through the API")
struct MeasurePageTests {
    /// An office with made-up agreements, among them documents under others and restricted ones.
    private static func sampled(
        _ engine: Engine, _ body: @escaping @Sendable (PageOffice) async throws -> Void
    ) async throws {
        try await PageOffice.open(engine) { pages in
            try await pages.office.change { change in
                _ = try AgreementSample(agreements: 80, clauses: 3).add(on: PageOffice.today, in: change)
            }
            try await body(pages)
        }
    }

    private static func number(_ value: JSON?) -> Int {
        if case .integer(let number)? = value { Int(number) } else { -1 }
    }

    private static func list(_ value: JSON?) -> [JSON] { if case .list(let items)? = value { items } else { [] } }

    private static func text(_ value: JSON?) -> String { if case .text(let text)? = value { text } else { "" } }

    private static let counts = [
        "agreements", "clauses", "covered", "fulfilled", "partial", "unfulfilled", "lapsed", "ours", "theirs", "years",
        "provenYears", "begun",
    ]

    @Test("every figure of every group is made of the agreements that it leads to", arguments: OfficeUnderTest.engines)
    func down(engine: Engine) async throws {
        try await Self.sampled(engine) { pages in
            let program = try await pages.site.program(.urbanOfficer)
            for question in [
                "by=city", "by=sector", "by=body", "by=directorate", "by=year", "by=sector&from=2025&to=2026",
            ] {
                let told = try await program.get("/measures?\(question)")
                #expect(told.status == 200)
                let groups = Self.list(told.body["groups"])
                #expect(groups.count >= 3, "\(question)")
                for group in groups.prefix(12) {
                    let figures = group["figures"]
                    let under = try await program.get(Self.text(group["agreements"]) + "&limit=200")
                    #expect(under.status == 200)
                    for name in Self.counts {
                        let sum = under.items.reduce(0) { $0 + Self.number($1["figures"]?[name]) }
                        #expect(sum == Self.number(figures?[name]), "\(question) \(Self.text(group["name"])) \(name)")
                    }
                }
            }
            // Where ties fall into one group alone, the groups add up to the whole.
            let years = try await program.get("/measures?by=year")
            for name in Self.counts {
                let sum = Self.list(years.body["groups"]).reduce(0) { $0 + Self.number($1["figures"]?[name]) }
                #expect(sum == Self.number(years.body["total"]?[name]), "\(name)")
            }
            #expect(Self.number(years.body["total"]?["agreements"]) > 30)
        }
    }

    /// The rows of a file, without its head.
    private static func rows(_ browser: Browser) -> [[String]] {
        browser.html.split(separator: "\r\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { String($0).replacing("\"", with: "") }
        }
    }

    /// A tie with Seoul whose work is in a document under it, proven on both sides, and one with Paris on paper.
    private static func prepare(_ pages: PageOffice) async throws -> (ours: Body, theirs: Body) {
        let submitter = try await pages.office.account(.protocolOfficer, language: .en)
        let reviewer = try await pages.office.account(.urbanOfficer, language: .en)
        let ours = try await pages.body("Sample department")
        let theirs = try await pages.body("Sample partner", isOurs: false)
        let tie = try await pages.agreement("Frame")
        let document = try await pages.agreement("Document", level: .executive, under: tie.agreement.id)
        try await pages.office.change { change in
            for (number, sector) in [(1, "metro"), (2, "culture"), (3, "metro")] {
                let clause = try RegisteredClause.add(
                    Clause(
                        id: Identifier.make(), number: number, texts: [.en: "Promise"], sector: sector,
                        ourBodies: number == 3 ? [] : [ours.id], theirBodies: number == 3 ? [] : [theirs.id]),
                    to: document, in: change)
                guard number < 3 else { continue }
                for owner in number == 1 ? [ours.id, theirs.id] : [ours.id] {
                    let action = Action(
                        id: Identifier.make(), clause: clause.clause.id, title: "Work",
                        due: Day(iso: "2026-06-01"), ownerBody: owner, closed: Day(iso: "2026-05-01"))
                    _ = try Action.add(action, under: clause, on: PageOffice.today, in: change)
                    if number == 1 {
                        let evidence = try Evidence.submit(
                            Evidence.Submission(
                                Evidence(
                                    id: Identifier.make(), clause: clause.clause.id, action: action.id, title: "Report",
                                    submittedBy: submitter, submittedOn: PageOffice.today,
                                    dated: Day(iso: "2026-10-01")!), link: "https://example.org/report"),
                            under: clause, on: PageOffice.today, in: change)
                        try evidence.review(.accept, by: reviewer, under: clause, on: PageOffice.today, in: change)
                    }
                }
            }
            _ = try Agreement.register(
                Agreement(
                    id: Identifier.make(), kind: .friendship, level: .principle, titleEnglish: "Paper",
                    parties: [Party(side: .theirs, city: TestOffice.paris)], signed: PartialDay(year: 2014)),
                on: PageOffice.today, in: change)
        }
        return (ours, theirs)
    }

    @Test("the table tells each group's measures, and its file the same", arguments: OfficeUnderTest.engines)
    func table(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            _ = try await Self.prepare(pages)
            let officer = try await pages.officer(.en)
            #expect(try await officer.get("/measures") == 200)
            // Three clauses: two covered, one fulfilled, one lapsed, one without anybody.
            for words in [
                "67% Clause coverage 2 of 3", "33% Fulfilment 1 of 3", "100% Reciprocity we 1, they 1",
                "1 agreement with a proven action", "As of 24 November 2026",
            ] {
                let isTold = officer.text.contains(words)
                #expect(isTold, "\(words)")
            }
            let isDrawn = officer.html.contains("<svg") && officer.html.contains("Seoul: 33%")
            #expect(isDrawn)
            try await officer.get("/measures?format=csv")
            let rows = Self.rows(officer)
            #expect(rows.map { $0[0] } == ["Paris", "Seoul"])
            let seoul = try #require(rows.last)
            // Ties, clauses, covered, coverage, fulfilment, fulfilled, partial, unfulfilled, lapsed, silence.
            #expect(Array(seoul[1...10]) == ["1", "3", "2", "0.6667", "0.3333", "1", "0", "1", "1", "54"])
            #expect(Array(seoul[11...13]) == ["1.0", "1", "1"], "reciprocity, ours, theirs")
            // 2,283 days from the middle of 2020 to 1 October 2026; two documents, two bodies and the action.
            #expect(Array(seoul[17...]) == ["1", "2283", "5"])
            #expect(Array(rows[0][1...6]) == ["1", "0", "0", "", "", "0"])
            #expect(try await officer.get("/measures?format=xlsx") == 200)
            #expect(officer.bytes.starts(with: Array("PK".utf8)))
            #expect(try await officer.get("/measures?format=pdf") == 404)
        }
    }

    @Test("filters choose clauses and time, and words typed without scripts mean the same as ids")
    func filters() async throws {
        try await PageOffice.open { pages in
            let (ours, theirs) = try await Self.prepare(pages)
            let officer = try await pages.officer(.en)
            func told(_ query: String) async throws -> [[String]] {
                #expect(try await officer.get("/measures?\(query)") == 200)
                try await officer.get("/measures?\(query)&format=csv")
                return Self.rows(officer).map { Array($0[0...3]) }
            }
            #expect(try await told("by=sector") == [["culture", "1", "1", "1"], ["metro", "1", "2", "1"]])
            #expect(
                try await told("by=directorate").map { $0[0] }.sorted() == ["Citizen diplomacy", "Urban diplomacy"])
            #expect(try await told("by=sector&directorate=citizen") == [["culture", "1", "1", "1"]])
            #expect(
                try await told("by=body").sorted { $0[0] < $1[0] } == [
                    ["No body", "1", "1", "0"], ["Sample department", "1", "2", "2"],
                    ["Sample partner", "1", "2", "2"],
                ])
            #expect(try await told("by=body&body=\(ours.id)") == [["Sample department", "1", "2", "2"]])
            #expect(try await told("body-text=partner") == [["Seoul", "1", "2", "2"]])
            #expect(
                try await told("body=\(theirs.id)&body-text=") == [
                    ["Paris", "1", "0", "0"], ["Seoul", "1", "3", "2"],
                ])
            #expect(try await told("body=none") == [["Seoul", "1", "1", "0"]])
            #expect(try await told("body=nobody").isEmpty)
            #expect(try await told("sector=metro") == [["Seoul", "1", "2", "1"]])
            #expect(try await told("city=\(TestOffice.paris)") == [["Paris", "1", "0", "0"]])
            #expect(try await told("city-text=seo") == [["Seoul", "1", "3", "2"]])
            #expect(try await told("city=\(TestOffice.paris)&city-text=Seoul") == [["Seoul", "1", "3", "2"]])
            #expect(try await told("city-text=nowhere").isEmpty)
            #expect(try await told("by=year") == [["2014", "1", "0", "0"], ["2020", "1", "3", "2"]])
            #expect(try await told("signed=2014") == [["Paris", "1", "0", "0"]])
            #expect(try await told("to=2016") == [["Paris", "1", "0", "0"]], "Seoul was signed later")
            #expect(try await told("to=1394") == [["Paris", "1", "0", "0"]])
            #expect(try await told("by=nonsense&measure=nonsense&from=x&to=99999&kind=nonsense").count == 2)
            #expect(officer.html.isEmpty == false)
            // Sorted both ways; what has no figure comes last when rising.
            try await officer.get("/measures?sort=coverage&format=csv")
            #expect(Self.rows(officer).map { $0[0] } == ["Seoul", "Paris"])
            try await officer.get("/measures?sort=name&order=descending&format=csv")
            #expect(Self.rows(officer).map { $0[0] } == ["Seoul", "Paris"])
        }
    }

    @Test("figures lead to their agreements, and those to their proof", arguments: OfficeUnderTest.engines)
    func opens(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            _ = try await Self.prepare(pages)
            let officer = try await pages.officer(.en)
            try await officer.get("/measures?by=sector")
            let links = officer.html.matches(of: /href="(\/measures\/agreements[^"]*)"/).map {
                String($0.output.1).replacing("&amp;", with: "&")
            }
            #expect(
                links.contains("/measures/agreements?sector=metro&kind=unfulfilled&sort=unfulfilled&order=descending"))
            for link in Set(links) { #expect(try await officer.get(link) == 200, "\(link)") }
            try await officer.get("/measures/agreements?sector=metro&kind=unfulfilled")
            #expect(officer.html.contains("href=\"/agreements/AGR-0001/proof\""))
            #expect(!officer.html.contains("AGR-0003"))
            #expect(try await officer.get("/agreements/AGR-0001/proof") == 200)
            try await officer.get("/measures/agreements?kind=lapsed&sector=metro")
            #expect(try officer.text.contains(PageOffice.words(.en).text("table.emptyFilteredTitle")))
            try await officer.get("/measures/agreements?format=csv&sort=clauses&order=descending")
            #expect(Self.rows(officer).map { $0[1] } == ["AGR-0001", "AGR-0003"])
        }
    }

    @Test("what is not seen counts in no figure", arguments: OfficeUnderTest.engines)
    func secrecy(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let (ours, _) = try await Self.prepare(pages)
            let editor = try await pages.site.program(.editor)
            let deputy = try await pages.site.program(.deputy)
            let before = try await editor.get("/measures?by=body")
            let under = try await editor.get("/measures/agreements")
            #expect(try await deputy.get("/measures?by=body").body == before.body)

            let tie = try await pages.office.read {
                try $0.value("SELECT id FROM agreement WHERE code = 'AGR-0001'") as String?
            }
            let secret = try await pages.body("Secret department", secrecy: .restricted)
            let document = try await pages.agreement("Hidden", level: .executive, under: tie, secrecy: .restricted)
            let clause = try await pages.clause(of: document, ours: [ours.id, secret.id])
            try await pages.action(under: clause, owner: ours.id)
            let alone = try await pages.agreement("Hidden too", level: .contract, secrecy: .restricted)
            _ = try await pages.clause(of: alone, ours: [secret.id])

            #expect(try await editor.get("/measures?by=body").body == before.body)
            #expect(try await editor.get("/measures/agreements").body == under.body)
            #expect(try await editor.get("/measures?by=city").body["total"] == before.body["total"])
            for by in MeasureQuestion.Grouping.allCases {
                let told = try await editor.get("/measures?by=\(by.rawValue)&body=\(secret.id)")
                #expect(Self.list(told.body["groups"]).isEmpty)
            }
            let browser = try await pages.site.browser(as: .editor, language: .en)
            for path in ["/measures?by=body", "/measures?body=\(secret.id)", "/measures/agreements?body=\(secret.id)"] {
                try await browser.get(path)
                #expect(!browser.html.contains("Secret"), "\(path)")
            }
            // The deputy sees two clauses more, one of them in the document of the known tie.
            let total = try await deputy.get("/measures?by=body").body["total"]
            #expect(Self.number(total?["clauses"]) == Self.number(before.body["total"]?["clauses"]) + 2)
            #expect(Self.number(total?["agreements"]) == Self.number(before.body["total"]?["agreements"]) + 1)
        }
    }

    @Test("a body that is not seen counts as no step")
    func steps() async throws {
        try await PageOffice.open { pages in
            let secret = try await pages.body("Secret department", secrecy: .restricted)
            let document = try await pages.agreement(level: .executive)
            let clause = try await pages.clause(of: document, ours: [secret.id])
            try await pages.evidence(
                under: clause, by: try await pages.office.account(.protocolOfficer),
                acceptedBy: try await pages.office.account(.urbanOfficer))
            for (role, steps) in [(Role.editor, 2), (.deputy, 3)] {
                let told = try await pages.site.program(role).get("/measures")
                #expect(Self.number(told.body["total"]?["stepsToAction"]) == steps, "\(role)")
            }
        }
    }

    @Test("who may only look takes no figures home, and a misspelt wish is refused by the API")
    func wishes() async throws {
        try await PageOffice.open { pages in
            _ = try await pages.agreement(secrecy: .everyone)
            let viewer = try await pages.site.browser(as: .viewer)
            for path in ["/measures", "/measures/agreements"] {
                #expect(try await viewer.get(path) == 200)
                #expect(!viewer.html.contains("format=csv"))
                #expect(try await viewer.get("\(path)?format=csv") == 403)
            }
            let program = try await pages.site.program()
            for query in ["by=nothing", "sectr=metro", "from=abc", "directorate=rural", "to=0"] {
                #expect(try await program.get("/measures?\(query)").status == 422, "\(query)")
            }
            let described = try await program.get("/openapi.json").body["paths"]
            #expect(described?["/api/v1/measures"]?["get"] != nil)
            #expect(described?["/api/v1/measures/agreements"]?["get"] != nil)
        }
    }

    @Test("the formulas of all measures are told, with unit and source", arguments: Language.allCases)
    func formulas(language: Language) async throws {
        try await PageOffice.open { pages in
            let browser = try await pages.site.browser(as: .viewer, language: language)
            #expect(try await browser.get("/measures/formulas") == 200)
            let words = try PageOffice.words(language)
            for measure in Measure.allCases {
                #expect(browser.html.contains("id=\"\(measure.rawValue)\""))
                for key in [measure.key, measure.meaningKey, measure.unit.key] {
                    #expect(browser.text.contains(words.text(key)), "\(key)")
                }
            }
            #expect(browser.html.contains("https://github.com/frappe/erpnext/"))
            #expect(try await browser.get("/measures") == 200)
            #expect(browser.text.contains(words.text("home.emptyTitle")))
            #expect(browser.html.contains("href=\"/measures/formulas\""))
        }
    }

    @Test("a change is in the figures of the next page", arguments: OfficeUnderTest.engines)
    func follows(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let officer = try await pages.officer(.en)
            try await officer.get("/measures")
            #expect(officer.text.contains("0% Fulfilment 0 of 1"))
            #expect(officer.text.contains("no agreement with a proven action"))
            try await pages.evidence(
                under: clause, by: try await pages.office.account(.protocolOfficer),
                acceptedBy: try await pages.office.account(.urbanOfficer))
            try await officer.get("/measures")
            #expect(officer.text.contains("1 agreement with a proven action"))
            #expect(officer.text.contains("54 days Silence"))
        }
    }
}
