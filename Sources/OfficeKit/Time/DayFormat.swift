import PersianText

/// Days and numbers as a person reads them: in the person's language and, apart from it, the person's calendar.
///
/// ```swift
/// DayFormat(language: .fa, calendar: .jalali).text(day)          // ۳ آذر ۱۴۰۴
/// DayFormat(language: .en, calendar: .gregorian).text(day, .both) // 24 November 2025 (3 Azar 1404)
/// ```
/// Written without Foundation's `DateFormatter`, which ends the process where the time zone tables are missing, and
/// whose full Persian style has a broken order.
public struct DayFormat: Sendable, Hashable {
    public let language: Language
    public let calendar: CalendarChoice

    public init(language: Language, calendar: CalendarChoice) {
        self.language = language
        self.calendar = calendar
    }

    public enum Style: Sendable, CaseIterable {
        /// With the weekday: «دوشنبه ۳ آذر ۱۴۰۴», "Monday 24 November 2025".
        case long
        /// «۳ آذر ۱۴۰۴», "24 November 2025".
        case medium
        /// For narrow columns: «۱۴۰۴/۰۹/۰۳», "2025-11-24". The year shows the calendar.
        case short
        /// As `medium`, and behind it the same in the other calendar, for pages that a foreign partner reads too.
        case both
    }

    /// A day.
    public func text(_ day: Day, _ style: Style = .medium) -> String {
        let date = CalendarDay(day, calendar)
        switch style {
        case .long: return CalendarNames.weekday(day.weekday, in: language) + " " + words(date)
        case .medium: return words(date)
        case .short:
            let separator = language == .fa ? "/" : "-"
            return digits(
                [Day.padded(date.year, 4), Day.padded(date.month, 2), Day.padded(date.day, 2)]
                    .joined(separator: separator))
        case .both:
            let other = CalendarDay(day, calendar.other)
            // Outside the years for which the Jalali calendar is proven there is only one date to show.
            return other.calendar == date.calendar ? words(date) : words(date) + " (" + words(other) + ")"
        }
    }

    /// A date of any precision. A year or month alone stays in the calendar of its source, and says which it is
    /// where that is not the person's: «۲۰۰۶ میلادی».
    public func text(_ date: PartialDay, _ style: Style = .medium) -> String {
        if date.precision == .day { return text(date.earliest, style) }
        let first = CalendarDay(date.earliest, date.calendar)
        let text: String
        if date.precision == .month {
            text = style == .short ? shortMonth(first) : month(first)
        } else {
            text = first.calendar == calendar ? digits(String(first.year)) : year(first)
        }
        guard style == .both else { return text }
        let from = CalendarDay(date.earliest, date.calendar.other)
        let to = CalendarDay(date.latest, date.calendar.other)
        guard from.calendar != first.calendar, to.calendar == from.calendar else { return text }
        return text + " (" + (date.precision == .month ? months(from, to) : years(from, to)) + ")"
    }

    /// A whole number with the language's digits and separators: «۱٬۲۳۴», "1,234".
    public func number(_ number: Int) -> String {
        let text = Numerals.grouped(number, in: language)
        // A sign before digits would move behind them in a right-to-left line; CLDR's Persian has the same mark.
        return number < 0 && language == .fa ? "\u{200E}" + text : text
    }

    /// A share in whole percents: «۱۲٪», "12%".
    public func percent(_ share: Double) -> String {
        let whole = share.isFinite ? Int((max(-1e9, min(1e9, share)) * 100).rounded()) : 0
        return number(whole) + (language == .fa ? "٪" : "%")
    }

    /// Latin digits in the language's own; nothing else changes.
    public func digits(_ text: String) -> String { Numerals.inDigits(text, of: language) }

    /// Sets text of unknown direction apart from the line around it, where no `<bdi>` can: mail, plain text.
    public static func isolated(_ text: String) -> String { "\u{2068}" + text + "\u{2069}" }
}

extension DayFormat {
    /// A day's year, month and number in a calendar; in the Gregorian one where the Jalali is not proven.
    private struct CalendarDay {
        let calendar: CalendarChoice
        let year: Int
        let month: Int
        let day: Int

        init(_ day: Day, _ calendar: CalendarChoice) {
            if calendar == .jalali, let jalali = Jalali(epochDay: day.epochDay) {
                self.calendar = .jalali
                (year, month, self.day) = (jalali.year, jalali.month, jalali.day)
            } else {
                self.calendar = .gregorian
                (year, month, self.day) = day.civil
            }
        }
    }

    private func words(_ date: CalendarDay) -> String { digits(String(date.day)) + " " + month(date) }

    private func month(_ date: CalendarDay) -> String {
        CalendarNames.monthBeforeYear(date.month, of: date.calendar, in: language) + " " + digits(String(date.year))
    }

    private func shortMonth(_ date: CalendarDay) -> String {
        digits(Day.padded(date.year, 4) + (language == .fa ? "/" : "-") + Day.padded(date.month, 2))
    }

    /// A year with its calendar.
    private func year(_ date: CalendarDay) -> String {
        let name =
            switch (date.calendar, language) {
            case (.jalali, .fa): "خورشیدی"
            case (.gregorian, .fa): "میلادی"
            case (.jalali, .en): "SH"
            case (.gregorian, .en): "CE"
            }
        return digits(String(date.year)) + " " + name
    }

    private func months(_ from: CalendarDay, _ to: CalendarDay) -> String {
        if from.year == to.year, from.month == to.month { return month(from) }
        if from.year != to.year { return month(from) + " – " + month(to) }
        return CalendarNames.months(of: from.calendar, in: language)[from.month - 1] + " – " + month(to)
    }

    private func years(_ from: CalendarDay, _ to: CalendarDay) -> String {
        from.year == to.year ? year(from) : digits(String(from.year)) + "–" + year(to)
    }
}

extension CalendarChoice {
    /// The other one.
    public var other: CalendarChoice { self == .jalali ? .gregorian : .jalali }
}
