import Optimization

/// Finds the best packing among listed columns and proves it: subset-row cuts, elimination by reduced cost, and a
/// branch and bound on single givings.
///
/// The columns are all that can belong to a set better than the best one known, so that what is proved here is proved
/// for the whole. Most of them stay outside the linear programme until they gain at its prices.
final class ExactPacking {
    private let pool: ColumnPool
    private let rowCount: Int
    private let deadline: Deadline
    private let isIntegral: Bool
    private let seed: UInt64
    /// Whether this is one small search of many, in which local search does not pay.
    private let isBrief: Bool
    /// How often the programme was made anew: a basis of before is of no use after.
    private var edition = 0

    /// Columns still in the search.
    private var active: [Int32]
    private let rowStarts: [Int32]
    private let byRow: [Int32]
    /// How many reasons keep a column out at the present node.
    private var bans: [Int32]
    private var programme: LinearProgramme
    /// Of each column of the programme, its number in the pool, and the reverse or -1.
    private var loaded: [Int32] = []
    private var place: [Int32]
    private var cuts: [SubsetRows.Cut] = []
    private var known: Set<SubsetRows.Cut> = []
    /// Columns of the pool that each cut holds, and how often.
    private var cutColumns: [[(column: Int32, weight: Double)]] = []
    private var cutsOfColumn: [[(cut: Int32, weight: Double)]]
    private var generator: SeededGenerator
    /// What branching on a giving has brought so far.
    private var experience: [Step: Experience] = [:]

    private(set) var best: Packing
    private(set) var nodes = 0
    private(set) var programmes = 0
    private(set) var cutCount = 0
    private var gains: [Double]

    init(
        _ pool: ColumnPool, rowCount: Int, isIntegral: Bool, best: Packing, deadline: Deadline, seed: UInt64,
        isBrief: Bool = false
    ) throws(LinearProgrammeError) {
        self.pool = pool
        self.best = best
        self.deadline = deadline
        self.seed = seed
        self.isBrief = isBrief
        self.rowCount = rowCount
        self.isIntegral = isIntegral
        active = (0..<Int32(pool.count)).map { $0 }
        (rowStarts, byRow) = pool.columnsByRow(count: rowCount, of: active)
        bans = [Int32](repeating: 0, count: pool.count)
        place = [Int32](repeating: -1, count: pool.count)
        cutsOfColumn = Array(repeating: [], count: pool.count)
        generator = SeededGenerator(seed: seed)
        gains = [Double](repeating: 0, count: pool.count)
        programme = try LinearProgramme()
        programme.addRows(upper: [Double](repeating: 1, count: rowCount))
    }

    private func isBeaten(_ bound: Double) -> Bool {
        isIntegral ? bound < best.value + 1 - 1e-5 : bound <= best.value + 1e-7 * max(1, abs(best.value))
    }

    /// - Parameters:
    ///   - prices: feasible for the whole problem.
    ///   - mostNodes: after how many nodes the search gives up; it stays exact as far as it got.
    /// - Returns: the bound over the listed columns.
    func solve(from prices: [Double], mostNodes: Int = .max) throws(LinearProgrammeError) -> Double {
        for column in active { gains[Int(column)] = pool.gain(of: Int(column), at: prices) }
        let first = active.sorted { (gains[Int($0)], $1) > (gains[Int($1)], $0) }.prefix(rowCount * 3)
        load(Array(first))
        self.mostNodes = mostNodes
        let bound = prices.reduce(0, +)
        return try explore(depth: 0, above: bound)
    }

    private var mostNodes = Int.max

    // MARK: The programme

    private func load(_ columns: [Int32]) {
        guard !columns.isEmpty else { return }
        var starts: [Int32] = [0]
        var rows: [Int32] = []
        var coefficients: [Double] = []
        for column in columns {
            for at in pool.rows(of: Int(column)) {
                rows.append(pool.rows[at])
                coefficients.append(1)
            }
            for (cut, weight) in cutsOfColumn[Int(column)] {
                rows.append(Int32(rowCount) + cut)
                coefficients.append(weight)
            }
            starts.append(Int32(rows.count))
            place[Int(column)] = Int32(loaded.count)
            loaded.append(column)
        }
        programme.addColumns(
            objectives: columns.map { pool.values[Int($0)] }, starts: starts, rows: rows,
            coefficients: coefficients)
    }

