import PersianText

/// A date that a document names, as exactly as it names it.
public struct FoundDate: Sendable, Hashable {
    public enum Calendar: String, Sendable, Hashable, Codable {
        case jalali, gregorian
        /// The lunar Hijri calendar, which is announced by sighting and therefore not converted.
        case lunar
    }

    /// What the words before it say that it is the date of.
    public enum Role: String, Sendable, Hashable, Codable { case signature, entry, expiry }

    public var calendar: Calendar
    public var year: Int
    public var month: Int
    /// Nil where only a month is named.
    public var day: Int?
    public var role: Role?
    public var language: DocumentLanguage
    public var text: String
    public var span: Span
    public var page: Int

    /// The days that it may mean, counted from 1970-01-01; nil for a day that no calendar has and for lunar dates.
    public var days: ClosedRange<Int>? {
        switch calendar {
        case .jalali:
            let last = Jalali.years.contains(year) && (1...12).contains(month) ? Jalali.days(in: month, of: year) : 0
            guard let from = Jalali(year: year, month: month, day: day ?? 1),
                let to = Jalali(year: year, month: month, day: day ?? last)
            else { return nil }
            return from.epochDay...to.epochDay
        case .gregorian:
            guard let from = Civil.epochDay(year, month, day ?? 1),
                let to = Civil.epochDay(year, month, day ?? Civil.days(in: month, of: year))
            else { return nil }
            return from...to
        case .lunar: return nil
        }
    }

    /// `2025-11-24`, `2025-11`, and `j1404-09` for a month of the Jalali calendar; nil where ``days`` is.
    public var iso: String? {
        guard let days else { return nil }
        if day != nil { return Civil.iso(days.lowerBound) }
        let name = "\(year)-\(month < 10 ? "0" : "")\(month)"
        return calendar == .jalali ? "j" + name : name
    }
}

/// Days of the Gregorian calendar; Hinnant, "chrono-Compatible Low-Level Date Algorithms".
enum Civil {
    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && year % 100 != 0 || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    static func epochDay(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, day <= days(in: month, of: year) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func iso(_ epochDay: Int) -> String {
        let shifted = epochDay + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * part + 2) / 5 + 1
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
