import OfficeKit
import Testing

@testable import Agreements

/// Numbers that are the same at every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678 }

    // SplitMix64 (Steele, Lea, Flood 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension AgreementRecord {
    /// A record of any shape that the register can hold, good and bad, with dates some years around `today`.
    static func random(seed: UInt64, today: Day) -> AgreementRecord {
        var random = SeededGenerator(seed: seed)
        func day(_ range: ClosedRange<Int>) -> Day {
            Day(epochDay: today.epochDay + Int.random(in: range, using: &random))
        }
        func maybe(_ chance: Int) -> Bool { Int.random(in: 0..<100, using: &random) < chance }
        func date(_ range: ClosedRange<Int>) -> PartialDay {
            maybe(30) ? PartialDay(year: day(range).civil.year)! : PartialDay(day(range))
        }
        var record = AgreementRecord(
            id: "a", level: maybe(60) ? .executive : .principle, isSigned: maybe(90) ? true : false,
            signed: maybe(80) ? date(-3000 ... -100) : nil, expires: maybe(20) ? date(-300...1500) : nil,
            ended: maybe(5) ? day(-200...200) : nil)
        if maybe(60) {
            record.documents = [
                ExecutiveDocument(
                    id: "d", isSigned: maybe(85), signed: maybe(70) ? date(-1500...100) : nil,
                    expires: maybe(25) ? date(-200...900) : nil, ended: maybe(5) ? day(-100...100) : nil)
            ]
        }
        for number in 0..<Int.random(in: 0...3, using: &random) {
            let clause = "c\(number)"
            record.clauses.append(
                Clause(
                    id: clause, number: number + 1, ourBodies: maybe(85) ? ["b"] : [],
                    theirBodies: maybe(80) ? ["t"] : [],
                    withdrawn: maybe(10) ? day(-400...100) : nil))
            for work in 0..<Int.random(in: 0...3, using: &random) {
                let action = "\(clause)a\(work)"
                record.actions.append(
                    Action(
                        id: action, clause: clause, title: "Work", due: maybe(85) ? day(-700...400) : nil,
                        ownerBody: maybe(85) ? "b" : nil, closed: maybe(65) ? day(-700...0) : nil,
                        cancelled: maybe(8) ? day(-300...50) : nil))
                for proof in 0..<Int.random(in: 0...3, using: &random) {
                    let states: [Evidence.State] = [
                        .submitted, .accepted(by: "q", on: today), .accepted(by: "q", on: today),
                        .accepted(by: "q", on: today), .accepted(by: "q", on: today),
                        .returned(by: "q", on: today, reason: "No"), .withdrawn(by: "p", on: today),
                    ]
                    record.evidence.append(
                        Evidence(
                            id: "\(action)e\(proof)", clause: clause, action: maybe(85) ? action : nil, title: "Report",
                            submittedBy: "p", submittedOn: today, dated: day(-620...10),
                            state: states.randomElement(using: &random) ?? .submitted))
                }
            }
        }
        return record
    }
}

@Suite("Stage")
struct StageTests {
    private static let today = TestOffice.today
    private static let limits = SilenceLimits.usual

    private static func stage(_ record: AgreementRecord, on day: Day = today) -> Stage {
        Stage.of(record, on: day, limits: limits).value
    }

    private static let seeds = 0..<400
    private static func each(_ body: (AgreementRecord, UInt64) -> Void) {
        for seed in seeds { body(.random(seed: UInt64(seed), today: today), UInt64(seed)) }
    }

