/// Whom to invite: a set of guests of much benefit and variety for its cost, with a bound on what any set could reach.
///
/// The worth of a set is submodular. Guests are taken by gain for cost, lazily (Leskovec et al., 2007: a gain that was
/// computed earlier bounds the present one), then exchanged one for one. The bound is that of the tangent: the worth
/// is concave in coverage and group sizes, so that its tangents lie above it, and under a tangent the best set is a
/// fractional knapsack. Cost: linear in the number of candidates, tens of milliseconds for 240,000.
public struct GuestPortfolio: Sendable {
    /// Why a candidate is in or out.
    public struct Reason: Sendable {
        public let guest: Int
        /// What it adds to those chosen before it, or would add to all.
        public let gain: Double
        public let cost: Double
        public let sentence: String
    }

    public let guests: [Int]
    public let value: Double
    public let bound: Double
    public let cost: Double
    /// In the order of choosing.
    public let chosen: [Reason]
    /// The first few that were left out.
    public let leftOut: [Reason]

    public init(_ candidates: GuestCandidates, _ wishes: GuestWishes, listed: Int = 5) {
        var search = PortfolioSearch(candidates, wishes)
        search.choose()
        search.exchange()
        guests = search.guests
        value = search.score.value
        cost = search.spent
        bound = max(value, search.bound())
        (chosen, leftOut) = search.reasons(listed: listed)
    }
}

private struct PortfolioSearch {
    let candidates: GuestCandidates
    let wishes: GuestWishes
    var score: GuestScore
    var guests: [Int] = []
    var spent = 0.0
    private var isIn: [Bool]
    /// Candidates by gain for cost when nobody was chosen, the best first; enough of them for exchanges.
    private var promising: [Int] = []

    init(_ candidates: GuestCandidates, _ wishes: GuestWishes) {
        self.candidates = candidates
        self.wishes = wishes
        score = GuestScore(candidates, wishes)
        isIn = [Bool](repeating: false, count: candidates.count)
    }

    private mutating func take(_ guest: Int) {
        score.add(guest)
        guests.append(guest)
        spent += candidates.costs[guest]
        isIn[guest] = true
    }

    mutating func choose() {
        for must in wishes.musts where must >= 0 && must < candidates.count && !isIn[must] { take(must) }
        var heap = RatioHeap(capacity: candidates.count)
        for guest in 0..<candidates.count where !isIn[guest] {
            let gain = score.gain(of: guest)
            if gain > 0, candidates.costs[guest] > 0 { heap.push(gain / candidates.costs[guest], Int32(guest)) }
        }
        heap.heapify()
        while guests.count < wishes.mostGuests, let (_, top) = heap.pop() {
            let guest = Int(top)
            guard spent + candidates.costs[guest] <= wishes.budget else {
                if promising.count < 400 { promising.append(guest) }
                // All that is left to find are cheap ones; past many that do not fit there are none.
                if promising.count >= 400, wishes.budget - spent < 1e-9 { break }
                continue
            }
            let gain = score.gain(of: guest)
            let ratio = gain / candidates.costs[guest]
            if gain <= 0 { continue }
            if let next = heap.top, ratio < next {
                heap.insert(ratio, top)
                continue
            }
            take(guest)
        }
        while promising.count < 400, let (_, guest) = heap.pop() { promising.append(Int(guest)) }
    }

    /// One guest for another, as long as that gains.
    mutating func exchange() {
        let musts = Set(wishes.musts)
        for _ in 0..<2 {
            var isBetter = false
            for place in guests.indices where !musts.contains(guests[place]) {
                let old = guests[place]
                let before = score.value
                score.remove(old)
                let room = wishes.budget - spent + candidates.costs[old]
                var best = old
                var bestGain = before - score.value + 1e-9
                for guest in promising where !isIn[guest] && candidates.costs[guest] <= room {
                    let gain = score.gain(of: guest)
                    if gain > bestGain {
                        bestGain = gain
                        best = guest
                    }
                }
                score.add(best)
                if best != old {
                    isIn[old] = false
                    isIn[best] = true
                    spent += candidates.costs[best] - candidates.costs[old]
                    guests[place] = best
                    promising.append(old)
                    isBetter = true
                }
            }
            if !isBetter { break }
        }
    }

