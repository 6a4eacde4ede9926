import OfficeKit
import Testing

@testable import Agreements

@Suite("The path of an executive document")
struct ApprovalPathTests {
    private static let today = Day(year: 2026, month: 11, day: 24)!
    private static let rules = PathRules(gates: PathGate.usual)

    private static func record(
        _ kind: PathRecord.Kind, _ step: PathStep, gate: String? = nil, on dated: Day = today, reason: String? = nil,
        number: String = "12/3"
    ) -> PathRecord {
        PathRecord(
            id: Identifier.make(), kind: kind, step: step,
            gate: gate.flatMap { id in rules.gates.first { $0.id == id } },
            documentNumber: number, dated: dated, reason: reason, by: "a1", at: Moment(milliseconds: 0))
    }

    /// As far as a step, with every gate before it passed.
    private static func reached(_ step: PathStep, rules: PathRules = rules) -> [PathRecord] {
        var records: [PathRecord] = []
        for (place, next) in PathStep.allCases.enumerated().dropFirst() {
            if PathStep.allCases[place - 1] >= step { break }
            for gate in rules.gates where gate.step == PathStep.allCases[place - 1] {
                records.append(record(.passed, gate.step, gate: gate.id))
            }
            records.append(record(.advanced, next))
        }
        return records
    }

    private static func keys(_ path: ApprovalPath, adding record: PathRecord, hasClauses: Bool = true) -> [String] {
        path.problems(adding: record, hasClauses: hasClauses, on: today).map(\.key)
    }

    @Test("it stands where its records have led it", arguments: PathStep.allCases)
    func steps(step: PathStep) {
        let path = ApprovalPath(Self.reached(step), rules: Self.rules)
        #expect(path.step == step)
        #expect(path.missing.map(\.step).allSatisfy { $0 == step })
        #expect(path.missing.count == Self.rules.gates.count { $0.step == step })
        #expect((path.inForceSince != nil) == (step == .inForce))
    }

    @Test("an empty document stays a draft")
    func empty() {
        let path = ApprovalPath([], rules: Self.rules)
        #expect(path.next == .legalReview)
        let onward = Self.record(.advanced, .legalReview)
        #expect(Self.keys(path, adding: onward, hasClauses: false) == ["path.problem.noClauses"])
        #expect(Self.keys(path, adding: onward).isEmpty)
    }

    @Test("no step is left while one of its gates is missing", arguments: PathStep.guarded)
    func gates(step: PathStep) throws {
        var records = Self.reached(step)
        let next = try #require(step.next)
        for gate in Self.rules.gates where gate.step == step {
            let path = ApprovalPath(records, rules: Self.rules)
            #expect(path.next == nil)
            #expect(Self.keys(path, adding: Self.record(.advanced, next)) == ["path.problem.gatesMissing"])
            let passing = Self.record(.passed, step, gate: gate.id)
            #expect(Self.keys(path, adding: passing).isEmpty)
            records.append(passing)
            #expect(Self.keys(ApprovalPath(records, rules: Self.rules), adding: passing) == ["forms.errors.conflict"])
        }
        #expect(Self.keys(ApprovalPath(records, rules: Self.rules), adding: Self.record(.advanced, next)).isEmpty)
    }

