/// A possible partner, with what each side would get.
public struct PartnerMatch: Hashable, Sendable {
    public let city: Int
    /// What we would get and what we would give, in units of ``unit``.
    public let get: Int32
    public let give: Int32
    /// Workability and the other terms of the city's standing.
    public let factor: Double
    /// By what matches are ranked.
    public let score: Double

    init(city: Int, get: Int32, give: Int32, factor: Double) {
        self.city = city
        self.get = get
        self.give = give
        self.factor = factor
        score = Self.harmonic(get, give) * factor
    }

    /// One need of full urgency met by one offer of full quality.
    public static let unit = 255.0 * 255 * 16

    /// The harmonic mean: near the smaller of the two, and nothing if one side gets nothing.
    static func harmonic(_ get: Int32, _ give: Int32) -> Double {
        guard get > 0, give > 0 else { return 0 }
        return 2 * Double(get) * Double(give) / (Double(get) + Double(give))
    }

    func isBefore(_ other: PartnerMatch) -> Bool {
        score != other.score ? score > other.score : city < other.city
    }
}

/// The best so many matches, in a heap whose top is the worst of them.
struct BestMatches {
    private var heap: [PartnerMatch] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        heap.reserveCapacity(min(limit, 1024) + 1)
    }

    /// What a match must reach to be among them.
    var bar: Double { heap.count < limit ? 0 : heap[0].score }

    var sorted: [PartnerMatch] { heap.sorted { $0.isBefore($1) } }

    mutating func offer(_ match: PartnerMatch) {
        guard match.score > 0 else { return }
        if heap.count < limit {
            heap.append(match)
            var child = heap.count - 1
            while child > 0, heap[(child - 1) / 2].isBefore(heap[child]) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if match.isBefore(heap[0]) {
            heap[0] = match
            var parent = 0
            while true {
                var worst = parent
                for child in [2 * parent + 1, 2 * parent + 2]
                where child < heap.count && heap[worst].isBefore(heap[child]) {
                    worst = child
                }
                if worst == parent { break }
                heap.swapAt(parent, worst)
                parent = worst
            }
        }
    }
}
