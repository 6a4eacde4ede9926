import OfficeKit
import Testing

@testable import Agreements

/// A day of 2026, unwrapped for tests.
private func day(_ month: Int, _ day: Int, of year: Int = 2026) -> Day { Day(year: year, month: month, day: day)! }

@Suite("Dormancy")
struct DormancyTests {
    private let today = day(11, 24)

    private func causes(_ record: AgreementRecord) -> [Dormancy.Cause] {
        Dormancy.causes(of: record, proof: StageProof(of: record, on: today), on: today).map(\.cause)
    }

    /// An executive document in force with one clause that has all it needs to deliver.
    private func working() -> AgreementRecord {
        AgreementRecord(
            id: "a", level: .executive, signed: PartialDay(year: 2024),
            clauses: [Clause(id: "c", number: 1, ourBodies: ["b"], theirBodies: ["t"])],
            actions: [
                Action(id: "x", clause: "c", title: "Exchange", due: day(12, 30), ownerBody: "b"),
                Action(id: "y", clause: "c", title: "Visit", due: day(3, 1), ownerBody: "b", closed: day(2, 27)),
            ],
            evidence: [
                Evidence(
                    id: "e", clause: "c", action: "y", submittedBy: "p", submittedOn: day(3, 2), dated: day(2, 27),
                    state: .accepted(by: "q", on: day(3, 3)))
            ])
    }

    @Test("what works has no cause")
    func awake() { #expect(causes(working()).isEmpty) }

    @Test("each lack is named alone where it is the only one")
    func each() {
        let changes: [(Dormancy.Cause, (inout AgreementRecord) -> Void)] = [
            (.ended, { $0.ended = day(1, 1) }),
            (.expired, { $0.expires = PartialDay(year: 2025) }),
            (.contradictorySources, { $0.openContradictions = 2 }),
            (.notSigned, { $0.isSigned = false }),
            (.noExecutiveDocument, { $0.level = .principle }),
            (.noClauses, { $0.clauses[0].withdrawn = day(1, 2) }),
            (.clausesWithoutBody, { $0.clauses[0].ourBodies = [] }),
            (.clausesWithoutAction, { $0.clauses.append(Clause(id: "d", number: 2, ourBodies: ["b"])) }),
            (.actionsIncomplete, { $0.actions.append(Action(id: "z", clause: "c", title: "Talk")) }),
            (.overdue, { $0.actions[0].due = day(11, 23) }),
            (.clausesWithoutCounterpart, { $0.clauses[0].theirBodies = [] }),
            (
                .evidenceWaiting,
                {
                    $0.evidence.append(
                        Evidence(
                            id: "f", clause: "c", submittedBy: "p", submittedOn: day(11, 20), dated: day(11, 19)))
                }
            ),
            (.noEvidence, { $0.evidence = [] }),
            (.silent, { $0.evidence[0].dated = day(2, 27, of: 2025) }),
            (.sanction, { $0.around.obstacles = [Self.obstacle(.sanction)] }),
            (.payment, { $0.around.obstacles = [Self.obstacle(.payment)] }),
            (.licence, { $0.around.obstacles = [Self.obstacle(.licence)] }),
            (.noWillOurs, { $0.around.obstacles = [Self.obstacle(.noWillOurs)] }),
            (.noWillTheirs, { $0.around.obstacles = [Self.obstacle(.noWillTheirs)] }),
            (
                .ownerLeft,
                {
                    $0.actions[0].ownerPerson = "p"
                    $0.around.departures = ["p": day(11, 1)]
                }
            ),
        ]
        // These show beside another cause only: of what works, nobody asks for money and people.
        let beside: [(Dormancy.Cause, (inout AgreementRecord) -> Void)] = [
            (.bodyWithoutPerson, { $0.around.vacancies = ["b": Day?.none] }),
            (.noMoneyLine, { $0.around.unfunded = 1 }),
        ]
        for (cause, change) in beside {
            var record = working()
            change(&record)
            #expect(causes(record).isEmpty, "\(cause)")
            record.evidence = []
            #expect(causes(record) == [.noEvidence, cause], "\(cause)")
        }
        var unheard = working()
        unheard.evidence[0].dated = day(2, 27, of: 2025)
        unheard.around.contacts = [
            PartnerContact(id: "k", day: day(11, 1), direction: .ours, channel: .letter),
            PartnerContact(id: "l", day: day(1, 1, of: 2025), direction: .theirs, channel: .call),
        ]
        #expect(causes(unheard) == [.silent, .noContact])
        unheard.around.contacts.append(
            PartnerContact(id: "m", day: day(11, 2), direction: .both, channel: .meeting))
        #expect(causes(unheard) == [.silent])

        #expect(
            Set(changes.map(\.0) + beside.map(\.0) + [.noContact]) == Set(Dormancy.Cause.allCases),
            "every cause is tried")
        for (cause, change) in changes {
            var record = working()
            change(&record)
            #expect(causes(record) == [cause], "\(cause)")
        }
    }

