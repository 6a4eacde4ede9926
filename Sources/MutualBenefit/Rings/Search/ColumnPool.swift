/// Rings and chains as columns of a set-packing programme: the rows each uses up, the arcs it goes along, its value.
///
/// Of two columns over the same rows only the better one counts, and is kept.
struct ColumnPool {
    private(set) var starts: [Int32] = [0]
    private(set) var rows: [Int32] = []
    private(set) var arcStarts: [Int32] = [0]
    private(set) var arcs: [Int32] = []
    private(set) var values: [Double] = []
    private(set) var isChain: [Bool] = []
    private var known: [UInt64: Int32] = [:]

    var count: Int { values.count }

    @inline(__always) func rows(of column: Int) -> Range<Int> {
        Int(starts[column])..<Int(starts[column + 1])
    }

    @inline(__always) func arcs(of column: Int) -> Range<Int> {
        Int(arcStarts[column])..<Int(arcStarts[column + 1])
    }

    /// - Returns: whether the column is new or better than the one over the same rows.
    @discardableResult
    mutating func insert(
        rows new: UnsafeBufferPointer<Int32>, arcs way: UnsafeBufferPointer<Int32>, value: Double, isChain chain: Bool
    ) -> Bool {
        let key = Self.key(of: new)
        if let old = known[key], values[Int(old)] >= value { return false }
        known[key] = Int32(count)
        rows.append(contentsOf: new)
        starts.append(Int32(rows.count))
        arcs.append(contentsOf: way)
        arcStarts.append(Int32(arcs.count))
        values.append(value)
        isChain.append(chain)
        return true
    }

    /// A sum, so that the order of the rows does not matter.
    private static func key(of rows: some Sequence<Int32>) -> UInt64 {
        var key: UInt64 = 0
        for row in rows { key &+= SeededGenerator.mixed(UInt64(row) &+ 1) }
        return key
    }

    /// The column here over the same rows as one of another pool.
    func column(like column: Int, of other: ColumnPool) -> Int? {
        known[Self.key(of: other.rows[other.rows(of: column)])].map { Int($0) }
    }

    @discardableResult
    mutating func insert(column: Int, of other: ColumnPool) -> Bool {
        other.rows.withUnsafeBufferPointer { otherRows in
            other.arcs.withUnsafeBufferPointer { otherArcs in
                insert(
                    rows: UnsafeBufferPointer(rebasing: otherRows[other.rows(of: column)]),
                    arcs: UnsafeBufferPointer(rebasing: otherArcs[other.arcs(of: column)]),
                    value: other.values[column], isChain: other.isChain[column])
            }
        }
    }

    /// What a column is worth beyond the prices of its rows.
    @inline(__always) func gain(of column: Int, at prices: [Double]) -> Double {
        var gain = values[column]
        for at in rows(of: column) { gain -= prices[Int(rows[at])] }
        return gain
    }

    /// Of each row, the columns that use it.
    func columnsByRow(count rowCount: Int, of some: [Int32]) -> (starts: [Int32], columns: [Int32]) {
        var begin = [Int32](repeating: 0, count: rowCount + 1)
        for column in some { for at in rows(of: Int(column)) { begin[Int(rows[at]) + 1] += 1 } }
        for row in 0..<rowCount { begin[row + 1] += begin[row] }
        var fill = begin
        var columns = [Int32](repeating: 0, count: Int(begin[rowCount]))
        for column in some {
            for at in rows(of: Int(column)) {
                let row = Int(rows[at])
                columns[Int(fill[row])] = column
                fill[row] += 1
            }
        }
        return (begin, columns)
    }
}
