import Foundation

/// When annealing accepts what makes a plan worse: less and less often from `warm` to `cold`.
///
/// It cools by the share of its steps that are done and not by the clock, so that the same seed gives the same plan on
/// a slow machine and on a fast one.
public struct Cooling: Sendable {
    public let warm: Double
    public let cold: Double
    public private(set) var temperature: Double

    public init(from warm: Double, to cold: Double) {
        self.warm = warm
        self.cold = cold
        temperature = warm
    }

    /// - Parameter share: 0 at the start, 1 at the end.
    public mutating func advance(to share: Double) {
        temperature = warm * pow(cold / warm, min(1, max(0, share)))
    }

    /// Whether a change of the cost is taken; what does not make it worse always is.
    @inline(__always) public func accepts(_ worsening: Int, _ random: inout RandomSource) -> Bool {
        worsening <= 0 || random.unit() < exp(-Double(worsening) / temperature)
    }
}