    @Test("the random records are of every stage, so that what follows says something")
    func coverage() {
        var counts: [Stage: Int] = [:]
        Self.each { record, _ in counts[Self.stage(record), default: 0] += 1 }
        for stage in Stage.allCases { #expect(counts[stage, default: 0] >= 10, "\(stage): \(counts)") }
    }

    @Test("nothing operates without accepted evidence that is not too old")
    func needsEvidence() {
        Self.each { record, seed in
            guard Self.stage(record).isOperational else { return }
            let counting = record.evidence.filter { $0.counts(on: Self.today) }
            let last = counting.map(\.dated).max()
            #expect(last.map { Self.today.days(since: $0) <= Self.limits.days } == true, "record \(seed)")
            var bare = record
            bare.evidence.removeAll(where: \.isAccepted)
            #expect(Self.stage(bare) == .assigned, "record \(seed)")
        }
    }

    @Test("evidence that is submitted, returned or withdrawn moves nothing, whatever it says")
    func unaccepted() {
        Self.each { record, seed in
            let before = Self.stage(record)
            for state in [
                Evidence.State.submitted, .returned(by: "q", on: Self.today, reason: "No"),
                .withdrawn(by: "p", on: Self.today),
            ] {
                var more = record
                for clause in record.clauses {
                    more.evidence.append(
                        Evidence(
                            id: "new\(clause.id)", clause: clause.id, title: "New", submittedBy: "p",
                            submittedOn: Self.today, dated: Self.today, state: state))
                }
                #expect(Self.stage(more) == before, "record \(seed)")
            }
        }
    }

    @Test("accepted evidence never lowers it, and taking it back never raises it")
    func monotone() {
        Self.each { record, seed in
            let before = Self.stage(record)
            for place in record.evidence.indices where record.evidence[place].isAccepted {
                var less = record
                less.evidence[place].state = .withdrawn(by: "p", on: Self.today)
                #expect(Self.stage(less) <= before, "record \(seed)")
            }
            for clause in record.clauses {
                var more = record
                more.evidence.append(
                    Evidence(
                        id: "new", clause: clause.id, title: "New", submittedBy: "p", submittedOn: Self.today,
                        dated: Self.today, state: .accepted(by: "q", on: Self.today)))
                #expect(Self.stage(more) >= before, "record \(seed)")
            }
        }
    }

    @Test("the order of entry does not matter, nor for the reason")
    func order() {
        Self.each { record, seed in
            var random = SeededGenerator(seed: seed &+ 1)
            var shuffled = record
            shuffled.clauses.shuffle(using: &random)
            shuffled.actions.shuffle(using: &random)
            shuffled.evidence.shuffle(using: &random)
            #expect(
                StageProof(of: shuffled, on: Self.today) == StageProof(of: record, on: Self.today), "record \(seed)")
        }
    }

    @Test("after silence longer than the limit it no longer operates, and one day before it still may")
    func silence() {
        var fell = 0
        Self.each { record, seed in
            let last = record.evidence.filter(\.isAccepted).map(\.dated).max()
            guard let last else { return }
            let end = Day(epochDay: last.epochDay + Self.limits.days)
            #expect(!Self.stage(record, on: Day(epochDay: end.epochDay + 1)).isOperational, "record \(seed)")
            if Self.stage(record, on: end).isOperational { fell += 1 }
        }
        #expect(fell >= 20, "some operate on their last day")
    }

    @Test("what is ended, expired, unsigned or without an executive document is on paper, whatever lies under it")
    func gate() {
        Self.each { record, seed in
            var changes: [AgreementRecord] = []
            var changed = record
            changed.ended = Self.today
            changes.append(changed)
            changed = record
            changed.expires = PartialDay(Day(epochDay: Self.today.epochDay - 1))
            changes.append(changed)
            changed = record
            changed.isSigned = false
            changes.append(changed)
            changed = record
            changed.level = .principle
            changed.documents = []
            changes.append(changed)
            #expect(changes.allSatisfy { Self.stage($0) == .paper }, "record \(seed)")
        }
    }

    @Test("it delivers only when every live clause operates")
    func delivering() {
        Self.each { record, seed in
            guard Self.stage(record) == .delivering else { return }
            #expect(
                StageProof(of: record, on: Self.today).clauses.allSatisfy { $0.stage.value.isOperational },
                "record \(seed)")
            var idle = record
            idle.clauses.append(Clause(id: "idle", number: 99))
            #expect(Self.stage(idle) == .operating, "record \(seed)")
        }
    }
}
