/// Finds rings and chains that are worth more than the prices of those who take part.
///
/// For each start (a ring's first member in the order of rows, a chain's donor) a dynamic programme over walks bounds
/// what the best ring or chain from there can gain; a depth-first search under that bound finds it. For rings of
/// three this is a loop over pairs of arcs; for four the two halves meet in the middle.
final class Pricing {
    /// What happens with a column that gains more than the bar.
    private enum Use {
        /// Keep the best few of each start.
        case best(Int)
        /// Keep all.
        case all
    }

    private let problem: Clearing
    private let deadline: Deadline
    private let longestRing: Int
    private let longestChain: Int
    /// What each arc gains: its value without the price of its receiver and of the stand-ins on it.
    private var ringGain: [Double]
    private var chainGain: [Double]
    /// Of each participant, the best gain of an arc that leaves it.
    private var bestLeaving: [Double]
    /// At `l * participants + v`: the best walk of at most `l` arcs from `v` back to the start. Memory of its own, for
    /// the innermost loops read it.
    private let closing: UnsafeMutableBufferPointer<Double>
    private let levels: Int
    private var touched: [Int32] = []
    /// `onward[l][v]`: the best walk of at most `l` arcs from `v` on, or stopping there.
    private var onward: [[Double]]
    private var prices: [Double] = []
    private var bar = 0.0
    private var use = Use.all
    private var path: [Int32]
    private var nodes: [Int32]
    private var keptGain: [Double] = []
    private var keptArcs: [[Int32]] = []
    /// Columns from here on go along the present first arc; only a few of these are kept, for variety.
    private var groupStart = 0
    private var base = 0.0
    private var turn = 0
    private var isChain = false
    private var start = 0
    private var steps = 0
    private var isFull = false
    private var limit = Int.max
    /// The best gain of any column from the present start.
    private var record = -Double.infinity

    private(set) var found = ColumnPool()
    /// Of each row, how much its price must rise so that nothing that starts there gains.
    private(set) var lift: [Double] = []

    /// Steps of one depth-first search after which its walk bound stands in for its best column.
    private static let mostSteps = 4_000_000

    init(_ problem: Clearing, deadline: Deadline) {
        self.problem = problem
        self.deadline = deadline
        longestRing = problem.ring.count > 0 ? min(problem.rules.longestRing, problem.participants) : 0
        longestChain = problem.chain.count > 0 ? min(problem.rules.longestChain, problem.participants) : 0
        ringGain = problem.ring.values
        chainGain = problem.chain.values
        bestLeaving = [Double](repeating: -.infinity, count: problem.nodes)
        levels = max(2, longestRing - 1)
        closing = .allocate(capacity: levels * problem.participants)
        closing.initialize(repeating: -.infinity)
        onward = Array(repeating: [Double](repeating: 0, count: problem.nodes), count: longestChain + 1)
        path = [Int32](repeating: 0, count: max(longestRing, longestChain) + 1)
        nodes = [Int32](repeating: 0, count: max(longestRing, longestChain) + 2)
    }

    deinit { closing.deallocate() }

    /// Whoever is dearer than this is out of the search, and begins nothing.
    static let forbidden = 1e9

    /// Prices all starts; keeps up to `few` columns of each that gain more than `bar`.
    ///
    /// - Returns: by how much the sum of the prices bounds too low: added to it, it bounds every set of rings. Infinite
    ///   if time was over before all starts were priced.
    func price(at prices: [Double], above bar: Double, few: Int, turn: Int) -> Double {
        begin(prices)
        self.turn = turn
        use = .best(few)
        var missing = 0.0
        for start in 0..<problem.participants where longestRing >= 2 {
            let best = rings(from: start, above: bar)
            if best > 0 {
                missing += best
                lift[start] += best
            }
            keep()
            if start & 31 == 31, deadline.isOver { return .infinity }
        }
        if longestChain > 0 {
            boundChains()
            // Few donors start many chains.
            use = .best(few * 4)
            for donor in problem.participants..<problem.nodes {
                let best = chains(from: donor, above: bar)
                if best > 0 {
                    missing += best
                    lift[donor] += best
                }
                keep()
                if deadline.isOver { return .infinity }
            }
        }
        return missing
    }

