/// Subset-row cuts over three rows: of the columns that use at least two of them, at most one can be chosen
/// (Jepsen, Petersen, Spoorendonk, Pisinger: Subset-row inequalities, 2008).
///
/// They close most of the gap between the relaxation and whole packings, for rings are short.
struct SubsetRows {
    struct Cut: Hashable {
        var rows: SIMD3<Int32>
    }

    /// Cuts that a fractional solution violates most, few of them over the same row.
    ///
    /// - Parameters:
    ///   - support: columns with their values, above zero.
    static func violated(
        by support: [(column: Int32, value: Double)], pool: ColumnPool, rowCount: Int, most: Int
    ) -> [Cut] {
        var byRow = [[(rows: Range<Int>, value: Double)]](repeating: [], count: rowCount)
        for (column, value) in support where value < 1 - 1e-6 {
            let range = pool.rows(of: Int(column))
            for at in range { byRow[Int(pool.rows[at])].append((range, value)) }
        }
        // A violated cut has three pairs of rows that share columns, for two pairs meet in one row, which holds 1.
        var found: [(cut: Cut, excess: Double)] = []
        var mark = [Int32](repeating: -1, count: rowCount)
        var stamp = [Int32](repeating: -1, count: rowCount)
        for first in 0..<rowCount where byRow[first].count > 1 {
            var neighbours: [Int32] = []
            for (range, _) in byRow[first] {
                for at in range where pool.rows[at] > Int32(first) {
                    let row = Int(pool.rows[at])
                    if mark[row] != Int32(first) {
                        mark[row] = Int32(first)
                        neighbours.append(Int32(row))
                    }
                }
            }
            for second in neighbours where byRow[Int(second)].count > 1 {
                let token = Int32(first) &* 7919 &+ second
                for (range, _) in byRow[Int(second)] {
                    for at in range {
                        let third = pool.rows[at]
                        guard third > second, mark[Int(third)] == Int32(first), stamp[Int(third)] != token else {
                            continue
                        }
                        stamp[Int(third)] = token
                        // Columns of the first row with the second or the third, and of these two without the first.
                        var total = 0.0
                        for (range, value) in byRow[first] {
                            for at in range where pool.rows[at] == second || pool.rows[at] == third {
                                total += value
                                break
                            }
                        }
                        for (range, value) in byRow[Int(second)] {
                            var hasThird = false
                            var hasFirst = false
                            for at in range {
                                if pool.rows[at] == third { hasThird = true }
                                if pool.rows[at] == Int32(first) { hasFirst = true }
                            }
                            if hasThird, !hasFirst { total += value }
                        }
                        if total > 1.02 {
                            found.append((Cut(rows: SIMD3(Int32(first), second, third)), total - 1))
                        }
                    }
                }
            }
        }
        found.sort {
            if $0.excess != $1.excess { return $0.excess > $1.excess }
            let one = $0.cut.rows
            let other = $1.cut.rows
            return (one.x, one.y, one.z) < (other.x, other.y, other.z)
        }
        var uses = [Int](repeating: 0, count: rowCount)
        var chosen: [Cut] = []
        for (cut, _) in found {
            let rows = (0..<3).map { Int(cut.rows[$0]) }
            if rows.allSatisfy({ uses[$0] >= 5 }) { continue }
            for row in rows { uses[row] += 1 }
            chosen.append(cut)
            if chosen.count >= most { break }
        }
        return chosen
    }
}
