import Cities
import OfficeKit
import SQLStore

/// From a bare tie to its first assigned clause in one form: the executive document, one promise, who keeps it, and the
/// first piece of work. What is then missing is evidence, and a second person who accepts it.
enum StartForm {
    static func page(_ file: AgreementFile, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let values = FormValues(visit)
        let needsDocument = needsDocument(file, on: visit.today)
        func suggest(_ name: String, _ source: String) -> FieldView {
            .suggest(
                name, label: text.text("clause.\(name.dropLast())"), source: source, values: values,
                hint: text.text("agreement.newBodyHint"), isRequired: name == "ourBody1")
        }
        var sections: [FormView.Section] = []
        if !file.record.isSigned(on: visit.today) {
            sections.append(
                FormView.Section(
                    title: text.text("start.signature"),
                    fields: [
                        .date(
                            "signed", label: text.text("register.field.signed"), value: nil, typed: values.typed,
                            isRequired: true, visit: visit)
                    ]))
        }
        if needsDocument {
            sections.append(
                FormView.Section(
                    title: text.text("start.document"), intro: text.text("start.documentIntro"),
                    fields: [
                        .date(
                            "documentSigned", label: text.text("start.documentSigned"), value: nil,
                            typed: values.typed, isRequired: true, visit: visit),
                        .date(
                            "documentExpires", label: text.text("start.documentExpires"), value: nil,
                            typed: values.typed, visit: visit),
                    ]))
        }
        sections.append(
            FormView.Section(
                title: text.text("start.clause"), intro: text.text("start.clauseIntro"),
                fields: [
                    FieldView(
                        "textPersian", label: text.text("clause.field.textPersian"),
                        .textarea(rows: 3, language: .fa, maxlength: Clause.textLimit), value: values["textPersian"]),
                    FieldView(
                        "textEnglish", label: text.text("clause.field.textEnglish"),
                        .textarea(rows: 3, language: .en, maxlength: Clause.textLimit), value: values["textEnglish"]),
                    .select(
                        "sector", label: text.text("clause.field.sector"),
                        Sector.all.map { ($0.key, $0.name(in: visit.language)) }, values: values,
                        empty: text.text("forms.choose")),
                    suggest("ourBody1", "/bodies/suggest?side=ours"),
                    suggest("theirBody1", "/bodies/suggest?side=theirs"),
                ]))
        sections.append(
            FormView.Section(
                title: text.text("start.action"),
                fields: [
                    FieldView(
                        "title", label: text.text("action.field.title"), .input(maxlength: Action.titleLimit),
                        value: values["title"], hint: text.text("action.titleHint"), isRequired: true),
                    .date(
                        "due", label: text.text("action.field.due"), value: nil, typed: values.typed,
                        hint: text.text("action.dueHint"), isRequired: true, visit: visit),
                ]))
        var form = FormView(
            action: file.registered.href + "/start", sections: sections, submit: text.text("start.submit"),
            cancelHref: file.registered.href)
        form.isWide = true
        form.creates = true
        form.show(problems, in: text)
        return Page(
            "form-page", title: text.text("start.title"),
            eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            subtitle: text.text("start.intro"),
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("start.title"), visit: visit),
            section: "/agreements", status: Page.status(of: problems),
            view: FormPage(form: form))
    }

    private static func needsDocument(_ file: AgreementFile, on today: Day) -> Bool {
        !file.record.hasExecutiveDocument(on: today)
    }

    /// Makes all of it, in the one transaction of the change.
    ///
    /// - Returns: the address of the form for evidence, which is the next thing to do.
    /// - Throws: ``Problems``.
    static func make(_ file: AgreementFile, visit: Visit, in change: Change) throws -> String {
        let form = visit.form
        let today = visit.today
        var problems: [Problem] = []
        func date(_ name: String, isNeeded: Bool) -> PartialDay? {
            do {
                let date = try form.date(name, calendar: visit.calendar)
                if date == nil, isNeeded { problems.append(Problem(field: name, key: "forms.errors.required")) }
                return date
            } catch {
                problems.append(error)
                return nil
            }
        }
        func named(_ problem: Problem, _ names: [String: String]) -> Problem {
            Problem(field: names[problem.field] ?? problem.field, key: problem.key, arguments: problem.arguments)
        }

        var tie = file.registered
        if !file.record.isSigned(on: today) {
            var signed = tie.agreement
            signed.signed = date("signed", isNeeded: true)
            signed.isSigned = true
            problems += signed.problems(on: today).filter { $0.field == "signed" }
            if problems.isEmpty { tie = try tie.edit(to: signed, on: today, in: change) }
        }
        var place = file.workplace(on: today)
        var number = 1
        if needsDocument(file, on: today) {
            let document = try document(under: tie, visit: visit, change: change) { name, isNeeded in
                date(name, isNeeded: isNeeded)
            }
            problems += document.problems(on: today).map {
                named($0, ["signed": "documentSigned", "expires": "documentExpires"])
            }
            if problems.isEmpty { place = try Agreement.register(document, on: today, in: change) }
        } else {
            number = try Clause.nextNumber(in: place.agreement.id, on: change.connection)
        }
        var clause = Clause(id: Identifier.make(at: change.at), number: number)
        do {
            let own = tie.agreement.parties.first { $0.side == .ours }?.city
            let ours = try Choices.body(
                "ourBody1", side: .ours, city: own, form: form, viewer: visit.viewer, in: change)
            if ours == nil { problems.append(Problem(field: "ourBody1", key: "forms.errors.required")) }
            let theirs = try Choices.body(
                "theirBody1", side: .theirs, city: file.partnerCity, form: form, viewer: visit.viewer, in: change)
            let sector = form.text("sector")
            clause.texts = [.fa: form.text("textPersian"), .en: form.text("textEnglish")]
            clause.sector = sector.isEmpty ? nil : sector
            clause.ourBodies = [ours].compactMap { $0 }
            clause.theirBodies = [theirs].compactMap { $0 }
            clause = clause.cleaned()
            problems += clause.problems(besides: [], sectors: Sector.keys).map {
                named($0, ["theirBodies": "theirBody1", "ourBodies": "ourBody1"])
            }
        } catch let problem as Problem {
            problems.append(problem)
        }
        let due = date("due", isNeeded: true)
        if let due, due.precision != .day { problems.append(Problem(field: "due", key: "forms.errors.dateNeedsDay")) }
        let action = Action(
            id: Identifier.make(at: change.at), clause: clause.id, title: form.text("title"), due: due?.earliest,
            ownerBody: clause.ourBodies.first)
        problems += action.problems(on: today)
        guard problems.isEmpty else { throw Problems(problems) }
        let added = try RegisteredClause.add(clause, to: place, in: change)
        try Action.add(action, under: added, on: today, in: change)
        return "\(added.path)/evidence/new?action=\(action.id)"
    }

    private static func document(
        under tie: RegisteredAgreement, visit: Visit, change: Change, date: (String, Bool) -> PartialDay?
    ) throws -> Agreement {
        let agreement = tie.agreement
        var document = Agreement(
            id: Identifier.make(at: change.at), kind: agreement.kind, level: .executive, parent: agreement.id,
            parties: agreement.parties, signed: date("documentSigned", true), isSigned: true,
            expires: date("documentExpires", false), secrecy: agreement.secrecy)
        for language in Language.allCases {
            let text = visit.text(in: language)
            let title = text.text(
                "start.documentTitle",
                ["level": text.text(InstrumentLevel.executive.key), "title": agreement.title(in: language) ?? tie.code])
            let cut = String(title.prefix(Agreement.titleLimit))
            if language == .fa { document.titlePersian = cut } else { document.titleEnglish = cut }
        }
        return document
    }
}
