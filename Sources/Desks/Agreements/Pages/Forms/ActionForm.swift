import OfficeKit
import SQLStore

/// The form of an action: what is to be done, by whom, until when; later, that it is done or given up.
enum ActionForm {
    static func newPage(
        under clause: Clause, in file: AgreementFile, visit: Visit, problems: [Problem] = []
    ) -> Page {
        // The clause's own body is the likeliest owner.
        page(
            nil, under: clause, in: file,
            values: FormValues(visit, stored: ["ownerBody": clause.ourBodies.first ?? ""]), visit: visit,
            problems: problems)
    }

    static func editPage(
        _ action: Action, under clause: Clause, in file: AgreementFile, visit: Visit, problems: [Problem] = []
    ) -> Page {
        page(
            action, under: clause, in: file,
            values: FormValues(
                visit,
                stored: [
                    "title": action.title, "ownerBody": action.ownerBody ?? "", "ownerPerson": action.ownerPerson ?? "",
                    "translation": action.translation ?? "", "indicator": action.indicator ?? "",
                    "indicatorTranslation": action.indicatorTranslation ?? "", "budgetLine": action.budgetLine ?? "",
                ].merging(RecurrenceFields.stored(file.recurrences[action.id], visit: visit)) { $1 }), visit: visit,
            problems: problems)
    }

    private static func page(
        _ action: Action?, under clause: Clause, in file: AgreementFile, values: FormValues, visit: Visit,
        problems: [Problem]
    ) -> Page {
        let text = visit.text
        let path = "\(file.registered.href)/clauses/\(clause.number)/actions"
        let title = text.text(action == nil ? "action.newTitle" : "action.editTitle")
        func name(_ field: String, _ find: (String, Language) -> String?) -> String {
            values.stored[field].flatMap { $0.isEmpty ? nil : find($0, visit.language) } ?? ""
        }
        var fields: [FieldView] = [
            FieldView(
                "title", label: text.text("action.field.title"), .input(maxlength: Action.titleLimit),
                value: values["title"], hint: text.text("action.titleHint"), isRequired: true),
            .date(
                "due", label: text.text("action.field.due"), value: action?.due.map { PartialDay($0) },
                typed: values.typed, hint: text.text("action.dueHint"), visit: visit),
            .suggest(
                "ownerBody", label: text.text("action.field.ownerBody"), source: "/bodies/suggest", values: values,
                text: name("ownerBody") { file.names.body($0, in: $1) }, hint: text.text("agreement.newBodyHint")),
            .suggest(
                "ownerPerson", label: text.text("action.field.ownerPerson"), source: "/people/suggest", values: values,
                text: name("ownerPerson") { file.names.person($0, in: $1) }, hint: text.text("action.personHint")),
        ]
        fields += RecurrenceFields.fields(
            of: action.flatMap { file.recurrences[$0.id] }, values: values, visit: visit)
        if let action {
            fields += [
                .date(
                    "closed", label: text.text("action.field.closed"), value: action.closed.map { PartialDay($0) },
                    typed: values.typed, hint: text.text("action.closedHint"), visit: visit),
                .date(
                    "cancelled", label: text.text("action.field.cancelled"),
                    value: action.cancelled.map { PartialDay($0) }, typed: values.typed, hint: "", visit: visit),
            ]
        }
        let document = FormView.Section(
            title: text.text("action.section.document"), intro: text.text("action.section.documentIntro"),
            fields: ["translation", "indicator", "indicatorTranslation", "budgetLine"].map { field in
                FieldView(
                    field, label: text.text("action.field.\(field)"), .input(maxlength: Action.titleLimit),
                    value: values[field], hint: text.text("action.hint.\(field)"))
            })
        var form = FormView(
            action: action.map { "\(path)/\($0.id)" } ?? path + "/new",
            sections: [FormView.Section(fields: fields), document],
            submit: text.text(action == nil ? "action.add" : "verbs.saveChanges"),
            cancelHref: "\(file.registered.href)#clause-\(clause.number)")
        form.creates = action == nil
        form.show(problems, in: text)
        return Page(
            "form-page", title: title,
            eyebrow: [
                file.registered.code, text.text("clause.heading", ["number": visit.shown(clause.number)]),
            ].joined(separator: " · "),
            subtitle: clause.text(in: visit.language).map { $0.shortened(to: 160) },
            breadcrumbs: AgreementPage.crumbs(file, to: title, visit: visit), section: "/agreements",
            status: Page.status(of: problems), view: FormPage(form: form))
    }

    /// The action that the form describes.
    ///
    /// - Throws: ``Problems``.
    static func action(
        from visit: Visit, under clause: Clause, changing before: Action? = nil, city: Int64?, in change: Change
    ) throws -> Action {
        let form = visit.form
        var problems: [Problem] = []
        func take<T>(_ work: () throws -> T?) throws -> T? {
            do {
                return try work()
            } catch let problem as Problem {
                problems.append(problem)
                return nil
            }
        }
        let action = Action(
            id: before?.id ?? Identifier.make(at: change.at), clause: clause.id, title: form.text("title"),
            due: try take { try form.day("due", calendar: visit.calendar) },
            ownerBody: try take {
                try Choices.body(
                    "ownerBody", side: .ours, city: city, held: [before?.ownerBody].compactMap { $0 }, form: form,
                    viewer: visit.viewer, in: change)
            },
            ownerPerson: try take {
                try Choices.person(
                    "ownerPerson", held: before?.ownerPerson, form: form, viewer: visit.viewer, on: change.connection)
            },
            closed: before == nil ? nil : try take { try form.day("closed", calendar: visit.calendar) },
            cancelled: before == nil ? nil : try take { try form.day("cancelled", calendar: visit.calendar) },
            translation: form.text("translation"), indicator: form.text("indicator"),
            indicatorTranslation: form.text("indicatorTranslation"), budgetLine: form.text("budgetLine"))
        problems += action.problems(on: visit.today) + RecurrenceFields.read(from: visit, due: action.due).problems
        guard problems.isEmpty else { throw Problems(problems) }
        return action
    }
}

/// The view of `form-page`.
struct FormPage: Sendable { let form: FormView }

extension String {
    /// The beginning, cut at a word, with an ellipsis where something was cut.
    func shortened(to limit: Int) -> String {
        guard count > limit else { return self }
        let head = prefix(limit)
        let end = head.lastIndex { $0.isWhitespace } ?? head.endIndex
        return head[..<end] + "…"
    }
}