    private static func obstacle(
        _ kind: Obstacle.Kind, until: Day? = nil, lifted: Day? = nil
    ) -> Obstacle {
        Obstacle(
            id: kind.rawValue, kind: kind, since: PartialDay(year: 2025)!, source: "Sample source", until: until,
            lifted: lifted)
    }

    @Test("a barrier counts while it is believed and not lifted")
    func barriers() {
        var record = working()
        for (obstacle, isCause) in [
            (Self.obstacle(.sanction, until: today), true),
            (Self.obstacle(.sanction, until: day(11, 23)), false),
            (Self.obstacle(.sanction, lifted: today), false),
            (Self.obstacle(.sanction, lifted: day(11, 25)), true),
        ] {
            record.around.obstacles = [obstacle]
            #expect(causes(record) == (isCause ? [.sanction] : []))
        }
        #expect(Self.obstacle(.sanction, until: day(11, 23)).isStale(on: today))
        #expect(!Self.obstacle(.sanction, until: day(11, 23), lifted: day(11, 24)).isStale(on: today))
    }

    @Test("a bare principle agreement needs its executive document first, and a clause")
    func bare() {
        let record = AgreementRecord(id: "a", level: .principle, signed: PartialDay(year: 1998), openContradictions: 1)
        #expect(causes(record) == [.contradictorySources, .noExecutiveDocument, .noClauses])
    }

    @Test("of what is over nothing else is said, for no other step would wake it")
    func over() {
        let record = AgreementRecord(
            id: "a", isSigned: false, expires: PartialDay(year: 2000), openContradictions: 1)
        #expect(causes(record) == [.expired, .contradictorySources])
    }

    @Test("a year alone expires with its last day")
    func partialTerm() {
        var record = working()
        record.expires = PartialDay(year: 2026)
        #expect(causes(record).isEmpty)
    }

    @Test("every cause and next step has its words in both languages")
    func words() throws {
        for language in Language.allCases {
            let words = try Catalogue(
                language: language, folders: [ResourceFolder.officeKit(), AgreementsResources.folder()])
            for cause in Dormancy.Cause.allCases {
                #expect(words.text(cause.key) != cause.key)
                #expect(words.text(cause.nextKey) != cause.nextKey)
            }
            var record = working()
            record.actions[0].due = day(11, 1)
            let proof = StageProof(of: record, on: today)
            for dormancy in Dormancy.causes(of: record, proof: proof, on: today) {
                let sentence = dormancy.reason.sentence(in: words) { $0.iso }
                #expect(sentence.contains("2026-11-01"))
                #expect(!sentence.contains("{{"))
            }
        }
    }
}

@Suite("Years")
struct YearSeriesTests {
    private let today = day(11, 24)

    @Test("growth counts what was signed, operation what worked at each year's end")
    func series() {
        let series = YearSeries(
            of: [
                (isSigned: true, signed: PartialDay(year: 2023), operationalAt: [day(12, 31, of: 2024), today]),
                (isSigned: true, signed: PartialDay(day(5, 1, of: 2025)), operationalAt: [day(12, 31, of: 2025)]),
                (isSigned: true, signed: nil, operationalAt: []),
                (isSigned: false, signed: nil, operationalAt: []),
            ], in: .gregorian, until: today)
        #expect(series.points.map(\.year) == [2023, 2024, 2025, 2026])
        #expect(series.points.map(\.signed) == [1, 1, 2, 2])
        #expect(series.points.map(\.operational) == [0, 1, 1, 1])
        #expect(series.undated == 1)
    }

    @Test("a Gregorian year alone counts in the Jalali year that most of it lies in")
    func jalali() {
        let series = YearSeries(
            of: [(isSigned: true, signed: PartialDay(year: 2006), operationalAt: [])], in: .jalali, until: today)
        #expect(series.points.first?.year == 1385)
        #expect(series.points.last?.year == 1405)
        #expect(series.points.allSatisfy { $0.signed == 1 })
    }

    @Test("without a known date there is nothing to draw")
    func none() {
        let series = YearSeries(
            of: [(isSigned: true, signed: nil, operationalAt: [])], in: .gregorian, until: today)
        #expect(series.points.isEmpty)
        #expect(series.undated == 1)
    }

    @Test("the last day of a year is in it, and the next is not", arguments: CalendarChoice.allCases)
    func ends(calendar: CalendarChoice) throws {
        let years = calendar == .jalali ? 1190...1510 : 1800...2100
        for year in years {
            let end = try #require(YearSeries.end(of: year, in: calendar))
            #expect(YearSeries.year(of: end, in: calendar) == year)
            #expect(YearSeries.year(of: Day(epochDay: end.epochDay + 1), in: calendar) == year + 1)
        }
    }
}
