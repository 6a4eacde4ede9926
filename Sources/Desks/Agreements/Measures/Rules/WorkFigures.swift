import OfficeKit

/// The work under one agreement's own clauses in little room, from which measures of any day and any choice of clauses
/// are computed: 28 bytes a clause, 16 an action, 8 a piece of evidence.
///
/// Clauses of documents under it stand in the documents' own figures, for those may be seen by fewer people.
public struct WorkFigures: Sendable, Hashable {
    /// A day's distance from 1970 in 32 bits; ``never`` stands for a day that does not come.
    typealias ShortDay = Int32
    static let never = ShortDay.max

    /// One clause: where its bodies, actions and evidence are.
    struct Clause: Sendable, Hashable {
        /// Its place among ``Sector/all``; -1 without one.
        let sector: Int16
        let ourBodies: UInt8
        let theirBodies: UInt8
        let withdrawn: ShortDay
        let firstBody: Int32
        let firstAction: Int32
        let actionsEnd: Int32
        let firstProof: Int32
        let proofsEnd: Int32
    }

    /// One action.
    struct Deed: Sendable, Hashable {
        let due: ShortDay
        /// The day from which accepted evidence shows that it is closed.
        let delivered: ShortDay
        let cancelled: ShortDay
        let isTheirs: Bool
        let isPlanned: Bool
    }

    /// One piece of accepted evidence.
    struct Proof: Sendable, Hashable {
        let dated: ShortDay
        /// The day from which it shows nothing any more: its action was given up.
        let void: ShortDay
    }

    private(set) var clauses: [Clause] = []
    private(set) var deeds: [Deed] = []
    /// By clause, the earliest first.
    private(set) var proofs: [Proof] = []
    /// The ids of each clause's bodies, ours first.
    private(set) var bodies: [String] = []
    /// The visits paid under the agreement.
    let visits: [PaidVisit]

    /// - Parameter names: ids that are kept already, so that each stands in memory once.
    init(of record: AgreementRecord, visits: [PaidVisit] = [], sharing names: inout SharedNames) {
        self.visits = visits
        let own = record.clauses.filter { !record.clausesOfDocuments.contains($0.id) }
        guard !own.isEmpty else { return }
        let actions = Dictionary(grouping: record.actions, by: \.clause)
        let evidence = Dictionary(grouping: record.evidence.filter(\.isAccepted), by: \.clause)
        clauses.reserveCapacity(own.count)
        for clause in own.sorted(by: { ($0.number, $0.id) < ($1.number, $1.id) }) {
            add(clause, actions: actions[clause.id] ?? [], accepted: evidence[clause.id] ?? [], sharing: &names)
        }
    }

    init(of record: AgreementRecord) {
        var names = SharedNames()
        self.init(of: record, sharing: &names)
    }

    private mutating func add(
        _ clause: Agreements.Clause, actions: [Action], accepted: [Evidence], sharing names: inout SharedNames
    ) {
        var firstShown: [String: Day] = [:]
        for item in accepted {
            guard let action = item.action else { continue }
            firstShown[action] = min(firstShown[action] ?? item.dated, item.dated)
        }
        var cancelled: [String: ShortDay] = [:]
        let starts = (bodies: bodies.count, deeds: deeds.count, proofs: proofs.count)
        let ours = clause.ourBodies.prefix(Int(UInt8.max))
        let theirs = clause.theirBodies.prefix(Int(UInt8.max))
        for body in ours { bodies.append(names.shared(body)) }
        for body in theirs { bodies.append(names.shared(body)) }
        for action in actions {
            if let day = action.cancelled { cancelled[action.id] = Self.short(day) }
            var delivered = Self.never
            if let closed = action.closed, let shown = firstShown[action.id] {
                delivered = Self.short(max(closed, shown))
            }
            deeds.append(
                Deed(
                    due: action.due.map(Self.short) ?? Self.never, delivered: delivered,
                    cancelled: action.cancelled.map(Self.short) ?? Self.never,
                    isTheirs: action.ownerBody.map { clause.theirBodies.contains($0) } ?? false,
                    isPlanned: action.isPlanned))
        }
        proofs += accepted.map { item in
            Proof(dated: Self.short(item.dated), void: item.action.flatMap { cancelled[$0] } ?? Self.never)
        }.sorted { ($0.dated, $0.void) < ($1.dated, $1.void) }
        clauses.append(
            Clause(
                sector: Int16(clause.sector.flatMap(Sector.place) ?? -1), ourBodies: UInt8(ours.count),
                theirBodies: UInt8(theirs.count), withdrawn: clause.withdrawn.map(Self.short) ?? Self.never,
                firstBody: Int32(starts.bodies), firstAction: Int32(starts.deeds), actionsEnd: Int32(deeds.count),
                firstProof: Int32(starts.proofs), proofsEnd: Int32(proofs.count)))
    }

    static func short(_ day: Day) -> ShortDay { ShortDay(clamping: day.epochDay) }

    /// The bodies of a clause on both sides.
    func bodies(of clause: Clause) -> ArraySlice<String> {
        let first = Int(clause.firstBody)
        return bodies[first..<(first + Int(clause.ourBodies) + Int(clause.theirBodies))]
    }

    func deeds(of clause: Clause) -> ArraySlice<Deed> { deeds[Int(clause.firstAction)..<Int(clause.actionsEnd)] }
    func proofs(of clause: Clause) -> ArraySlice<Proof> { proofs[Int(clause.firstProof)..<Int(clause.proofsEnd)] }
}

/// Texts that stand in memory once, however many figures hold them.
struct SharedNames {
    private var known: Set<String> = []

    mutating func shared(_ name: String) -> String { known.insert(name).memberAfterInsert }
}
