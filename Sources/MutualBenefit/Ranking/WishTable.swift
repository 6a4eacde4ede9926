/// The needs or the offers of all cities, stored city by city in three bytes each.
public struct WishTable: Sendable {
    public private(set) var starts: [UInt32] = [0]
    public private(set) var topics: [UInt16] = []
    /// Urgency of a need or quality of an offer, 1 to 255.
    public private(set) var weights: [UInt8] = []

    public init() {}

    public var cities: Int { starts.count - 1 }

    /// Adds the next city's wishes; those of weight zero are none, and of two on one topic the stronger counts.
    public mutating func append(_ wishes: [(topic: Int, weight: UInt8)]) {
        let first = topics.count
        for wish in wishes where wish.weight > 0 {
            if let known = topics[first...].firstIndex(of: UInt16(wish.topic)) {
                weights[known] = max(weights[known], wish.weight)
            } else {
                topics.append(UInt16(wish.topic))
                weights.append(wish.weight)
            }
        }
        starts.append(UInt32(topics.count))
    }

    @inline(__always) func range(of city: Int) -> Range<Int> { Int(starts[city])..<Int(starts[city + 1]) }

    public func wishes(of city: Int) -> [(topic: Int, weight: UInt8)] {
        range(of: city).map { (Int(topics[$0]), weights[$0]) }
    }

    var byteCount: Int { starts.count * 4 + topics.count * 3 }
}
