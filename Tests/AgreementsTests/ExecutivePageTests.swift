import Cities
import HTTPTypes
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("The page of an executive document, and its path in the browser")
struct ExecutivePageTests {
    /// A document under a tie, with one clause in both languages and one action that has all it needs.
    private static func document(
        _ pages: PageOffice, signed: PartialDay? = nil, secrecy: Secrecy = .office
    ) async throws -> RegisteredClause {
        let tie = try await pages.agreement("Sample frame")
        let document = try await pages.agreement(
            "Sample plan", level: .executive, under: tie.agreement.id, signed: signed, secrecy: secrecy)
        let ours = try await pages.body("Sample metro")
        let theirs = try await pages.body("Sample bureau", isOurs: false)
        return try await pages.office.change { change in
            let clause = try RegisteredClause.add(
                Clause(
                    id: Identifier.make(), number: 1, texts: [.fa: "طرفین تجربه مبادله می‌کنند.", .en: "They share."],
                    ourBodies: [ours.id], theirBodies: [theirs.id]), to: document, in: change)
            try Action.add(
                Action(
                    id: Identifier.make(), clause: clause.clause.id, title: "برگزاری دوره",
                    due: Day(year: 2026, month: 12, day: 22), ownerBody: ours.id, translation: "Hold a course",
                    indicator: "Twelve trainees", indicatorTranslation: "دوازده کارآموز", budgetLine: "1405/203"),
                under: clause, on: PageOffice.today, in: change)
            return clause
        }
    }

    /// Records a step through its form.
    private static func record(
        _ browser: Browser, _ path: String, number: String, _ more: [String: String] = [:]
    ) async throws -> Int {
        try await browser.get(path)
        return try await browser.submit(path, ["documentNumber": number].merging(more) { $1 })
    }

    @Test("it shows both languages beside each other, whoever reads", arguments: Language.allCases)
    func wording(language: Language) async throws {
        try await PageOffice.open { pages in
            let clause = try await Self.document(pages)
            let reader = try await pages.officer(language)
            #expect(try await reader.get(clause.agreement.href + "/document") == 200)
            for words in [
                "طرفین تجربه مبادله می‌کنند.", "They share.", "برگزاری دوره", "Hold a course", "Twelve trainees",
                "دوازده کارآموز", "۱ دی ۱۴۰۵ (۲۲ دسامبر ۲۰۲۶)", "22 December 2026 (1 Dey 1405)", "1405/203",
                "Sample metro", "Sample bureau", "Draft — not in force", "پیش‌نویس — لازم‌الاجرا نیست",
            ] {
                #expect(reader.text.contains(words), "\(words)")
            }
            let texts = try PageOffice.words(language)
            #expect(reader.text.contains(texts.text("document.noGaps")))
            #expect(reader.text.contains(texts.text("path.proposal")))
            #expect(reader.html.contains("<h1") && !reader.html.contains("{{"))
        }
    }

    @Test("it is taken home as Word and PDF with the same words, under a name that says what it is")
    func files() async throws {
        try await PageOffice.open { pages in
            let clause = try await Self.document(pages)
            let path = clause.agreement.href + "/document"
            let reader = try await pages.officer()
            #expect(try await reader.get(path + ".docx") == 200)
            #expect(reader.headers[.contentType] == MediaType.docx.header)
            #expect(reader.headers[.contentDisposition]?.contains("AGR-0002-executive.docx") == true)
            let word = try await Converted.text(of: reader.bytes, named: "plan.docx")
            #expect(try await reader.get(path + ".pdf") == 200)
            #expect(reader.headers[.contentType] == "application/pdf")
            #expect(reader.headers[.contentDisposition]?.hasPrefix("attachment; ") == true)
            let print = try await Converted.text(ofPDF: reader.bytes)
            let lines = word.split(whereSeparator: \.isNewline).map(String.init)
            for line in [
                "طرفین تجربه مبادله می‌کنند.", "They share.", "شرح اقدام: برگزاری دوره", "Work: Hold a course",
                "شاخص: دوازده کارآموز", "Indicator: Twelve trainees", "ردیف بودجه: 1405/203", "Budget line: 1405/203",
                "موعد: ۱ دی ۱۴۰۵ (۲۲ دسامبر ۲۰۲۶)", "Due: 22 December 2026 (1 Dey 1405)",
            ] {
                #expect(lines.contains(line), "\(line)")
            }
            for words in [
                "They share.", "Hold a course", "Twelve trainees", "برگزاری دوره", "دوازده کارآموز", "1405/203",
            ] {
                #expect(print.contains(words), "\(words)")
            }
        }
    }

