/// The cities that are ranked: who they are, what they need and offer, how they stand to the office.
public struct ProfileBook: Sendable {
    public struct City: Hashable, Sendable {
        public var id: String
        public var name: String
        public var country: String
    }

    /// One city as a file tells it.
    struct Entry {
        var city: City
        var needs: [(topic: Topic, weight: Double, dimension: Interest?)] = []
        var offers: [(topic: Topic, weight: Double, dimension: Interest?)] = []
        var standing = Standing()
    }

    public let cities: [City]
    public let standings: [Standing]
    public let topics: [Topic]
    /// Of each topic; economic unless the file says otherwise.
    public let dimensions: [Interest]
    public let index: PartnerIndex
    private let numberOf: [String: Int]

    init(_ entries: [Entry]) {
        cities = entries.map(\.city)
        standings = entries.map(\.standing)
        numberOf = Dictionary(entries.enumerated().map { ($1.city.id, $0) }, uniquingKeysWith: { first, _ in first })
        var topics: [Topic] = []
        var dimensions: [Interest] = []
        var known: [Topic: Int] = [:]
        var needs = WishTable()
        var offers = WishTable()
        func wishes(_ list: [(topic: Topic, weight: Double, dimension: Interest?)]) -> [(topic: Int, weight: UInt8)] {
            list.map { wish in
                let number = known[wish.topic] ?? topics.count
                if number == topics.count {
                    known[wish.topic] = number
                    topics.append(wish.topic)
                    dimensions.append(wish.dimension ?? .economic)
                } else if let dimension = wish.dimension {
                    dimensions[number] = dimension
                }
                return (number, UInt8(min(255, max(0, (wish.weight * 255).rounded()))))
            }
        }
        for entry in entries {
            needs.append(wishes(entry.needs))
            offers.append(wishes(entry.offers))
        }
        self.topics = topics
        self.dimensions = dimensions
        index = PartnerIndex(needs: needs, offers: offers, topics: topics.count, factors: standings.map(\.factor))
    }

    public func number(ofCity id: String) -> Int? { numberOf[id] }

    /// The best partners of a city under the office's weights, each with its reasons.
    public func partners(
        of city: Int, top: Int, weights: DimensionWeights = DimensionWeights()
    ) -> [(match: PartnerMatch, explanation: PartnerExplanation)] {
        let sixteenths = weights.sixteenths
        return index.partners(of: city, top: top) { sixteenths[dimensions[$0]] ?? 16 }.map {
            ($0, PartnerExplanation(match: $0, of: city, in: self, weights: weights))
        }
    }

    /// Cities of which only one side would gain.
    public func oneSided(
        of city: Int, top: Int, weights: DimensionWeights = DimensionWeights()
    ) -> (onlyGet: [PartnerMatch], onlyGive: [PartnerMatch]) {
        let sixteenths = weights.sixteenths
        return index.oneSided(of: city, top: top) { sixteenths[dimensions[$0]] ?? 16 }
    }
}