    private func ban(_ column: Int32) {
        bans[Int(column)] += 1
        if bans[Int(column)] == 1, place[Int(column)] >= 0 { programme.limit(column: Int(place[Int(column)]), to: 0) }
    }

    private func allow(_ column: Int32) {
        bans[Int(column)] -= 1
        if bans[Int(column)] == 0, place[Int(column)] >= 0 {
            programme.limit(column: Int(place[Int(column)]), to: .infinity)
        }
    }

    /// Solves the programme over all columns that are allowed; `gains` are then their reduced costs.
    ///
    /// - Returns: its value, or nil when time was over.
    private func relax(_ method: LinearProgramme.Method) -> Double? {
        var method = method
        while true {
            programmes += 1
            var outcome = programme.solve(method, seconds: deadline.secondsLeft)
            if outcome == .failed || outcome == .infeasible || outcome == .unbounded {
                outcome = programme.solve(method == .primal ? .dual : .primal, seconds: deadline.secondsLeft)
            }
            guard outcome == .optimal else { return nil }
            let duals = programme.duals
            price(duals)
            var entering: [Int32] = []
            for column in active
            where gains[Int(column)] > 1e-6 && bans[Int(column)] == 0 && place[Int(column)] < 0 {
                entering.append(column)
            }
            if entering.isEmpty { return programme.objective }
            if entering.count > 300 {
                entering.sort { (gains[Int($0)], $1) > (gains[Int($1)], $0) }
                entering.removeLast(entering.count - 300)
            }
            load(entering)
            method = .primal
            if deadline.isOver { return nil }
        }
    }

    private func price(_ duals: [Double]) {
        pool.rows.withUnsafeBufferPointer { rows in
            pool.starts.withUnsafeBufferPointer { starts in
                pool.values.withUnsafeBufferPointer { values in
                    duals.withUnsafeBufferPointer { duals in
                        gains.withUnsafeMutableBufferPointer { gains in
                            for column in active {
                                var gain = values[Int(column)]
                                for at in Int(starts[Int(column)])..<Int(starts[Int(column) + 1]) {
                                    gain -= duals[Int(rows[at])]
                                }
                                gains[Int(column)] = gain
                            }
                        }
                    }
                }
            }
        }
        for (cut, columns) in cutColumns.enumerated() {
            let dual = duals[rowCount + cut]
            if dual > 1e-12 { for (column, weight) in columns { gains[Int(column)] -= dual * weight } }
        }
    }

    private func support() -> [(column: Int32, value: Double)] {
        var result: [(column: Int32, value: Double)] = []
        for (index, value) in programme.values.enumerated() where value > 1e-6 {
            result.append((loaded[index], value))
        }
        return result
    }

    private func add(_ cut: SubsetRows.Cut) {
        var met: [Int32: Int] = [:]
        for row in cut.rows {
            for at in Int(rowStarts[Int(row)])..<Int(rowStarts[Int(row) + 1]) { met[byRow[at], default: 0] += 1 }
        }
        let index = Int32(cuts.count)
        let columns = met.filter { $0.value >= 2 }.map { (column: $0.key, weight: Double($0.value / 2)) }
            .sorted { $0.column < $1.column }
        cuts.append(cut)
        known.insert(cut)
        cutColumns.append(columns)
        var inside: [Int32] = []
        var coefficients: [Double] = []
        for (column, weight) in columns {
            cutsOfColumn[Int(column)].append((index, weight))
            if place[Int(column)] >= 0 {
                inside.append(place[Int(column)])
                coefficients.append(weight)
            }
        }
        programme.addRow(upper: cut.limit, columns: inside, coefficients: coefficients)
        cutCount += 1
    }

    /// How many cuts mattered when the programme was last made anew.
    private var lastCuts = 0