    @Test("as long as it has no clause of its own it says the clauses of its tie", arguments: OfficeUnderTest.engines)
    func drafted(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let tie = try await pages.agreement("Sample frame")
            _ = try await pages.clause("Promise of the tie", of: tie)
            let document = try await pages.agreement(level: .executive, under: tie.agreement.id, signed: nil)
            let reader = try await pages.officer(.en)
            try await reader.get(document.href + "/document")
            #expect(reader.text.contains("Promise of the tie"))
            #expect(reader.html.contains("\(tie.href)#clause-1"), "its gap is mended where the clause stands")
            _ = try await pages.clause("Own promise", of: document)
            try await reader.get(document.href + "/document")
            #expect(reader.text.contains("Own promise") && !reader.text.contains("Promise of the tie"))
            // What is not of this level has no such page.
            #expect(try await reader.get(tie.href + "/document") == 404)
            #expect(try await reader.get(tie.href + "/document.docx") == 404)
        }
    }

    @Test(
        "it goes from draft to in force by recorded papers, and is signed by then", arguments: OfficeUnderTest.engines)
    func whole(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await Self.document(pages)
            let document = clause.agreement
            let path = document.href + "/document"
            let officer = try await pages.officer(.en)
            #expect(try await Self.record(officer, path + "/advance", number: "L-1") == 303)
            // Not before the legal opinion.
            #expect(try await officer.get(path + "/advance") == 303)
            #expect(try await officer.get(path + "/pass/council-bill") == 303, "its step has not come")
            #expect(try await Self.record(officer, path + "/pass/legal-opinion", number: "H-7") == 303)
            #expect(try await Self.record(officer, path + "/advance", number: "L-2") == 303)

            // Sent back with a reason: the opinion has to be given anew.
            try await officer.get(path + "/return")
            #expect(try await officer.submit(path + "/return", ["documentNumber": "R-1", "step": "draft"]) == 422)
            #expect(officer.error(at: "reason") == "Say what has to be mended.")
            #expect(
                officer.value("documentNumber", of: path + "/return") == "R-1", "what was typed stays")
            #expect(
                try await officer.submit(
                    path + "/return", ["documentNumber": "R-1", "step": "draft", "reason": "Mend clause 1."]) == 303)
            try await officer.get(document.href)
            #expect(
                officer.text.contains("Mend clause 1.") && officer.text.contains("Ready for the step “Legal review”"))

            #expect(try await Self.record(officer, path + "/advance", number: "L-3") == 303)
            #expect(try await Self.record(officer, path + "/pass/legal-opinion", number: "H-8") == 303)
            #expect(try await Self.record(officer, path + "/advance", number: "L-4") == 303)
            try await officer.get(document.href)
            #expect(officer.text.contains("Council bill (Islamic City Council)"), "what is missing next")
            for (gate, number) in [("council-bill", "C-1"), ("ministry-consent", "M-1")] {
                #expect(try await Self.record(officer, path + "/pass/\(gate)", number: number) == 303)
            }
            #expect(try await Self.record(officer, path + "/advance", number: "L-5") == 303)
            #expect(try await Self.record(officer, path + "/pass/counterpart-approval", number: "S-1") == 303)
            #expect(try await Self.record(officer, path + "/advance", number: "N-1") == 303)
            try await officer.get(path)
            #expect(officer.text.contains("In force since 24 November 2026"))
            #expect(officer.text.contains("no. \u{2068}C-1\u{2069} of 24 November 2026"))
            let now = try await pages.office.read { try RegisteredAgreement.find(id: document.agreement.id, on: $0) }
            #expect(now?.agreement.isSigned == true && now?.agreement.signed?.iso == "2026-11-24")
            try await officer.get(document.href)
            #expect(officer.stage == "Assigned")
            // The wording of that day is kept as a file.
            let kept = try #require(
                officer.html.firstMatch(of: /href="([^"]+)" download><bdi>AGR-0002-in-force-2026-11-24/))
            try await officer.get(String(kept.output.1))
            let wording = try await Converted.text(of: officer.bytes, named: "kept.docx")
            #expect(wording.contains("They share.") && wording.contains("In force since 24 November 2026"))
            #expect(try await officer.get(path + "/return") == 303, "nothing leads back")
            // Each step is in the journal.
            try await officer.get(document.href + "/history")
            for words in ["L-1", "H-8", "C-1", "N-1", "Mend clause 1.", "sent the executive document AGR-0002 back"] {
                #expect(officer.text.contains(words), "\(words)")
            }
            #expect(try await pages.office.read { try Journal.verify(on: $0) } != .broken(at: 1))
        }
    }

    @Test("texts that differ in the two languages keep it from being in force, as from a signature")
    func twins() async throws {
        try await PageOffice.open { pages in
            let document = try await pages.agreement(level: .executive, signed: nil)
            try await pages.office.change { change in
                _ = try RegisteredClause.add(
                    Clause(
                        id: Identifier.make(), number: 1,
                        texts: [.fa: "طرف نخست ۱۲ کارآموز می‌پذیرد.", .en: "The first party takes 13 trainees."]),
                    to: document, in: change)
                try PathRules(gates: []).save(in: change)
                for step in PathStep.guarded {
                    try PathRecord.add(
                        PathRecord(
                            id: Identifier.make(), kind: .advanced, step: step, documentNumber: "1",
                            dated: PageOffice.today, by: "a1", at: change.at), to: document, hasClauses: true,
                        on: PageOffice.today, in: change)
                }
            }
            let officer = try await pages.officer(.en)
            #expect(try await Self.record(officer, document.href + "/document/advance", number: "N-1") == 422)
            #expect(officer.text.contains("The Persian and English texts of these clauses are not equal: 1."))
            #expect(try await pages.count("path_record") == 3, "nothing was recorded")
        }
    }

    @Test("of two who record at the same moment the second is told; a bad date is said beside its field")
    func refused() async throws {
        try await PageOffice.open { pages in
            let path = try await Self.document(pages).agreement.href + "/document"
            let (first, second) = (try await pages.officer(.en), try await pages.colleague(.en))
            try await first.get(path + "/advance")
            try await second.get(path + "/advance")
            #expect(
                try await first.submit(
                    path + "/advance",
                    ["documentNumber": "L"].merging(Browser.date("dated", "2026", "11", "25")) { $1 }) == 422)
            #expect(first.error(at: "dated") == "This date has not come yet.")
            #expect(
                try await first.submit(
                    path + "/advance",
                    ["documentNumber": "L"].merging(Browser.date("dated", "2026", "11", "23")) { $1 }) == 303)
            #expect(try await second.submit(path + "/advance", ["documentNumber": "L"]) == 422)
            #expect(second.text.contains("A colleague recorded a step at the same time."))
            #expect(try await pages.count("path_record") == 1)
        }
    }

    @Test("what is restricted has neither page nor file nor form for others", arguments: OfficeUnderTest.engines)
    func confidential(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let path = try await Self.document(pages, secrecy: .restricted).agreement.href + "/document"
            let officer = try await pages.officer()
            for part in ["", ".docx", ".pdf", "/advance", "/return", "/pass/legal-opinion"] {
                #expect(try await officer.get(path + part) == 404, "\(part)")
            }
            #expect(try await officer.post(path + "/advance", [("documentNumber", "1")]) == 404)
            let deputy = try await pages.site.browser(as: .deputy)
            #expect(try await deputy.get(path + ".docx") == 200)
            let viewer = try await pages.site.browser(as: .viewer)
            #expect(try await viewer.get(path) == 404)
        }
    }

    @Test("a body that is hidden from the reader is not named in the file", arguments: OfficeUnderTest.engines)
    func hiddenBody(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let document = try await pages.agreement(level: .executive)
            let secret = try await pages.body("Secret body", secrecy: .restricted)
            let clause = try await pages.clause(of: document, ours: [secret.id])
            try await pages.action(under: clause, owner: secret.id)
            let officer = try await pages.officer(.en)
            try await officer.get(document.href + "/document.docx")
            let text = try await Converted.text(of: officer.bytes, named: "d.docx")
            #expect(!text.contains("Secret body") && text.contains("Sample promise"))
        }
    }

    @Test("who only reads sees the path and records nothing")
    func reader() async throws {
        try await PageOffice.open { pages in
            let path = try await Self.document(pages, secrecy: .everyone).agreement.href + "/document"
            let viewer = try await pages.site.browser(as: .viewer, language: .en)
            #expect(try await viewer.get(path) == 200)
            #expect(!viewer.html.contains("/advance\"") && !viewer.html.contains("/pass/"))
            #expect(try await viewer.get(path + "/advance") == 403)
        }
    }
}

