/// Who could give to whom: the graph in which rings and chains are looked for.
///
/// Members are numbered: participants first, then donors, then stand-ins.
/// - A participant gives once and only if it is given to: it may stand in a ring.
/// - A donor (a development bank, a UN body) gives once and asks for nothing: it starts a chain.
/// - A stand-in is no one: it is the wish "one of these, once", shared by several participants. It passes on at most
///   one thing, and counts neither in the length nor in the value of a ring.
public struct RingMarket: Sendable {
    /// A possible giving.
    public struct Arc: Hashable, Sendable {
        public var giver: Int
        public var receiver: Int
        public var value: Double

        public init(giver: Int, receiver: Int, value: Double) {
            self.giver = giver
            self.receiver = receiver
            self.value = value
        }
    }

    public let participants: Int
    public let donors: Int
    public let standIns: Int
    public let arcs: [Arc]
    /// What members are called in the file they came from; empty where they are plain numbers.
    public let names: [String]

    public var count: Int { participants + donors + standIns }

    /// - Precondition: arcs lead from a member to a participant or a stand-in, and their values are finite numbers.
    public init(participants: Int, donors: Int = 0, standIns: Int = 0, arcs: [Arc], names: [String] = []) {
        self.participants = participants
        self.donors = donors
        self.standIns = standIns
        self.arcs = arcs
        self.names = names
    }

    public func isParticipant(_ member: Int) -> Bool { member < participants }
    public func isDonor(_ member: Int) -> Bool { member >= participants && member < participants + donors }
    public func isStandIn(_ member: Int) -> Bool { member >= participants + donors }

    public func name(of member: Int) -> String { names.isEmpty ? String(member) : names[member] }

    /// Whether each value is a whole number, so that a bound may be rounded down.
    public var isIntegral: Bool { arcs.allSatisfy { $0.value == $0.value.rounded() && abs($0.value) < 1e12 } }

    /// The same market without the members for whom `isGone` holds: their numbers stay, their arcs go.
    public func without(_ isGone: (Int) -> Bool) -> RingMarket {
        RingMarket(
            participants: participants, donors: donors, standIns: standIns,
            arcs: arcs.filter { !isGone($0.giver) && !isGone($0.receiver) }, names: names)
    }
}
