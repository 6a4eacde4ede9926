/// Subset-row cuts: of an odd set of rows, each used once, the columns that use two of them or more fill at most half,
/// rounded down (Jepsen, Petersen, Spoorendonk, Pisinger: Subset-row inequalities, 2008).
///
/// Sets of three are found by enumeration, larger ones by Gaussian elimination over GF(2): a set is violated when most
/// of what is fractional meets it an even number of times (Koster, Zymolka, Kutschka: Algorithms to separate
/// {0,1/2}-Chvátal–Gomory cuts, 2009).
struct SubsetRows {
    struct Cut: Hashable {
        /// In order, an odd number of them.
        var rows: [Int32]

        var limit: Double { Double(rows.count / 2) }
    }

    /// Cuts that a fractional solution violates most, few of them over the same row.
    ///
    /// - Parameters:
    ///   - support: columns with their values, above zero.
    static func triples(
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
                            found.append((Cut(rows: [Int32(first), second, third]), total - 1))
                        }
                    }
                }
            }
        }
        return chosen(from: found, rowCount: rowCount, most: most)
    }

    /// The most violated ones, few of them over the same row.
    private static func chosen(
        from found: [(cut: Cut, excess: Double)], rowCount: Int, most: Int
    ) -> [Cut] {
        let order = found.sorted {
            if $0.excess != $1.excess { return $0.excess > $1.excess }
            return $0.cut.rows.lexicographicallyPrecedes($1.cut.rows)
        }
        var uses = [Int](repeating: 0, count: rowCount)
        var seen: Set<Cut> = []
        var chosen: [Cut] = []
        for (cut, _) in order where seen.insert(cut).inserted {
            if cut.rows.allSatisfy({ uses[Int($0)] >= 5 }) { continue }
            for row in cut.rows { uses[Int(row)] += 1 }
            chosen.append(cut)
            if chosen.count >= most { break }
        }
        return chosen
    }

    /// Larger odd sets.
    static func oddSets(
        by support: [(column: Int32, value: Double)], pool: ColumnPool, rowCount: Int, most: Int,
        generator: inout SeededGenerator
    ) -> [Cut] {
        let columns = support.filter { $0.value < 1 - 1e-6 }
        guard columns.count > 2, columns.count <= 2_000 else { return [] }
        var place = [Int32](repeating: -1, count: rowCount)
        var rows: [Int32] = []
        for (column, _) in columns {
            for at in pool.rows(of: Int(column)) where place[Int(pool.rows[at])] < 0 {
                place[Int(pool.rows[at])] = Int32(rows.count)
                rows.append(pool.rows[at])
            }
        }
        let columnWords = (columns.count + 63) / 64
        let rowWords = (rows.count + 63) / 64
        let width = columnWords + rowWords
        var matrix = [UInt64](repeating: 0, count: rows.count * width)
        var slack = [Double](repeating: 1, count: rows.count)
        for (index, (column, value)) in columns.enumerated() {
            for at in pool.rows(of: Int(column)) {
                let row = Int(place[Int(pool.rows[at])])
                matrix[row * width + index / 64] |= 1 << UInt64(index % 64)
                slack[row] -= value
            }
        }
        for row in rows.indices {
            slack[row] = max(0, slack[row])
            matrix[row * width + columnWords + row / 64] |= 1 << UInt64(row % 64)
        }
        var found: [(cut: Cut, excess: Double)] = []
        for round in 0..<3 {
            var matrix = matrix
            var slack = slack
            var isOdd = [Bool](repeating: true, count: rows.count)
            var isLeft = slack.map { $0 < 0.9 }
            var order = Array(columns.indices)
            let weights = columns.map { $0.value + (round == 0 ? 0 : Double(generator.below(1000)) * 4e-4) }
            order.sort { (weights[$0], $1) > (weights[$1], $0) }
            for column in order {
                let word = column / 64
                let bit: UInt64 = 1 << UInt64(column % 64)
                var pivot = -1
                for row in rows.indices where isLeft[row] && matrix[row * width + word] & bit != 0 {
                    if pivot < 0 || slack[row] < slack[pivot] { pivot = row }
                }
                guard pivot >= 0 else { continue }
                for row in rows.indices where row != pivot && isLeft[row] && matrix[row * width + word] & bit != 0 {
                    slack[row] += slack[pivot]
                    if slack[row] >= 0.9 {
                        isLeft[row] = false
                        continue
                    }
                    for inner in 0..<width { matrix[row * width + inner] ^= matrix[pivot * width + inner] }
                    isOdd[row] = isOdd[row] != isOdd[pivot]
                    if isOdd[row] {
                        var odd = slack[row]
                        for inner in 0..<columnWords {
                            var bits = matrix[row * width + inner]
                            while bits != 0, odd < 0.9 {
                                odd += columns[inner * 64 + bits.trailingZeroBitCount].value
                                bits &= bits - 1
                            }
                        }
                        if odd < 0.9 {
                            var members: [Int32] = []
                            for inner in 0..<rowWords {
                                var bits = matrix[row * width + columnWords + inner]
                                while bits != 0 {
                                    members.append(rows[inner * 64 + bits.trailingZeroBitCount])
                                    bits &= bits - 1
                                }
                            }
                            if members.count >= 3, members.count <= 31 {
                                found.append(
                                    (Cut(rows: members.sorted()), (1 - odd) / Double(members.count).squareRoot()))
                            }
                        }
                    }
                }
                isLeft[pivot] = false
            }
        }
        return chosen(from: found, rowCount: rowCount, most: most)
    }
}
