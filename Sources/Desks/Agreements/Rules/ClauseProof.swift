import OfficeKit

/// How far one clause has come, and what shows it.
///
/// | stage | needs, beside all before it |
/// |---|---|
/// | paper | nothing |
/// | formalised | an agreement signed and in force, with an executive document in force |
/// | assigned | a body on our side, and an action with an owner and a date |
/// | operating | accepted evidence of a day no longer ago than the limit of silence |
/// | delivering | a body on their side; an action closed with accepted evidence; evidence of two days or more |
///
/// Their body is not needed before the last stage: we can prove our own work, but a promise is delivered by two sides.
public struct ClauseProof: Sendable, Hashable {
    public let clause: String
    public let number: Int
    public let stage: Reasoned<Stage>
    /// The live actions that have an owner and a date.
    public let actions: [String]
    /// The actions closed and shown by accepted evidence.
    public let fulfilled: [String]
    /// The evidence that counts, the latest first.
    public let evidence: [String]
    /// The day of the latest evidence that counts.
    public let lastEvidence: Day?
    /// The day of the latest evidence, when silence since has made the clause fall.
    public let silentSince: Day?

    /// - Parameters:
    ///   - actions: the clause's actions, in any order.
    ///   - evidence: the clause's evidence, in any order.
    ///   - gate: why nothing can have begun in the whole agreement; nil when it can.
    init(
        of clause: Clause, actions: [Action], evidence: [Evidence], gate: Reason?, on today: Day, limits: SilenceLimits
    ) {
        let live = actions.filter { $0.isLive(on: today) }.sorted { $0.id < $1.id }
        let planned = live.filter(\.isPlanned)
        // What was done for an action that was given up shows no promise kept.
        let givenUp = Set(actions.map(\.id)).subtracting(live.map(\.id))
        let counting = evidence.filter { item in
            item.counts(on: today) && item.action.map { !givenUp.contains($0) } != false
        }.sorted { ($0.dated, $0.id) > ($1.dated, $1.id) }
        let shown = Set(counting.compactMap(\.action))
        let fulfilled = planned.filter { !$0.isOpen(on: today) && shown.contains($0.id) }

        self.clause = clause.id
        number = clause.number
        self.actions = planned.map(\.id)
        self.fulfilled = fulfilled.map(\.id)
        self.evidence = counting.map(\.id)
        lastEvidence = counting.first?.dated

        let assignment = ClauseProof.missing(in: clause, actions: live, gate: gate)
        if let assignment {
            stage = assignment
            silentSince = nil
        } else if let last = counting.first?.dated {
            let isSilent = today.days(since: last) > limits.days
            silentSince = isSilent ? last : nil
            let days = Set(counting.map(\.dated)).count
            stage =
                isSilent
                ? Reasoned(.assigned, because: Reason("agreements.reason.silent", ["day": .day(PartialDay(last))]))
                : ClauseProof.working(
                    clause, since: last, count: counting.count, fulfilled: fulfilled.count, days: days)
        } else {
            silentSince = nil
            let waits = evidence.contains { $0.state == .submitted && $0.dated <= today }
            stage = Reasoned(
                .assigned,
                because: Reason(waits ? "agreements.reason.evidenceWaits" : "agreements.reason.noEvidence"))
        }
    }

    /// The stage of a clause that nobody works on yet; nil when somebody does.
    private static func missing(in clause: Clause, actions: [Action], gate: Reason?) -> Reasoned<Stage>? {
        if let gate { return Reasoned(.paper, because: gate) }
        if clause.ourBodies.isEmpty { return Reasoned(.formalised, because: Reason("agreements.reason.noBody")) }
        if actions.isEmpty { return Reasoned(.formalised, because: Reason("agreements.reason.noAction")) }
        if !actions.contains(where: \.isPlanned) {
            return Reasoned(.formalised, because: Reason("agreements.reason.actionIncomplete"))
        }
        return nil
    }

    private static func working(
        _ clause: Clause, since last: Day, count: Int, fulfilled: Int, days: Int
    ) -> Reasoned<Stage> {
        let arguments: [String: Reason.Argument] = ["day": .day(PartialDay(last))]
        if fulfilled > 0, days >= 2, !clause.theirBodies.isEmpty {
            return Reasoned(
                .delivering, because: Reason("agreements.reason.delivering", count: fulfilled, arguments))
        }
        return Reasoned(.operating, because: Reason("agreements.reason.operating", count: count, arguments))
    }
}
