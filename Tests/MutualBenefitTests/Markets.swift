@testable import MutualBenefit

/// A market drawn at random: the same for the same seed.
func randomMarket(
    seed: UInt64, participants: Int = 6, donors: Int = 1, density: Double = 0.35, mostValue: Int = 9
) -> RingMarket {
    var generator = SeededGenerator(seed: seed)
    var arcs: [RingMarket.Arc] = []
    for giver in 0..<(participants + donors) {
        for receiver in 0..<participants where giver != receiver {
            guard Double(generator.below(1000)) < density * 1000 else { continue }
            arcs.append(.init(giver: giver, receiver: receiver, value: Double(1 + generator.below(mostValue))))
        }
    }
    return RingMarket(participants: participants, donors: donors, arcs: arcs)
}

/// The best value by trying everything, for markets of a few members.
struct Exhaustive {
    private let market: RingMarket
    private let rules: RingRules
    private var values: [Int: [Int: Double]] = [:]

    static func best(_ market: RingMarket, _ rules: RingRules) -> Double {
        var search = Exhaustive(market: market, rules: rules)
        for arc in market.arcs {
            search.values[arc.giver, default: [:]][arc.receiver] =
                max(arc.value, search.values[arc.giver]?[arc.receiver] ?? -.infinity)
        }
        let columns = search.columns()
        return best(of: columns[...], used: 0)
    }

    private init(market: RingMarket, rules: RingRules) {
        self.market = market
        self.rules = rules
    }

    private static func best(of columns: ArraySlice<(members: Int, value: Double)>, used: Int) -> Double {
        guard let first = columns.first else { return 0 }
        let without = best(of: columns.dropFirst(), used: used)
        guard first.members & used == 0 else { return without }
        return max(without, first.value + best(of: columns.dropFirst(), used: used | first.members))
    }

    /// Rings and chains as sets of members, the best of each set.
    private func columns() -> [(members: Int, value: Double)] {
        var best: [Int: Double] = [:]
        func walk(_ way: [Int], _ value: Double) {
            let isChain = market.isDonor(way[0])
            let last = way[way.count - 1]
            let set = way.reduce(0) { $0 | (1 << $1) }
            if isChain, way.count > 1 { best[set] = max(best[set] ?? 0, value) }
            if !isChain, way.count > 1, let back = values[last]?[way[0]] {
                best[set] = max(best[set] ?? 0, value + back)
            }
            guard isChain ? way.count <= rules.longestChain : way.count < rules.longestRing else { return }
            for (next, gain) in values[last] ?? [:] where !way.contains(next) { walk(way + [next], value + gain) }
        }
        for start in 0..<(market.participants + market.donors) { walk([start], 0) }
        return best.map { ($0.key, $0.value) }.sorted { $0.members < $1.members }
    }
}

/// What breaks the rules in a plan; empty if nothing does.
func faults(of plan: RingPlan, in market: RingMarket, _ rules: RingRules) -> [String] {
    var faults: [String] = []
    var used: Set<Int> = []
    for ring in plan.rings {
        for member in ring.members + ring.standIns where !used.insert(member).inserted {
            faults.append("\(member) is used twice")
        }
        switch ring.kind {
        case .ring:
            if ring.members.count > rules.longestRing { faults.append("a ring of \(ring.members.count)") }
            if ring.values.count != ring.members.count { faults.append("a ring that is not closed") }
            if ring.members.contains(where: { !market.isParticipant($0) }) { faults.append("a donor in a ring") }
        case .chain:
            if ring.values.count > rules.longestChain { faults.append("a chain of \(ring.values.count)") }
            if !market.isDonor(ring.members[0]) { faults.append("a chain without donor") }
        }
        guard market.standIns == 0 else { continue }
        for (index, value) in ring.values.enumerated() {
            let giver = ring.members[index]
            let receiver = ring.members[(index + 1) % ring.members.count]
            if !market.arcs.contains(.init(giver: giver, receiver: receiver, value: value)) {
                faults.append("\(giver) does not give \(receiver) \(value)")
            }
        }
    }
    if plan.bound < plan.value - 1e-6 { faults.append("a bound below the value") }
    if plan.status == .optimal, abs(plan.bound - plan.value) > 1e-6 { faults.append("a proof with a gap") }
    return faults
}
