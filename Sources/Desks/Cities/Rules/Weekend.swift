import OfficeKit

/// The days of a week on which offices are closed.
///
/// A weekend is data and never code: laws have been changing it (Iran, the Emirates).
public struct Weekend: Sendable, Hashable {
    /// ISO weekdays, 1 Monday … 7 Sunday.
    public let days: Set<Int>

    private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    public init(days: Set<Int>) {
        self.days = days.filter { (1...7).contains($0) }
    }

    /// Reads `fri,sat`; words it does not know are left out.
    public init(parsing text: String) {
        let found = text.split(separator: ",").compactMap { Weekend.names.firstIndex(of: String($0)) }
        days = Set(found.map { $0 + 1 })
    }

    /// `fri,sat`, the week's order.
    public var text: String {
        days.sorted().map { Weekend.names[$0 - 1] }.joined(separator: ",")
    }

    /// The days in the order in which they follow one another: Saturday before Sunday, Thursday before Friday.
    public var inOrder: [Int] {
        let sorted = days.sorted()
        guard days.contains(7), days.contains(1) else { return sorted }
        return sorted.filter { $0 > 3 } + sorted.filter { $0 <= 3 }
    }

    public func contains(_ day: Day) -> Bool { days.contains(day.weekday) }
}
