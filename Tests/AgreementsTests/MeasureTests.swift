import OfficeKit
import Testing

@testable import Agreements

@Suite("Measures of one agreement")
struct MeasureTests {
    private static let today = TestOffice.today
    private static let ever = MeasuredPeriod(until: today)

    private static func ago(_ days: Int) -> Day { today.adding(days: -days) }

    /// Evidence of a day, accepted unless another state is given.
    private static func evidence(
        _ id: String, clause: String, action: String? = nil, _ dated: Day,
        _ state: Evidence.State = .accepted(by: "q", on: today)
    ) -> Evidence {
        Evidence(
            id: id, clause: clause, action: action, submittedBy: "p", submittedOn: today, dated: dated, state: state)
    }

    private static func action(
        _ id: String, clause: String, due: Day? = today.adding(days: 100), owner: String? = "b", closed: Day? = nil
    ) -> Action {
        Action(id: id, clause: clause, title: "Work", due: due, ownerBody: owner, closed: closed)
    }

    private static func record(
        signed: PartialDay? = PartialDay(ago(1000)), clauses: [Clause], actions: [Action] = [],
        evidence: [Evidence] = []
    ) -> AgreementRecord {
        AgreementRecord(
            id: "a", level: .executive, signed: signed, clauses: clauses, actions: actions, evidence: evidence)
    }

    private static func clause(_ number: Int, ours: [String] = ["b"], theirs: [String] = ["t"]) -> Clause {
        Clause(id: "c\(number)", number: number, ourBodies: ours, theirBodies: theirs)
    }

    private static func measures(_ record: AgreementRecord, in period: MeasuredPeriod = ever) -> TieMeasures {
        TieMeasures(of: record, in: period)
    }

    @Test("coverage: two of five clauses have a body and an action with an owner and a date")
    func coverage() {
        let measures = Self.measures(
            Self.record(
                clauses: [
                    Self.clause(1), Self.clause(2), Self.clause(3), Self.clause(4, ours: []), Self.clause(5, ours: []),
                ],
                actions: [
                    Self.action("1", clause: "c1"), Self.action("2", clause: "c2"),
                    Self.action("3", clause: "c3", due: nil), Self.action("4", clause: "c4"),
                ]))
        #expect(measures.clauses == 5)
        #expect(measures.covered == 2)
        #expect(measures.coverage == 0.4)
    }

