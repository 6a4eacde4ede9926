import OfficeKit

/// One made-up agreement with all that lies under it.
struct SampleTie: Sendable {
    var registered: RegisteredAgreement
    /// How far it is made to come, together with what stands under it.
    let stage: Stage
    let partner: SampleMaker.Partner
    var clauses: [Clause] = []
    var actions: [Action] = []
    var evidence: [Evidence] = []
    var claims: [Claim] = []
    /// Which of the claims an officer has settled on, with all of them weighed.
    var settled: Claim?

    /// The record from which its stage is computed, with the documents under it.
    func record(with below: [SampleTie] = []) -> AgreementRecord {
        let all = [self] + below
        return AgreementRecord(
            registered.agreement,
            documents: below.map(\.registered.agreement).map { document in
                AgreementRecord.ExecutiveDocument(
                    id: document.id, isSigned: document.isSigned, signed: document.signed, expires: document.expires,
                    ended: document.ended)
            },
            clauses: all.flatMap(\.clauses), actions: all.flatMap(\.actions), evidence: all.flatMap(\.evidence))
    }
}

/// How far a made-up clause is to come.
enum SampleFate: CaseIterable {
    /// Nobody works on it: no body, no action, or an action without owner or date.
    case unassigned
    /// Work is planned, and nothing is proven: no evidence, or some that waits, was returned or withdrawn.
    case planned
    /// It was proven once, too long ago.
    case silent
    case operating
    case delivering
}

extension Stage {
    /// One of the fates that a clause may have when its agreement is to come so far.
    ///
    /// - Parameters:
    ///   - place: the clause's place in the agreement; the first makes sure of the stage.
    ///   - count: how many clauses there are.
    func fate(at place: Int, of count: Int, random: inout SampleRandom) -> SampleFate {
        switch self {
        case .paper: random.pick([.unassigned, .unassigned, .planned, .silent])
        case .formalised: .unassigned
        case .assigned: place == 0 ? random.pick([.planned, .silent]) : random.pick([.unassigned, .planned, .silent])
        case .operating:
            // The last but the only one works on nothing, or the agreement would deliver.
            place == 0
                ? .operating
                : place == count - 1 ? .unassigned : random.pick([.unassigned, .planned, .silent, .operating])
        case .delivering: place == 0 ? .delivering : random.pick([.operating, .delivering])
        }
    }

    /// A stage by lot: most agreements sleep.
    static func drawn(by random: inout SampleRandom) -> Stage {
        switch random.number(0...99) {
        case ..<40: .paper
        case ..<60: .formalised
        case ..<85: .assigned
        case ..<95: .operating
        default: .delivering
        }
    }
}
