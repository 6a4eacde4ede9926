import OfficeKit

/// What is known around a record, from which more causes of dormancy follow.
public struct Surroundings: Sendable, Hashable {
    /// What stands in the way, lifted or not.
    public var obstacles: [Obstacle] = []
    /// Every contact with the other side.
    public var contacts: [PartnerContact] = []
    /// Our bodies in whose posts nobody is, each with the last day somebody was; nil when nobody ever was.
    public var vacancies: [String: Day?] = [:]
    /// The owners of open actions all of whose posts have ended, with the last day of the last one.
    public var departures: [String: Day] = [:]
    /// How many open actions name no line of the budget.
    public var unfunded = 0

    public init() {}
}
