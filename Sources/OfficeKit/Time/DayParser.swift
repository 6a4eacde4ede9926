import PersianText

/// Reads what a person types into a date field, in any digits: `۱۴۰۴/۹/۳`, `2025-11-24`, `24.11.2025`, `3 آذر 1404`,
/// `۱۳۸۵`, `2006-05`.
///
/// The year shows the calendar: 1200 to 1499 is Jalali, 1800 to 2199 Gregorian. Three numbers are year, month, day when
/// the year comes first, and day, month, year when it comes last; two are a year and its month.
public enum DayParser {
    static let jalaliYears = 1200...1499
    static let gregorianYears = 1800...2199

    /// - Throws: ``DayProblem``.
    public static func date(from text: String) throws(DayProblem) -> PartialDay {
        let parts = try parts(of: text)
        let years = parts.indices.filter { parts[$0].isYear }
        guard let place = years.first else { throw .missingYear }
        guard years.count == 1 else { throw .notADate }
        let year = parts[place].number
        let rest = parts.indices.filter { $0 != place }.map { parts[$0] }
        switch rest.count {
        case 0: return try partial(year: year, month: nil, calendar: nil)
        case 1:
            guard place == 0 || place == 1 else { throw .notADate }
            return try partial(year: year, month: rest[0].number, calendar: rest[0].month)
        case 2:
            // A month's name says what the other number is; without one the year's place does.
            if let named = rest.firstIndex(where: { $0.month != nil }) {
                let other = rest[1 - named]
                guard other.month == nil else { throw .notADate }
                return try day(
                    year: year, month: rest[named].number, day: other.number, calendar: rest[named].month)
            }
            switch place {
            case 0: return try day(year: year, month: rest[0].number, day: rest[1].number, calendar: nil)
            case 2: return try day(year: year, month: rest[1].number, day: rest[0].number, calendar: nil)
            default: throw .notADate
            }
        default: throw .notADate
        }
    }

    /// Reads the three fields of a form. Month and day may be empty.
    ///
    /// - Parameter calendar: what the form was showing. The year decides where it can only be of the other calendar.
    /// - Returns: nil when all three are empty.
    /// - Throws: ``DayProblem``.
    public static func date(
        year: String, month: String, day: String, calendar: CalendarChoice
    ) throws(DayProblem) -> PartialDay? {
        let fields = [year, month, day].map { text in
            PersianText.clean(text, persianLetters: true)
        }
        if fields.allSatisfy(\.isEmpty) { return nil }
        if fields[0].isEmpty { throw .missingYear }
        if fields[1].isEmpty, !fields[2].isEmpty { throw .missingMonth }
        guard let number = Int(anyDigits: fields[0]) else { throw .notADate }
        if fields[1].isEmpty { return try partial(year: number, month: nil, calendar: calendar) }
        guard let monthNumber = Int(anyDigits: fields[1]) else { throw .notADate }
        // The month was chosen by its name, so a year of the other calendar makes a date that nobody meant.
        guard Self.calendar(of: number) == calendar else {
            throw Self.calendar(of: number) == nil ? .yearOutOfRange(number) : .otherCalendar
        }
        if fields[2].isEmpty { return try partial(year: number, month: monthNumber, calendar: calendar) }
        guard let dayNumber = Int(anyDigits: fields[2]) else { throw .notADate }
        return try self.day(year: number, month: monthNumber, day: dayNumber, calendar: calendar)
    }

    /// The calendar that a year of four digits belongs to.
    public static func calendar(of year: Int) -> CalendarChoice? {
        jalaliYears.contains(year) ? .jalali : gregorianYears.contains(year) ? .gregorian : nil
    }
}

/// Why a date cannot be taken.
public enum DayProblem: Error, Sendable, Equatable {
    /// Nothing was typed.
    case empty
    /// It is not in one of the forms.
    case notADate
    /// Month and day without a year.
    case missingYear
    /// A day without its month.
    case missingMonth
    /// The year is of neither calendar.
    case yearOutOfRange(Int)
    /// The year is of one calendar, the month of the other.
    case otherCalendar
    /// There is no such month, or the month has no such day.
    case noSuchDay

