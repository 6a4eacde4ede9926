import Optimization

/// The search in one part of a market: assignment, column generation, then the exact search over what is left.
final class PartSearch {
    private let problem: Clearing
    private let deadline: Deadline
    private let seed: UInt64
    private let generation: ColumnGeneration
    private(set) var bound: Double
    private(set) var effort = RingEffort()
    private(set) var isProved = false

    /// More listed columns than this are not searched exactly.
    private static let mostColumns = 3_000_000
    /// So many are looked through for a better answer when all are too many.
    private static let someColumns = 12_000
    private static let someNodes = 40
    private static let probeNodes = 120
    /// The list over which parts are opened.
    private static let wideColumns = 60_000
    private static let patience = 250
    /// The first list's reach, as a share of the most valuable giving.
    private static let firstShare = 0.01

    init(_ problem: Clearing, deadline: Deadline, seed: UInt64) {
        self.problem = problem
        self.deadline = deadline
        self.seed = seed
        generation = ColumnGeneration(problem, deadline: deadline, seed: seed)
        bound = generation.target
    }

    var value: Double { generation.best.value }
    var size: Int { problem.ring.count + problem.chain.count }

    func begin() {
        generation.begin()
        settle(generation.target)
    }

    private func settle(_ bound: Double) {
        self.bound = max(value, min(self.bound, bound))
        effort.programmes = max(effort.programmes, generation.programmes)
        effort.columns = max(effort.columns, generation.pool.count)
        isProved = value >= self.bound - 1e-6 * max(1, abs(self.bound))
    }

    func prove(_ tell: () -> Void) throws(LinearProgrammeError) {
        if isProved || deadline.isOver { return }
        _ = try generation.run()
        settle(generation.target)
        tell()
        if isProved { return }
        generation.search(moves: 60 * problem.rows)
        try generation.dive()
        settle(generation.target)
        tell()
        let isCovered = try improve(tell)
        if !isCovered { try openParts(tell) }
        while !isProved, !deadline.isOver {
            guard let pool = generation.list(within: gap + 1e-6, limit: Self.mostColumns) else { return }
            // A long list means a wide gap: as long as the answer gets better, it is worth making the list anew.
            let isLong = pool.count > 4 * problem.rows
            let before = value
            let nodesBefore = effort.nodes
            let exact = try search(pool, nodes: isLong ? Self.probeNodes : .max)
            settle(exact)
            tell()
            if isProved || !isLong || effort.nodes - nodesBefore <= Self.probeNodes { return }
            try openParts(tell)
            if value > before || isProved { continue }
            settle(try search(pool, nodes: .max))
            return
        }
    }

    /// Searches ever longer lists of the columns nearest to gaining: a better answer makes the gap smaller, and the
    /// list that must be searched to the end shorter.
    ///
    /// - Returns: whether nothing is left but the list of all columns within the gap.
    private func improve(_ tell: () -> Void) throws(LinearProgrammeError) -> Bool {
        var share = Self.firstShare * max(1e-9, generation.scale)
        var size = max(200, problem.rows)
        while !isProved, !deadline.isOver, share < gap {
            guard let pool = generation.list(within: share, limit: Self.someColumns) else { break }
            if pool.count < size {
                share *= 1.5
                continue
            }
            let before = value
            let nodesBefore = effort.nodes
            _ = try search(pool, nodes: Self.someNodes)
            settle(generation.target)
            tell()
            if value <= before, effort.nodes - nodesBefore > Self.someNodes { return false }
            size = pool.count * 3 / 2
            share *= 1.5
        }
        if isProved || deadline.isOver || share >= gap { return true }
        if generation.list(within: 0.05 * generation.scale, limit: Self.wideColumns) != nil { return false }
        // Ties make even short lists too long: what column generation found must do.
        _ = try search(generation.poolWithin(gap + 1e-6), nodes: 600)
        settle(generation.target)
        tell()
        return true
    }

    /// Opens and clears parts of the best answer over lists of the columns nearest to gaining, first short ones.
    private func openParts(_ tell: () -> Void) throws(LinearProgrammeError) {
        var width = 10 * problem.rows
        while !isProved, !deadline.isOver, width <= Self.wideColumns {
            var share = gap + 1e-6
            var list = generation.list(within: share, limit: width)
            while list == nil, share > 0.01 * generation.scale, !deadline.isOver {
                share /= 1.4
                list = generation.list(within: share, limit: width)
            }
            guard var pool = list else { return }
            let before = value
            let best = generation.best(insertedInto: &pool)
            var search = NeighbourhoodSearch(
                problem, pool: pool, prices: generation.prices, deadline: deadline,
                seed: seed &+ UInt64(width) &+ UInt64(effort.nodes))
            let better = try search.improved(from: best, patience: Self.patience, goal: generation.target)
            generation.adopt(better, from: pool)
            effort.programmes += search.programmes
            settle(generation.target)
            tell()
            if share >= gap { return }
            if value <= before { width *= 4 }
        }
    }

    /// How much more than the best a set could be worth; the last unit is not worth searching when all are whole.
    private var gap: Double { max(0, generation.bound - value) }

    private func search(_ pool: ColumnPool, nodes: Int) throws(LinearProgrammeError) -> Double {
        let exact = try ExactPacking(
            pool, rowCount: problem.rows, isIntegral: problem.isIntegral, best: generation.best(in: pool),
            deadline: deadline, seed: seed)
        let result = try exact.solve(from: generation.prices, mostNodes: nodes)
        generation.adopt(exact.best, from: pool)
        effort.columns = max(effort.columns, pool.count)
        effort.programmes = generation.programmes + exact.programmes
        effort.cuts += exact.cutCount
        effort.nodes += exact.nodes
        return problem.isIntegral ? (result + 1e-5).rounded(.down) : result
    }

    func rings() -> [Ring] {
        generation.best.columns.map { ring(Int($0)) }
    }

    private func ring(_ column: Int) -> Ring {
        let pool = generation.pool
        let isChain = pool.isChain[column]
        let arcs = isChain ? problem.chain : problem.ring
        let way = pool.arcs[pool.arcs(of: column)]
        var members = [problem.members[Int(pool.rows[pool.rows(of: column).lowerBound])]]
        for arc in isChain ? way : way.dropLast() { members.append(problem.members[Int(arcs.to[Int(arc)])]) }
        var standIns: [Int] = []
        for arc in way where arcs.via[Int(arc)] >= 0 {
            standIns.append(contentsOf: problem.via[Int(arcs.via[Int(arc)])].map { problem.members[Int($0)] })
        }
        return Ring(
            kind: isChain ? .chain : .ring, members: members, values: way.map { arcs.values[Int($0)] },
            standIns: standIns)
    }
}
