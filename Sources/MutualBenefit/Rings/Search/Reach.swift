/// Splits a market into parts that share nothing, without the arcs that no ring or chain can use.
///
/// An arc is kept if it leads back to its giver within the length of a ring (strongly connected components first, then
/// breadth-first search), or if a donor reaches its giver within the length of a chain. What is acyclic and has no
/// donor leaves nothing.
struct Reach {
    private struct Arc {
        var giver: Int32
        var receiver: Int32
        var value: Double
        var via: Int32
        var isOnRing = false
        var isOnChain = false
    }

    /// Steps of the breadth-first searches after which the rest of the arcs is kept unseen: it costs more than it saves.
    private static let mostSteps = 12_000_000
    /// Stand-ins may point to stand-ins; longer ways than this are passed over by nobody who means well.
    private static let mostStandIns = 8

    private static let mostClosings = 2_000_000

    private let market: RingMarket
    private let rules: RingRules
    private var arcs: [Arc] = []
    private var via: [[Int32]] = []

    static func parts(of market: RingMarket, rules: RingRules) -> [Clearing] {
        var reach = Reach(market: market, rules: rules)
        reach.drawStandIns()
        reach.markRings()
        reach.markChains()
        return reach.components()
    }

    private init(market: RingMarket, rules: RingRules) {
        self.market = market
        self.rules = rules
    }

    private var nodes: Int { market.participants + market.donors }

    private mutating func drawStandIns() {
        arcs.reserveCapacity(market.arcs.count)
        if market.standIns == 0 {
            for arc in market.arcs where arc.giver != arc.receiver {
                arcs.append(
                    Arc(giver: Int32(arc.giver), receiver: Int32(arc.receiver), value: arc.value, via: -1))
            }
        } else {
            var from = [[(to: Int, value: Double)]](repeating: [], count: market.count)
            for arc in market.arcs { from[arc.giver].append((arc.receiver, arc.value)) }
            for giver in 0..<nodes {
                var way: [Int32] = []
                walk(from: giver, giver: giver, value: 0, way: &way, arcs: from)
            }
        }
        // Of equal arcs the best stays; one through a stand-in only if it is better than the direct one.
        arcs.sort { one, other in
            if one.giver != other.giver { return one.giver < other.giver }
            if one.receiver != other.receiver { return one.receiver < other.receiver }
            if (one.via < 0) != (other.via < 0) { return one.via < 0 }
            if one.value != other.value { return one.value > other.value }
            return one.via < other.via
        }
        var kept = 0
        var direct = -Double.infinity
        for at in arcs.indices {
            let arc = arcs[at]
            let isNew = kept == 0 || arcs[kept - 1].giver != arc.giver || arcs[kept - 1].receiver != arc.receiver
            if isNew { direct = arc.via < 0 ? arc.value : -.infinity } else if arc.value <= direct { continue }
            arcs[kept] = arc
            kept += 1
        }
        arcs.removeLast(arcs.count - kept)
    }

    private mutating func walk(
        from member: Int, giver: Int, value: Double, way: inout [Int32], arcs from: [[(to: Int, value: Double)]]
    ) {
        for (next, gain) in from[member] where next != giver {
            if market.isStandIn(next) {
                guard way.count < Self.mostStandIns, !way.contains(Int32(next)) else { continue }
                way.append(Int32(next))
                walk(from: next, giver: giver, value: value + gain, way: &way, arcs: from)
                way.removeLast()
            } else {
                var index: Int32 = -1
                if !way.isEmpty {
                    if via.last != way { via.append(way) }
                    index = Int32(via.count - 1)
                }
                arcs.append(Arc(giver: Int32(giver), receiver: Int32(next), value: value + gain, via: index))
            }
        }
    }

    private func starts() -> [Int32] {
        var starts = [Int32](repeating: 0, count: nodes + 1)
        for arc in arcs { starts[Int(arc.giver) + 1] += 1 }
        for node in 0..<nodes { starts[node + 1] += starts[node] }
        return starts
    }

