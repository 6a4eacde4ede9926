/// What a set of rings must keep to.
public struct RingRules: Hashable, Sendable {
    /// The most participants in a ring.
    public var longestRing: Int
    /// The most givings in a chain; none if 0.
    public var longestChain: Int

    /// Rings of more than four rarely hold in practice: all must act on one day, and one that leaves breaks all.
    public init(longestRing: Int = 3, longestChain: Int = 0) {
        self.longestRing = max(0, longestRing)
        self.longestChain = max(0, longestChain)
    }
}

/// How long and by which seed is searched.
public struct SearchLimits: Sendable {
    public var seconds: Double
    public var seed: UInt64

    public init(seconds: Double = 60, seed: UInt64 = 1) {
        self.seconds = seconds
        self.seed = seed
    }
}