    /// Lists every column that gains more than `bar`, up to `limit`.
    ///
    /// - Returns: whether all are listed.
    func list(at prices: [Double], above bar: Double, limit: Int) -> Bool {
        begin(prices)
        use = .all
        self.limit = limit
        for start in 0..<problem.participants where longestRing >= 2 {
            _ = rings(from: start, above: bar)
            if isFull || steps > Self.mostSteps || (start & 15 == 0 && deadline.isOver) { return false }
        }
        if longestChain > 0 {
            boundChains()
            for donor in problem.participants..<problem.nodes {
                _ = chains(from: donor, above: bar)
                if isFull || steps > Self.mostSteps || deadline.isOver { return false }
            }
        }
        return true
    }

    private func begin(_ prices: [Double]) {
        self.prices = prices
        found = ColumnPool()
        lift = [Double](repeating: 0, count: problem.rows)
        isFull = false
        limit = .max
        reduce(problem.ring, into: &ringGain)
        reduce(problem.chain, into: &chainGain)
        for giver in 0..<problem.participants {
            var best = -Double.infinity
            for arc in Int(problem.ring.starts[giver])..<Int(problem.ring.starts[giver + 1]) {
                best = max(best, ringGain[arc])
            }
            bestLeaving[giver] = best
        }
    }

    private func reduce(_ arcs: Clearing.Arcs, into gain: inout [Double]) {
        for arc in 0..<arcs.count {
            var value = arcs.values[arc] - prices[Int(arcs.to[arc])]
            if arcs.via[arc] >= 0 {
                for row in problem.via[Int(arcs.via[arc])] { value -= prices[Int(row)] }
            }
            gain[arc] = value
        }
    }

    // MARK: Rings

    /// - Returns: the best gain of a ring whose first member is `start`, or a bound on it.
    private func rings(from start: Int, above bar: Double) -> Double {
        let arcs = problem.ring
        let first = Int(arcs.starts[start])
        let last = Int(arcs.starts[start + 1])
        guard first < last, prices[start] < Self.forbidden else { return -.infinity }
        self.start = start
        self.bar = bar
        base = bar
        isChain = false
        record = -.infinity
        steps = 0
        touched.removeAll(keepingCapacity: true)
        var bestClosing = -Double.infinity
        let one = UnsafeMutableBufferPointer(
            rebasing: closing[problem.participants..<(2 * problem.participants)])
        problem.ringIntoArc.withUnsafeBufferPointer { into in
            problem.ringGiver.withUnsafeBufferPointer { givers in
                ringGain.withUnsafeBufferPointer { gains in
                    for at in Int(problem.ringInto[start])..<Int(problem.ringInto[start + 1]) {
                        let arc = Int(into[at])
                        let giver = Int(givers[arc])
                        guard giver > start else { continue }
                        let gain = gains[arc]
                        if one[giver] == -.infinity { touched.append(Int32(giver)) }
                        if gain > one[giver] { one[giver] = gain }
                        if gain > bestClosing { bestClosing = gain }
                    }
                }
            }
        }
        guard !touched.isEmpty else { return -.infinity }
        if longestRing > 3 { deepenClosing() }
        if longestRing == 3 {
            triples(first: first, last: last, bestClosing: bestClosing)
        } else {
            nodes[0] = Int32(start)
            goOn(from: start, depth: 0, gain: 0)
        }
        var bound = record
        if steps > Self.mostSteps {
            bound = -.infinity
            let level = min(longestRing - 1, levels - 1)
            for arc in first..<last where Int(arcs.to[arc]) > start {
                let to = Int(arcs.to[arc])
                var rest = closing(level, to)
                if longestRing - 1 > level {
                    for next in Int(arcs.starts[to])..<Int(arcs.starts[to + 1]) where Int(arcs.to[next]) > start {
                        rest = max(rest, ringGain[next] + closing(level, Int(arcs.to[next])))
                    }
                }
                bound = max(bound, ringGain[arc] + rest)
            }
        }
        for level in 1..<levels {
            for node in touched { closing[level * problem.participants + Int(node)] = -.infinity }
        }
        return bound
    }

    @inline(__always) private func closing(_ level: Int, _ node: Int) -> Double {
        closing[level * problem.participants + node]
    }

