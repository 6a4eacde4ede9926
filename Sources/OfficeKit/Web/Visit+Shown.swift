extension Visit {
    /// The same visit in a language, with the calendar that its readers use.
    public func reading(_ language: Language) -> Visit {
        var visit = self
        visit.text = text(in: language)
        visit.language = language
        visit.calendar = language == .fa ? .jalali : .gregorian
        return visit
    }

    /// Days and numbers in the visitor's language and calendar.
    public var dayFormat: DayFormat { DayFormat(language: language, calendar: calendar) }

    /// A moment in the visitor's calendar and digits and the office's time zone.
    public func shown(_ moment: Moment?) -> String? {
        moment.map { dayFormat.text($0, in: timeZone) }
    }

    /// A date in the visitor's calendar and digits.
    public func shown(_ date: PartialDay?) -> String? { date.map { dayFormat.text($0) } }

    /// A day in the visitor's calendar and digits.
    public func shown(_ day: Day?) -> String? { day.map { dayFormat.text($0) } }

    /// A whole number in the visitor's digits.
    public func shown(_ number: Int) -> String { dayFormat.number(number) }
}
