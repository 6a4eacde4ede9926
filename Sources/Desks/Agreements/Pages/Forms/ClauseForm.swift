import OfficeKit
import SQLStore

/// The form of a clause: its text in both languages side by side, its sector, and the bodies on each side.
enum ClauseForm {
    /// How many bodies of a side the form has fields for.
    private static let bodies = 2

    static func newPage(
        in file: AgreementFile, number: Int, visit: Visit, problems: [Problem] = []
    ) -> Page {
        page(
            nil, in: file, values: FormValues(visit, stored: ["number": visit.shown(number)]),
            action: file.registered.href + "/clauses/new", title: visit.text.text("clause.newTitle"), visit: visit,
            problems: problems)
    }

    static func editPage(
        _ clause: Clause, in file: AgreementFile, visit: Visit, problems: [Problem] = []
    ) -> Page {
        var stored = [
            "number": visit.shown(clause.number), "textPersian": clause.texts[.fa] ?? "",
            "textEnglish": clause.texts[.en] ?? "", "sector": clause.sector ?? "",
        ]
        for (side, list) in [("ourBody", clause.ourBodies), ("theirBody", clause.theirBodies)] {
            for (place, body) in list.prefix(bodies).enumerated() { stored["\(side)\(place + 1)"] = body }
        }
        let number = visit.shown(clause.number)
        return page(
            clause, in: file, values: FormValues(visit, stored: stored),
            action: "\(file.registered.href)/clauses/\(clause.number)/edit",
            title: visit.text.text("clause.edit", ["number": number]), visit: visit, problems: problems)
    }

    private static func page(
        _ clause: Clause?, in file: AgreementFile, values: FormValues, action: String, title: String, visit: Visit,
        problems: [Problem]
    ) -> Page {
        let text = visit.text
        let sectors = Sector.all.map { ($0.key, $0.name(in: visit.language)) }
        func body(_ side: String, _ place: Int) -> FieldView {
            let name = "\(side)\(place)"
            let stored = values.stored[name].flatMap { file.names.body($0, in: visit.language) } ?? ""
            return .suggest(
                name, label: text.text(place == 1 ? "clause.\(side)" : "clause.\(side)More"),
                source: "/bodies/suggest?side=\(side == "ourBody" ? "ours" : "theirs")", values: values, text: stored,
                hint: place == 1 ? text.text("agreement.newBodyHint") : nil)
        }
        var form = FormView(
            action: action,
            sections: [
                FormView.Section(
                    title: text.text("clause.section.text"),
                    fields: [
                        FieldView(
                            "textPersian", label: text.text("clause.field.textPersian"),
                            .textarea(rows: 5, language: .fa, maxlength: Clause.textLimit),
                            value: values["textPersian"]),
                        FieldView(
                            "textEnglish", label: text.text("clause.field.textEnglish"),
                            .textarea(rows: 5, language: .en, maxlength: Clause.textLimit),
                            value: values["textEnglish"]),
                        FieldView(
                            "number", label: text.text("clause.field.number"),
                            .input(dir: "ltr", maxlength: 4, inputmode: "numeric"), value: values["number"],
                            isRequired: true),
                        .select(
                            "sector", label: text.text("clause.field.sector"), sectors, values: values,
                            empty: text.text("forms.choose")),
                    ]),
                FormView.Section(
                    title: text.text("clause.section.bodies"), intro: text.text("clause.section.bodiesIntro"),
                    fields: [body("ourBody", 1), body("theirBody", 1), body("ourBody", 2), body("theirBody", 2)]),
            ],
            submit: text.text(clause == nil ? "clause.add" : "verbs.saveChanges"),
            cancelHref: clause.map { "\(file.registered.href)#clause-\($0.number)" } ?? file.registered.href)
        form.isWide = true
        form.creates = clause == nil
        form.show(problems, in: text)
        guard let clause else {
            return .form(
                form, title: title, breadcrumbs: AgreementPage.crumbs(file, to: title, visit: visit),
                section: "/agreements")
        }
        let path = "\(file.registered.href)/clauses/\(clause.number)"
        let withdraw =
            clause.withdrawn == nil
            ? PanelView.Button(
                action: path + "/withdraw", label: text.text("clause.withdraw"), isDanger: true,
                confirm: text.text("clause.withdrawConfirm"))
            : PanelView.Button(action: path + "/restore", label: text.text("clause.restore"))
        return Page(
            "panels", title: title, breadcrumbs: AgreementPage.crumbs(file, to: title, visit: visit),
            section: "/agreements", status: Page.status(of: problems),
            view: PanelsView([
                PanelView(title: text.text("clause.panel"), form: form),
                PanelView(
                    title: text.text("clause.withdrawTitle"), text: text.text("clause.withdrawText"),
                    buttons: [withdraw]),
            ]))
    }

    /// The clause that the form describes.
    ///
    /// - Parameter before: the clause that is changed; nil for a new one.
    /// - Throws: ``Problems``.
    static func clause(
        from visit: Visit, in file: AgreementFile, changing before: Clause? = nil, in change: Change
    ) throws -> Clause {
        let form = visit.form
        var problems: [Problem] = []
        func list(_ side: String, _ stands: Side, city: Int64?, old: [String]) -> [String] {
            var found: [String] = []
            for place in 1...bodies {
                do {
                    let body = try Choices.body(
                        "\(side)\(place)", side: stands, city: city, held: old, form: form, viewer: visit.viewer,
                        in: change)
                    if let body, !found.contains(body) { found.append(body) }
                } catch let problem as Problem {
                    problems.append(problem)
                } catch {
                    problems.append(Problem(field: "\(side)\(place)", key: "forms.errors.notInList"))
                }
            }
            return found + old.dropFirst(bodies)
        }
        let own = file.agreement.parties.first { $0.side == .ours }?.city
        let ours = list("ourBody", .ours, city: own, old: before?.ourBodies ?? [])
        let theirs = list("theirBody", .theirs, city: file.partnerCity, old: before?.theirBodies ?? [])
        let number = Int(Numerals.latin(form.text("number"))) ?? 0
        let sector = form.text("sector")
        let clause = Clause(
            id: before?.id ?? Identifier.make(at: change.at), number: number,
            texts: [.fa: form.text("textPersian"), .en: form.text("textEnglish")],
            sector: sector.isEmpty ? nil : sector, ourBodies: ours, theirBodies: theirs, withdrawn: before?.withdrawn
        ).cleaned()
        let others = Set(file.clauses.filter { $0.id != clause.id }.map(\.number))
        problems += clause.problems(besides: others, sectors: Sector.keys).map { problem in
            let field = ["ourBodies": "ourBody1", "theirBodies": "theirBody1"][problem.field] ?? problem.field
            return Problem(field: field, key: problem.key, arguments: problem.arguments)
        }
        guard problems.isEmpty else { throw Problems(problems) }
        return clause
    }
}
