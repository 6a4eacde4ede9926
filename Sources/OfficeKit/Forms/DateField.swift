import PersianText

extension FieldView {
    /// The three fields of a date: day, month by name, year; month and day may stay empty.
    ///
    /// - Parameters:
    ///   - value: what is stored. A year or month alone is shown in its own calendar, for it is another time in the other.
    ///   - typed: the form as it was sent, when it comes back; what was typed is shown as it was.
    public static func date(
        _ name: String, label: String, value: PartialDay?, typed: FormData? = nil, hint: String? = nil,
        isRequired: Bool = false, visit: Visit
    ) -> FieldView {
        var calendar = visit.calendar
        var parts = (day: "", month: "", year: "")
        if let typed {
            calendar = CalendarChoice(rawValue: typed.text("\(name)-calendar")) ?? calendar
            parts = (typed.text("\(name)-day"), typed.text("\(name)-month"), typed.text("\(name)-year"))
        } else if let value {
            if value.precision != .day { calendar = value.calendar }
            let jalali = Jalali(epochDay: value.earliest.epochDay)
            if calendar == .jalali, jalali == nil { calendar = .gregorian }
            let civil = value.earliest.civil
            let (year, month, day) =
                calendar == .jalali ? (jalali?.year ?? 0, jalali?.month ?? 0, jalali?.day ?? 0) : civil
            func digits(_ number: Int) -> String { Numerals.inDigits(String(number), of: visit.language) }
            parts = (
                value.precision == .day ? digits(day) : "", value.precision == .year ? "" : String(month), digits(year)
            )
        }
        let names = CalendarNames.months(of: calendar, in: visit.language)
        let month = Int(Numerals.latin(parts.month))
        let options =
            [OptionView("", label: visit.text.text("dates.unknownMonth"), isSelected: month == nil)]
            + names.enumerated().map { index, name in
                OptionView(String(index + 1), label: name, isSelected: month == index + 1)
            }
        return FieldView(
            name, label: label, .date(day: parts.day, months: options, year: parts.year, calendar: calendar),
            hint: hint ?? visit.text.text("dates.hint"), isRequired: isRequired)
    }
}

extension FormData {
    /// The date of three fields, or of one text field of the same name; nil when they are empty.
    ///
    /// - Parameter calendar: the visitor's, for a form that does not say which it showed.
    /// - Throws: ``Problem`` of the field.
    public func date(_ name: String, calendar: CalendarChoice) throws(Problem) -> PartialDay? {
        do {
            let whole = text(name)
            if !whole.isEmpty { return try DayParser.date(from: whole) }
            return try DayParser.date(
                year: text("\(name)-year"), month: text("\(name)-month"), day: text("\(name)-day"),
                calendar: CalendarChoice(rawValue: text("\(name)-calendar")) ?? calendar)
        } catch {
            throw Problem(field: name, key: error.key)
        }
    }

    /// The day of three fields: a year or month alone will not do.
    ///
    /// - Throws: ``Problem`` of the field.
    public func day(_ name: String, calendar: CalendarChoice) throws(Problem) -> Day? {
        guard let date = try date(name, calendar: calendar) else { return nil }
        guard date.precision == .day else { throw Problem(field: name, key: "forms.errors.dateNeedsDay") }
        return date.earliest
    }
}