    @Test("no step is jumped over, and no gate is passed before its step")
    func order() {
        let draft = ApprovalPath([], rules: Self.rules)
        for step in PathStep.allCases where step != .legalReview {
            #expect(Self.keys(draft, adding: Self.record(.advanced, step)).contains("forms.errors.conflict"), "\(step)")
        }
        for gate in Self.rules.gates {
            #expect(!draft.isOpen(gate))
            #expect(
                Self.keys(draft, adding: Self.record(.passed, gate.step, gate: gate.id)) == ["forms.errors.conflict"])
        }
        let review = ApprovalPath(Self.reached(.legalReview), rules: Self.rules)
        #expect(Self.rules.gates.filter(review.isOpen).map(\.id) == ["legal-opinion"])
    }

    @Test("a return needs a reason and takes back what was decided from there on", arguments: PathStep.allCases)
    func returns(target: PathStep) {
        let records =
            Self.reached(.theirApproval) + [Self.record(.passed, .theirApproval, gate: "counterpart-approval")]
        let path = ApprovalPath(records, rules: Self.rules)
        let back = Self.record(.returned, target, reason: "Mend clause 2.")
        guard target < .theirApproval else {
            #expect(Self.keys(path, adding: back) == ["forms.errors.choose"])
            return
        }
        #expect(Self.keys(path, adding: back).isEmpty)
        #expect(Self.keys(path, adding: Self.record(.returned, target, reason: " ")) == ["path.problem.noReason"])
        let after = ApprovalPath(records + [back], rules: Self.rules)
        #expect(after.step == target)
        #expect(Set(after.passed.keys) == Set(Self.rules.gates.filter { $0.step < target }.map(\.id)))
        #expect(after.standingReturn == back)
    }

    @Test("what is in force is not returned, and nothing more is passed")
    func inForce() {
        let path = ApprovalPath(Self.reached(.inForce), rules: Self.rules)
        #expect(path.returns.isEmpty && path.next == nil && path.missing.isEmpty)
        #expect(!Self.keys(path, adding: Self.record(.returned, .draft, reason: "No")).isEmpty)
        #expect(!Self.keys(path, adding: Self.record(.advanced, .inForce)).isEmpty)
    }

    @Test("being in force waits for every gate of the office, also for one added later to an earlier step")
    func addedGate() {
        var rules = Self.rules
        let records =
            Self.reached(.theirApproval) + [Self.record(.passed, .theirApproval, gate: "counterpart-approval")]
        #expect(ApprovalPath(records, rules: rules).next == .inForce)
        rules.gates.append(
            PathGate(id: "security", step: .legalReview, namePersian: "نظر حراست", nameEnglish: "Security opinion"))
        let path = ApprovalPath(records, rules: rules)
        #expect(path.missing.map(\.id) == ["security"])
        #expect(path.next == nil && path.isOpen(rules.gates[4]))
    }

    @Test("an office without gates goes through all steps by letters alone")
    func noGates() {
        let path = ApprovalPath(Self.reached(.theirApproval, rules: PathRules(gates: [])), rules: PathRules(gates: []))
        #expect(path.step == .theirApproval && path.next == .inForce)
    }

    @Test("each record needs a number and a day that has come, and force does not precede what it needed")
    func papers() {
        let path = ApprovalPath([], rules: Self.rules)
        #expect(Self.keys(path, adding: Self.record(.advanced, .legalReview, number: "")) == ["forms.errors.required"])
        let tomorrow = Day(epochDay: Self.today.epochDay + 1)
        #expect(
            Self.keys(path, adding: Self.record(.advanced, .legalReview, on: tomorrow)) == ["path.problem.inFuture"])
        let ready = ApprovalPath(
            Self.reached(.theirApproval) + [Self.record(.passed, .theirApproval, gate: "counterpart-approval")],
            rules: Self.rules)
        let before = Day(epochDay: Self.today.epochDay - 1)
        #expect(
            Self.keys(ready, adding: Self.record(.advanced, .inForce, on: before)) == ["path.problem.beforeGates"])
    }

    @Test("gates that were renamed or taken away keep their records readable")
    func renamed() {
        let records = Self.reached(.ourApproval)
        let path = ApprovalPath(records, rules: PathRules(gates: []))
        #expect(path.records.compactMap(\.gate?.nameEnglish) == ["Legal opinion"])
        #expect(path.next == .theirApproval)
    }

    @Test("a signed executive document counts for the stage, unless the office demands the path")
    func stage() {
        var record = AgreementRecord(
            id: "d", level: .executive, signed: PartialDay(year: 2020),
            clauses: [Clause(id: "c", number: 1, ourBodies: ["b"])])
        #expect(Stage.of(record, on: Self.today).value == .formalised)
        record.approval = .awaited
        let held = Stage.of(record, on: Self.today)
        #expect(held.value == .paper && held.reason.key == "agreements.reason.pathAwaited")
        record.approval = .given(Self.today)
        #expect(Stage.of(record, on: Self.today).value == .formalised)
        #expect(Stage.of(record, on: Day(epochDay: Self.today.epochDay - 1)).value == .paper)

        var tie = AgreementRecord(id: "t", signed: PartialDay(year: 2020), documents: [.init(id: "d")])
        #expect(tie.hasExecutiveDocument(on: Self.today))
        tie.documents[0].approval = .awaited
        #expect(!tie.hasExecutiveDocument(on: Self.today))
        #expect(Stage.of(tie, on: Self.today).reason.key == "agreements.reason.noExecutiveDocument")
    }
}

@Suite("Gaps of an executive document's draft")
struct DraftGapTests {
    private static let today = Day(year: 2026, month: 11, day: 24)!

    private static func gaps(_ clauses: [Clause], _ actions: [Action] = []) -> [DraftGap.Cause: [Int]] {
        let gaps = DraftGap.gaps(of: clauses, actions: Dictionary(grouping: actions, by: \.clause), on: today)
        return Dictionary(gaps.map { ($0.cause, $0.clauses) }, uniquingKeysWith: { first, _ in first })
    }

    private static let whole = Clause(
        id: "c", number: 1, texts: [.fa: "متن", .en: "Text"], ourBodies: ["o"], theirBodies: ["t"])
    private static let work = Action(
        id: "a", clause: "c", title: "کار", due: today, ownerBody: "o", translation: "Work", indicator: "Number",
        indicatorTranslation: "شمار", budgetLine: "12")

    @Test("a whole draft has none, and an empty one has one")
    func ends() {
        #expect(Self.gaps([Self.whole], [Self.work]).isEmpty)
        #expect(Self.gaps([]) == [.noClauses: []])
        var withdrawn = Self.whole
        withdrawn.withdrawn = Self.today
        #expect(Self.gaps([withdrawn]) == [.noClauses: []])
    }

    @Test("what a clause or its actions lack is named with the clause's number")
    func causes() {
        let bare = Clause(id: "d", number: 7, texts: [.fa: "متن"])
        #expect(
            Self.gaps([bare, Self.whole], [Self.work])
                == [.noText: [7], .noOurBody: [7], .noTheirBody: [7], .noAction: [7]])
        let poor = Action(id: "b", clause: "c", title: "کار دیگر")
        #expect(
            Self.gaps([Self.whole], [Self.work, poor])
                == [.noOwner: [1], .noDue: [1], .noIndicator: [1], .noBudget: [1], .noTranslation: [1]])
        var cancelled = poor
        cancelled.cancelled = Self.today
        #expect(Self.gaps([Self.whole], [Self.work, cancelled]).isEmpty)
    }

    @Test("the letters tell in which language a title was written")
    func languages() {
        #expect(Self.work.title(in: .fa) == "کار" && Self.work.title(in: .en) == "Work")
        #expect(Self.work.indicator(in: .en) == "Number" && Self.work.indicator(in: .fa) == "شمار")
        let alone = Action(id: "b", clause: "c", title: "Visit of مترو تهران")
        #expect(alone.title(in: .fa) == alone.title && alone.title(in: .en) == nil)
    }
}