    private mutating func markRings() {
        guard rules.longestRing >= 2, !arcs.isEmpty else { return }
        let starts = starts()
        let component = strongComponents(starts)
        var intoStarts = [Int32](repeating: 0, count: nodes + 1)
        for at in arcs.indices where component[Int(arcs[at].giver)] == component[Int(arcs[at].receiver)] {
            arcs[at].isOnRing = true
            intoStarts[Int(arcs[at].receiver) + 1] += 1
        }
        for node in 0..<nodes { intoStarts[node + 1] += intoStarts[node] }
        var into = [Int32](repeating: 0, count: Int(intoStarts[nodes]))
        var fill = intoStarts
        for arc in arcs where arc.isOnRing {
            into[Int(fill[Int(arc.receiver)])] = arc.giver
            fill[Int(arc.receiver)] += 1
        }
        // Whoever reaches the giver within one giving less than a ring has can close it.
        var seen = [Int32](repeating: -1, count: nodes)
        var steps = 0
        for giver in 0..<market.participants where starts[giver] < starts[giver + 1] {
            seen[giver] = Int32(giver)
            var level = [Int32(giver)]
            var depth = 1
            while depth < rules.longestRing, !level.isEmpty {
                var next: [Int32] = []
                for node in level {
                    let range = Int(intoStarts[Int(node)])..<Int(intoStarts[Int(node) + 1])
                    steps += range.count
                    for at in range where seen[Int(into[at])] != Int32(giver) {
                        seen[Int(into[at])] = Int32(giver)
                        next.append(into[at])
                    }
                }
                level = next
                depth += 1
            }
            if steps > Self.mostSteps { return }
            for at in Int(starts[giver])..<Int(starts[giver + 1]) where seen[Int(arcs[at].receiver)] != Int32(giver) {
                arcs[at].isOnRing = false
            }
        }
    }

    /// Tarjan's strongly connected components, without recursion: a path of a million members is no reason to fall.
    private func strongComponents(_ starts: [Int32]) -> [Int32] {
        var component = [Int32](repeating: -1, count: nodes)
        var index = [Int32](repeating: -1, count: nodes)
        var low = [Int32](repeating: 0, count: nodes)
        var next = starts
        var stack: [Int32] = []
        var calls: [Int32] = []
        var counter: Int32 = 0
        var components: Int32 = 0
        for root in 0..<nodes where index[root] < 0 {
            calls.append(Int32(root))
            while let top = calls.last {
                let node = Int(top)
                if index[node] < 0 {
                    index[node] = counter
                    low[node] = counter
                    counter += 1
                    stack.append(top)
                }
                var isDeeper = false
                while next[node] < starts[node + 1] {
                    let other = arcs[Int(next[node])].receiver
                    next[node] += 1
                    if index[Int(other)] < 0 {
                        calls.append(other)
                        isDeeper = true
                        break
                    }
                    if component[Int(other)] < 0 { low[node] = min(low[node], index[Int(other)]) }
                }
                if isDeeper { continue }
                calls.removeLast()
                if let parent = calls.last { low[Int(parent)] = min(low[Int(parent)], low[node]) }
                if low[node] == index[node] {
                    while let member = stack.popLast() {
                        component[Int(member)] = components
                        if member == top { break }
                    }
                    components += 1
                }
            }
        }
        return component
    }

    private mutating func markChains() {
        guard rules.longestChain >= 1, market.donors > 0 else { return }
        let starts = starts()
        var isReached = [Bool](repeating: false, count: nodes)
        var level = Array(market.participants..<nodes)
        for donor in level { isReached[donor] = true }
        var depth = 0
        while depth < rules.longestChain, !level.isEmpty {
            var next: [Int] = []
            for node in level {
                for at in Int(starts[node])..<Int(starts[node + 1]) {
                    arcs[at].isOnChain = true
                    let receiver = Int(arcs[at].receiver)
                    if !isReached[receiver] {
                        isReached[receiver] = true
                        next.append(receiver)
                    }
                }
            }
            level = next
            depth += 1
        }
    }

    private func components() -> [Clearing] {
        var parent = Array(0..<market.count)
        func root(_ member: Int) -> Int {
            var member = member
            while parent[member] != member {
                parent[member] = parent[parent[member]]
                member = parent[member]
            }
            return member
        }
        for arc in arcs where arc.isOnRing || arc.isOnChain {
            let one = root(Int(arc.giver))
            parent[root(Int(arc.receiver))] = one
            if arc.via >= 0 { for member in via[Int(arc.via)] { parent[root(Int(member))] = one } }
        }
        var partOf: [Int: Int] = [:]
        var arcsOf: [[Arc]] = []
        for arc in arcs where arc.isOnRing || arc.isOnChain {
            let key = root(Int(arc.giver))
            if let part = partOf[key] {
                arcsOf[part].append(arc)
            } else {
                partOf[key] = arcsOf.count
                arcsOf.append([arc])
            }
        }
        var membersOf = [[Int]](repeating: [], count: arcsOf.count)
        for member in 0..<market.count {
            if let part = partOf[root(member)] { membersOf[part].append(member) }
        }
        var plainOf = [[RingMarket.Arc]](repeating: [], count: arcsOf.count)
        if market.standIns > 0 {
            for arc in market.arcs where arc.giver != arc.receiver {
                let key = root(arc.giver)
                if key == root(arc.receiver), let part = partOf[key] { plainOf[part].append(arc) }
            }
        }
        return arcsOf.indices.map { clearing(arcs: arcsOf[$0], members: membersOf[$0], plain: plainOf[$0]) }
    }

