/// Something wanted but not required: leaving the literal false costs the weight.
public struct SoftGoal: Sendable {
    public let literal: Literal
    public let weight: Int

    /// - Parameter weight: more than 0.
    public init(_ literal: Literal, weight: Int = 1) {
        precondition(weight > 0)
        self.literal = literal
        self.weight = weight
    }
}
