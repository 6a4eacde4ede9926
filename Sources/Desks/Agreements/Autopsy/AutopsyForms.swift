import OfficeKit

/// The forms about an agreement's sleep: a step to wake it, what stands in the way, and a contact.
enum AutopsyForms {
    private static func page(
        _ fields: [FieldView], at path: String, title: String, submit: String, in file: AgreementFile, visit: Visit,
        problems: [Problem], subtitle: String? = nil
    ) -> Page {
        var form = FormView(
            action: path, fields: fields, submit: visit.text.text(submit),
            cancelHref: file.registered.href + "/autopsy")
        form.creates = true
        form.show(problems, in: visit.text)
        return Page(
            "form-page", title: title, eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            subtitle: subtitle, breadcrumbs: AgreementPage.crumbs(file, to: title, visit: visit),
            section: "/agreements", status: Page.status(of: problems), view: FormPage(form: form))
    }

    private static func note(_ values: FormValues, visit: Visit) -> FieldView {
        FieldView(
            "note", label: visit.text.text("autopsy.field.note"),
            .textarea(rows: 3, language: visit.language, maxlength: Obstacle.textLimit), value: values["note"])
    }

    /// How many days a step is given unless somebody says otherwise.
    private static let usualTime = 14

    static func step(_ dormancy: Dormancy, in file: AgreementFile, visit: Visit, problems: [Problem] = []) -> Page {
        let values = FormValues(visit)
        return page(
            [
                .date(
                    "due", label: visit.text.text("autopsy.field.due"),
                    value: PartialDay(visit.today.adding(days: usualTime)), typed: values.typed, isRequired: true,
                    visit: visit),
                note(values, visit: visit),
            ], at: "\(file.registered.href)/autopsy/\(dormancy.cause.rawValue)",
            title: visit.text.text(dormancy.cause.nextKey), submit: "autopsy.plan", in: file, visit: visit,
            problems: problems, subtitle: dormancy.reason.sentence(for: visit))
    }

    static func obstacle(in file: AgreementFile, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let values = FormValues(visit)
        return page(
            [
                .select(
                    "kind", label: text.text("autopsy.field.kind"),
                    Obstacle.Kind.allCases.map { ($0.rawValue, text.text($0.key)) }, values: values,
                    empty: text.text("forms.choose"), isRequired: true),
                .date(
                    "since", label: text.text("autopsy.field.since"), value: nil, typed: values.typed,
                    isRequired: true, visit: visit),
                FieldView(
                    "source", label: text.text("autopsy.field.source"), .input(maxlength: Obstacle.textLimit),
                    value: values["source"], hint: text.text("autopsy.sourceHint"), isRequired: true),
                .date(
                    "until", label: text.text("autopsy.field.until"), value: nil, typed: values.typed,
                    hint: text.text("autopsy.untilHint"), visit: visit),
                note(values, visit: visit),
            ], at: file.registered.href + "/obstacles/new", title: text.text("autopsy.addObstacle"),
            submit: "autopsy.addObstacle", in: file, visit: visit, problems: problems)
    }

    static func contact(in file: AgreementFile, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let values = FormValues(visit)
        return page(
            [
                .date(
                    "day", label: text.text("autopsy.field.day"), value: PartialDay(visit.today), typed: values.typed,
                    isRequired: true, visit: visit),
                .select(
                    "direction", label: text.text("autopsy.field.direction"),
                    PartnerContact.Direction.allCases.map { ($0.rawValue, text.text($0.key)) }, values: values,
                    empty: text.text("forms.choose"), hint: text.text("autopsy.directionHint"), isRequired: true),
                .select(
                    "channel", label: text.text("autopsy.field.channel"),
                    PartnerContact.Channel.allCases.map { ($0.rawValue, text.text($0.key)) }, values: values,
                    isRequired: true),
                note(values, visit: visit),
            ], at: file.registered.href + "/contacts/new", title: text.text("autopsy.addContact"),
            submit: "autopsy.addContact", in: file, visit: visit, problems: problems)
    }

    /// Reads what a form says, and gathers all that is wrong with it.
    struct Reader {
        let visit: Visit
        private(set) var problems: [Problem] = []

        init(_ visit: Visit) { self.visit = visit }

        mutating func day(_ name: String) -> Day? {
            do {
                return try visit.form.day(name, calendar: visit.calendar)
            } catch {
                problems.append(error)
                return nil
            }
        }

        mutating func needed<Value>(_ name: String, _ value: Value?) -> Value? {
            if value == nil, !problems.contains(where: { $0.field == name }) {
                problems.append(Problem(field: name, key: "forms.errors.required"))
            }
            return value
        }

        mutating func date(_ name: String) -> PartialDay? {
            do {
                return try visit.form.date(name, calendar: visit.calendar)
            } catch {
                problems.append(error)
                return nil
            }
        }
    }
}