    // MARK: The bound

    /// The least of a few tangents' bounds.
    func bound() -> Double {
        let limit = wishes.fullCoverage * 255
        // How much of a topic's slope the tangent has: all below the limit, nothing above, anything at it.
        var slopes = score.coverage.map { min(1, max(0, 1.5 - $0 / limit)) }
        var counts = score.counts.map { $0.map { max(0.25, $0) } }
        var best = Double.infinity
        for round in 0..<3 {
            let result = tangent(slopes: slopes, counts: counts)
            best = min(best, result.bound)
            let step = 0.6 / Double(round + 1)
            for topic in slopes.indices where wishes.topics[topic] > 0 {
                slopes[topic] = min(1, max(0, slopes[topic] + step * (1 - result.coverage[topic] / limit)))
            }
            for axis in counts.indices {
                for group in counts[axis].indices {
                    counts[axis][group] = max(0.05, (counts[axis][group] + result.counts[axis][group]) / 2)
                }
            }
        }
        return best
    }

    private func tangent(
        slopes: [Double], counts: [[Double]]
    ) -> (bound: Double, coverage: [Double], counts: [[Double]]) {
        let limit = wishes.fullCoverage * 255
        let wanted = score.wanted
        var total = 0.0
        var units = [Double](repeating: 0, count: slopes.count)
        for topic in slopes.indices where wishes.topics[topic] > 0 {
            units[topic] = slopes[topic] * wishes.topics[topic] / limit
            total += (1 - slopes[topic]) * wishes.topics[topic]
        }
        var perGroup: [[Double]] = []
        for (axis, sizes) in zip(candidates.axes, counts) {
            perGroup.append(sizes.map { axis.weight / (2 * $0.squareRoot()) })
            total += sizes.reduce(0) { $0 + axis.weight * $1.squareRoot() / 2 }
        }
        func worth(_ guest: Int) -> Double {
            var worth = candidates.benefits[guest] - wishes.costWeight * candidates.costs[guest]
            for at in wanted.range(of: guest) { worth += units[Int(wanted.topics[at])] * wanted.weights[at] }
            for (index, axis) in candidates.axes.enumerated() { worth += perGroup[index][Int(axis.groups[guest])] }
            return worth
        }
        var coverage = [Double](repeating: 0, count: slopes.count)
        var sizes = counts.map { [Double](repeating: 0, count: $0.count) }
        func count(_ guest: Int, _ share: Double) {
            for at in wanted.range(of: guest) { coverage[Int(wanted.topics[at])] += share * wanted.weights[at] }
            for (index, axis) in candidates.axes.enumerated() { sizes[index][Int(axis.groups[guest])] += share }
        }
        var room = wishes.budget
        let musts = Set(wishes.musts.filter { $0 >= 0 && $0 < candidates.count })
        for must in musts {
            total += worth(must)
            room -= candidates.costs[must]
            count(must, 1)
        }
        var heap = RatioHeap(capacity: candidates.count)
        for guest in 0..<candidates.count where !musts.contains(guest) {
            let worth = worth(guest)
            guard worth > 0 else { continue }
            // Who costs nothing is always in.
            if candidates.costs[guest] <= 0 {
                total += worth
            } else {
                heap.push(worth / candidates.costs[guest], Int32(guest))
            }
        }
        heap.heapify()
        while room > 0, let (ratio, guest) = heap.pop() {
            let cost = candidates.costs[Int(guest)]
            let share = min(1, room / cost)
            total += ratio * cost * share
            room -= cost * share
            count(Int(guest), share)
        }
        return (total, coverage, sizes)
    }

