import Foundation
import OfficeKit
import SQLStore

/// The page behind a request's link: what is asked, and for each action two short forms, done or delayed.
enum AnswerPage {
    enum Form: Sendable { case done, delayed }

    /// All that is asked. A single action has its forms here; of several each has a page of its own.
    static func page(_ request: UpdateRequest, about targets: [RequestTarget], visit: Visit) -> Page {
        if targets.count == 1, let only = targets.first { return page(request, about: only, of: targets, visit: visit) }
        let text = visit.text
        let items = targets.map { target in
            let answer = request.items.first { $0.action == target.action.id }.flatMap { item in
                item.answer.map { _ in said(item, visit: visit) }
            }
            return PanelView.Item(
                title: target.action.title,
                href: "/u/\(visit.part("token"))/\(target.action.id)\(visit.query.text)",
                meta: [
                    target.agreement.agreement.title(in: visit.language) ?? target.agreement.code,
                    target.action.due.map { text.text("action.dueOn", ["day": visit.dayFormat.text($0)]) },
                ].compactMap { $0 }.joined(separator: " · "),
                badge: answer == nil
                    ? BadgeView(.warning, text.text("requests.unanswered"))
                    : BadgeView(.success, text.text("requests.received")))
        }
        return .guest(
            title: text.text("requests.answerTitle", count: targets.count), lead: lead(request, visit: visit),
            panels: note(request, visit: visit) + [PanelView(title: text.text("requests.actions"), items: items)],
            visit: visit)
    }

    /// One action with the two forms that answer, or what has been received.
    ///
    /// - Parameter typed: the form that was sent and comes back with problems.
    static func page(
        _ request: UpdateRequest, about target: RequestTarget, of targets: [RequestTarget], visit: Visit,
        typed: Form? = nil, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        var panels = [PanelView(title: target.action.title, facts: facts(of: target, visit: visit))]
        if let item = request.items.first(where: { $0.action == target.action.id }), item.answer != nil {
            panels[0].text = said(item, visit: visit)
        } else {
            panels += [Form.done, .delayed].map { form in
                panel(
                    form, about: target, isTyped: typed == form, problems: typed == form ? problems : [], visit: visit)
            }
        }
        let title = text.text("requests.answerTitle", count: 1)
        return .guest(
            title: title, lead: lead(request, visit: visit),
            breadcrumbs: targets.count == 1
                ? []
                : [
                    Crumb(
                        text.text("requests.answerTitle", count: targets.count),
                        href: "/u/\(visit.part("token"))\(visit.query.text)"), Crumb(target.action.title),
                ], panels: note(request, visit: visit) + panels, problems: problems, visit: visit)
    }

    private static func note(_ request: UpdateRequest, visit: Visit) -> [PanelView] {
        request.note.map { [PanelView(title: visit.text.text("common.note"), text: $0)] } ?? []
    }

    /// Whoever has no account is asked for less than an officer, and told so in other words.
    static func worded(_ problems: [Problem]) -> [Problem] {
        problems.map { $0.field == "proof" ? Problem(field: "report", key: "requests.problem.noProof") : $0 }
    }

    private static func lead(_ request: UpdateRequest, visit: Visit) -> String {
        let text = visit.text
        return [
            text.text("requests.lead", ["name": request.name, "office": visit.settings.name(in: visit.language)]),
            text.text("requests.open", ["day": visit.shown(request.expiresAt) ?? ""]),
        ].joined(separator: " ")
    }

    private static func facts(of target: RequestTarget, visit: Visit) -> FactsView {
        let text = visit.text
        let agreement = target.agreement
        return FactsView([
            .init(
                text.text("requests.field.agreement"), agreement.agreement.title(in: visit.language) ?? agreement.code),
            .init(
                text.text("evidence.field.clause"), target.clause.clause.text(in: visit.language)?.shortened(to: 400),
                detail: text.text("clause.heading", ["number": visit.shown(target.clause.clause.number)])),
            .init(text.text("action.field.due"), target.action.due.map { visit.dayFormat.text($0, .both) }),
        ])
    }

    /// What has been received.
    private static func said(_ item: UpdateRequest.Item, visit: Visit) -> String {
        let text = visit.text
        let day = visit.shown(item.answeredAt) ?? ""
        switch item.answer {
        case .delay(let reason, let until):
            return text.text(
                "requests.receivedDelay", ["day": day, "until": visit.dayFormat.text(until), "reason": reason])
        case .evidence, nil: return text.text("requests.receivedEvidence", ["day": day])
        }
    }