@Suite("The office's gates")
struct PathSettingsTests {
    private static let path = "/settings/path"

    @Test(
        "the proposal is marked until the office saves it, and then is the office's own",
        arguments: OfficeUnderTest.engines)
    func save(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let admin = try await pages.site.browser(as: .administrator, language: .en)
            try await admin.get(Self.path)
            #expect(admin.text.contains("a proposal for Tehran"))
            #expect(admin.value("gate1-namePersian", of: Self.path) == "نظر حقوقی")
            #expect(
                try await admin.submit(
                    Self.path,
                    [
                        "gate3-remove": "yes", "gate5-nameEnglish": "Security opinion", "gate5-step": "legalReview",
                        "isDemanded": "yes",
                    ]) == 303)
            let rules = try await pages.office.read { try PathRules.load(on: $0) }
            #expect(!rules.isProposal && rules.isDemanded)
            #expect(
                rules.gates.map(\.nameEnglish) == [
                    "Legal opinion", "Security opinion", "Council bill", "Approval of the other side",
                ], "in the order of the steps")
            #expect(rules.gates.first?.id == "legal-opinion")
            try await admin.get(Self.path)
            #expect(!admin.text.contains("a proposal for Tehran"))
            #expect(try await pages.officer().get(Self.path) == 403)
        }
    }

    @Test("a decision without a name comes back with what was typed")
    func refused() async throws {
        try await PageOffice.open { pages in
            let admin = try await pages.site.browser(as: .administrator, language: .en)
            try await admin.get(Self.path)
            let typed = ["gate1-namePersian": "", "gate1-nameEnglish": "", "gate5-deciderEnglish": "Some body"]
            #expect(try await admin.submit(Self.path, typed) == 422)
            #expect(admin.error(at: "gate1-namePersian") == "Name the decision in Persian or in English.")
            #expect(admin.error(at: "gate5-namePersian") != nil)
            #expect(admin.value("gate5-deciderEnglish", of: Self.path) == "Some body")
            #expect(try await pages.office.read { try PathRules.load(on: $0) }.isProposal)
        }
    }

    @Test("once demanded, a signed document without its path holds nothing up", arguments: OfficeUnderTest.engines)
    func demanded(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let officer = try await pages.officer(.en)
            try await officer.get(clause.agreement.href)
            #expect(officer.stage == "Assigned")
            try await pages.office.change { try PathRules(isDemanded: true).save(in: $0) }
            try await officer.get(clause.agreement.href)
            #expect(officer.stage == "Paper")
            #expect(officer.text.contains("The path of this executive document has not ended in force."))
            try await officer.get("/agreements?stage=paper")
            #expect(officer.html.contains(clause.agreement.href), "the register follows the setting")
            try await pages.office.change { change in
                try PathRules(gates: [], isDemanded: true).save(in: change)
                for step in PathStep.allCases.dropFirst() {
                    try PathRecord.add(
                        PathRecord(
                            id: Identifier.make(), kind: .advanced, step: step, documentNumber: "1",
                            dated: PageOffice.today, by: "a1", at: change.at), to: clause.agreement, hasClauses: true,
                        on: PageOffice.today, in: change)
                }
            }
            try await officer.get(clause.agreement.href)
            #expect(officer.stage == "Assigned")
            try await officer.get("/agreements?stage=assigned")
            #expect(officer.html.contains(clause.agreement.href))
        }
    }
}

