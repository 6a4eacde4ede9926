/// Rings and chains of any length: an assignment problem, solved in milliseconds.
///
/// The answer shows how much the cap on lengths costs; nobody should try to carry out a ring of forty.
public enum UncappedRings {
    public static func plan(_ market: RingMarket) -> RingPlan {
        var arcs = market.arcs.filter { $0.giver != $0.receiver }.map {
            (giver: Int32($0.giver), receiver: Int32($0.receiver), value: $0.value)
        }
        // Everybody may be the last of a chain: giving to a donor closes it, at no value.
        for donor in market.participants..<(market.participants + market.donors) {
            for participant in 0..<market.participants { arcs.append((Int32(participant), Int32(donor), 0)) }
        }
        let assignment = Assignment(count: market.count, arcs: arcs)
        var valueOf: [SIMD2<Int32>: Double] = [:]
        for arc in arcs {
            let key = SIMD2(arc.giver, arc.receiver)
            valueOf[key] = max(valueOf[key] ?? -.infinity, arc.value)
        }
        var rings: [Ring] = []
        var isSeen = [Bool](repeating: false, count: market.count)
        // From donors first, so that a chain opens with its donor. A way through two donors is two chains.
        let order = Array(market.participants..<(market.participants + market.donors)) + Array(0..<market.participants)
        for start in order where !isSeen[start] && assignment.receiver[start] != Int32(start) {
            var way: [Int] = []
            var member = start
            repeat {
                isSeen[member] = true
                way.append(member)
                member = Int(assignment.receiver[member])
            } while member != start
            rings.append(contentsOf: parts(of: way, market: market, valueOf: valueOf))
        }
        rings.sort { $0.members.lexicographicallyPrecedes($1.members) }
        let value = rings.reduce(0) { $0 + $1.value }
        return RingPlan(status: .optimal, rings: rings, bound: value, effort: RingEffort())
    }

    private static func parts(of way: [Int], market: RingMarket, valueOf: [SIMD2<Int32>: Double]) -> [Ring] {
        let donors = way.indices.filter { market.isDonor(way[$0]) }
        let pieces: [(members: [Int], isClosed: Bool)] =
            donors.isEmpty
            ? [(way, true)]
            : donors.indices.map { index in
                let end = index + 1 < donors.count ? donors[index + 1] : way.count
                return (Array(way[donors[index]..<end]), false)
            }
        return pieces.compactMap { piece in
            var members: [Int] = []
            var standIns: [Int] = []
            var values: [Double] = []
            var open = 0.0
            let ends = piece.isClosed ? piece.members + [piece.members[0]] : piece.members
            // A ring is told from a participant on, for stand-ins belong to the giving they are part of.
            guard let first = piece.members.firstIndex(where: { !market.isStandIn($0) }) else { return nil }
            let turned =
                piece.isClosed
                ? Array(piece.members[first...]) + Array(piece.members[..<first]) + [piece.members[first]] : ends
            for (index, member) in turned.enumerated() {
                if index > 0 {
                    open += valueOf[SIMD2(Int32(turned[index - 1]), Int32(member))] ?? 0
                    if !market.isStandIn(member) {
                        values.append(open)
                        open = 0
                    }
                }
                if piece.isClosed && index == turned.count - 1 { break }
                if market.isStandIn(member) { standIns.append(member) } else { members.append(member) }
            }
            guard !values.isEmpty else { return nil }
            return Ring(kind: piece.isClosed ? .ring : .chain, members: members, values: values, standIns: standIns)
        }
    }
}
