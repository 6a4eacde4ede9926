import Optimization

/// The linear relaxation over all rings and chains, solved with the few that matter (Dantzig and Wolfe; for this
/// problem Abraham, Blum and Sandholm, 2007).
///
/// Prices are smoothed towards the best feasible ones known (Wentges, 1997; Pessoa et al., 2018), which start from the
/// prices of assignment: those bound already, often tightly. Every round of pricing yields feasible prices anew, by
/// raising the price of each start by what its best ring gains, so that a bound is at hand whenever time is over.
final class ColumnGeneration {
    private let problem: Clearing
    private let pricing: Pricing
    /// Made when first needed: what is proved without it needs no library.
    private var opened: LinearProgramme?
    private let deadline: Deadline
    private let seed: UInt64
    private(set) var pool = ColumnPool()
    private var loaded = 0
    /// Feasible prices: no ring and no chain gains at them.
    private(set) var prices: [Double]
    /// Their sum bounds every set of rings.
    private(set) var bound: Double
    private(set) var best = Packing()
    /// The value of the relaxation over the columns known; it is the relaxation's value once the two meet.
    private(set) var relaxed = 0.0
    private(set) var programmes = 0

    private static let tolerance = 1e-7

    init(_ problem: Clearing, deadline: Deadline, seed: UInt64) {
        self.problem = problem
        self.deadline = deadline
        self.seed = seed
        pricing = Pricing(problem, deadline: deadline)
        let assignment = Assignment(
            count: problem.rows, arcs: problem.plain, isOpenEnded: problem.isOpenEnded, deadline: deadline)
        prices = assignment.prices
        bound = prices.reduce(0, +)
    }

    /// The bound as far as a set of rings can reach it.
    var target: Double { problem.isIntegral ? (bound + 1e-5).rounded(.down) : bound }
    var isProved: Bool { best.value >= target - 1e-6 }

    private func programme() throws(LinearProgrammeError) -> LinearProgramme {
        if let opened { return opened }
        let programme = try LinearProgramme()
        programme.addRows(upper: [Double](repeating: 1, count: problem.rows))
        opened = programme
        return programme
    }

    /// The value of the most valuable giving.
    private(set) lazy var scale = (problem.ring.values + problem.chain.values).reduce(0) { max($0, abs($1)) }

    /// The first columns, by the prices of assignment, and the first packing.
    func begin() {
        guard !deadline.isOver else { return }
        _ = pricing.price(at: prices, above: -0.25 * scale, few: 12, turn: 0)
        adopt(limitPerRow: 40)
        search(moves: 60 * problem.rows)
    }

    /// Takes columns that pricing found into the pool, so that no row gets more than so many.
    @discardableResult
    private func adopt(limitPerRow: Int, at duals: [Double]? = nil) -> Int {
        let found = pricing.found
        var order = Array(0..<found.count)
        let gains = order.map { found.gain(of: $0, at: duals ?? prices) }
        order.sort { (gains[$0], $1) > (gains[$1], $0) }
        var uses = [Int](repeating: 0, count: problem.rows)
        var added = 0
        for column in order {
            if duals != nil, gains[column] <= Self.tolerance { break }
            var least = Int.max
            for at in found.rows(of: column) { least = min(least, uses[Int(found.rows[at])]) }
            // A column is worth having as long as one of its rows has few.
            guard least < limitPerRow else { continue }
            if pool.insert(column: column, of: found) {
                added += 1
                for at in found.rows(of: column) { uses[Int(found.rows[at])] += 1 }
            }
        }
        return added
    }

    private func load(into programme: LinearProgramme) {
        guard loaded < pool.count else { return }
        var starts: [Int32] = [0]
        var rows: [Int32] = []
        for column in loaded..<pool.count {
            rows.append(contentsOf: pool.rows[pool.rows(of: column)])
            starts.append(Int32(rows.count))
        }
        programme.addColumns(
            objectives: Array(pool.values[loaded...]), starts: starts, rows: rows,
            coefficients: [Double](repeating: 1, count: rows.count))
        loaded = pool.count
    }

    private func solve(_ programme: LinearProgramme, _ method: LinearProgramme.Method = .primal) -> Bool {
        load(into: programme)
        programmes += 1
        return programme.solve(method, seconds: deadline.secondsLeft) == .optimal
    }

    /// Local search over the pool, from the best packing known.
    func search(moves: Int) {
        guard !isProved, pool.count > 0 else { return }
        var search = PackingSearch(
            pool: pool, some: (0..<Int32(pool.count)).map { $0 }, prices: prices, rowCount: problem.rows,
            seed: seed &+ UInt64(pool.count))
        let better = search.improved(from: best, moves: moves, goal: target, deadline: deadline)
        if better.value > best.value { best = better }
    }