    // MARK: Reasons

    func reasons(listed: Int) -> (chosen: [GuestPortfolio.Reason], leftOut: [GuestPortfolio.Reason]) {
        var growing = score.emptied
        let musts = Set(wishes.musts)
        var chosen: [GuestPortfolio.Reason] = []
        for guest in guests {
            let gain = growing.gain(of: guest)
            let detail = detail(of: guest, beside: growing)
            growing.add(guest)
            chosen.append(
                .init(
                    guest: guest, gain: gain, cost: candidates.costs[guest],
                    sentence: (musts.contains(guest) ? "Invited in any case; " : "") + detail))
        }
        let rest = wishes.budget - spent
        let leftOut = promising.filter { !isIn[$0] }.map { guest in
            (guest: guest, gain: score.gain(of: guest))
        }.sorted { ($0.gain / candidates.costs[$0.guest], $1.guest) > ($1.gain / candidates.costs[$1.guest], $0.guest) }
            .prefix(listed).map { guest, gain in
                let cost = candidates.costs[guest]
                let reason =
                    gain <= 0
                    ? "What it offers is covered by those who are invited."
                    : cost > rest
                        ? "It costs \(Self.text(cost)) and \(Self.text(max(0, rest))) of the budget are left."
                        : "There are as many guests as may come."
                return GuestPortfolio.Reason(guest: guest, gain: gain, cost: cost, sentence: reason)
            }
        return (chosen, Array(leftOut))
    }

    private func detail(of guest: Int, beside others: GuestScore) -> String {
        var parts = ["mutual benefit \(Self.text(candidates.benefits[guest]))"]
        let topics = others.wanted.range(of: guest).filter {
            others.coverage[Int(others.wanted.topics[$0])] < wishes.fullCoverage * 255
        }.count
        if topics > 0 { parts.append("\(topics) wanted \(topics == 1 ? "topic" : "topics") not yet covered") }
        for (index, axis) in candidates.axes.enumerated()
        where others.counts[index][Int(axis.groups[guest])] == 0 {
            parts.append("the first of its \(axis.name)")
        }
        return parts.joined(separator: ", ") + ", for \(Self.text(candidates.costs[guest]))."
    }

    private static func text(_ number: Double) -> String {
        let hundredths = (number * 100).rounded() / 100
        return hundredths == hundredths.rounded() && abs(hundredths) < 1e15
            ? String(Int(hundredths)) : String(hundredths)
    }
}

/// A heap of candidates by ratio, filled first and put in order once.
private struct RatioHeap {
    private var items: [(ratio: Double, guest: Int32)] = []

    init(capacity: Int) { items.reserveCapacity(capacity) }

    var top: Double? { items.first?.ratio }

    mutating func push(_ ratio: Double, _ guest: Int32) { items.append((ratio, guest)) }

    mutating func heapify() {
        var parent = items.count / 2
        while parent > 0 {
            parent -= 1
            sink(parent)
        }
    }

    mutating func insert(_ ratio: Double, _ guest: Int32) {
        items.append((ratio, guest))
        var child = items.count - 1
        while child > 0, Self.isBefore(items[child], items[(child - 1) / 2]) {
            items.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (ratio: Double, guest: Int32)? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        if !items.isEmpty {
            items[0] = last
            sink(0)
        }
        return first
    }

    private static func isBefore(_ one: (ratio: Double, guest: Int32), _ other: (ratio: Double, guest: Int32)) -> Bool {
        one.ratio != other.ratio ? one.ratio > other.ratio : one.guest < other.guest
    }

    private mutating func sink(_ start: Int) {
        let item = items[start]
        var parent = start
        while true {
            var child = 2 * parent + 1
            if child >= items.count { break }
            if child + 1 < items.count, Self.isBefore(items[child + 1], items[child]) { child += 1 }
            if !Self.isBefore(items[child], item) { break }
            items[parent] = items[child]
            parent = child
        }
        items[parent] = item
    }
}
