/// Why two cities would gain from each other: the topics they share, each way, and a sentence for each side.
public struct PartnerExplanation: Sendable {
    /// A need of one side that an offer of the other meets.
    public struct Shared: Sendable {
        public let topic: Topic
        public let dimension: Interest
        /// Of full urgency met by full quality.
        public let value: Double
    }

    public let weGet: [Shared]
    public let theyGet: [Shared]
    /// How much of what we get serves each dimension, with the office's weights.
    public let dimensions: [(dimension: Interest, share: Double)]

    init(match: PartnerMatch, of city: Int, in book: ProfileBook, weights: DimensionWeights) {
        func shared(needs: Int, offers: Int) -> [Shared] {
            let offered = Dictionary(
                book.index.offers.wishes(of: offers).map { ($0.topic, $0.weight) }, uniquingKeysWith: max)
            return book.index.needs.wishes(of: needs).compactMap { need in
                guard let quality = offered[need.topic] else { return nil }
                return Shared(
                    topic: book.topics[need.topic], dimension: book.dimensions[need.topic],
                    value: Double(need.weight) * Double(quality) / (255 * 255))
            }.sorted { ($0.value, $1.topic.text) > ($1.value, $0.topic.text) }
        }
        weGet = shared(needs: city, offers: match.city)
        theyGet = shared(needs: match.city, offers: city)
        var total: [Interest: Double] = [:]
        for item in weGet { total[item.dimension, default: 0] += item.value * weights[item.dimension] }
        let sum = total.values.reduce(0, +)
        dimensions = Interest.allCases.compactMap { dimension in
            guard let value = total[dimension], sum > 0 else { return nil }
            return (dimension, value / sum)
        }
    }

    /// “Isfahan gets water treatment (know-how) and buses (goods) from Graz.”
    public static func sentence(_ receiver: String, gets shared: [Shared], from giver: String) -> String {
        guard !shared.isEmpty else { return "\(receiver) gets nothing from \(giver)." }
        let named = shared.prefix(3).map(\.topic.text)
        let more = shared.count > 3 ? " and \(shared.count - 3) more" : ""
        let list =
            named.count > 1 && more.isEmpty
            ? named.dropLast().joined(separator: ", ") + " and " + named[named.count - 1]
            : named.joined(separator: ", ")
        return "\(receiver) gets \(list)\(more) from \(giver)."
    }
}
