/// A set of columns that share no row.
struct Packing {
    var columns: [Int32] = []
    var value = 0.0
}

/// Improves a packing by forced exchanges: a column over a row that is not used yet goes in, what is in its way goes
/// out, and what became free is filled up again.
///
/// In the manner of walk-based search for satisfiability: the row is drawn among the unused ones by its price, the
/// column by what the exchange brings; what has just gone out stays out for some moves.
struct PackingSearch {
    private let pool: ColumnPool
    private let prices: [Double]
    private let starts: [Int32]
    private let byRow: [Int32]
    private let gains: [Double]
    private let rowCount: Int
    private var owner: [Int32]
    private var value = 0.0
    private var free: [Int32] = []
    private var placeInFree: [Int32]
    private var barredUntil: [Int32]
    private var generator: SeededGenerator

    /// Columns of one row that are looked at in one move.
    private static let glances = 24

    init(pool: ColumnPool, some: [Int32], prices: [Double], rowCount: Int, seed: UInt64) {
        self.pool = pool
        self.prices = prices
        self.rowCount = rowCount
        var gains = [Double](repeating: 0, count: pool.count)
        for column in some { gains[Int(column)] = pool.gain(of: Int(column), at: prices) }
        self.gains = gains
        let sorted = some.sorted { (gains[Int($0)], $1) > (gains[Int($1)], $0) }
        (starts, byRow) = pool.columnsByRow(count: rowCount, of: sorted)
        owner = [Int32](repeating: -1, count: rowCount)
        placeInFree = [Int32](repeating: -1, count: rowCount)
        barredUntil = [Int32](repeating: 0, count: pool.count)
        generator = SeededGenerator(seed: seed)
        // Rows without a price, or without columns, are nobody's loss.
        for row in 0..<rowCount where isWanted(row) { addFree(row) }
    }

    private func isWanted(_ row: Int) -> Bool { prices[row] > 1e-9 && starts[row] < starts[row + 1] }

    private mutating func addFree(_ row: Int) {
        placeInFree[row] = Int32(free.count)
        free.append(Int32(row))
    }

    private mutating func insert(_ column: Int) {
        value += pool.values[column]
        for at in pool.rows(of: column) {
            let row = Int(pool.rows[at])
            owner[row] = Int32(column)
            let place = placeInFree[row]
            if place >= 0 {
                let last = free.removeLast()
                if last != Int32(row) {
                    free[Int(place)] = last
                    placeInFree[Int(last)] = place
                }
                placeInFree[row] = -1
            }
        }
    }

    private mutating func remove(_ column: Int) {
        value -= pool.values[column]
        for at in pool.rows(of: column) {
            let row = Int(pool.rows[at])
            owner[row] = -1
            if isWanted(row) { addFree(row) }
        }
    }

    private mutating func fill(_ row: Int, move: Int32) {
        guard owner[row] < 0 else { return }
        let begin = Int(starts[row])
        let count = min(Int(starts[row + 1]) - begin, 200)
        for index in 0..<count {
            let column = Int(byRow[begin + index])
            if barredUntil[column] > move || pool.values[column] <= 0 { continue }
            if pool.rows(of: column).allSatisfy({ owner[Int(pool.rows[$0])] < 0 }) {
                insert(column)
                return
            }
        }
    }

    /// - Parameters:
    ///   - first: where to start from.
    ///   - goal: the value at which nothing is left to do.
    mutating func improved(
        from first: Packing, moves: Int, goal: Double, deadline: Deadline
    ) -> Packing {
        for column in first.columns { insert(Int(column)) }
        for row in 0..<rowCount { fill(row, move: 0) }
        var best = snapshot()
        var bestValue = value
        var lastBetter = 0
        var freed: [Int32] = []
        var move = 0
        while move < moves, bestValue < goal - 1e-6, !free.isEmpty {
            move += 1
            if move & 1023 == 0, deadline.isOver { break }
            // The dearer of two unused rows.
            var row = Int(free[generator.below(free.count)])
            let other = Int(free[generator.below(free.count)])
            if prices[other] > prices[row] { row = other }
            let begin = Int(starts[row])
            let count = Int(starts[row + 1]) - begin
            var chosen = -1
            var chosenScore = -Double.infinity
            for glance in 0..<min(count, Self.glances) {
                // Half of the glances go to the columns that gain most.
                let index =
                    glance & 1 == 0 || count <= Self.glances
                    ? (count <= Self.glances ? glance : glance / 2) : generator.below(count)
                let column = Int(byRow[begin + index])
                if barredUntil[column] > Int32(move) { continue }
                var score = pool.values[column]
                let range = pool.rows(of: column)
                for at in range {
                    let blocking = owner[Int(pool.rows[at])]
                    guard blocking >= 0 else { continue }
                    // A column in the way is counted at its first row only.
                    var isFirst = true
                    for earlier in range.lowerBound..<at where owner[Int(pool.rows[earlier])] == blocking {
                        isFirst = false
                        break
                    }
                    if isFirst { score -= pool.values[Int(blocking)] }
                }
                score += Double(generator.below(1024)) * (1.0 / 2048) * abs(pool.values[column])
                if score > chosenScore {
                    chosenScore = score
                    chosen = column
                }
            }
            guard chosen >= 0 else { continue }
            freed.removeAll(keepingCapacity: true)
            for at in pool.rows(of: chosen) {
                let out = owner[Int(pool.rows[at])]
                guard out >= 0 else { continue }
                remove(Int(out))
                barredUntil[Int(out)] = Int32(move + 6 + generator.below(10))
                for inner in pool.rows(of: Int(out)) { freed.append(pool.rows[inner]) }
            }
            insert(chosen)
            for row in freed { fill(Int(row), move: Int32(move)) }
            if value > bestValue + 1e-9 {
                for row in Array(free) { fill(Int(row), move: Int32(move)) }
                bestValue = value
                best = snapshot()
                lastBetter = move
            } else if move - lastBetter > 4_000, (move - lastBetter) % 4_000 == 0 {
                restore(best)
            }
        }
        return Packing(columns: best, value: bestValue)
    }

    private func snapshot() -> [Int32] {
        var columns: [Int32] = []
        for row in 0..<rowCount {
            let column = owner[row]
            if column >= 0, pool.rows[Int(pool.starts[Int(column)])] == Int32(row) { columns.append(column) }
        }
        return columns
    }

    private mutating func restore(_ columns: [Int32]) {
        for column in snapshot() { remove(Int(column)) }
        for column in columns { insert(Int(column)) }
    }
}