    private func clearing(arcs: [Arc], members: [Int], plain: [RingMarket.Arc]) -> Clearing {
        var result = Clearing()
        result.rules = rules
        var degree: [Int: Int] = [:]
        for arc in arcs where arc.isOnRing {
            degree[Int(arc.giver), default: 0] += 1
            degree[Int(arc.receiver), default: 0] += 1
        }
        var participants = members.filter { market.isParticipant($0) }
        participants.sort { (degree[$0] ?? 0, $1) > (degree[$1] ?? 0, $0) }
        let donors = members.filter { market.isDonor($0) }
        let standIns = members.filter { market.isStandIn($0) }
        result.participants = participants.count
        result.donors = donors.count
        result.standIns = standIns.count
        result.members = participants + donors + standIns
        var row: [Int: Int32] = [:]
        row.reserveCapacity(result.members.count)
        for (index, member) in result.members.enumerated() { row[member] = Int32(index) }
        func local(_ member: Int32) -> Int32 { row[Int(member)] ?? 0 }

        var viaOf: [Int32: Int32] = [:]
        let renamed = arcs.map { arc -> Arc in
            var arc = arc
            arc.giver = local(arc.giver)
            arc.receiver = local(arc.receiver)
            if arc.via >= 0 {
                if let known = viaOf[arc.via] {
                    arc.via = known
                } else {
                    let index = Int32(result.via.count)
                    viaOf[arc.via] = index
                    result.via.append(via[Int(arc.via)].map(local))
                    arc.via = index
                }
            }
            return arc
        }
        result.ring = Self.sorted(renamed.filter(\.isOnRing), givers: result.nodes)
        result.chain = Self.sorted(renamed.filter(\.isOnChain), givers: result.nodes)
        result.isIntegral = arcs.allSatisfy { $0.value == $0.value.rounded() && abs($0.value) < 1e12 }

        result.ringGiver = [Int32](repeating: 0, count: result.ring.count)
        result.ringInto = [Int32](repeating: 0, count: result.participants + 1)
        for to in result.ring.to { result.ringInto[Int(to) + 1] += 1 }
        for node in 0..<result.participants { result.ringInto[node + 1] += result.ringInto[node] }
        result.ringIntoArc = [Int32](repeating: 0, count: result.ring.count)
        var fill = result.ringInto
        for giver in 0..<result.nodes {
            for arc in Int(result.ring.starts[giver])..<Int(result.ring.starts[giver + 1]) {
                let to = Int(result.ring.to[arc])
                result.ringGiver[arc] = Int32(giver)
                result.ringIntoArc[Int(fill[to])] = Int32(arc)
                fill[to] += 1
            }
        }

        if market.standIns > 0 {
            result.plain = plain.map { (local(Int32($0.giver)), local(Int32($0.receiver)), $0.value) }
        } else {
            result.plain = renamed.map { ($0.giver, $0.receiver, $0.value) }
        }
        // The end of a chain is closed to its donor at no value, so that assignment sees chains as rings.
        result.isOpenEnded = result.participants * result.donors > Self.mostClosings
        if rules.longestChain > 0, !result.isOpenEnded {
            for donor in result.participants..<result.nodes {
                for participant in 0..<result.participants {
                    result.plain.append((Int32(participant), Int32(donor), 0))
                }
            }
        }
        return result
    }

    private static func sorted(_ arcs: [Arc], givers: Int) -> Clearing.Arcs {
        var result = Clearing.Arcs()
        result.starts = [Int32](repeating: 0, count: givers + 1)
        for arc in arcs { result.starts[Int(arc.giver) + 1] += 1 }
        for giver in 0..<givers { result.starts[giver + 1] += result.starts[giver] }
        result.to = [Int32](repeating: 0, count: arcs.count)
        result.values = [Double](repeating: 0, count: arcs.count)
        result.via = [Int32](repeating: -1, count: arcs.count)
        var fill = result.starts
        for arc in arcs {
            let at = Int(fill[Int(arc.giver)])
            result.to[at] = arc.receiver
            result.values[at] = arc.value
            result.via[at] = arc.via
            fill[Int(arc.giver)] += 1
        }
        return result
    }
}