    /// Makes the programme anew with the columns and the cuts that still matter.
    private func rebuild() throws(LinearProgrammeError) {
        edition += 1
        let duals = programme.duals
        var kept: [Int] = []
        for cut in cuts.indices where duals[rowCount + cut] > 1e-9 { kept.append(cut) }
        let isActive = Set(active)
        let columns = loaded.filter { isActive.contains($0) && (gains[Int($0)] > -reach || bans[Int($0)] > 0) }
        cuts = kept.map { cuts[$0] }
        lastCuts = cuts.count
        known = Set(cuts)
        cutColumns = kept.map { cutColumns[$0].filter { isActive.contains($0.column) } }
        for column in cutsOfColumn.indices { cutsOfColumn[column] = [] }
        for (cut, columns) in cutColumns.enumerated() {
            for (column, weight) in columns { cutsOfColumn[Int(column)].append((Int32(cut), weight)) }
        }
        for column in loaded { place[Int(column)] = -1 }
        loaded = []
        programme = try LinearProgramme()
        programme.addRows(upper: [Double](repeating: 1, count: rowCount) + cuts.map(\.limit))
        load(columns)
        for column in columns where bans[Int(column)] > 0 {
            programme.limit(column: Int(place[Int(column)]), to: 0)
        }
    }

    /// How far below zero a loaded column's gain may lie before it leaves the programme.
    private var reach: Double { max(1, abs(pool.values.first ?? 1)) * 0.5 }

    // MARK: Branch and bound

    /// - Returns: a bound on the best packing of this part of the search.
    private func explore(depth: Int, above parent: Double) throws(LinearProgrammeError) -> Double {
        nodes += 1
        if nodes > mostNodes || deadline.isOver { return parent }
        guard var bound = relax(depth == 0 ? .primal : .dual) else { return parent }
        bound = min(bound, parent)
        var eliminated: [Int32] = []
        defer { for column in eliminated { allow(column) } }
        var rounds = 0
        var stalls = 0
        while true {
            let support = support()
            if isBeaten(bound) { return best.value }
            if support.allSatisfy({ $0.value > 1 - 1e-6 }) {
                take(support.map(\.column))
                return best.value
            }
            if depth == 0, rounds % 4 == 0, !isBrief { improve((rounds == 0 ? 20 : 5) * rowCount) }
            if isBeaten(bound) { return best.value }
            eliminate(bound, at: depth, into: &eliminated)
            if rounds >= (isBrief ? (depth == 0 ? 4 : 0) : depth == 0 ? 60 : depth < 4 ? 2 : 1)
                || stalls >= (depth == 0 ? 3 : 1)
            {
                break
            }
            let most = depth == 0 ? 60 : 10
            var violated = SubsetRows.triples(by: support, pool: pool, rowCount: rowCount, most: most)
            violated += SubsetRows.oddSets(
                by: support, pool: pool, rowCount: rowCount, most: most, generator: &generator
            ).filter { !violated.contains($0) }
            violated.removeAll { known.contains($0) }
            if violated.isEmpty { break }
            for cut in violated { add(cut) }
            rounds += 1
            guard let tighter = relax(.dual) else { return bound }
            stalls = bound - tighter < 0.02 * max(1e-9, bound - best.value) ? stalls + 1 : 0
            bound = min(bound, tighter)
            if cuts.count > max(150, lastCuts * 2) {
                try rebuild()
                guard let again = relax(.dual) else { return bound }
                bound = min(bound, again)
            }
        }
        if depth > 0, nodes % (isBrief ? 6 : 25) == 0 {
            dive(noise: 0.3)
            guard let again = relax(.dual) else { return bound }
            bound = min(bound, again)
            if isBeaten(bound) { return best.value }
        }
        if depth == 0 {
            if !isBrief { improve(20 * rowCount) }
            if isBeaten(bound) { return best.value }
            for turn in 0..<(isBrief ? 1 : 8) { dive(noise: Double(turn % 4) * 0.15) }
            guard let again = relax(.dual) else { return bound }
            bound = min(bound, again)
            if isBeaten(bound) { return best.value }
            eliminate(bound, at: 0, into: &eliminated)
        }
        return try branch(depth: depth, bound: bound)
    }

    private func take(_ columns: [Int32]) {
        let value = columns.reduce(0) { $0 + pool.values[Int($1)] }
        if value > best.value + 1e-9 { best = Packing(columns: columns, value: value) }
    }

