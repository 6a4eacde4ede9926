import OfficeKit
import SQLStore

/// The form by which evidence of work under a clause is submitted, and submitted again after it was returned.
enum EvidenceForm {
    /// The records of the office that may be chosen.
    typealias Records = [(value: String, label: String)]

    static func newPage(
        under clause: Clause, in file: AgreementFile, records: Records = [], back: String, visit: Visit,
        problems: [Problem] = []
    ) -> Page {
        page(
            nil, link: nil, under: clause, in: file, records: records,
            values: FormValues(visit, stored: ["action": visit.query["action"] ?? ""]),
            action: "\(file.registered.href)/clauses/\(clause.number)/evidence/new", back: back, visit: visit,
            problems: problems)
    }

    static func againPage(
        _ evidence: Evidence, link: String?, under clause: Clause, in file: AgreementFile, records: Records = [],
        visit: Visit, problems: [Problem] = []
    ) -> Page {
        page(
            evidence, link: link, under: clause, in: file, records: records,
            values: FormValues(
                visit, stored: ["title": evidence.title, "link": link ?? "", "action": evidence.action ?? ""]),
            action: evidence.href(in: file.registered) + "/again", back: evidence.href(in: file.registered),
            visit: visit, problems: problems)
    }

    private static func page(
        _ evidence: Evidence?, link: String?, under clause: Clause, in file: AgreementFile, records: Records,
        values: FormValues, action: String, back: String, visit: Visit, problems: [Problem]
    ) -> Page {
        let text = visit.text
        let title = text.text(evidence == nil ? "evidence.newTitle" : "evidence.againTitle")
        let actions = (file.actions[clause.id] ?? []).filter { $0.cancelled == nil }
        var fields: [FieldView] = [
            FieldView(
                "title", label: text.text("evidence.field.title"), .input(maxlength: Evidence.titleLimit),
                value: values["title"], hint: text.text("evidence.titleHint"), isRequired: true),
            .date(
                "dated", label: text.text("evidence.field.dated"),
                value: PartialDay(evidence?.dated ?? visit.today), typed: values.typed,
                hint: text.text("evidence.datedHint"), isRequired: true, visit: visit),
        ]
        if evidence == nil, !actions.isEmpty {
            fields.append(
                .select(
                    "action", label: text.text("evidence.field.action"), actions.map { ($0.id, $0.title) },
                    values: values, empty: text.text("evidence.noAction")))
        }
        fields += [
            FieldView(
                "file", label: text.text("evidence.field.file"), .file(accept: nil), hint: text.text("forms.fileLimit")),
            FieldView(
                "link", label: text.text("evidence.field.link"),
                .input(type: "url", dir: "ltr", maxlength: Evidence.linkLimit), value: values["link"],
                hint: text.text("evidence.linkHint")),
        ]
        if !records.isEmpty {
            fields.append(
                .select(
                    "record", label: text.text("evidence.field.record"), records, values: values,
                    empty: text.text("common.none"), hint: text.text("evidence.recordHint")))
        }
        var form = FormView(action: action, fields: fields, submit: text.text("evidence.submit"), cancelHref: back)
        form.hasFile = true
        form.creates = evidence == nil
        form.show(problems.map { $0.field == "proof" ? Problem(field: "file", key: $0.key) : $0 }, in: text)
        return Page(
            "form-page", title: title,
            eyebrow: [
                file.registered.code, text.text("clause.heading", ["number": visit.shown(clause.number)]),
            ].joined(separator: " · "),
            subtitle: clause.text(in: visit.language).map { $0.shortened(to: 160) },
            breadcrumbs: visit.may(.read)
                ? AgreementPage.crumbs(file, to: title, visit: visit)
                : [Crumb(text.text("assignments.title"), href: "/assignments"), Crumb(title)],
            section: visit.may(.read) ? "/agreements" : "/assignments",
            status: Page.status(of: problems), view: FormPage(form: form))
    }

    /// The day and the files that a form of evidence gives, whoever fills it in, and what is wrong with them.
    static func proof(
        in form: FormData, calendar: CalendarChoice
    ) -> (dated: Day?, files: [FormData.File], problems: [Problem]) {
        var problems: [Problem] = []
        var dated: Day?
        do {
            dated = try form.day("dated", calendar: calendar)
            if dated == nil { problems.append(Problem(field: "dated", key: "forms.errors.required")) }
        } catch {
            problems.append(error)
        }
        let files = form.files.filter { $0.field == "file" && !($0.name.isEmpty && $0.bytes.isEmpty) }
        for file in files where file.bytes.isEmpty {
            problems.append(Problem(field: "file", key: "forms.errors.fileEmpty"))
        }
        return (dated, files, problems)
    }

    /// What the form submits.
    ///
    /// - Parameters:
    ///   - before: the evidence that is submitted again; nil for new evidence.
    ///   - sources: where the record that shows it is looked for; nil for who may choose none.
    /// - Throws: ``Problems``.
    static func submission(
        from visit: Visit, under clause: Clause, changing before: Evidence? = nil, hasStoredFile: Bool = false,
        sources: EvidenceSources? = nil, in change: Change
    ) throws -> Evidence.Submission {
        let form = visit.form
        let (dated, files, faults) = proof(in: form, calendar: visit.calendar)
        var problems = faults
        let link = form.text("link")
        let action = form.text("action")
        var record: EvidenceReference?
        do {
            record = try sources?.record(
                named: form.text("record"), viewer: visit.viewer, in: visit.language, on: change.connection)
        } catch let problem as Problem {
            problems.append(problem)
        }
        let submission = Evidence.Submission(
            Evidence(
                id: before?.id ?? Identifier.make(at: change.at), clause: clause.id,
                action: before?.action ?? (action.isEmpty ? nil : action), title: form.text("title"),
                submittedBy: before?.submittedBy ?? visit.person?.account ?? "",
                submittedOn: before?.submittedOn ?? visit.today, dated: dated ?? visit.today),
            link: link.isEmpty ? nil : link, files: files, record: record)
        problems += submission.problems(on: visit.today, hasStoredFile: hasStoredFile)
        guard problems.isEmpty else { throw Problems(problems) }
        return submission
    }
}
