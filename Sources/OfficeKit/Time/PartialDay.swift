import PersianText

/// A date as exactly as its source gives it: a year, a month of a year, or a day.
///
/// "2006" is a valid date of signature, and so is «۱۳۸۵»: a year or month alone keeps the calendar in which its source
/// counts, for it covers other days than any year or month of the other calendar. A day is the same day in both.
/// Stored as `yyyy`, `yyyy-mm` or `yyyy-mm-dd`, and as `jyyyy` or `jyyyy-mm` where the calendar is Jalali.
public struct PartialDay: Hashable, Sendable {
    public enum Precision: Int, Comparable, Sendable {
        case year, month, day
        public static func < (a: Precision, b: Precision) -> Bool { a.rawValue < b.rawValue }
    }

    public let precision: Precision
    /// The calendar whose year or month it is; Gregorian for a day.
    public let calendar: CalendarChoice
    /// The first day that it may mean.
    public let earliest: Day
    /// The last day that it may mean.
    public let latest: Day

    public init(_ day: Day) {
        precision = .day
        calendar = .gregorian
        earliest = day
        latest = day
    }

    /// A Gregorian year, or a month of one.
    public init?(year: Int, month: Int? = nil) {
        guard let first = Day(year: year, month: month ?? 1, day: 1),
            let last = Day(year: year, month: month ?? 12, day: Day.days(inMonth: month ?? 12, of: year))
        else { return nil }
        precision = month == nil ? .year : .month
        calendar = .gregorian
        earliest = first
        latest = last
    }

    /// A Jalali year, or a month of one; nil outside ``Jalali/years``.
    public init?(jalaliYear year: Int, month: Int? = nil) {
        guard let first = Jalali(year: year, month: month ?? 1, day: 1),
            let last = Jalali(year: year, month: month ?? 12, day: Jalali.days(in: month ?? 12, of: year))
        else { return nil }
        precision = month == nil ? .year : .month
        calendar = .jalali
        earliest = Day(epochDay: first.epochDay)
        latest = Day(epochDay: last.epochDay)
    }

    /// Reads `yyyy`, `yyyy-mm`, `yyyy-mm-dd`, `jyyyy` or `jyyyy-mm` in Latin digits.
    public init?(iso: some StringProtocol) {
        let isJalali = iso.hasPrefix("j")
        let parts = iso.dropFirst(isJalali ? 1 : 0).split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 3, !isJalali {
            guard let day = Day(iso: iso) else { return nil }
            self.init(day)
            return
        }
        guard parts.count <= 2, parts[0].utf8.count == 4, let year = Day.digits(parts[0]) else { return nil }
        var month: Int?
        if parts.count == 2 {
            guard parts[1].utf8.count == 2, let number = Day.digits(parts[1]) else { return nil }
            month = number
        }
        if isJalali { self.init(jalaliYear: year, month: month) } else { self.init(year: year, month: month) }
    }

    /// The form that is stored. It sorts by time only among dates of one calendar: order by `earliest`.
    public var iso: String {
        if calendar == .jalali, let first = Jalali(epochDay: earliest.epochDay) {
            let year = "j" + Day.padded(first.year, 4)
            return precision == .year ? year : year + "-" + Day.padded(first.month, 2)
        }
        switch precision {
        case .year: return String(earliest.iso.prefix(4))
        case .month: return String(earliest.iso.prefix(7))
        case .day: return earliest.iso
        }
    }

    /// Whether both may mean the same day: 2024-09 agrees with 2024-09-05, and 2006 does not with 2014.
    public func agrees(with other: PartialDay) -> Bool {
        earliest <= other.latest && other.earliest <= latest
    }
}
