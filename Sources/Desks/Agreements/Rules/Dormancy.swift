import OfficeKit

/// A named cause why an agreement sleeps, with the next step that would wake it (F13).
///
/// | cause | holds when | next step |
/// |---|---|---|
/// | ended | it was ended | renew, or record what replaces it |
/// | expired | its term is over | renew, or record what replaces it |
/// | contradictorySources | sources differ on its kind, date or signature, and nobody has settled it | settle |
/// | notSigned | it is not known to be signed | record the signature |
/// | sanction, payment, licence | a barrier is recorded, believed and not lifted | ask for the way round it |
/// | noWillOurs, noWillTheirs | a side is recorded not to want it | ask those who decide |
/// | noExecutiveDocument | work cannot start from what is signed | record the executive document |
/// | noClauses | it has no live clause | add the first clause |
/// | clausesWithoutBody | a clause has no body on our side | name the body |
/// | clausesWithoutAction | a clause with a body has no live action | plan an action |
/// | actionsIncomplete | an open action lacks its owner or its date | complete it |
/// | ownerLeft | an open action's owner holds no post any more, and nobody took over | hand it over |
/// | evidenceWaiting | evidence waits for a second person | review it |
/// | noEvidence | work is planned, nothing was ever proven | submit evidence |
/// | silent | a clause was proven, longer ago than the limit of silence | ask for an update |
/// | noContact | contacts are recorded, and the other side was not heard within the limit of silence | write to them |
/// | bodyWithoutPerson | it sleeps, and in a responsible body of ours nobody holds a post | name a person |
/// | noMoneyLine | it sleeps, and an open action names no line of the budget | name the line |
/// | overdue | an open action's day has passed | follow it up |
/// | clausesWithoutCounterpart | a clause with work under it has no body on their side | name the body |
///
/// The order is that of the table: the first is what keeps all behind it from helping. Of an agreement that is ended or
/// expired nothing else is said but what its sources contradict, for no other step would wake it.
public struct Dormancy: Sendable, Hashable {
    /// The causes by name.
    public enum Cause: String, Sendable, Hashable, CaseIterable, Codable {
        case ended, expired, contradictorySources, notSigned, sanction, payment, licence, noWillOurs, noWillTheirs
        case noExecutiveDocument, noClauses, clausesWithoutBody, clausesWithoutAction, actionsIncomplete, ownerLeft
        case evidenceWaiting, noEvidence, silent, noContact, bodyWithoutPerson, noMoneyLine, overdue
        case clausesWithoutCounterpart

        /// The catalogue key of its name, for lists and filters.
        public var key: String { "agreements.causeName.\(rawValue)" }

        /// The catalogue key of the step that would wake the agreement.
        public var nextKey: String {
            let step =
                switch self {
                case .ended, .expired: "renew"
                case .contradictorySources: "settleClaims"
                case .notSigned: "recordSignature"
                case .sanction, .payment, .licence: "findWay"
                case .noWillOurs, .noWillTheirs: "askWill"
                case .noExecutiveDocument: "recordExecutiveDocument"
                case .noClauses: "addClause"
                case .clausesWithoutBody: "assignBody"
                case .clausesWithoutAction: "addAction"
                case .actionsIncomplete: "completeAction"
                case .ownerLeft: "handOver"
                case .evidenceWaiting: "reviewEvidence"
                case .noEvidence: "submitEvidence"
                case .silent: "resumeWork"
                case .noContact: "writeToThem"
                case .bodyWithoutPerson: "namePerson"
                case .noMoneyLine: "nameMoney"
                case .overdue: "followUp"
                case .clausesWithoutCounterpart: "nameCounterpart"
                }
            return "agreements.next.\(step)"
        }
    }

    public let cause: Cause
    /// The cause as a sentence: how many clauses, since when.
    public let reason: Reason

    private init(_ cause: Cause, count: Int? = nil, _ arguments: [String: Reason.Argument] = [:]) {
        self.cause = cause
        reason = Reason("agreements.cause.\(cause.rawValue)", count: count, arguments)
    }

