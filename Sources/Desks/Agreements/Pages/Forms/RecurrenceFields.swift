import OfficeKit
import SQLStore

/// The part of an action's form that says how it comes back.
enum RecurrenceFields {
    static func stored(_ recurrence: Recurrence?, visit: Visit) -> [String: String] {
        guard let recurrence else { return [:] }
        return [
            "repeats": recurrence.unit.rawValue,
            "every": Numerals.inDigits(String(recurrence.every), of: visit.language),
        ]
    }

    static func fields(of recurrence: Recurrence?, values: FormValues, visit: Visit) -> [FieldView] {
        let text = visit.text
        return [
            .select(
                "repeats", label: text.text("action.field.repeats"),
                Recurrence.Unit.allCases.map { ($0.rawValue, text.text($0.key)) }, values: values,
                empty: text.text("action.repeats.once"), hint: text.text("action.repeatsHint")),
            FieldView(
                "every", label: text.text("action.field.every"), .input(maxlength: 2, inputmode: "numeric"),
                value: values["every"], hint: text.text("action.everyHint")),
            .date(
                "until", label: text.text("action.field.until"), value: recurrence?.until.map { PartialDay($0) },
                typed: values.typed, hint: text.text("action.untilHint"), visit: visit),
        ]
    }

    /// What the form says; nil for an action that comes once, and when something is wrong.
    static func read(from visit: Visit, due: Day?) -> (recurrence: Recurrence?, problems: [Problem]) {
        let form = visit.form
        let named = form.text("repeats")
        guard !named.isEmpty else { return (nil, []) }
        guard let unit = Recurrence.Unit(rawValue: named) else {
            return (nil, [Problem(field: "repeats", key: "forms.errors.choose")])
        }
        var problems: [Problem] = []
        let typed = Numerals.latin(form.text("every"))
        let every = typed.isEmpty ? 1 : Int(typed)
        if every == nil { problems.append(Problem(field: "every", key: "forms.errors.notANumber")) }
        var until: Day?
        do {
            until = try form.day("until", calendar: visit.calendar)
        } catch {
            problems.append(error)
        }
        // The calendar in which the date was typed is the one whose months are meant.
        let calendar = CalendarChoice(rawValue: form.text("due-calendar")) ?? visit.calendar
        let recurrence = Recurrence(
            every: every ?? 1, unit: unit, calendar: calendar, from: due ?? visit.today, until: until)
        problems += recurrence.problems(due: due)
        return problems.isEmpty ? (recurrence, []) : (nil, problems)
    }

    /// Keeps what the form says.
    ///
    /// - Parameter before: the action as it was: while its date stays, the day of the month that is wanted stays too.
    static func keep(
        from visit: Visit, of action: Action, was before: Action? = nil, under clause: RegisteredClause,
        in change: Change
    ) throws {
        var recurrence = read(from: visit, due: action.due).recurrence
        let known = try Recurrence.of(action.id, on: change.connection)
        if let known, before?.due == action.due, known.calendar == recurrence?.calendar { recurrence?.day = known.day }
        try Recurrence.set(recurrence, of: action, under: clause, in: change)
    }
}

extension Recurrence {
    /// How often it comes back, as words.
    func sentence(in text: Catalogue) -> String {
        text.text("action.every.\(unit.rawValue)", count: every)
    }
}
