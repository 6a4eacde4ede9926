import OfficeKit
import SQLStore

/// A visit that one side of a tie paid to the other.
public struct PaidVisit: Sendable, Hashable {
    /// Who travelled.
    public let side: Side
    public let day: Day

    public init(by side: Side, on day: Day) {
        self.side = side
        self.day = day
    }
}

/// Tells the measures which visits were paid under agreements. The desk that keeps delegations will; until then none.
///
/// A visit whose journal entry has its agreement as parent is counted from the next look on.
public protocol VisitRecord: Sendable {
    /// The visits by the agreements' ids. One that fewer people may see than its agreement is left out.
    func visits(under agreements: [String], on connection: any SQLConnection) throws -> [String: [PaidVisit]]
}

/// No visit at all.
public struct NoVisits: VisitRecord {
    public init() {}
    public func visits(under agreements: [String], on connection: any SQLConnection) -> [String: [PaidVisit]] { [:] }
}