    /// The catalogue key of the sentence that says what to do.
    public var key: String {
        switch self {
        case .empty: "forms.errors.required"
        case .missingYear: "forms.errors.dateNeedsYear"
        case .missingMonth: "forms.errors.dateNeedsMonth"
        case .notADate, .yearOutOfRange, .otherCalendar, .noSuchDay: "forms.errors.invalidDate"
        }
    }
}

extension DayParser {
    /// A number, or a month's name with its calendar.
    private struct Part {
        let number: Int
        var month: CalendarChoice?
        var isYear = false
    }

    /// Months by their folded names in both languages, and the first three letters of the English Gregorian ones.
    private static let months: [String: Part] = {
        var months: [String: Part] = [:]
        for calendar in CalendarChoice.allCases {
            for language in Language.allCases {
                for (index, name) in CalendarNames.months(of: calendar, in: language).enumerated() {
                    let part = Part(number: index + 1, month: calendar)
                    months[PersianText.fold(name)] = part
                    if calendar == .gregorian, language == .en {
                        months[PersianText.fold(String(name.prefix(3)))] = part
                    }
                }
            }
        }
        return months
    }()

    /// Words that add nothing to the date: weekdays, and names of the eras, which the year shows.
    private static let silent: Set<String> = {
        let eras = ["میلادی", "خورشیدی", "شمسی", "هجری", "سال", "CE", "AD", "SH", "AP"]
        let weekdays = Language.allCases.flatMap { language in
            (1...7).map { CalendarNames.weekday($0, in: language) }
        }
        return Set((eras + weekdays).map { PersianText.fold($0, joiner: .join) })
    }()

    private static func parts(of text: String) throws(DayProblem) -> [Part] {
        // A date is short; a long text is something else, and need not be folded.
        guard text.utf8.count <= 200 else { throw .notADate }
        // Separators are only these: 14°25 or 20%5 are no dates.
        let separators: Set<Character> = ["/", "-", ".", ",", "،", "–", "\u{2010}", "\u{2011}", "\u{066B}", "\u{2044}"]
        let plain = PersianText.clean(text, persianLetters: true).map { separators.contains($0) ? " " : $0 }
        let words = String(plain).split(separator: " ")
        guard !words.isEmpty else { throw .empty }
        var parts: [Part] = []
        for word in words {
            if silent.contains(PersianText.fold(String(word), joiner: .join)) { continue }
            let latin = PersianText.latinDigits(String(word))
            if latin.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                guard latin.utf8.count <= 4, let number = Int(latin) else { throw .notADate }
                parts.append(Part(number: number, isYear: latin.utf8.count >= 3))
            } else if let month = months[PersianText.fold(String(word))] {
                parts.append(month)
            } else {
                throw .notADate
            }
        }
        guard !parts.isEmpty else { throw .notADate }
        return parts
    }

    /// - Parameter named: the calendar that a month's name or the form gives; the year must be of it.
    private static func partial(year: Int, month: Int?, calendar named: CalendarChoice?) throws(DayProblem)
        -> PartialDay
    {
        let calendar = try known(year, named: month == nil ? nil : named)
        let date =
            switch calendar {
            case .jalali: PartialDay(jalaliYear: year, month: month)
            case .gregorian: PartialDay(year: year, month: month)
            }
        guard let date else {
            throw Jalali.years.contains(year) || calendar == .gregorian ? .noSuchDay : .yearOutOfRange(year)
        }
        return date
    }

    private static func day(
        year: Int, month: Int, day: Int, calendar named: CalendarChoice?
    ) throws(DayProblem) -> PartialDay {
        switch try known(year, named: named) {
        case .jalali:
            guard Jalali.years.contains(year) else { throw .yearOutOfRange(year) }
            guard let jalali = Jalali(year: year, month: month, day: day) else { throw .noSuchDay }
            return PartialDay(Day(epochDay: jalali.epochDay))
        case .gregorian:
            guard let gregorian = Day(year: year, month: month, day: day) else { throw .noSuchDay }
            return PartialDay(gregorian)
        }
    }

    private static func known(_ year: Int, named: CalendarChoice?) throws(DayProblem) -> CalendarChoice {
        guard let calendar = Self.calendar(of: year) else { throw .yearOutOfRange(year) }
        if let named, named != calendar { throw .otherCalendar }
        return calendar
    }
}