    /// Columns with which no better packing can be had leave: at the root for good, elsewhere until the node is done.
    private func eliminate(_ bound: Double, at depth: Int, into eliminated: inout [Int32]) {
        if depth == 0 {
            var kept: [Int32] = []
            for column in active {
                if isBeaten(bound + gains[Int(column)]) {
                    bans[Int(column)] += 1
                    if place[Int(column)] >= 0 { programme.limit(column: Int(place[Int(column)]), to: 0) }
                } else {
                    kept.append(column)
                }
            }
            active = kept
        } else {
            for column in active where bans[Int(column)] == 0 && isBeaten(bound + gains[Int(column)]) {
                ban(column)
                eliminated.append(column)
            }
        }
    }

    private func improve(_ moves: Int) {
        let some = active.filter { bans[Int($0)] == 0 }
        guard !some.isEmpty else { return }
        let duals = Array(programme.duals.prefix(rowCount))
        var search = PackingSearch(
            pool: pool, some: some, prices: duals, rowCount: rowCount, seed: seed &+ UInt64(programmes))
        let isListed = best.columns.allSatisfy { bans[Int($0)] == 0 }
        let better = search.improved(
            from: isListed ? best : Packing(), moves: moves, goal: .infinity, deadline: deadline)
        if better.value > best.value + 1e-9 { best = better }
    }

    /// Fixes the columns nearest to one until the rest is whole.
    ///
    /// - Parameter noise: how much chance there is in what is nearest, so that each dive ends elsewhere.
    private func dive(noise: Double) {
        guard relax(.dual) != nil else { return }
        var banned: [Int32] = []
        defer { for column in banned.reversed() { allow(column) } }
        var isUsed = [Bool](repeating: false, count: rowCount)
        while !deadline.isOver {
            let support = support()
            if support.allSatisfy({ $0.value > 1 - 1e-6 }) {
                take(support.map(\.column))
                return
            }
            let order = support.map { (column: $0.column, value: $0.value + noise * generator.unit()) }.sorted {
                ($0.value, $1.column) > ($1.value, $0.column)
            }
            var fixed = 0
            for (column, value) in order
            where pool.rows(of: Int(column)).contains(where: { !isUsed[Int(pool.rows[$0])] }) {
                if fixed > 0, value < 0.9 + noise / 2 { break }
                let range = pool.rows(of: Int(column))
                guard range.allSatisfy({ !isUsed[Int(pool.rows[$0])] }) else { continue }
                for at in range {
                    let row = Int(pool.rows[at])
                    isUsed[row] = true
                    for inner in Int(rowStarts[row])..<Int(rowStarts[row + 1]) where byRow[inner] != column {
                        ban(byRow[inner])
                        banned.append(byRow[inner])
                    }
                }
                if value < 1 - 1e-6 { fixed += 1 }
            }
            if fixed == 0 { return }
            guard let bound = relax(.dual), !isBeaten(bound) else { return }
        }
    }

    /// How much the bound fell, for each unit of a giving that was forced, when it was made and when it was not.
    private struct Experience {
        enum Side { case yes, no }

        private var total = SIMD2<Double>()
        private var count = SIMD2<Double>()

        var isKnown: Bool { count.x >= 2 && count.y >= 2 }

        func fall(_ side: Side, from distance: Double) -> Double {
            let index = side == .yes ? 0 : 1
            return count[index] > 0 ? max(1e-4, total[index] / count[index] * distance) : 1e-4
        }

        mutating func learn(_ side: Side, fall: Double, from distance: Double) {
            let index = side == .yes ? 0 : 1
            total[index] += fall / max(0.05, distance)
            count[index] += 1
        }
    }

    /// A giving on which to branch: its two members, in the order of giving.
    private struct Step: Hashable {
        var giver: Int32
        var receiver: Int32
    }

    /// A column's rows begin with its members in the order of giving.
    private func steps(of column: Int32) -> [Step] {
        let isChain = pool.isChain[Int(column)]
        let first = pool.rows(of: Int(column)).lowerBound
        let givings = pool.arcs(of: Int(column)).count
        return (0..<givings).map { index in
            let isLast = !isChain && index == givings - 1
            return Step(giver: pool.rows[first + index], receiver: pool.rows[isLast ? first : first + index + 1])
        }
    }