    @Test("fulfilment: of four clauses one is fulfilled, one partly, one not at all, and one has lapsed")
    func fulfilment() {
        var actions: [Action] = []
        var evidence: [Evidence] = []
        for (clause, done) in [("c1", 2), ("c2", 1), ("c3", 0), ("c4", 1)] {
            for number in 1...2 {
                let isDone = number <= done
                actions.append(
                    Self.action(
                        "\(clause)-\(number)", clause: clause,
                        due: clause == "c4" ? Self.ago(1) : Self.today.adding(days: 1),
                        closed: isDone ? Self.ago(10) : nil))
                if isDone {
                    evidence.append(
                        Self.evidence("\(clause)-\(number)", clause: clause, action: "\(clause)-\(number)", Self.ago(9))
                    )
                }
            }
        }
        let record = Self.record(clauses: (1...4).map { Self.clause($0) }, actions: actions, evidence: evidence)
        let measures = Self.measures(record)
        for state in Fulfilment.allCases { #expect(measures.fulfilment[state] == 1, "\(state)") }
        #expect(measures.fulfilled == 0.25)
        // Nobody's word is enough: closed without accepted evidence is not done.
        var word = record
        word.evidence = []
        #expect(Self.measures(word).fulfilment[.fulfilled] == 0)
        // What is over lapses, but what was fulfilled stays so.
        var over = record
        over.ended = Self.ago(1)
        #expect(Self.measures(over).fulfilment[.lapsed] == 3)
        #expect(Self.measures(over).fulfilment[.fulfilled] == 1)
    }

    @Test("a clause has lapsed only when all that is left has a date, and the last one has passed")
    func lapsed() {
        func state(_ dues: [Day?]) -> Fulfilment? {
            let measures = Self.measures(
                Self.record(
                    clauses: [Self.clause(1)],
                    actions: dues.enumerated().map { Self.action("\($0.offset)", clause: "c1", due: $0.element) }))
            return Fulfilment.allCases.first { measures.fulfilment[$0] == 1 }
        }
        #expect(state([Self.ago(1)]) == .lapsed)
        #expect(state([Self.today]) == .unfulfilled)
        #expect(state([Self.ago(1), Self.today.adding(days: 1)]) == .unfulfilled)
        #expect(state([Self.ago(1), nil]) == .unfulfilled)
        #expect(state([]) == .unfulfilled)
    }

    @Test("silence: 54 days since the latest report, or as long as the paper is old where there was none")
    func silence() throws {
        let october = try #require(Day(iso: "2026-10-01"))
        var record = Self.record(
            clauses: [Self.clause(1), Self.clause(2)],
            evidence: [
                Self.evidence("1", clause: "c1", october), Self.evidence("2", clause: "c2", Self.ago(400)),
                Self.evidence("3", clause: "c2", Self.ago(1), .submitted),
                Self.evidence("4", clause: "c2", Self.today.adding(days: 5)),
            ])
        #expect(Self.measures(record).silence == 54)
        record.evidence = []
        #expect(Self.measures(record).silence == 1000)
        record.signed = nil
        #expect(Self.measures(record).silence == nil, "signed, nobody knows when")
    }

    @Test("reciprocity: we delivered three actions and they two, and a visit counts as one")
    func reciprocity() {
        let owners = ["b", "b", "x", "t", "t"]
        let record = Self.record(
            clauses: [Self.clause(1)],
            actions: owners.enumerated().map {
                Self.action("\($0.offset)", clause: "c1", owner: $0.element, closed: Self.ago(50))
            } + [Self.action("open", clause: "c1", owner: "t")],
            evidence: owners.indices.map { Self.evidence("\($0)", clause: "c1", action: "\($0)", Self.ago(60)) })
        let measures = Self.measures(record)
        #expect(measures.ours == 3 && measures.theirs == 2)
        #expect(measures.reciprocity == 2.0 / 3)
        #expect(Self.measures(Self.record(clauses: [Self.clause(1)])).reciprocity == nil)
        // Delivered on the day on which both the closing and the evidence were there.
        #expect(Self.measures(record, in: MeasuredPeriod(until: Self.ago(51))).ours == 0)
        #expect(Self.measures(record, in: MeasuredPeriod(until: Self.ago(50))).ours == 3)
        #expect(Self.measures(record, in: MeasuredPeriod(from: Self.ago(49), until: Self.today)).ours == 0)
    }

    @Test("visits count where a tie is measured as a whole, and in their time")
    func visits() {
        var names = SharedNames()
        let figures = WorkFigures(
            of: Self.record(clauses: [Self.clause(1)]),
            visits: [PaidVisit(by: .theirs, on: Self.ago(10)), PaidVisit(by: .ours, on: Self.ago(700))], sharing: &names
        )
        #expect(figures.visits.count == 2)
        let tie = MeasuredTie(parts: [MeasuredTie.Part(Self.record(clauses: []), figures: figures)], idea: nil)
        let all = TieMeasures.allClauses(of: tie)
        #expect(TieMeasures(of: tie, clauses: all, in: Self.ever).theirs == 1)
        #expect(TieMeasures(of: tie, clauses: all, in: Self.ever).ours == 1)
        #expect(TieMeasures(of: tie, clauses: all, isWhole: false, in: Self.ever).theirs == 0)
        let year = MeasuredPeriod(from: Self.ago(365), until: Self.today)
        #expect(TieMeasures(of: tie, clauses: all, in: year).ours == 0)
        #expect(TieMeasures(of: tie, clauses: all, in: year).reciprocity == 0)
    }

    @Test("continuity: proven in two of the three years since the signature")
    func continuity() {
        let record = Self.record(
            clauses: [Self.clause(1), Self.clause(2)],
            evidence: [
                Self.evidence("1", clause: "c1", Self.ago(10)), Self.evidence("2", clause: "c2", Self.ago(20)),
                Self.evidence("3", clause: "c1", Self.ago(500)),
            ])
        let measures = Self.measures(record)
        #expect(measures.years == 3 && measures.provenYears == 2)
        #expect(measures.continuity == 2.0 / 3)
        let year = Self.measures(record, in: MeasuredPeriod(from: Self.ago(364), until: Self.today))
        #expect(year.years == 1 && year.provenYears == 1)
        // Work that came before the paper lengthens the time that is looked at.
        var early = record
        early.signed = PartialDay(Self.ago(5))
        #expect(Self.measures(early).years == 2)
    }

    @Test("steps and days: signed on 1 January, an executive document, a body on each side, first report on 1 April")
    func way() throws {
        let january = try #require(Day(iso: "2026-01-01"))
        let april = try #require(Day(iso: "2026-04-01"))
        var record = AgreementRecord(
            id: "a", level: .principle, signed: PartialDay(january),
            documents: [
                .init(id: "d", signed: PartialDay(january.adding(days: 30))),
                .init(id: "later", signed: PartialDay(april.adding(days: 1))),
            ],
            clauses: [Self.clause(1)],
            evidence: [
                Self.evidence("1", clause: "c1", april), Self.evidence("2", clause: "c1", april.adding(days: 30)),
                Self.evidence(
                    "3", clause: "c1", january.adding(days: 2), .returned(by: "q", on: Self.today, reason: "No")),
            ])
        record.clausesOfDocuments = ["c1"]
        let first = try #require(Self.measures(record).firstAction)
        #expect(first.day == april)
        #expect(first.days == 90)
        #expect(first.steps == 5)
        #expect(
            Self.measures(record, in: MeasuredPeriod(from: april.adding(days: 1), until: Self.today)).firstAction == nil
        )
        record.signed = PartialDay(april.adding(days: 10))
        #expect(Self.measures(record).firstAction?.days == 0)
    }

