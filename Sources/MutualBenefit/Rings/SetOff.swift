import Optimization

/// The divisible variant: values are amounts that one member would give to another, and any part of an amount may be
/// set off against others round a ring, so that each member gives exactly as much as it gets.
///
/// The most that can be set off is a circulation of greatest total; a linear programme whose optimum is whole when
/// all amounts are.
public struct SetOff: Sendable {
    /// What is set off, giving by giving.
    public let flows: [RingMarket.Arc]

    public var amount: Double { flows.reduce(0) { $0 + $1.value } }

    /// - Throws: `LinearProgrammeError` if the library is missing.
    public init(of market: RingMarket) throws {
        let arcs = market.arcs.filter {
            $0.value > 0 && $0.giver != $0.receiver && market.isParticipant($0.giver)
                && market.isParticipant($0.receiver)
        }
        guard !arcs.isEmpty else {
            flows = []
            return
        }
        let programme = try LinearProgramme()
        // Balance as two rows for each member, and a row for each amount.
        programme.addRows(upper: [Double](repeating: 0, count: market.participants * 2) + arcs.map(\.value))
        var starts: [Int32] = [0]
        var rows: [Int32] = []
        var coefficients: [Double] = []
        for (index, arc) in arcs.enumerated() {
            rows += [
                Int32(arc.giver * 2), Int32(arc.giver * 2 + 1), Int32(arc.receiver * 2), Int32(arc.receiver * 2 + 1),
                Int32(market.participants * 2 + index),
            ]
            coefficients += [1, -1, -1, 1, 1]
            starts.append(Int32(rows.count))
        }
        programme.addColumns(
            objectives: [Double](repeating: 1, count: arcs.count), starts: starts, rows: rows,
            coefficients: coefficients)
        programme.solve(.primal)
        let values = programme.values
        flows = arcs.indices.compactMap { index in
            guard values[index] > 1e-9 else { return nil }
            var arc = arcs[index]
            let whole = values[index].rounded()
            arc.value = abs(values[index] - whole) < 1e-7 ? whole : values[index]
            return arc
        }
    }
}
