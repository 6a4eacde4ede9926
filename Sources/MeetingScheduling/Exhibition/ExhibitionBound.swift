import Optimization

/// An upper bound for an ``Exhibition``: a linear programme that forgets the hours but not the totals.
///
/// Each request is held at most once; a person's meetings fit into the days; a room class and an interpreter have so
/// many slots in all. Breaks and precedences are left out, the fair share is taken in fractions.
struct ExhibitionBound {
    let value: Int

    /// - Throws: if the library is missing; the search goes on without a bound.
    init?(_ exhibition: Exhibition, control: SolveControl) throws(LinearProgrammeError) {
        let weights = exhibition.weights
        var rows = Rows()
        var constant = 0.0
        let personRows = exhibition.people.map { person in
            rows.add(upper: Double(Self.capacity(person.available, person.maximumPerDay, exhibition)))
        }
        var roomRows: [String: Int] = [:]
        for room in exhibition.rooms.keys.sorted() {
            roomRows[room] = rows.add(upper: Double((exhibition.rooms[room] ?? 0) * exhibition.slots))
        }
        let interpreterRows = exhibition.interpreters.map {
            rows.add(upper: Double(Self.capacity($0.available, $0.maximumPerDay, exhibition)))
        }
        var pairRows: [Exhibition.LanguagePair: Int] = [:]
        var pairs: [Exhibition.LanguagePair] = []
        let needed = exhibition.neededShares
        let shareRows = needed.map { $0 > 0 ? rows.add(upper: -Double($0)) : nil }
        for request in exhibition.requests {
            if request.isMust { constant -= Double(weights.must) }
            let once = rows.add(upper: 1)
            let delegations = exhibition.delegations(of: request).compactMap { shareRows[$0] }.sorted()
            for alternative in request.alternatives {
                guard !exhibition.domain(of: request, with: alternative).isEmpty else { continue }
                var entries: [(Int, Double)] = [
                    (once, 1), (personRows[request.guest], 1), (personRows[alternative.host], 1),
                ]
                if let room = roomRows[request.room] { entries.append((room, 1)) }
                if let pair = alternative.pair {
                    if pairRows[pair] == nil {
                        pairRows[pair] = rows.add(upper: 0)
                        pairs.append(pair)
                    }
                    if let row = pairRows[pair] { entries.append((row, 1)) }
                }
                for row in delegations { entries.append((row, -1)) }
                let worth = weights.value * alternative.value + (request.isMust ? weights.must : 0)
                rows.column(worth: Double(worth), entries)
            }
        }
        for (index, interpreter) in exhibition.interpreters.enumerated() {
            for pair in pairs where interpreter.speaks(pair) {
                if let row = pairRows[pair] { rows.column(worth: 0, [(interpreterRows[index], 1), (row, -1)]) }
            }
        }
        for (person, row) in shareRows.enumerated() {
            if let row { rows.column(worth: -Double(weights.under), [(row, -Double(needed[person]))]) }
        }
        let programme = try LinearProgramme()
        programme.addRows(upper: rows.upper)
        programme.addColumns(
            objectives: rows.worths, starts: rows.starts, rows: rows.indices, coefficients: rows.coefficients)
        guard programme.solve(.dual, seconds: min(control.remaining, 1e6)) == .optimal else { return nil }
        // Whatever the duals are, they prove a bound: no column may then be worth more than it costs.
        value = Int((rows.bound(by: programme.duals) + constant + 1e-6).rounded(.down))
    }

    private static func capacity(_ available: Set<Int>, _ most: Int, _ exhibition: Exhibition) -> Int {
        var days = Array(repeating: 0, count: exhibition.days)
        for slot in available { days[slot / exhibition.slotsPerDay] += 1 }
        return days.reduce(0) { $0 + min($1, most) }
    }

    private struct Rows {
        var upper: [Double] = []
        var worths: [Double] = []
        var starts: [Int32] = [0]
        var indices: [Int32] = []
        var coefficients: [Double] = []

        mutating func add(upper limit: Double) -> Int {
            upper.append(limit)
            return upper.count - 1
        }

        mutating func column(worth: Double, _ entries: [(Int, Double)]) {
            worths.append(worth)
            for (row, coefficient) in entries {
                indices.append(Int32(row))
                coefficients.append(coefficient)
            }
            starts.append(Int32(indices.count))
        }

        /// The bound that duals prove by themselves: the limits at their prices, and what columns that are at most 1
        /// still gain. Columns of interpreters may be larger; their gain is 0 up to rounding.
        func bound(by duals: [Double]) -> Double {
            var total = zip(upper, duals).reduce(0) { $0 + $1.0 * $1.1 }
            for column in worths.indices {
                var gain = worths[column]
                for entry in Int(starts[column])..<Int(starts[column + 1]) {
                    gain -= coefficients[entry] * duals[Int(indices[entry])]
                }
                if gain > 1e-9 { total += gain * (worths[column] == 0 ? 10_000 : 1) }
            }
            return total
        }
    }
}
