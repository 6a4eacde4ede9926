/// The worth of a set of guests as it grows: a sum of benefits, of topics covered up to a limit and of square roots of
/// group sizes, which makes it submodular: whoever comes later adds less.
struct GuestScore {
    private let candidates: GuestCandidates
    private let wishes: GuestWishes
    /// Of each topic, the worth of one more offer of weight 1/255.
    private let topicUnit: [Double]
    private(set) var coverage: [Double]
    private(set) var counts: [[Double]]
    private(set) var value = 0.0
    private let limit: Double

    init(_ candidates: GuestCandidates, _ wishes: GuestWishes) {
        self.candidates = candidates
        self.wishes = wishes
        limit = wishes.fullCoverage * 255
        topicUnit = wishes.topics.map { $0 / (wishes.fullCoverage * 255) }
        coverage = [Double](repeating: 0, count: wishes.topics.count)
        counts = candidates.axes.map { axis in
            [Double](repeating: 0, count: Int(axis.groups.max() ?? 0) + 1)
        }
    }

    /// What one more guest adds.
    @inline(__always) func gain(of guest: Int) -> Double {
        var gain = candidates.benefits[guest] - wishes.costWeight * candidates.costs[guest]
        for at in candidates.offers.range(of: guest) {
            let topic = Int(candidates.offers.topics[at])
            let unit = topicUnit[topic]
            guard unit > 0 else { continue }
            gain += unit * max(0, min(Double(candidates.offers.weights[at]), limit - coverage[topic]))
        }
        for (index, axis) in candidates.axes.enumerated() {
            let count = counts[index][Int(axis.groups[guest])]
            gain += axis.weight * ((count + 1).squareRoot() - count.squareRoot())
        }
        return gain
    }

    mutating func add(_ guest: Int) {
        value += gain(of: guest)
        for at in candidates.offers.range(of: guest) {
            coverage[Int(candidates.offers.topics[at])] += Double(candidates.offers.weights[at])
        }
        for (index, axis) in candidates.axes.enumerated() { counts[index][Int(axis.groups[guest])] += 1 }
    }

    mutating func remove(_ guest: Int) {
        for at in candidates.offers.range(of: guest) {
            coverage[Int(candidates.offers.topics[at])] -= Double(candidates.offers.weights[at])
        }
        for (index, axis) in candidates.axes.enumerated() { counts[index][Int(axis.groups[guest])] -= 1 }
        value -= gain(of: guest)
    }
}
