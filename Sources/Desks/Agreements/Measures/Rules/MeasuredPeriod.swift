import OfficeKit

/// The time that is measured: what stands is told as of its end, what happened is counted within it.
public struct MeasuredPeriod: Sendable, Hashable {
    /// The first day; nil when everything since ever counts.
    public let start: Day?
    /// The day of judgement: the last one, or today.
    public let end: Day

    public init(from start: Day? = nil, until end: Day) {
        self.start = start
        self.end = end
    }

    /// From the first day of a year to the last of another, no later than today.
    ///
    /// Two years in the wrong order are put right. A year before 1500 is a Jalali one, so that an address means the same
    /// in either calendar.
    public init(from first: Int?, to last: Int?, until today: Day) {
        var (first, last) = (first, last)
        if let from = first.flatMap(Self.year), let to = last.flatMap(Self.year), to.end < from.start {
            (first, last) = (last, first)
        }
        start = first.flatMap(Self.year)?.start
        end = min(last.flatMap(Self.year)?.end ?? today, today)
    }

    /// The first and last day of a year; nil where the calendars have none.
    static func year(_ year: Int) -> (start: Day, end: Day)? {
        guard (1...9000).contains(year) else { return nil }
        let calendar: CalendarChoice = year < 1500 ? .jalali : .gregorian
        guard let end = YearSeries.end(of: year, in: calendar) else { return nil }
        let before = YearSeries.end(of: year - 1, in: calendar)
        return (before?.adding(days: 1) ?? end.adding(days: -364), end)
    }

    /// Whether something of that day happened within it.
    public func holds(_ day: Day) -> Bool { day <= end && start.map { day >= $0 } != false }
}
