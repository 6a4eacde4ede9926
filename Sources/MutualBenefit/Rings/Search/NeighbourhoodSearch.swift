import Optimization

/// Improves a packing by opening a part of it and clearing that part anew, exactly (Shaw: large neighbourhood search,
/// 1998).
///
/// A part grows from a column of the packing that costs more than it brings at the relaxation's prices, over the columns
/// that would gain most in its place, to those that stand in their way.
struct NeighbourhoodSearch {
    private let problem: Clearing
    private let pool: ColumnPool
    private let prices: [Double]
    private let deadline: Deadline
    private let gains: [Double]
    private let starts: [Int32]
    private let byRow: [Int32]
    private var generator: SeededGenerator
    private(set) var programmes = 0

    init(_ problem: Clearing, pool: ColumnPool, prices: [Double], deadline: Deadline, seed: UInt64) {
        self.problem = problem
        self.pool = pool
        self.prices = prices
        self.deadline = deadline
        var gains = [Double](repeating: 0, count: pool.count)
        for column in 0..<pool.count { gains[column] = pool.gain(of: column, at: prices) }
        self.gains = gains
        let sorted = (0..<Int32(pool.count)).sorted { (gains[Int($0)], $1) > (gains[Int($1)], $0) }
        (starts, byRow) = pool.columnsByRow(count: problem.rows, of: sorted)
        generator = SeededGenerator(seed: seed)
    }

    /// - Parameters:
    ///   - patience: parts in a row that may bring nothing.
    ///   - goal: the value at which nothing is left to do.
    mutating func improved(
        from first: Packing, patience: Int, goal: Double
    ) throws(LinearProgrammeError) -> Packing {
        var best = first
        var size = 16
        var failures = 0
        while failures < patience, best.value < goal - 1e-6, !deadline.isOver {
            let part = part(of: best, size: size)
            let inside = columns(within: part.isOpen)
            guard inside.pool.count > 0 else {
                failures += 1
                continue
            }
            let old = part.columns.reduce(0) { $0 + pool.values[Int($1)] }
            let exact = try ExactPacking(
                inside.pool, rowCount: inside.prices.count, isIntegral: problem.isIntegral,
                best: Packing(columns: [], value: old), deadline: deadline, seed: generator.next(), isBrief: true)
            _ = try exact.solve(from: inside.prices, mostNodes: 30)
            programmes += exact.programmes
            if exact.best.value > old + 1e-9 {
                let opened = Set(part.columns)
                let columns =
                    best.columns.filter { !opened.contains($0) } + exact.best.columns.map { inside.origin[Int($0)] }
                best = Packing(columns: columns, value: columns.reduce(0) { $0 + pool.values[Int($1)] })
                failures = 0
            } else {
                failures += 1
                // What is settled at once was too small a part.
                if exact.nodes <= 8, size < 60 { size += 1 } else if exact.nodes > 30, size > 10 { size -= 2 }
            }
        }
        return best
    }

    private mutating func part(of packing: Packing, size: Int) -> (columns: [Int32], isOpen: [Bool]) {
        var owner = [Int32](repeating: -1, count: problem.rows)
        for column in packing.columns { for at in pool.rows(of: Int(column)) { owner[Int(pool.rows[at])] = column } }
        var isOpen = owner.map { $0 < 0 }
        var queue: [Int32] = []
        var opened: [Int32] = []
        var isOpened: Set<Int32> = []
        func open(_ column: Int32) {
            guard isOpened.insert(column).inserted else { return }
            opened.append(column)
            for at in pool.rows(of: Int(column)) {
                isOpen[Int(pool.rows[at])] = true
                queue.append(pool.rows[at])
            }
        }
        if let seed = seed(of: packing, owner: owner) {
            if owner[seed] >= 0 { open(owner[seed]) } else { queue.append(Int32(seed)) }
        }
        var next = 0
        while opened.count < size {
            if next >= queue.count {
                guard let column = packing.columns.first(where: { !isOpened.contains($0) }), !packing.columns.isEmpty
                else { break }
                let random = packing.columns[generator.below(packing.columns.count)]
                open(isOpened.contains(random) ? column : random)
                continue
            }
            let row = Int(queue[next])
            next += 1
            let count = Int(starts[row + 1] - starts[row])
            guard count > 0 else { continue }
            // Of the columns that gain most at this row, a few by chance.
            for _ in 0..<3 {
                let column = Int(byRow[Int(starts[row]) + generator.below(min(count, 10))])
                for at in pool.rows(of: column) {
                    let other = owner[Int(pool.rows[at])]
                    if other >= 0, opened.count < size { open(other) }
                }
            }
        }
        return (opened, isOpen)
    }

    /// A row whose column, or whose being unused, costs much.
    private mutating func seed(of packing: Packing, owner: [Int32]) -> Int? {
        var losses = [Double](repeating: 0, count: problem.rows)
        var total = 0.0
        for row in owner.indices {
            let loss = owner[row] >= 0 ? -gains[Int(owner[row])] / 3 : prices[row]
            losses[row] = max(0, loss) + 1e-6
            total += losses[row]
        }
        var point = Double(generator.next() >> 11) * 0x1p-53 * total
        for row in losses.indices {
            point -= losses[row]
            if point <= 0 { return row }
        }
        return losses.indices.last
    }

    /// The columns within the open rows, with these rows numbered anew: small programmes are solved in no time.
    private func columns(
        within isOpen: [Bool]
    ) -> (pool: ColumnPool, origin: [Int32], prices: [Double]) {
        var place = [Int32](repeating: -1, count: isOpen.count)
        var local: [Double] = []
        for row in isOpen.indices where isOpen[row] && starts[row] < starts[row + 1] {
            place[row] = Int32(local.count)
            local.append(prices[row])
        }
        var inside = ColumnPool()
        var origin: [Int32] = []
        var rows: [Int32] = []
        for row in isOpen.indices where place[row] >= 0 {
            for at in Int(starts[row])..<Int(starts[row + 1]) {
                let column = Int(byRow[at])
                let range = pool.rows(of: column)
                // Each column is met at its first row.
                guard pool.rows[range.lowerBound] == Int32(row) else { continue }
                rows.removeAll(keepingCapacity: true)
                for at in range {
                    let local = place[Int(pool.rows[at])]
                    if local < 0 { break }
                    rows.append(local)
                }
                guard rows.count == range.count else { continue }
                let isNew = rows.withUnsafeBufferPointer { rows in
                    pool.arcs.withUnsafeBufferPointer { arcs in
                        inside.insert(
                            rows: rows, arcs: UnsafeBufferPointer(rebasing: arcs[pool.arcs(of: column)]),
                            value: pool.values[column], isChain: pool.isChain[column])
                    }
                }
                if isNew { origin.append(Int32(column)) }
            }
        }
        return (inside, origin, local)
    }
}