    @Test("an idea has the day of signature, or the earlier one on which it was put on record")
    func idea() throws {
        let may = try #require(Day(iso: "2026-05-03"))
        // Written by hand: an id that is made is never older than the one before it, whoever made that.
        let digits = String(Int64(may.epochDay) * 86_400_000 + 1000, radix: 16)
        let time = String(repeating: "0", count: 12 - digits.count) + digits
        let id = "\(time.prefix(8))-\(time.suffix(4))-7000-8000-000000000000"
        #expect(MeasuredTie.recordedDay(of: id) == may)
        #expect(MeasuredTie.recordedDay(of: "a") == nil)
        #expect(MeasuredTie.recordedDay(of: String(repeating: "é", count: 36)) == nil)
        #expect(MeasuredTie.idea(isSigned: false, signed: nil, recorded: may) == may)
        #expect(MeasuredTie.idea(isSigned: true, signed: nil, recorded: may) == nil)
        #expect(MeasuredTie.idea(isSigned: true, signed: PartialDay(year: 2006), recorded: may)?.year == 2006)
        #expect(MeasuredTie.idea(isSigned: true, signed: PartialDay(Self.today), recorded: may) == may)
    }

    @Test("a period goes from the first day of a year to the last of another, in either calendar, and not beyond today")
    func period() {
        func days(_ from: Int?, _ to: Int?) -> [String?] {
            let period = MeasuredPeriod(from: from, to: to, until: Self.today)
            return [period.start?.iso, period.end.iso]
        }
        #expect(days(nil, nil) == [nil, "2026-11-24"])
        #expect(days(2020, 2021) == ["2020-01-01", "2021-12-31"])
        #expect(days(2021, 2020) == ["2020-01-01", "2021-12-31"])
        #expect(days(1402, 1403) == ["2023-03-21", "2025-03-20"])
        #expect(days(1402, 2024) == ["2023-03-21", "2024-12-31"])
        #expect(days(nil, 2090) == [nil, "2026-11-24"])
        #expect(days(0, -4) == [nil, "2026-11-24"])
    }

    @Test("every sector has a directorate, and each of the three has sectors")
    func directorates() {
        #expect(Sector.all.count == 50)
        for sector in Sector.all { #expect(sector.directorate != nil, "\(sector.key)") }
        #expect(Set(Sector.all.compactMap(\.directorate)) == Set(Directorate.allCases))
    }

    @Test("medians take the middle, and the mean of two")
    func medians() {
        #expect(MeasureSummary.median([]) == nil)
        #expect(MeasureSummary.median([7]) == 7)
        #expect(MeasureSummary.median([9, 1, 5]) == 5)
        #expect(MeasureSummary.median([10, 1, 4, 100]) == 7)
        #expect(MeasureSummary.median([1, 2]) == 2)
    }

    @Test("every measure has its name, meaning, formula, example and source in both languages")
    func words() throws {
        for language in Language.allCases {
            let words = try Catalogue(
                language: language, folders: [ResourceFolder.officeKit(), AgreementsResources.folder()])
            for measure in Measure.allCases {
                var keys = [
                    measure.key, measure.meaningKey, measure.formulaKey, measure.manyKey, measure.exampleKey,
                    measure.unit.key, "measures.zero.\(measure.unit.rawValue)",
                ]
                if case .published(let key, let address) = measure.source {
                    keys.append(key)
                    #expect(address.hasPrefix("https://"))
                }
                for key in keys { #expect(words.keys.contains(key), "\(key)") }
            }
            for grouping in MeasureQuestion.Grouping.allCases {
                #expect(
                    words.keys.contains(grouping.key) && words.keys.contains("measures.without.\(grouping.rawValue)"))
            }
            for kind in MeasureQuestion.Kind.allCases { #expect(words.keys.contains(kind.key)) }
            for state in Fulfilment.allCases { #expect(words.keys.contains(state.key)) }
        }
    }
}
