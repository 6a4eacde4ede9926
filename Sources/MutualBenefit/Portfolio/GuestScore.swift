/// The worth of a set of guests as it grows: a sum of benefits, of topics covered up to a limit and of square roots of
/// group sizes, which makes it submodular: whoever comes later adds less.
struct GuestScore {
    private let candidates: GuestCandidates
    private let wishes: GuestWishes
    /// Of each topic, the worth of one more offer of weight 1/255.
    private let topicUnit: [Double]
    /// The offers on topics that are wanted; the others, by far the most, are worth nothing here.
    let wanted: WantedOffers
    private(set) var coverage: [Double]
    private(set) var counts: [[Double]]
    private(set) var value = 0.0
    private let limit: Double

    init(_ candidates: GuestCandidates, _ wishes: GuestWishes) {
        self.candidates = candidates
        self.wishes = wishes
        limit = wishes.fullCoverage * 255
        wanted = WantedOffers(candidates.offers, topics: wishes.topics)
        topicUnit = wishes.topics.map { $0 / (wishes.fullCoverage * 255) }
        coverage = [Double](repeating: 0, count: wishes.topics.count)
        counts = candidates.axes.map { axis in
            [Double](repeating: 0, count: Int(axis.groups.max() ?? 0) + 1)
        }
    }

    /// The same with nobody chosen.
    var emptied: GuestScore {
        var result = self
        result.coverage = coverage.map { _ in 0 }
        result.counts = counts.map { $0.map { _ in 0 } }
        result.value = 0
        return result
    }

    /// What one more guest adds.
    @inline(__always) func gain(of guest: Int) -> Double {
        var gain = candidates.benefits[guest] - wishes.costWeight * candidates.costs[guest]
        for at in wanted.range(of: guest) {
            let topic = Int(wanted.topics[at])
            gain += topicUnit[topic] * max(0, min(wanted.weights[at], limit - coverage[topic]))
        }
        for (index, axis) in candidates.axes.enumerated() {
            let count = counts[index][Int(axis.groups[guest])]
            gain += axis.weight * ((count + 1).squareRoot() - count.squareRoot())
        }
        return gain
    }

    mutating func add(_ guest: Int) {
        value += gain(of: guest)
        for at in wanted.range(of: guest) { coverage[Int(wanted.topics[at])] += wanted.weights[at] }
        for (index, axis) in candidates.axes.enumerated() { counts[index][Int(axis.groups[guest])] += 1 }
    }

    mutating func remove(_ guest: Int) {
        for at in wanted.range(of: guest) { coverage[Int(wanted.topics[at])] -= wanted.weights[at] }
        for (index, axis) in candidates.axes.enumerated() { counts[index][Int(axis.groups[guest])] -= 1 }
        value -= gain(of: guest)
    }
}

/// Of each candidate, the offers that somebody wants.
struct WantedOffers {
    private(set) var starts: [Int32] = [0]
    private(set) var topics: [UInt16] = []
    private(set) var weights: [Double] = []

    init(_ offers: WishTable, topics wantedTopics: [Double]) {
        starts.reserveCapacity(offers.cities + 1)
        let isWanted = wantedTopics.map { $0 > 0 }
        offers.topics.withUnsafeBufferPointer { topic in
            isWanted.withUnsafeBufferPointer { isWanted in
                for guest in 0..<offers.cities {
                    for at in offers.range(of: guest) where isWanted[Int(topic[at])] {
                        topics.append(topic[at])
                        weights.append(Double(offers.weights[at]))
                    }
                    starts.append(Int32(topics.count))
                }
            }
        }
    }

    @inline(__always) func range(of guest: Int) -> Range<Int> { Int(starts[guest])..<Int(starts[guest + 1]) }
}