@Suite("The path through the API")
struct PathAPITests {
    @Test("a program records steps and is told what is missing", arguments: TestOffice.engines)
    func path(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let program = try await pages.site.program()
            let path = "/agreements/\(clause.agreement.code)/path"
            let start = try await program.get(path)
            #expect(start.status == 200 && start.body["step"] == "draft" && start.body["missing"] == [])
            func send(_ more: String) async throws -> Program.Reply {
                try await program.ask(.post, path, "{\"documentNumber\": \"L-1\", \"dated\": \"2026-11-20\", \(more)}")
            }
            let review = try await send("\"kind\": \"advanced\", \"step\": \"legalReview\"")
            #expect(review.status == 200 && review.body["step"] == "legalReview")
            #expect(review.body["missing"] == ["legal-opinion"])
            #expect(try await send("\"kind\": \"advanced\", \"step\": \"ourApproval\"").status == 422)
            #expect(try await send("\"kind\": \"passed\", \"gate\": \"none\"").wrong == ["gate"])
            #expect(try await send("\"kind\": \"returned\", \"step\": \"draft\"").wrong == ["reason"])
            let passed = try await send("\"kind\": \"passed\", \"gate\": \"legal-opinion\"")
            #expect(passed.status == 200 && passed.body["missing"] == [] && passed.text("version") == "2")
            let tie = try await pages.agreement()
            #expect(try await program.get("/agreements/\(tie.code)/path").status == 404)
        }
    }

    @Test("an action's indicator and budget line are kept, changed and told", arguments: TestOffice.engines)
    func action(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let program = try await pages.site.program()
            let path = "/agreements/\(clause.agreement.code)/actions"
            let made = try await program.ask(
                .post, path,
                """
                {"clause": 1, "title": "کار", "translation": "Work", "indicator": "Twelve", "budgetLine": " 12/3 "}
                """)
            #expect(made.status == 201 && made.text("budgetLine") == "12/3" && made.text("translation") == "Work")
            let id = try #require(made.text("id"))
            let changed = try await program.ask(
                .put, "\(path)/\(id)", "{\"clause\": 1, \"title\": \"کار\", \"indicator\": \"Thirteen\"}")
            #expect(changed.text("indicator") == "Thirteen" && changed.text("budgetLine") == nil)
            let history = try await program.get("/agreements/\(clause.agreement.code)/history")
            #expect(String(describing: history.body).contains("Thirteen"))
        }
    }
}
