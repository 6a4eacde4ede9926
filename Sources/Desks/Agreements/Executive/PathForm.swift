import OfficeKit

/// The forms that record a step of the path: a gate passed, the next step, a return.
enum PathForm {
    enum Purpose {
        case pass(PathGate)
        case advance(PathStep)
        case giveBack([PathStep])

        var address: String {
            switch self {
            case .pass(let gate): "/pass/\(gate.id)"
            case .advance: "/advance"
            case .giveBack: "/return"
            }
        }
    }

    static func page(
        _ purpose: Purpose, of executive: ExecutiveFile, visit: Visit, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        let href = executive.file.registered.href + "/document"
        let title: String
        var intro: String?
        var fields: [FieldView] = []
        var values = FormValues(visit)
        var numberHint = text.text("path.hint.documentNumber")
        switch purpose {
        case .pass(let gate):
            title = text.text("path.passTitle", ["gate": gate.name(in: visit.language)])
            intro = gate.decider(in: visit.language).map { text.text("path.decidedBy", ["decider": $0]) }
        case .advance(let step):
            title = text.text("path.advanceTo", ["step": text.text(step.key)])
            intro = text.text(step == .inForce ? "path.inForceIntro" : "path.advanceIntro")
            numberHint = text.text("path.hint.letterNumber")
        case .giveBack(let steps):
            title = text.text("path.return")
            intro = text.text("path.returnIntro")
            numberHint = text.text("path.hint.letterNumber")
            values.stored["step"] = steps.last?.rawValue
            fields.append(
                .select(
                    "step", label: text.text("path.field.returnTo"), steps.map { ($0.rawValue, text.text($0.key)) },
                    values: values))
        }
        fields += [
            FieldView(
                "documentNumber", label: text.text("path.field.documentNumber"),
                .input(maxlength: PathRecord.numberLimit), value: values["documentNumber"], hint: numberHint,
                isRequired: true),
            .date(
                "dated", label: text.text("path.field.dated"), value: PartialDay(visit.today), typed: values.typed,
                hint: text.text("path.hint.dated"), isRequired: true, visit: visit),
        ]
        let isReturn = if case .giveBack = purpose { true } else { false }
        fields += [
            FieldView(
                "reason", label: text.text(isReturn ? "path.field.reason" : "path.field.note"), .textarea(rows: 4),
                value: values["reason"], hint: isReturn ? text.text("path.hint.reason") : nil, isRequired: isReturn),
            FieldView("opened", label: "", .hidden, value: String(executive.path.records.count)),
        ]
        var form = FormView(
            action: href + purpose.address, sections: [FormView.Section(intro: intro, fields: fields)],
            submit: text.text("path.record"), cancelHref: href)
        form.creates = true
        form.show(problems, in: text)
        return Page.form(
            form, title: title, breadcrumbs: AgreementPage.crumbs(executive.file, to: title, visit: visit),
            section: "/agreements")
    }

    /// The record that the form describes.
    ///
    /// - Throws: ``Problems``.
    static func record(_ purpose: Purpose, from visit: Visit, in change: Change) throws -> PathRecord {
        let form = visit.form
        let kind: PathRecord.Kind
        let step: PathStep
        var gate: PathGate?
        switch purpose {
        case .pass(let passed): (kind, step, gate) = (.passed, passed.step, passed)
        case .advance(let next): (kind, step) = (.advanced, next)
        case .giveBack: (kind, step) = (.returned, PathStep(rawValue: form.text("step")) ?? .inForce)
        }
        var problems: [Problem] = []
        var dated: Day?
        do {
            dated = try form.day("dated", calendar: visit.calendar)
            if dated == nil { problems.append(Problem(field: "dated", key: "forms.errors.required")) }
        } catch {
            problems.append(error)
        }
        guard problems.isEmpty, let dated, let account = visit.person?.account else { throw Problems(problems) }
        let reason = form.text("reason")
        return PathRecord(
            id: Identifier.make(at: change.at), kind: kind, step: step, gate: gate,
            documentNumber: form.text("documentNumber"), dated: dated, reason: reason.isEmpty ? nil : reason,
            by: account, at: change.at)
    }
}