    /// All causes that hold for an agreement, the first to be removed first; empty when it works on both sides.
    ///
    /// - Parameters:
    ///   - record: the agreement with what lies under it.
    ///   - proof: the proof of the same record on the same day.
    ///   - limits: how long silence may last.
    public static func causes(
        of record: AgreementRecord, proof: StageProof, on today: Day, limits: SilenceLimits = .usual
    ) -> [Dormancy] {
        var found: [Dormancy] = []
        if let ended = record.ended, record.isEnded(on: today) {
            found.append(Dormancy(.ended, ["day": .day(PartialDay(ended))]))
        } else if let expires = record.expires, record.isExpired(on: today) {
            found.append(Dormancy(.expired, ["day": .day(expires)]))
        }
        if record.openContradictions > 0 {
            found.append(Dormancy(.contradictorySources, count: record.openContradictions))
        }
        if let over = found.first?.cause, over == .ended || over == .expired { return found }

        if !record.isSigned(on: today) { found.append(Dormancy(.notSigned)) }
        for kind in Obstacle.Kind.allCases {
            let since = record.around.obstacles.filter { $0.kind == kind && $0.holds(on: today) }.map(\.since)
            if let first = since.min(by: { $0.earliest < $1.earliest }) {
                found.append(Dormancy(kind.cause, ["day": .day(first)]))
            }
        }
        if !record.hasExecutiveDocument(on: today) { found.append(Dormancy(.noExecutiveDocument)) }
        return found + causes(ofClauses: record, proof: proof, on: today, limits: limits)
    }

    private static func causes(
        ofClauses record: AgreementRecord, proof: StageProof, on today: Day, limits: SilenceLimits
    ) -> [Dormancy] {
        let clauses = record.liveClauses(on: today)
        if clauses.isEmpty { return [Dormancy(.noClauses)] }
        var found: [Dormancy] = []
        func note(_ cause: Cause, _ count: Int, _ arguments: [String: Reason.Argument] = [:]) {
            if count > 0 { found.append(Dormancy(cause, count: count, arguments)) }
        }
        let live = Set(clauses.map(\.id))
        let actions = record.actions.filter { live.contains($0.clause) && $0.isLive(on: today) }
        let busy = Set(actions.map(\.clause))
        let open = actions.filter { $0.isOpen(on: today) }
        let overdue = open.filter { $0.isOverdue(on: today) }

        note(.clausesWithoutBody, clauses.count { $0.ourBodies.isEmpty })
        note(.clausesWithoutAction, clauses.count { !$0.ourBodies.isEmpty && !busy.contains($0.id) })
        note(.actionsIncomplete, open.count { !$0.isPlanned })
        let departures = record.around.departures
        note(.ownerLeft, open.count { $0.ownerPerson.flatMap { departures[$0] }.map { $0 < today } ?? false })
        note(
            .evidenceWaiting,
            record.evidence.count { live.contains($0.clause) && $0.state == .submitted && $0.dated <= today })
        if proof.lastEvidence == nil, actions.contains(where: \.isPlanned) { found.append(Dormancy(.noEvidence)) }
        if let since = proof.clauses.compactMap(\.silentSince).max() {
            found.append(Dormancy(.silent, ["day": .day(PartialDay(since))]))
        }
        if !record.contacts.isEmpty,
            let heard = record.lastTwoWayContact(on: today) ?? record.contacts.map(\.day).min(),
            today.epochDay - heard.epochDay > limits.days
        {
            found.append(Dormancy(.noContact, ["day": .day(PartialDay(heard))]))
        }
        if !proof.stage.value.isOperational {
            let vacant = Set(
                clauses.flatMap(\.ourBodies).filter { body in
                    record.around.vacancies[body].map { last in last.map { $0 < today } ?? true } ?? false
                })
            note(.bodyWithoutPerson, vacant.count)
            note(.noMoneyLine, record.around.unfunded)
        }
        if let oldest = overdue.compactMap(\.due).min() {
            note(.overdue, overdue.count, ["day": .day(PartialDay(oldest))])
        }
        note(.clausesWithoutCounterpart, clauses.count { $0.theirBodies.isEmpty && busy.contains($0.id) })
        return found
    }
}
