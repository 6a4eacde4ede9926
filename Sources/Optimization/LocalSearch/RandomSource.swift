/// A small fast source of randomness: the same seed, the same numbers, on every machine.
///
/// Xorshift64* (Vigna, 2016), seeded through SplitMix64 so that neighbouring seeds have nothing in common.
public struct RandomSource: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    public init(seed: UInt64) {
        var mixed = seed &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        state = (mixed ^ (mixed >> 31)) | 1
    }

    @inlinable @inline(__always) public mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    /// A number of 0..<bound; `bound` is more than 0 and below 2³².
    @inlinable @inline(__always) public mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
    }

    /// A number of 0..<1.
    @inlinable @inline(__always) public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}