    /// Prices until bound and relaxation meet, the answer is proved, or time is over.
    ///
    /// - Returns: whether the relaxation is solved.
    func run() throws(LinearProgrammeError) -> Bool {
        if isProved { return false }
        let programme = try programme()
        var smoothing = 0.7
        var turn = 1
        while !isProved, !deadline.isOver {
            guard solve(programme) else { return false }
            let out = programme.duals
            relaxed = programme.objective
            if takeWhole(programme.values) { continue }
            var attempt = 1.0
            while true {
                if bound - relaxed <= 1e-4 { return true }
                let weight = max(0, 1 - attempt * (1 - smoothing))
                let point = zip(prices, out).map { weight * $0 + (1 - weight) * $1 }
                let missing = pricing.price(at: point, above: Self.tolerance, few: 4, turn: turn)
                turn += 1
                let candidate = point.reduce(0, +) + missing
                if candidate < bound - 1e-9 {
                    bound = candidate
                    prices = zip(point, pricing.lift).map { $0 + $1 }
                }
                if adopt(limitPerRow: 5, at: out) > 0 { break }
                if weight == 0 {
                    // Nothing gains at the programme's own prices: it is the relaxation.
                    return true
                }
                if deadline.isOver || isProved { return false }
                attempt *= 2
            }
            smoothing = attempt > 1 ? max(0.3, smoothing - 0.1) : min(0.85, smoothing + 0.05)
            if turn % 6 == 0 { search(moves: 8 * problem.rows) }
        }
        return false
    }

    /// Takes over the programme's solution if it happens to be whole.
    private func takeWhole(_ values: [Double]) -> Bool {
        var chosen: [Int32] = []
        for (column, value) in values.enumerated() where value > 1e-6 {
            if value < 1 - 1e-6 { return false }
            chosen.append(Int32(column))
        }
        let value = chosen.reduce(0) { $0 + pool.values[Int($1)] }
        if value > best.value { best = Packing(columns: chosen, value: value) }
        return isProved
    }

    /// Rounds the relaxation step by step, pricing what is left after each step.
    func dive() throws(LinearProgrammeError) {
        guard !isProved, !deadline.isOver else { return }
        let programme = try programme()
        let basis = programme.basis
        let before = loaded
        var isDead = [Bool](repeating: false, count: problem.rows)
        var chosen: [Int32] = []
        var value = 0.0
        while !deadline.isOver {
            guard solve(programme) else { break }
            if value + programme.objective <= best.value + (problem.isIntegral ? 1 - 1e-6 : 1e-9) { break }
            let values = programme.values
            let support = values.indices.filter { values[$0] > 1e-6 }.sorted { (values[$0], $1) > (values[$1], $0) }
            if support.isEmpty { break }
            var fixed = 0
            for column in support {
                let isSure = values[column] > 0.999
                if !isSure, fixed > 0, values[column] < 0.8 { break }
                guard pool.rows(of: column).allSatisfy({ !isDead[Int(pool.rows[$0])] }) else { continue }
                for at in pool.rows(of: column) {
                    isDead[Int(pool.rows[at])] = true
                    programme.limit(row: Int(pool.rows[at]), to: 0)
                }
                chosen.append(Int32(column))
                value += pool.values[column]
                fixed += 1
                if !isSure, fixed > support.count / 12 { break }
            }
            if fixed == 0 { break }
            // What the fixed columns crowded out may have substitutes that were not needed before. The old prices stay
            // feasible for tighter rows, so that the dual method goes first.
            guard solve(programme, .dual) else { break }
            var point = programme.duals
            for row in point.indices where isDead[row] { point[row] = Pricing.forbidden }
            _ = pricing.price(at: point, above: Self.tolerance, few: 3, turn: chosen.count)
            adopt(limitPerRow: 4, at: point)
        }
        if value > best.value {
            best = Packing(columns: chosen, value: value)
        }
        for row in isDead.indices where isDead[row] { programme.limit(row: row, to: 1) }
        programme.restore(basis, columnsThen: before)
        search(moves: 20 * problem.rows)
    }

    /// All columns that can belong to a better set than the best one known, and some that must be kept for it.
    ///
    /// - Returns: nil if there are too many of them.
    func list(within gap: Double, limit: Int) -> ColumnPool? {
        pricing.list(at: prices, above: -gap, limit: limit) ? pricing.found : nil
    }

    /// Of the columns found so far, those within a gap.
    func poolWithin(_ gap: Double) -> ColumnPool {
        var result = ColumnPool()
        for column in 0..<pool.count where pool.gain(of: column, at: prices) > -gap {
            result.insert(column: column, of: pool)
        }
        return result
    }

    /// Takes over a packing of another pool.
    func adopt(_ packing: Packing, from other: ColumnPool) {
        guard packing.value > best.value + 1e-9 else { return }
        for column in packing.columns { pool.insert(column: Int(column), of: other) }
        let columns = packing.columns.compactMap { pool.column(like: Int($0), of: other).map { Int32($0) } }
        best = Packing(columns: columns, value: columns.reduce(0) { $0 + pool.values[Int($1)] })
    }

    /// The best packing in terms of another pool, or its bare value if that pool lacks one of its columns.
    func best(in other: ColumnPool) -> Packing {
        let columns = best.columns.compactMap { other.column(like: Int($0), of: pool).map { Int32($0) } }
        guard columns.count == best.columns.count else { return Packing(columns: [], value: best.value) }
        return Packing(columns: columns, value: columns.reduce(0) { $0 + other.values[Int($1)] })
    }

    /// The best packing in terms of another pool, which gets what it lacks for it.
    func best(insertedInto other: inout ColumnPool) -> Packing {
        for column in best.columns { other.insert(column: Int(column), of: pool) }
        return best(in: other)
    }
}
