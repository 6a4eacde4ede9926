import OfficeKit

/// A stage with all that it stands on, so that each figure opens down to the evidence under it.
///
/// An agreement that is unsigned, ended, expired or without an executive document is on paper, whatever lies under
/// it. Else its clauses decide: it is as far as the one that has come furthest, but delivers only when every live
/// clause operates. Ties of one lively clause and nine dead ones are thereby seen as operating and no more.
public struct StageProof: Sendable, Hashable {
    public let stage: Reasoned<Stage>
    /// One for each live clause, by number.
    public let clauses: [ClauseProof]

    public init(of record: AgreementRecord, on today: Day, limits: SilenceLimits = .usual) {
        let gate = StageProof.gate(record, on: today)
        let actions = Dictionary(grouping: record.actions, by: \.clause)
        let evidence = Dictionary(grouping: record.evidence, by: \.clause)
        clauses = record.liveClauses(on: today).map { clause in
            ClauseProof(
                of: clause, actions: actions[clause.id] ?? [], evidence: evidence[clause.id] ?? [],
                gate: gate, on: today, limits: limits)
        }
        if let gate {
            stage = Reasoned(.paper, because: gate)
        } else {
            stage = StageProof.stage(from: clauses)
        }
    }

    /// Why nothing can have begun; nil when work can start from what is signed.
    private static func gate(_ record: AgreementRecord, on today: Day) -> Reason? {
        if let ended = record.ended, record.isEnded(on: today) {
            return Reason("agreements.reason.ended", ["day": .day(PartialDay(ended))])
        }
        if let expires = record.expires, record.isExpired(on: today) {
            return Reason("agreements.reason.expired", ["day": .day(expires)])
        }
        guard record.isSigned(on: today) else { return Reason("agreements.reason.notSigned") }
        guard record.hasExecutiveDocument(on: today) else {
            return Reason("agreements.reason.\(record.level.isExecutable ? "pathAwaited" : "noExecutiveDocument")")
        }
        return nil
    }

    private static func stage(from clauses: [ClauseProof]) -> Reasoned<Stage> {
        guard let furthest = clauses.map(\.stage.value).max() else {
            return Reasoned(.formalised, because: Reason("agreements.reason.noClauses"))
        }
        let total = clauses.count
        let operating = clauses.count { $0.stage.value.isOperational }
        func reason(_ name: String, _ count: Int) -> Reason {
            Reason("agreements.reason.\(name)", count: count, ["of": .number(total)])
        }
        switch furthest {
        case .delivering where operating == total:
            let delivering = clauses.count { $0.stage.value == .delivering }
            return Reasoned(.delivering, because: reason("clausesDelivering", delivering))
        case .delivering, .operating:
            return Reasoned(.operating, because: reason("clausesOperating", operating))
        case .assigned:
            // Silence is the more telling reason: it says what was once alive.
            if let last = clauses.compactMap(\.silentSince).max() {
                return Reasoned(.assigned, because: Reason("agreements.reason.silent", ["day": .day(PartialDay(last))]))
            }
            let assigned = clauses.count { $0.stage.value == .assigned }
            return Reasoned(.assigned, because: reason("clausesAssigned", assigned))
        case .formalised, .paper:
            // The clauses share what they lack when there is one; else the number of those not assigned tells it.
            if total == 1, let only = clauses.first { return Reasoned(.formalised, because: only.stage.reason) }
            return Reasoned(.formalised, because: reason("clausesUnassigned", total))
        }
    }

    /// The evidence that the stage stands on.
    public var evidence: [String] { clauses.flatMap(\.evidence) }

    /// The day of the last accepted evidence under any live clause.
    public var lastEvidence: Day? { clauses.compactMap(\.lastEvidence).max() }
}
