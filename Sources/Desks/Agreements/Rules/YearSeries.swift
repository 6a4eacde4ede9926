import OfficeKit
import PersianText

/// Growth and operation of an office's ties over the years: two measures that are never mixed (F14).
///
/// Growth is how many agreements had been signed by the end of a year; operation, how many were operational on its last
/// day (today, for the present year), judged by the same rules as today's stage.
public struct YearSeries: Sendable, Hashable {
    /// One year.
    public struct Point: Sendable, Hashable {
        public let year: Int
        /// How many had been signed by its end.
        public let signed: Int
        /// How many were operational at its end.
        public let operational: Int
    }

    /// From the year of the first signature to the present one; empty when no date of signature is known.
    public let points: [Point]
    /// How many signed agreements have no known date and stand in no year.
    public let undated: Int

    /// - Parameters:
    ///   - agreements: each with its date of signature, if signed and known, and the ends of years at which it operated.
    ///   - calendar: the calendar whose years are counted.
    public init(
        of agreements: [(isSigned: Bool, signed: PartialDay?, operationalAt: Set<Day>)], in calendar: CalendarChoice,
        until today: Day
    ) {
        undated = agreements.count { $0.isSigned && $0.signed == nil }
        var signedIn: [Int: Int] = [:]
        var operationalAt: [Day: Int] = [:]
        let present = YearSeries.year(of: today, in: calendar)
        for agreement in agreements where agreement.isSigned {
            if let signed = agreement.signed {
                // A year of one calendar covers parts of two of the other: it counts where most of it lies.
                let middle = Day(epochDay: (signed.earliest.epochDay + signed.latest.epochDay) / 2)
                signedIn[min(YearSeries.year(of: middle, in: calendar), present), default: 0] += 1
            }
            for day in agreement.operationalAt { operationalAt[day, default: 0] += 1 }
        }
        guard let first = signedIn.keys.min() else {
            points = []
            return
        }
        var sum = 0
        points = (first...max(first, present)).map { year in
            sum += signedIn[year] ?? 0
            let end = YearSeries.end(of: year, in: calendar).map { min($0, today) } ?? today
            return Point(year: year, signed: sum, operational: operationalAt[end] ?? 0)
        }
    }

    /// The year of a day; outside the Jalali years that are known, years end with 20 March.
    static func year(of day: Day, in calendar: CalendarChoice) -> Int {
        switch calendar {
        case .gregorian: day.year
        case .jalali: Jalali(epochDay: day.epochDay)?.year ?? day.year - (day.month * 100 + day.day > 320 ? 621 : 622)
        }
    }

    /// The last day of a year.
    static func end(of year: Int, in calendar: CalendarChoice) -> Day? {
        switch calendar {
        case .gregorian: Day(year: year, month: 12, day: 31)
        case .jalali:
            Jalali.years.contains(year)
                ? Jalali(year: year, month: 12, day: Jalali.days(in: 12, of: year)).map { Day(epochDay: $0.epochDay) }
                : Day(year: year + 622, month: 3, day: 20)
        }
    }
}
