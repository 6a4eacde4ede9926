/// Puts the Persian and the English text of one clause together.
///
/// Clauses of one kind and number are one; what has no partner by number is matched by its place between those that
/// have (Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora", 1993, align by length and order;
/// numbers are better anchors, and articles keep them across languages).
enum Pairing {
    static func pairs(_ units: [Unit]) -> [Reading.Pair] {
        let persian = units.indices.filter { units[$0].isMain && units[$0].language == .fa }
        let english = units.indices.filter { units[$0].isMain && units[$0].language == .en }
        guard !persian.isEmpty else { return english.map { Reading.Pair(fa: nil, en: $0) } }
        guard !english.isEmpty else { return persian.map { Reading.Pair(fa: $0, en: nil) } }
        let rows = persian.count + 1
        let columns = english.count + 1
        // Alignment by dynamic programming: leaving one out costs 2, pairing what does not fit costs up to 4.
        var costs = [[Int]](repeating: [Int](repeating: 0, count: columns), count: rows)
        for row in 0..<rows { costs[row][0] = row * 2 }
        for column in 0..<columns { costs[0][column] = column * 2 }
        for row in 1..<rows {
            for column in 1..<columns {
                let both = costs[row - 1][column - 1] + cost(units[persian[row - 1]], units[english[column - 1]])
                costs[row][column] = min(both, costs[row - 1][column] + 2, costs[row][column - 1] + 2)
            }
        }
        var pairs: [Reading.Pair] = []
        var row = rows - 1
        var column = columns - 1
        while row > 0 || column > 0 {
            if row > 0, column > 0,
                costs[row][column]
                    == costs[row - 1][column - 1] + cost(units[persian[row - 1]], units[english[column - 1]])
            {
                pairs.append(Reading.Pair(fa: persian[row - 1], en: english[column - 1]))
                row -= 1
                column -= 1
            } else if row > 0, costs[row][column] == costs[row - 1][column] + 2 {
                pairs.append(Reading.Pair(fa: persian[row - 1], en: nil))
                row -= 1
            } else {
                pairs.append(Reading.Pair(fa: nil, en: english[column - 1]))
                column -= 1
            }
        }
        return pairs.reversed()
    }

    private static func cost(_ persian: Unit, _ english: Unit) -> Int {
        let isSameNumber = persian.numbers.last == english.numbers.last
        return (isSameNumber ? 0 : 3) + (persian.kind == english.kind ? 0 : isSameNumber ? 1 : 1)
    }
}