    private static func panel(
        _ kind: Form, about target: RequestTarget, isTyped: Bool, problems: [Problem], visit: Visit
    ) -> PanelView {
        let text = visit.text
        let values = isTyped ? visit.form : FormData()
        let action = "/u/\(visit.part("token"))/\(target.action.id)/"
        var form: FormView
        switch kind {
        case .done:
            form = FormView(
                action: action + "done" + visit.query.text,
                fields: [
                    .date(
                        "dated", label: text.text("evidence.field.dated"), value: nil, typed: isTyped ? values : nil,
                        hint: text.text("evidence.datedHint"), isRequired: true, visit: visit),
                    FieldView(
                        "title", label: text.text("requests.field.what"), .input(maxlength: Evidence.titleLimit),
                        value: values.text("title"), hint: text.text("evidence.titleHint"), isRequired: true),
                    FieldView(
                        "report", label: text.text("requests.field.report"), .textarea(rows: 4, maxlength: 20_000),
                        value: values.text("report"), hint: text.text("requests.reportHint")),
                    FieldView(
                        "file", label: text.text("evidence.field.file"), .file(accept: nil),
                        hint: text.text("forms.fileLimit")),
                    FieldView(
                        "link", label: text.text("evidence.field.link"),
                        .input(type: "url", dir: "ltr", maxlength: Evidence.linkLimit), value: values.text("link"),
                        hint: text.text("evidence.linkHint")),
                ], submit: text.text("requests.sendDone"))
            form.hasFile = true
        case .delayed:
            form = FormView(
                action: action + "delayed" + visit.query.text,
                fields: [
                    FieldView(
                        "reason", label: text.text("requests.field.reason"),
                        .textarea(rows: 3, maxlength: UpdateAnswer.reasonLimit), value: values.text("reason"),
                        isRequired: true),
                    .date(
                        "until", label: text.text("requests.field.until"), value: nil, typed: isTyped ? values : nil,
                        isRequired: true, visit: visit),
                ], submit: text.text("requests.sendDelayed"))
        }
        form.show(worded(problems), in: text)
        return PanelView(title: text.text(kind == .done ? "requests.done" : "requests.delayed"), form: form)
    }

    /// The evidence that the form sends.
    ///
    /// - Throws: ``Problems``.
    static func submission(
        from visit: Visit, about target: RequestTarget, of request: UpdateRequest, in change: Change
    ) throws -> Evidence.Submission {
        try submission(
            from: visit, under: target.clause.clause, action: target.action.id,
            by: LinkHolder.account(of: request.id), in: change)
    }

    /// Evidence from who has no account: a text of their own is a proof too, kept as a file.
    static func submission(
        from visit: Visit, under clause: Clause, action: String?, by holder: String, in change: Change
    ) throws -> Evidence.Submission {
        let form = visit.form
        let (dated, sent, faults) = EvidenceForm.proof(in: form, calendar: visit.calendar)
        var problems = faults
        var files = sent
        let link = form.text("link")
        let report = form.text("report")
        if !report.isEmpty {
            files.append(FormData.File(field: "report", name: "report.txt", bytes: Array(report.utf8)))
        }
        let submission = Evidence.Submission(
            Evidence(
                id: Identifier.make(at: change.at), clause: clause.id, action: action, title: form.text("title"),
                submittedBy: holder, submittedOn: visit.today, dated: dated ?? visit.today),
            link: link.isEmpty ? nil : link, files: files)
        problems += submission.problems(on: visit.today)
        guard problems.isEmpty else { throw Problems(problems) }
        return submission
    }

    /// The delay that the form sends.
    ///
    /// - Throws: ``Problems``.
    static func delay(from visit: Visit) throws -> UpdateAnswer {
        let form = visit.form
        var until: Day?
        var problems: [Problem] = []
        do {
            until = try form.day("until", calendar: visit.calendar)
            problems = UpdateAnswer.problems(reason: form.text("reason"), until: until, on: visit.today)
        } catch {
            problems = [error]
        }
        guard problems.isEmpty, let until else { throw Problems(problems) }
        return .delayed(reason: form.text("reason"), until: until)
    }
}