    private func deepenClosing() {
        for level in 2...(longestRing - 2) {
            let reached = touched.count
            for index in 0..<reached {
                let node = Int(touched[index])
                let shorter = closing(level - 1, node)
                if shorter > closing(level, node) { closing[level * problem.participants + node] = shorter }
            }
            for index in 0..<reached {
                let node = Int(touched[index])
                let rest = closing(level - 1, node)
                if rest == -.infinity { continue }
                for at in Int(problem.ringInto[node])..<Int(problem.ringInto[node + 1]) {
                    let arc = Int(problem.ringIntoArc[at])
                    let giver = Int(problem.ringGiver[arc])
                    guard giver > start else { continue }
                    let gain = ringGain[arc] + rest
                    if gain > closing(level, giver) {
                        // Who is met first at this level was not reached on a shorter way.
                        if closing(level, giver) == -.infinity { touched.append(Int32(giver)) }
                        closing[level * problem.participants + giver] = gain
                    }
                }
            }
        }
    }

    /// Rings of two and three: the loop in which most of the time goes.
    private func triples(first: Int, last: Int, bestClosing: Double) {
        let start = Int32(start)
        let shift = Int(SeededGenerator.mixed(UInt64(start) &* 31 &+ UInt64(turn)) >> 40)
        let breadth = last - first
        let participants = problem.participants
        problem.ring.starts.withUnsafeBufferPointer { starts in
            problem.ring.to.withUnsafeBufferPointer { to in
                ringGain.withUnsafeBufferPointer { gain in
                    for index in 0..<breadth {
                        // Of equal rings other ones are found each time.
                        let arc = first + (index + shift) % breadth
                        let middle = to[arc]
                        guard middle > start else { continue }
                        let so = gain[arc]
                        let pair = so + closing[participants + Int(middle)]
                        if pair > bar { close(arcs: (arc, nil), by: Int(middle), gain: pair) }
                        if so + bestLeaving[Int(middle)] + bestClosing <= bar {
                            closeGroup()
                            continue
                        }
                        var next = Int(starts[Int(middle)])
                        let end = Int(starts[Int(middle) + 1])
                        var needed = bar - so
                        while next < end {
                            let third = to[next]
                            if third > start {
                                let triple = gain[next] + closing[participants + Int(third)]
                                if triple > needed {
                                    close(arcs: (arc, next), by: Int(third), gain: so + triple)
                                    needed = bar - so
                                }
                            }
                            next += 1
                        }
                        closeGroup()
                        if isFull { return }
                    }
                }
            }
        }
    }

    /// Closes a ring of two or three; of parallel arcs back to the start each is tried.
    private func close(arcs: (Int, Int?), by member: Int, gain: Double) {
        path[0] = Int32(arcs.0)
        var length = 1
        if let second = arcs.1 {
            path[1] = Int32(second)
            length = 2
        }
        let before = gain - closing(1, member)
        for arc in Int(problem.ring.starts[member])..<Int(problem.ring.starts[member + 1])
        where problem.ring.to[arc] == Int32(start) {
            path[length] = Int32(arc)
            note(length: length + 1, gain: before + ringGain[arc])
        }
    }

    /// Goes on from `member`, which is `depth` arcs from the start.
    private func goOn(from member: Int, depth: Int, gain: Double) {
        let arcs = problem.ring
        for arc in Int(arcs.starts[member])..<Int(arcs.starts[member + 1]) {
            if isFull { return }
            let next = Int(arcs.to[arc])
            if next == start {
                if depth >= 1, gain + ringGain[arc] > bar {
                    path[depth] = Int32(arc)
                    note(length: depth + 1, gain: gain + ringGain[arc])
                }
                continue
            }
            guard next > start, depth + 1 < longestRing else { continue }
            let so = gain + ringGain[arc]
            // After this arc the ring has `longestRing - depth - 1` arcs left.
            let left = longestRing - depth - 1
            if left < levels, so + closing(left, next) <= bar { continue }
            if (1...max(1, depth)).contains(where: { depth >= 1 && nodes[$0] == Int32(next) }) { continue }
            steps += 1
            if steps > Self.mostSteps { return }
            path[depth] = Int32(arc)
            nodes[depth + 1] = Int32(next)
            goOn(from: next, depth: depth + 1, gain: so)
            if depth == 0 { closeGroup() }
        }
    }

    // MARK: Chains

    private func boundChains() {
        let arcs = problem.chain
        for level in 1...longestChain {
            for giver in 0..<problem.nodes {
                var best = 0.0
                for arc in Int(arcs.starts[giver])..<Int(arcs.starts[giver + 1]) {
                    let gain = chainGain[arc] + onward[level - 1][Int(arcs.to[arc])]
                    if gain > best { best = gain }
                }
                onward[level][giver] = best
            }
        }
    }

