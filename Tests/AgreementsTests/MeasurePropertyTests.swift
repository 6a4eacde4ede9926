import OfficeKit
import Testing

@testable import Agreements

@Suite("Measures of any record")
struct MeasurePropertyTests {
    private static let today = TestOffice.today
    private static let records = (0..<300).map { AgreementRecord.random(seed: UInt64($0) + 7000, today: today) }
    /// Today, and days in the past.
    private static let days = [0, 90, 400, 900].map { today.adding(days: -$0) }

    private static func check(_ body: (AgreementRecord, MeasuredPeriod, TieMeasures) -> Void) {
        for record in records {
            for day in days {
                let period = MeasuredPeriod(until: day)
                body(record, period, TieMeasures(of: record, in: period))
            }
        }
    }

    @Test("parts are never more than wholes, and every clause has one state")
    func bounds() {
        var seen = 0
        Self.check { record, _, measures in
            #expect(measures.covered <= measures.clauses)
            #expect(Fulfilment.allCases.reduce(0) { $0 + measures.fulfilment[$1] } == measures.clauses)
            #expect(measures.provenYears <= measures.years)
            for share in [measures.coverage, measures.fulfilled, measures.reciprocity, measures.continuity] {
                if let share { #expect((0...1).contains(share)) }
            }
            if let silence = measures.silence { #expect(silence >= 0) }
            if let first = measures.firstAction {
                seen += 1
                #expect(first.steps >= 1)
                #expect((first.days ?? 0) >= 0)
                #expect(measures.provenYears > 0)
            }
        }
        #expect(seen > 200)
    }

    @Test("the order of entry does not matter")
    func order() {
        var random = SeededGenerator(seed: 5)
        Self.check { record, period, measures in
            var mixed = record
            mixed.clauses.shuffle(using: &random)
            mixed.actions.shuffle(using: &random)
            mixed.evidence.shuffle(using: &random)
            #expect(TieMeasures(of: mixed, in: period) == measures)
        }
    }

    @Test("they agree with the proof of the stage on every day")
    func proof() {
        var fulfilled = 0
        Self.check { record, period, measures in
            guard !record.isSigned || record.isSigned(on: period.end) else { return }
            let proof = StageProof(of: record, on: period.end)
            #expect(measures.clauses == proof.clauses.count)
            if let last = proof.lastEvidence {
                let since = MeasuredTie(record).idea.map { max($0, last) } ?? last
                if since <= period.end { #expect(measures.silence == period.end.days(since: since)) }
            }
            #expect((measures.firstAction != nil) == (proof.lastEvidence != nil))
            let delivered = proof.clauses.reduce(0) { $0 + $1.fulfilled.count }
            #expect(measures.ours + measures.theirs >= delivered)
            if record.actions.allSatisfy(\.isPlanned) { #expect(measures.ours + measures.theirs == delivered) }
            fulfilled += measures.fulfilment[.fulfilled]
            // What is assigned or further is covered.
            #expect(measures.covered >= proof.clauses.count { $0.stage.value >= .assigned })
        }
        #expect(fulfilled > 20)
    }

    @Test("only accepted evidence counts")
    func acceptance() {
        Self.check { record, period, measures in
            var waiting = record
            for place in waiting.evidence.indices { waiting.evidence[place].state = .submitted }
            let unproven = TieMeasures(of: waiting, in: period)
            #expect(unproven.fulfilment[.fulfilled] == 0 && unproven.fulfilment[.partial] == 0)
            #expect(unproven.ours + unproven.theirs == 0)
            #expect(unproven.provenYears == 0 && unproven.firstAction == nil)
            #expect(unproven.covered == measures.covered)
            var without = record
            without.evidence.removeAll { !$0.isAccepted }
            #expect(TieMeasures(of: without, in: period) == measures)
        }
    }

    @Test("one more accepted piece of evidence never lowers what is proven")
    func monotone() {
        for (seed, record) in Self.records.enumerated() {
            var random = SeededGenerator(seed: UInt64(seed))
            guard
                let waiting = record.evidence.indices.filter({ !record.evidence[$0].isAccepted })
                    .randomElement(using: &random)
            else { continue }
            var more = record
            more.evidence[waiting].state = .accepted(by: "q", on: Self.today)
            for day in Self.days {
                let before = TieMeasures(of: record, in: MeasuredPeriod(until: day))
                let after = TieMeasures(of: more, in: MeasuredPeriod(until: day))
                #expect(after.fulfilment[.fulfilled] >= before.fulfilment[.fulfilled])
                #expect(after.ours >= before.ours && after.theirs >= before.theirs)
                #expect(after.provenYears >= before.provenYears)
                if let silence = before.silence, let now = after.silence { #expect(now <= silence) }
                if let first = before.firstAction { #expect((after.firstAction?.day ?? first.day) <= first.day) }
            }
        }
    }

    @Test("clauses measured one by one add up to the whole")
    func parts() {
        Self.check { record, period, measures in
            let tie = MeasuredTie(record)
            guard tie.parts[0].isThere(on: period.end) else { return }
            var sum = MeasureSummary()
            for place in TieMeasures.allClauses(of: tie) {
                sum.add(TieMeasures(of: tie, clauses: [place], isWhole: false, in: period))
            }
            #expect(sum.clauses == measures.clauses && sum.covered == measures.covered)
            #expect(sum.fulfilment == measures.fulfilment)
            #expect(sum.ours == measures.ours && sum.theirs == measures.theirs)
        }
    }

    @Test("what happened in two periods that follow each other adds up to what happened in both")
    func time() {
        var delivered = 0
        for var record in Self.records {
            // What is given up later was still delivered in the earlier period.
            for place in record.actions.indices { record.actions[place].cancelled = nil }
            for place in record.clauses.indices { record.clauses[place].withdrawn = nil }
            let split = Self.today.adding(days: -300)
            let first = TieMeasures(of: record, in: MeasuredPeriod(until: split))
            let second = TieMeasures(of: record, in: MeasuredPeriod(from: split.adding(days: 1), until: Self.today))
            let both = TieMeasures(of: record, in: MeasuredPeriod(until: Self.today))
            guard !record.isSigned || record.isSigned(on: split) else { continue }
            #expect(first.ours + second.ours == both.ours)
            #expect(first.theirs + second.theirs == both.theirs)
            #expect((first.firstAction ?? second.firstAction) == both.firstAction)
            delivered += both.ours
        }
        #expect(delivered > 50)
    }

    @Test("together, reciprocity is never above that of the sums, for one city does not make up for another")
    func together() {
        let all = Self.records.map { TieMeasures(of: $0, in: MeasuredPeriod(until: Self.today)) }
        for start in stride(from: 0, to: all.count - 10, by: 10) {
            let some = all[start..<(start + 10)]
            let summary = MeasureSummary(some)
            #expect(summary.ties == 10)
            #expect(summary.clauses == some.reduce(0) { $0 + $1.clauses })
            if let reciprocity = summary.reciprocity, max(summary.ours, summary.theirs) > 0 {
                let sums = Double(min(summary.ours, summary.theirs)) / Double(max(summary.ours, summary.theirs))
                #expect(reciprocity <= sums + 1e-9)
            }
            for one in some where one.clauses > 0 {
                let alone = MeasureSummary([one])
                #expect(alone.coverage == one.coverage && alone.reciprocity == one.reciprocity)
                #expect(alone.silence == one.silence && alone.daysToAction == one.firstAction?.days)
            }
        }
    }
}
