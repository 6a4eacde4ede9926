import Optimization

/// Finds the best set of disjoint rings and chains, with a proof or a bound.
///
///     let plan = try RingSearch(market, rules: RingRules(longestRing: 3, longestChain: 4)).run()
///     print(plan.status, plan.value, plan.bound)
///
/// The problem is the clearing problem of kidney exchanges, NP-hard from rings of three on. The method: see the essay
/// of this module.
public struct RingSearch: Sendable {
    /// What is heard of a search that runs: the value so far and the bound so far.
    public typealias Listener = @Sendable (_ value: Double, _ bound: Double) -> Void

    public let market: RingMarket
    public let rules: RingRules
    public let limits: SearchLimits

    public init(_ market: RingMarket, rules: RingRules = RingRules(), limits: SearchLimits = SearchLimits()) {
        self.market = market
        self.rules = rules
        self.limits = limits
    }

    /// Runs until the answer is proved, the time is over or the task is cancelled.
    ///
    /// - Throws: `LinearProgrammeError` if the library is needed and missing.
    public func run(_ listener: Listener? = nil) throws -> RingPlan {
        let deadline = Deadline(seconds: limits.seconds)
        let parts = Reach.parts(of: market, rules: rules).map { PartSearch($0, deadline: deadline, seed: limits.seed) }
        var effort = RingEffort()
        effort.components = parts.count
        // The assignment of every part first: whatever happens, there is a bound.
        for part in parts.indices { parts[part].begin() }
        func tell() {
            listener?(parts.reduce(0) { $0 + $1.value }, parts.reduce(0) { $0 + $1.bound })
        }
        tell()
        // Rings of three are found much faster than longer ones, and often reach the bound of all.
        var short: RingPlan?
        if rules.longestRing > 3, !parts.allSatisfy({ $0.isProved }) {
            let easier = RingSearch(
                market, rules: RingRules(longestRing: 3, longestChain: rules.longestChain),
                limits: SearchLimits(seconds: limits.seconds / 5, seed: limits.seed))
            let plan = try easier.run()
            let bound = parts.reduce(0) { $0 + $1.bound }
            if plan.value >= bound - 1e-6 * max(1, abs(bound)) {
                return RingPlan(status: .optimal, rings: plan.rings, bound: plan.value, effort: plan.effort)
            }
            short = plan
        }
        // Small parts first: they are proved in no time and leave the rest of it to the large ones.
        for part in parts.indices.sorted(by: { (parts[$0].size, $0) < (parts[$1].size, $1) }) {
            try parts[part].prove(tell)
            tell()
        }
        for part in parts {
            effort.programmes += part.effort.programmes
            effort.columns += part.effort.columns
            effort.cuts += part.effort.cuts
            effort.nodes += part.effort.nodes
        }
        var rings = parts.flatMap { $0.rings() }
        rings.sort { $0.members.lexicographicallyPrecedes($1.members) }
        let isProved = parts.allSatisfy { $0.isProved }
        if let short, short.value > rings.reduce(0, { $0 + $1.value }) { rings = short.rings }
        let value = rings.reduce(0) { $0 + $1.value }
        return RingPlan(
            status: isProved ? .optimal : Task.isCancelled ? .cancelled : .feasible,
            rings: rings, bound: isProved ? value : max(value, parts.reduce(0) { $0 + $1.bound }), effort: effort)
    }
}