    private func branch(depth: Int, bound: Double) throws(LinearProgrammeError) -> Double {
        var flow: [Step: Double] = [:]
        for (column, value) in support() {
            for step in steps(of: column) { flow[step, default: 0] += value }
        }
        let fractional = flow.filter { $0.value > 1e-5 && $0.value < 1 - 1e-5 }.sorted {
            let one = abs($0.value - 0.5)
            let other = abs($1.value - 0.5)
            if abs(one - other) > 1e-9 { return one < other }
            return ($0.key.giver, $0.key.receiver) < ($1.key.giver, $1.key.receiver)
        }
        let basis = programme.basis
        let count = programme.columnCount
        let editionThen = edition
        var chosen: (step: Step, yes: [Int32], no: [Int32], falls: [Double])?
        var chosenScore = -Double.infinity
        // Strong branching where experience is lacking: of a few candidates the one that lowers both sides most.
        var tries = 0
        for (step, share) in fractional.prefix(depth < 4 ? 24 : 16) {
            let past = experience[step] ?? Experience()
            var falls = [past.fall(.yes, from: 1 - share), past.fall(.no, from: share)]
            let isKnown = past.isKnown
            if !isKnown, tries >= (isBrief ? 2 : depth < 4 ? 6 : 3) { continue }
            let sides = sides(of: step)
            if !isKnown {
                tries += 1
                for (side, columns) in [sides.yes, sides.no].enumerated() {
                    for column in columns { ban(column) }
                    programmes += 1
                    _ = programme.solve(.dual, seconds: min(2, deadline.secondsLeft), iterations: 40)
                    falls[side] = max(1e-4, bound - programme.objective)
                    for column in columns { allow(column) }
                    programme.restore(basis, columnsThen: count)
                }
                var now = past
                now.learn(.yes, fall: falls[0], from: 1 - share)
                now.learn(.no, fall: falls[1], from: share)
                experience[step] = now
            }
            let room = max(1e-3, bound - best.value)
            let score = min(falls[0], room) * min(falls[1], room)
            if score > chosenScore {
                chosenScore = score
                chosen = (step, sides.yes, sides.no, falls)
            }
            if deadline.isOver { return bound }
        }
        let (yes, no): ([Int32], [Int32])
        if let chosen {
            // The side that loses less first: there the better answers are.
            (yes, no) = chosen.falls[0] <= chosen.falls[1] ? (chosen.yes, chosen.no) : (chosen.no, chosen.yes)
        } else {
            // Columns over the same givings differ in stand-ins only.
            guard let column = support().first(where: { $0.value < 1 - 1e-6 })?.column else { return bound }
            var rivals: [Int32] = []
            for at in pool.rows(of: Int(column)) {
                let row = Int(pool.rows[at])
                rivals.append(contentsOf: byRow[Int(rowStarts[row])..<Int(rowStarts[row + 1])].filter { $0 != column })
            }
            (yes, no) = (rivals, [column])
        }
        var worst = best.value
        for side in [yes, no] {
            for column in side { ban(column) }
            if edition == editionThen { programme.restore(basis, columnsThen: count) }
            let result = try explore(depth: depth + 1, above: bound)
            for column in side { allow(column) }
            worst = max(worst, result)
        }
        return max(worst, best.value)
    }

    /// What must go when the giving is made, and what when it is not.
    private func sides(of step: Step) -> (yes: [Int32], no: [Int32]) {
        var yes: [Int32] = []
        var no: [Int32] = []
        let first = Int(step.giver)
        let second = Int(step.receiver)
        for at in Int(rowStarts[first])..<Int(rowStarts[first + 1]) {
            let column = byRow[at]
            if steps(of: column).contains(step) { no.append(column) } else { yes.append(column) }
        }
        for at in Int(rowStarts[second])..<Int(rowStarts[second + 1]) {
            let column = byRow[at]
            // Those that use the giver were met above.
            if pool.rows(of: Int(column)).contains(where: { pool.rows[$0] == step.giver }) { continue }
            yes.append(column)
        }
        return (yes, no)
    }
}
