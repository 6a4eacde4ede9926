/// What those who decide on a ring must see: what each giving is worth, who gains more than they give, and where it
/// would break first.
public struct RingExplanation: Sendable {
    /// What a member gives and what it gets.
    public struct Share: Hashable, Sendable {
        public let member: Int
        public let gives: Double
        public let receives: Double
    }

    public let givings: [RingMarket.Arc]
    public let balance: [Share]
    /// The giving of least value: its giver's partner has the least reason to stay.
    public let weakest: RingMarket.Arc?

    public init(of ring: Ring) {
        let count = ring.members.count
        givings = ring.values.indices.map { index in
            RingMarket.Arc(
                giver: ring.members[index], receiver: ring.members[(index + 1) % count], value: ring.values[index])
        }
        balance = ring.members.indices.map { index in
            let gives = index < ring.values.count ? ring.values[index] : 0
            let receives: Double
            if index > 0 {
                receives = ring.values[index - 1]
            } else {
                receives = ring.kind == .ring ? ring.values.last ?? 0 : 0
            }
            return Share(member: ring.members[index], gives: gives, receives: receives)
        }
        weakest = givings.min { $0.value < $1.value }
    }
}

/// What can be had if one member of a ring leaves it.
public struct Fallback: Sendable {
    public let leaving: Int
    /// Rings among the members who stay and those whom the plan left out.
    public let rings: [Ring]
}

extension RingPlan {
    /// - Returns: for each member of the ring, the best that is left without it while all other rings stay.
    public func fallbacks(of ring: Ring, in market: RingMarket, rules: RingRules, seconds: Double = 1) -> [Fallback] {
        var isBusy = [Bool](repeating: false, count: market.count)
        for other in rings where other != ring {
            for member in other.members + other.standIns { isBusy[member] = true }
        }
        let limits = SearchLimits(seconds: seconds)
        return ring.members.map { leaving in
            let rest = market.without { isBusy[$0] || $0 == leaving }
            let plan = try? RingSearch(rest, rules: rules, limits: limits).run()
            return Fallback(leaving: leaving, rings: plan?.rings ?? [])
        }
    }
}
