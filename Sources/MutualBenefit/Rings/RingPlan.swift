/// A ring (each gives to the next and the last to the first) or a chain (the first is a donor, the last only receives).
public struct Ring: Hashable, Sendable {
    public enum Kind: Sendable { case ring, chain }

    public let kind: Kind
    /// Participants, and first the donor in a chain, in the order of giving. Stand-ins are not among them.
    public let members: [Int]
    /// The value of each giving, from the first member on; in a ring the last one leads back to the first member.
    public let values: [Double]
    /// The stand-ins that the givings pass through.
    public let standIns: [Int]

    public init(kind: Kind, members: [Int], values: [Double], standIns: [Int] = []) {
        self.kind = kind
        self.members = members
        self.values = values
        self.standIns = standIns
    }

    public var value: Double { values.reduce(0, +) }
}

/// The best set of rings that was found, and how good any set could be.
public struct RingPlan: Sendable {
    public enum Status: String, Sendable {
        /// The set is proved the best.
        case optimal
        /// The time was over first; the bound tells how far it may be from the best.
        case feasible
        /// The search was cancelled; what had been found until then.
        case cancelled
    }

    public var status: Status
    public var rings: [Ring]
    /// No set of rings is worth more than this.
    public var bound: Double
    /// What the search did, for tables of measurements.
    public var effort: RingEffort

    public var value: Double { rings.reduce(0) { $0 + $1.value } }
}

/// What a search cost.
public struct RingEffort: Sendable, Equatable {
    public var components = 0
    public var programmes = 0
    public var columns = 0
    public var cuts = 0
    public var nodes = 0

    public init() {}
}
