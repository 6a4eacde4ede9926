/// A date as exactly as its source gives it: a year, a month of a year, or a day.
///
/// "2006" is a valid date of signature. Stored as `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
public struct PartialDay: Hashable, Sendable {
    public enum Precision: Int, Comparable, Sendable {
        case year, month, day
        public static func < (a: Precision, b: Precision) -> Bool { a.rawValue < b.rawValue }
    }

    public let precision: Precision
    /// The first day that it may mean.
    public let earliest: Day
    /// The last day that it may mean.
    public let latest: Day

    public init(_ day: Day) {
        precision = .day
        earliest = day
        latest = day
    }

    public init?(year: Int, month: Int? = nil) {
        guard let first = Day(year: year, month: month ?? 1, day: 1),
            let last = Day(year: year, month: month ?? 12, day: Day.days(inMonth: month ?? 12, of: year))
        else { return nil }
        precision = month == nil ? .year : .month
        earliest = first
        latest = last
    }

    /// Reads `yyyy`, `yyyy-mm` or `yyyy-mm-dd` in Latin digits.
    public init?(iso: some StringProtocol) {
        let parts = iso.split(separator: "-", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            guard parts[0].utf8.count == 4, let year = Day.digits(parts[0]) else { return nil }
            self.init(year: year)
        case 2:
            guard parts[0].utf8.count == 4, parts[1].utf8.count == 2,
                let year = Day.digits(parts[0]), let month = Day.digits(parts[1]), (1...12).contains(month)
            else { return nil }
            self.init(year: year, month: month)
        default:
            guard let day = Day(iso: iso) else { return nil }
            self.init(day)
        }
    }

    public var iso: String {
        switch precision {
        case .year: String(earliest.iso.prefix(4))
        case .month: String(earliest.iso.prefix(7))
        case .day: earliest.iso
        }
    }

    /// Whether both may mean the same day: 2024-09 agrees with 2024-09-05, and 2006 does not with 2014.
    public func agrees(with other: PartialDay) -> Bool {
        earliest <= other.latest && other.earliest <= latest
    }
}
