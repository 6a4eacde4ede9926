import OfficeKit

/// One request: to whom it went, what was answered, what an officer may do now.
enum RequestPage {
    /// - Parameter link: a link that was just made to be handed over; shown this once.
    static func page(_ file: RequestFile, visit: Visit, link: String? = nil) -> Page {
        let text = visit.text
        let request = file.request
        let state = request.state(at: visit.now)
        var panels: [PanelView] = []
        if let link {
            panels.append(
                PanelView(title: text.text("links.handOver"), text: text.text("links.shownOnce"), codes: [link]))
        }
        panels.append(
            PanelView(
                title: text.text("requests.facts"),
                facts: FactsView(
                    [
                        .init(text.text("common.status"), "", badge: state.badge(in: text)),
                        .init(
                            text.text("requests.field.addressee"), file.name ?? text.text("clause.hiddenPerson"),
                            href: file.name == nil ? nil : request.person.map { "/people/\($0)" },
                            detail: file.bodyName[visit.language]),
                        .init(text.text("requests.field.email"), file.email, dir: "ltr"),
                        .init(
                            text.text("requests.field.asked"), visit.shown(request.askedAt),
                            detail: [
                                file.askedBy[visit.language],
                                request.times > 1 ? text.text("requests.times", count: request.times) : nil,
                            ].compactMap { $0 }.joined(separator: " · ")),
                        .init(text.text("requests.field.expires"), visit.shown(request.expiresAt)),
                    ] + (request.note.map { [.init(text.text("requests.field.note"), $0)] } ?? []))))
        panels += file.targets.map { target in item(target, of: file, visit: visit) }
        if !file.reminders.isEmpty {
            panels.append(
                PanelView(
                    title: text.text("reminders.sent"),
                    items: file.reminders.map {
                        PanelView.Item(title: visit.dayFormat.text($0.day), meta: text.text($0.kind.key))
                    }))
        }
        if let next = next(file, state: state, visit: visit) { panels.append(next) }
        return Page(
            "panels", title: file.title(in: text), eyebrow: text.text("requests.one"),
            breadcrumbs: [
                Crumb(text.text("requests.title"), href: RequestRoutes.path), Crumb(file.title(in: text)),
            ], section: RequestRoutes.path, view: PanelsView(panels))
    }

    private static func item(_ target: RequestTarget, of file: RequestFile, visit: Visit) -> PanelView {
        let text = visit.text
        let item = file.request.items.first { $0.action == target.action.id }
        var facts: [FactsView.Fact] = [
            .init(
                text.text("requests.field.agreement"),
                target.agreement.agreement.title(in: visit.language) ?? target.agreement.code,
                href: target.clause.href, detail: target.clause.subject.label),
            .init(text.text("action.field.due"), target.action.due.map { visit.dayFormat.text($0) }),
        ]
        var panel = PanelView(title: target.action.title)
        switch item?.answer {
        case .evidence(let id):
            facts.append(
                .init(
                    text.text("requests.field.answer"), text.text("requests.answeredEvidence"),
                    href: "\(target.agreement.href)/evidence/\(id)", detail: visit.shown(item?.answeredAt)))
        case .delay(let reason, let until):
            facts.append(.init(text.text("requests.field.reason"), reason, detail: visit.shown(item?.answeredAt)))
            facts.append(
                .init(
                    text.text("requests.field.until"), visit.dayFormat.text(until),
                    badge: item?.isDateTaken.map {
                        BadgeView(
                            $0 ? .success : .neutral, text.text($0 ? "requests.dateTaken" : "requests.dateKept"))
                    }))
        case nil:
            facts.append(.init(text.text("requests.field.answer"), text.text("requests.unanswered")))
        }
        panel.facts = FactsView(facts)
        if item?.waitsForOfficer == true {
            panel.form = FormView(
                action: "\(file.href)/dates/\(target.action.id)",
                fields: [
                    FieldView(
                        "decision", label: text.text("requests.decision"),
                        .choices(
                            [
                                OptionView("take", label: text.text("requests.take"), isSelected: true),
                                OptionView("keep", label: text.text("requests.keep")),
                            ], many: false))
                ], submit: text.text("evidence.decide"))
        }
        return panel
    }

    private static func next(_ file: RequestFile, state: UpdateRequest.State, visit: Visit) -> PanelView? {
        let text = visit.text
        func button(_ verb: String, _ label: String, isDanger: Bool = false, confirm: String? = nil) -> PanelView.Button
        {
            PanelView.Button(
                action: "\(file.href)/\(verb)", label: text.text(label), isDanger: isDanger,
                confirm: confirm.map { text.text($0) })
        }
        switch state {
        case .waiting:
            return PanelView(
                title: text.text("requests.next"), text: text.text("requests.nextText"),
                buttons: [
                    button("again", "requests.again"), button("link", "links.make"),
                    button("withdraw", "requests.withdraw", isDanger: true, confirm: "requests.withdrawConfirm"),
                ])
        case .expired:
            return PanelView(
                title: text.text("requests.next"),
                buttons: [
                    button("again", "requests.again"),
                    button("withdraw", "requests.withdraw", isDanger: true, confirm: "requests.withdrawConfirm"),
                ])
        case .answered, .withdrawn:
            let open = file.targets.filter { $0.action.isOpen(on: visit.today) }
            guard !open.isEmpty else { return nil }
            return PanelView(
                title: text.text("requests.next"),
                links: open.prefix(5).map {
                    ActionView(
                        text.text("requests.askAnew", ["action": $0.action.title.shortened(to: 60)]),
                        href: "/requests/new?action=\($0.action.id)")
                })
        }
    }
}
