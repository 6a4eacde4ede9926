import OfficeKit
import PersianText

/// How an action comes back: every so many weeks, months or years of a calendar.
///
/// Each occurrence is an action of its own, with its own evidence; when one is accepted, the next is planned. A month
/// that is too short gives its last day, and the one after it the wanted day again: from 31 January over 28 February to
/// 31 March.
public struct Recurrence: Sendable, Hashable {
    public enum Unit: String, Sendable, CaseIterable, Codable {
        case week, month, year

        /// The catalogue key of its name.
        public var key: String { "action.repeats.\(rawValue)" }
    }

    /// The bounds of ``every``.
    public static let bounds = 1...60

    public var every: Int
    public var unit: Unit
    /// The calendar whose months and years are counted.
    public var calendar: CalendarChoice
    /// The day of the month that is wanted.
    public var day: Int
    /// No occurrence is due after it.
    public var until: Day?

    public init(every: Int = 1, unit: Unit, calendar: CalendarChoice, day: Int, until: Day? = nil) {
        self.every = every
        self.unit = unit
        self.calendar = calendar
        self.day = day
        self.until = until
    }

    /// A recurrence of something that is first due on a day.
    public init(every: Int = 1, unit: Unit, calendar: CalendarChoice, from due: Day, until: Day? = nil) {
        self.init(
            every: every, unit: unit, calendar: calendar, day: Recurrence.date(of: due, in: calendar).day, until: until)
    }

    /// When the occurrence after the one of a day is due; nil when that was the last.
    public func next(after due: Day) -> Day? {
        let next = unit == .week ? due.adding(days: 7 * every) : later(due, months: unit == .year ? 12 * every : every)
        guard let next, next > due, until.map({ next <= $0 }) != false else { return nil }
        return next
    }

    private func later(_ due: Day, months: Int) -> Day? {
        let date = Recurrence.date(of: due, in: calendar)
        let months = date.year * 12 + date.month - 1 + months
        let (year, month) = (months / 12, months % 12 + 1)
        switch calendar {
        case .gregorian:
            return Day(year: year, month: month, day: min(max(day, 1), Day.days(inMonth: month, of: year)))
        case .jalali:
            return Jalali(year: year, month: month, day: min(max(day, 1), Jalali.days(in: month, of: year)))
                .map { Day(epochDay: $0.epochDay) }
        }
    }

    private static func date(of day: Day, in calendar: CalendarChoice) -> (year: Int, month: Int, day: Int) {
        if calendar == .jalali, let jalali = Jalali(epochDay: day.epochDay) {
            return (jalali.year, jalali.month, jalali.day)
        }
        return day.civil
    }

    /// Why it cannot be kept as it is; empty when it can.
    ///
    /// - Parameter due: when the action that comes back is due.
    public func problems(due: Day?) -> [Problem] {
        var problems: [Problem] = []
        if !Recurrence.bounds.contains(every) {
            problems.append(
                Problem(
                    field: "every", key: "forms.errors.outOfRange",
                    arguments: [
                        "least": String(Recurrence.bounds.lowerBound), "most": String(Recurrence.bounds.upperBound),
                    ]))
        }
        guard let due else {
            problems.append(Problem(field: "due", key: "agreements.problem.recurrenceNeedsDue"))
            return problems
        }
        if let until, until < due {
            problems.append(Problem(field: "until", key: "agreements.problem.recurrenceEndsBeforeDue"))
        }
        return problems
    }
}
