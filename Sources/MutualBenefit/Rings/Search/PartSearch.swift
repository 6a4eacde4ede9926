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
    private static let someColumns = 300_000

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
        generation.search(moves: 60_000)
        try generation.dive()
        settle(generation.target)
        tell()
        while !isProved, !deadline.isOver {
            let before = value
            if let pool = generation.list(within: gap + 1e-6, limit: Self.mostColumns) {
                let exact = try search(pool, nodes: .max)
                settle(exact)
                return
            }
            // Too many for a proof: look for a better answer among the best, which makes the gap smaller.
            var share = gap / 2
            while !deadline.isOver, share > 1e-6 {
                if let pool = generation.list(within: share, limit: Self.someColumns) {
                    _ = try search(pool, nodes: 200)
                    break
                }
                share /= 2
            }
            settle(generation.target)
            tell()
            if value <= before { return }
        }
    }

    /// How much more than the best a set could be worth; the last unit is not worth searching when all are whole.
    private var gap: Double { max(0, generation.bound - value) }

    private func search(_ pool: ColumnPool, nodes: Int) throws(LinearProgrammeError) -> Double {
        let exact = try ExactPacking(
            problem, pool: pool, best: generation.best(in: pool), deadline: deadline, seed: seed)
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
