/// A day of the Solar Hijri calendar, official in Iran.
///
/// The rule of leap years, (25·y + 11) mod 33 < 8, agrees with the official table on all years from 1206 to 1498
/// (1827 to 2119), for which alone the type stands.
public struct Jalali: Sendable, Hashable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// The years for which the rule is proven.
    public static let years = 1206...1498

    /// - Returns: nil when there is no such day: no date rolls over.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// - Parameter epochDay: days since 1970-01-01.
    /// - Returns: nil outside ``years``.
    public init?(epochDay: Int) {
        guard epochDay >= Self.newYear(Self.years.lowerBound), epochDay < Self.newYear(Self.years.upperBound + 1) else {
            return nil
        }
        var year = 1 + Self.divided(33 * (epochDay + Self.origin) + 3, by: 12_053)
        while Self.newYear(year + 1) <= epochDay { year += 1 }
        while Self.newYear(year) > epochDay { year -= 1 }
        let rest = epochDay - Self.newYear(year)
        self.year = year
        month = rest < 186 ? rest / 31 + 1 : (rest - 186) / 30 + 7
        day = rest < 186 ? rest % 31 + 1 : (rest - 186) % 30 + 1
    }

    /// Days since 1970-01-01.
    public var epochDay: Int {
        Self.newYear(year) + (month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7)) + day - 1
    }

    public static func isLeap(_ year: Int) -> Bool {
        let value = 25 * year + 11
        return value - divided(value, by: 33) * 33 < 8
    }

    /// How many days a month has.
    public static func days(in month: Int, of year: Int) -> Int {
        month <= 6 ? 31 : month <= 11 || isLeap(year) ? 30 : 29
    }

    /// From the calendar's first day to 1970-01-01.
    private static let origin = 492_268

    private static func newYear(_ year: Int) -> Int { 365 * (year - 1) + divided(8 * year + 21, by: 33) - origin }

    /// Division that rounds down for negative numbers too.
    private static func divided(_ number: Int, by divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
    }
}