    private func chains(from donor: Int, above bar: Double) -> Double {
        start = donor
        self.bar = bar
        base = bar
        isChain = true
        record = -.infinity
        steps = 0
        let bound = onward[longestChain][donor] - prices[donor]
        guard bound > bar else { return bound }
        nodes[0] = Int32(donor)
        extend(from: donor, depth: 0, gain: -prices[donor])
        return steps > Self.mostSteps ? bound : record
    }

    private func extend(from member: Int, depth: Int, gain: Double) {
        let arcs = problem.chain
        let left = longestChain - depth - 1
        let first = Int(arcs.starts[member])
        let breadth = Int(arcs.starts[member + 1]) - first
        let shift = Int(SeededGenerator.mixed(UInt64(member) &* 31 &+ UInt64(turn)) >> 40)
        for index in 0..<breadth {
            let arc = first + (index + shift) % breadth
            if isFull { return }
            let next = Int(arcs.to[arc])
            let so = gain + chainGain[arc]
            if so + onward[left][next] <= bar { continue }
            if depth >= 1, (1...depth).contains(where: { nodes[$0] == Int32(next) }) { continue }
            steps += 1
            if steps > Self.mostSteps { return }
            path[depth] = Int32(arc)
            nodes[depth + 1] = Int32(next)
            if so > bar { note(length: depth + 1, gain: so) }
            if left > 0 { extend(from: next, depth: depth + 1, gain: so) }
            if depth == 0 { closeGroup() }
        }
    }

    // MARK: Columns

    /// Takes note of the ring or chain along the first arcs of `path`.
    private func note(length: Int, gain: Double) {
        guard gain > bar, isClear(length: length) else { return }
        record = max(record, gain)
        switch use {
        case .all:
            store(path[..<length])
            if found.count >= limit { isFull = true }
        case .best:
            if keptGain.count - groupStart < Self.mostOfGroup {
                keptGain.append(gain)
                keptArcs.append(Array(path[..<length]))
            } else if let least = (groupStart..<keptGain.count).min(by: { keptGain[$0] < keptGain[$1] }) {
                keptGain[least] = gain
                keptArcs[least] = Array(path[..<length])
            }
            if keptGain.count - groupStart == Self.mostOfGroup {
                bar = max(bar, keptGain[groupStart...].min() ?? bar)
            }
        }
    }

    private static let mostOfGroup = 2

    /// Ends the columns along one first arc, so that the next one's are not measured by them.
    private func closeGroup() {
        guard case .best(let few) = use else { return }
        if keptGain.count > few {
            let order = keptGain.indices.sorted { (keptGain[$0], $1) > (keptGain[$1], $0) }.prefix(few)
            keptArcs = order.map { keptArcs[$0] }
            keptGain = order.map { keptGain[$0] }
        }
        groupStart = keptGain.count
        bar = keptGain.count >= few ? max(base, keptGain.min() ?? base) : base
    }

    /// Whether no stand-in is asked twice.
    private func isClear(length: Int) -> Bool {
        if problem.via.isEmpty { return true }
        let via = isChain ? problem.chain.via : problem.ring.via
        for one in 1..<max(1, length) where via[Int(path[one])] >= 0 {
            for row in problem.via[Int(via[Int(path[one])])] {
                for other in 0..<one where via[Int(path[other])] >= 0 {
                    if problem.via[Int(via[Int(path[other])])].contains(row) { return false }
                }
            }
        }
        return true
    }

    private func keep() {
        for arcs in keptArcs { store(arcs[...]) }
        keptArcs.removeAll(keepingCapacity: true)
        keptGain.removeAll(keepingCapacity: true)
        groupStart = 0
    }

    private var scratch: [Int32] = []

    private func store(_ way: ArraySlice<Int32>) {
        scratch.removeAll(keepingCapacity: true)
        let arcs = isChain ? problem.chain : problem.ring
        var value = 0.0
        scratch.append(Int32(start))
        for arc in way {
            let to = arcs.to[Int(arc)]
            if to != Int32(start) { scratch.append(to) }
            value += arcs.values[Int(arc)]
        }
        for arc in way where arcs.via[Int(arc)] >= 0 {
            scratch.append(contentsOf: problem.via[Int(arcs.via[Int(arc)])])
        }
        let chain = isChain
        scratch.withUnsafeBufferPointer { rows in
            way.withUnsafeBufferPointer { way in
                _ = found.insert(rows: rows, arcs: way, value: value, isChain: chain)
            }
        }
    }
}
