/// The best way to give everybody at most one thing, where rings may be as long as they like.
///
/// Shortest augmenting paths with potentials (Jonker and Volgenant, 1987; Dijkstra over a sparse graph). Whoever takes
/// no part is matched with itself at value zero. Cost: O(n (m + n log n)), milliseconds for thousands of members.
///
/// The potentials are worth as much as the answer: the sum of a member's two potentials is a price at which no ring of
/// any length makes a profit, so that the prices' total bounds every set of rings, capped or not.
struct Assignment {
    private(set) var value = 0.0
    /// Of each member: whom it gives to, or itself.
    private(set) var receiver: [Int32]
    /// Of each member: the price at which no ring makes a profit.
    private(set) var prices: [Double]

    /// - Parameters:
    ///   - arcs: givings with their values; a giving to oneself is worth nothing and always possible.
    ///   - isOpenEnded: whether the prices must hold for chains that end anywhere, too.
    ///   - deadline: when over, the answer is not the best, but the prices still bound.
    init(
        count: Int, arcs: [(giver: Int32, receiver: Int32, value: Double)], isOpenEnded: Bool = false,
        deadline: Deadline? = nil
    ) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for arc in arcs { starts[Int(arc.giver) + 1] += 1 }
        for member in 0..<count { starts[member + 1] += starts[member] + 1 }
        var fill = starts
        var to = [Int32](repeating: 0, count: arcs.count + count)
        var cost = [Double](repeating: 0, count: arcs.count + count)
        for member in 0..<count {
            to[Int(fill[member])] = Int32(member)
            fill[member] += 1
        }
        for arc in arcs {
            let at = Int(fill[Int(arc.giver)])
            to[at] = arc.receiver
            cost[at] = -arc.value
            fill[Int(arc.giver)] += 1
        }

        var columnPotential = [Double](repeating: 0, count: count)
        for (at, column) in to.enumerated() {
            columnPotential[Int(column)] = min(columnPotential[Int(column)], cost[at])
        }
        var rowPotential = [Double](repeating: 0, count: count)
        var rowOf = [Int32](repeating: -1, count: count)
        var columnOf = [Int32](repeating: -1, count: count)
        for row in 0..<count {
            var least = Double.infinity
            for at in Int(starts[row])..<Int(starts[row + 1]) {
                least = min(least, cost[at] - columnPotential[Int(to[at])])
            }
            rowPotential[row] = least
            for at in Int(starts[row])..<Int(starts[row + 1]) {
                let column = Int(to[at])
                if rowOf[column] < 0, cost[at] - columnPotential[column] <= least {
                    rowOf[column] = Int32(row)
                    columnOf[row] = Int32(column)
                    break
                }
            }
        }

        var distance = [Double](repeating: .infinity, count: count)
        var previous = [Int32](repeating: -1, count: count)
        var isDone = [Bool](repeating: false, count: count)
        var touched: [Int] = []
        var heap = DistanceHeap()
        for free in 0..<count where columnOf[free] < 0 {
            if free & 15 == 0, deadline?.isOver == true { break }
            heap.removeAll()
            touched.removeAll(keepingCapacity: true)
            var row = free
            var reached = 0.0
            var last = -1
            while last < 0 {
                for at in Int(starts[row])..<Int(starts[row + 1]) {
                    let column = Int(to[at])
                    if isDone[column] { continue }
                    let length = reached + max(0, cost[at] - rowPotential[row] - columnPotential[column])
                    if length < distance[column] {
                        if distance[column] == .infinity { touched.append(column) }
                        distance[column] = length
                        previous[column] = Int32(row)
                        heap.insert(Int32(column), at: length)
                    }
                }
                // The giving to oneself keeps every row's way to a free column open, so the heap cannot run dry.
                var next = -1
                while let (column, length) = heap.popLeast() {
                    if !isDone[Int(column)], length <= distance[Int(column)] {
                        next = Int(column)
                        reached = length
                        break
                    }
                }
                guard next >= 0 else { break }
                isDone[next] = true
                if rowOf[next] < 0 { last = next } else { row = Int(rowOf[next]) }
            }
            guard last >= 0 else { continue }
            for column in touched where isDone[column] && column != last {
                let shift = reached - distance[column]
                columnPotential[column] -= shift
                if rowOf[column] >= 0 { rowPotential[Int(rowOf[column])] += shift }
            }
            rowPotential[free] += reached
            var column = last
            while true {
                let giver = Int(previous[column])
                let before = Int(columnOf[giver])
                rowOf[column] = Int32(giver)
                columnOf[giver] = Int32(column)
                if giver == free { break }
                column = before
            }
            for column in touched {
                distance[column] = .infinity
                isDone[column] = false
            }
        }

        receiver = (0..<count).map { columnOf[$0] < 0 ? Int32($0) : columnOf[$0] }
        prices = (0..<count).map { member in
            let sum = -(rowPotential[member] + columnPotential[member])
            // Whoever comes last gives nothing, and whoever comes first is given nothing.
            return isOpenEnded ? max(0, sum, -columnPotential[member], -rowPotential[member]) : max(0, sum)
        }
        for row in 0..<count {
            for at in Int(starts[row])..<Int(starts[row + 1]) where to[at] == columnOf[row] {
                value -= cost[at]
                break
            }
        }
    }
}

/// A binary heap of columns by distance; outdated entries stay in it and are passed over.
private struct DistanceHeap {
    private var columns: [Int32] = []
    private var keys: [Double] = []

    mutating func removeAll() {
        columns.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }

    mutating func insert(_ column: Int32, at key: Double) {
        columns.append(column)
        keys.append(key)
        var child = keys.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if keys[parent] <= key { break }
            keys[child] = keys[parent]
            columns[child] = columns[parent]
            child = parent
        }
        keys[child] = key
        columns[child] = column
    }

    mutating func popLeast() -> (Int32, Double)? {
        guard let column = columns.first, let key = keys.first else { return nil }
        let movedColumn = columns.removeLast()
        let movedKey = keys.removeLast()
        if !keys.isEmpty {
            var parent = 0
            while true {
                var child = parent * 2 + 1
                if child >= keys.count { break }
                if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
                if keys[child] >= movedKey { break }
                keys[parent] = keys[child]
                columns[parent] = columns[child]
                parent = child
            }
            keys[parent] = movedKey
            columns[parent] = movedColumn
        }
        return (column, key)
    }
}
