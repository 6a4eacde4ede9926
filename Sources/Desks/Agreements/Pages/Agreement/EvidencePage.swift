import OfficeKit
import SQLStore

/// One piece of evidence: what it shows, its files, and the decision of a second person.
enum EvidencePage {
    struct Found: Sendable {
        let evidence: Evidence
        let link: String?
        let clause: Clause
        let files: [Attachment]
        let decidedBy: String?
        /// The record that shows it, with the key of its source's name; no record where these eyes may not see it.
        let record: (key: String, record: EvidenceReference?)?
    }

    static func page(_ found: Found, in file: AgreementFile, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let format = visit.dayFormat
        let evidence = found.evidence
        let path = evidence.href(in: file.registered)
        let isOwn = evidence.submittedBy == visit.person?.account
        let action = (file.actions[found.clause.id] ?? []).first { $0.id == evidence.action }
        var facts: [FactsView.Fact] = [
            .init(text.text("common.status"), "", badge: evidence.state.name.badge(in: text)),
            .init(
                text.text("evidence.field.clause"),
                text.text("clause.heading", ["number": format.number(found.clause.number)]),
                href: visit.may(.read) ? "\(file.registered.href)#clause-\(found.clause.number)" : nil,
                detail: found.clause.text(in: visit.language)?.shortened(to: 200)),
            .init(text.text("evidence.field.dated"), format.text(evidence.dated, .both)),
            .init(
                text.text("evidence.submittedBy"), file.names.account(evidence.submittedBy, in: visit.language),
                detail: format.text(evidence.submittedOn)),
        ]
        if let action { facts.append(.init(text.text("evidence.field.action"), action.title)) }
        if let (key, record) = found.record {
            facts.append(
                .init(
                    text.text("evidence.field.record"), record?.label ?? text.text("evidence.hiddenRecord"),
                    href: record?.href, detail: text.text(key)))
        }
        if let link = found.link { facts.append(.init(text.text("evidence.field.link"), link, href: link)) }
        switch evidence.state {
        case .submitted: break
        case .accepted(_, let day):
            facts.append(.init(text.text("evidence.acceptedBy"), found.decidedBy, detail: format.text(day)))
        case .withdrawn(_, let day):
            facts.append(.init(text.text("evidence.withdrawnBy"), found.decidedBy, detail: format.text(day)))
        case .returned(_, let day, let reason):
            facts.append(.init(text.text("evidence.returnedBy"), found.decidedBy, detail: format.text(day)))
            facts.append(.init(text.text("evidence.returnReason"), reason))
        }
        var panels = [PanelView(title: text.text("evidence.facts"), facts: FactsView(facts))]
        panels.append(
            PanelView(
                title: text.text("evidence.files"),
                text: found.files.isEmpty
                    ? text.text(found.record == nil ? "evidence.noFiles" : "evidence.onlyRecord") : nil,
                items: found.files.map { file in
                    PanelView.Item(
                        title: file.fileName, href: "\(path)/files/\(file.id)", meta: file.meta(visit: visit))
                }))
        panels += decision(evidence, path: path, isOwn: isOwn, visit: visit, problems: problems)
        return Page(
            "panels", title: evidence.title, eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            breadcrumbs: visit.may(.read)
                ? AgreementPage.crumbs(file, to: text.text("evidence.one"), visit: visit)
                : [Crumb(text.text("assignments.title"), href: "/assignments"), Crumb(text.text("evidence.one"))],
            section: visit.may(.read) ? "/agreements" : "/assignments",
            status: Page.status(of: problems), view: PanelsView(panels))
    }

    /// What may be done with it now, by who looks at it.
    private static func decision(
        _ evidence: Evidence, path: String, isOwn: Bool, visit: Visit, problems: [Problem]
    ) -> [PanelView] {
        let text = visit.text
        let state = evidence.state.name
        var panels: [PanelView] = []
        let refused = problems.map { text.text($0.key, $0.arguments) }.joined(separator: " ")
        if visit.may(.reviewEvidence), state == .submitted || state == .accepted {
            if isOwn, state == .submitted {
                panels.append(
                    PanelView(
                        id: "review", title: text.text("evidence.reviewTitle"),
                        text: problems.isEmpty ? text.text("evidence.ownText") : refused))
            } else if !isOwn {
                let values = FormValues(visit)
                var form = FormView(
                    action: path + "/review",
                    fields: [
                        FieldView(
                            "decision", label: text.text("evidence.decision"),
                            .choices(
                                (state == .submitted ? ["accept", "return"] : ["return"]).map { choice in
                                    OptionView(
                                        choice, label: text.text("evidence.decisionName.\(choice)"),
                                        isSelected: values["decision"] == choice,
                                        hint: text.text("evidence.decisionHint.\(choice)"))
                                }, many: false), isRequired: true),
                        FieldView(
                            "reason", label: text.text("evidence.returnReason"),
                            .textarea(rows: 3, maxlength: Evidence.reasonLimit), value: values["reason"],
                            hint: text.text("evidence.reasonHint")),
                    ], submit: text.text("evidence.decide"))
                form.show(problems, in: text)
                panels.append(
                    PanelView(id: "review", title: text.text("evidence.reviewTitle"), form: form))
            }
        }
        // Where there is nothing to decide any more, the refusal still says why.
        if !problems.isEmpty, panels.isEmpty {
            panels.append(PanelView(id: "review", title: text.text("evidence.reviewTitle"), text: refused))
        }
        if isOwn || visit.person?.role == .administrator, state != .withdrawn {
            var panel = PanelView(
                title: text.text("evidence.withdrawTitle"), text: text.text("evidence.withdrawText"),
                buttons: [
                    PanelView.Button(
                        action: path + "/withdraw", label: text.text("verbs.withdraw"), isDanger: true,
                        confirm: text.text("evidence.withdrawConfirm"))
                ])
            if isOwn, state == .returned {
                panel.title = text.text("evidence.againTitle")
                panel.text = text.text("evidence.againText")
                panel.links = [ActionView(text.text("evidence.again"), href: path + "/again", isPrimary: true)]
            }
            panels.append(panel)
        }
        return panels
    }
}
