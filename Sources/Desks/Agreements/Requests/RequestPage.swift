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
        if let next = next(file, state: state, visit: visit) { panels.append(next) }
        panels += file.targets.filter { target in
            file.request.items.contains { $0.action == target.action.id && $0.waitsForOfficer }
        }.map { decision(on: $0, of: file, visit: visit) }
        panels.append(
            PanelView(
                title: text.text("requests.actions"), items: file.targets.map { line($0, of: file, visit: visit) }))
        if !file.reminders.isEmpty {
            panels.append(
                PanelView(
                    title: text.text("reminders.sent"),
                    items: file.reminders.map {
                        PanelView.Item(title: visit.dayFormat.text($0.day), meta: text.text($0.kind.key))
                    }))
        }
        return Page(
            "panels", title: file.title(in: text), eyebrow: text.text("requests.one"),
            breadcrumbs: [
                Crumb(text.text("requests.title"), href: RequestRoutes.path), Crumb(file.title(in: text)),
            ], section: RequestRoutes.path, view: PanelsView(panels))
    }

    /// One action and what was answered about it.
    private static func line(_ target: RequestTarget, of file: RequestFile, visit: Visit) -> PanelView.Item {
        let text = visit.text
        let item = file.request.items.first { $0.action == target.action.id }
        var href = target.clause.href
        var parts: [String?] = [
            target.clause.subject.label,
            target.action.due.map { text.text("action.dueOn", ["day": visit.dayFormat.text($0)]) },
        ]
        let badge: BadgeView
        switch item?.answer {
        case .evidence(let id):
            href = "\(target.agreement.href)/evidence/\(id)"
            parts += [text.text("requests.answeredEvidence"), visit.shown(item?.answeredAt)]
            badge = BadgeView(.success, text.text("requests.received"))
        case .delay(let reason, let until):
            parts.append(
                text.text(
                    "requests.receivedDelay",
                    [
                        "day": visit.shown(item?.answeredAt) ?? "", "until": visit.dayFormat.text(until),
                        "reason": reason,
                    ]))
            badge =
                switch item?.isDateTaken {
                case true?: BadgeView(.success, text.text("requests.dateTaken"))
                case false?: BadgeView(.neutral, text.text("requests.dateKept"))
                case nil: BadgeView(.warning, text.text("requests.dateWaits"))
                }
        case nil: badge = BadgeView(.warning, text.text("requests.unanswered"))
        }
        return PanelView.Item(
            title: target.action.title, href: href, meta: parts.compactMap { $0 }.joined(separator: " · "), badge: badge
        )
    }

    /// A new date that waits for an officer.
    private static func decision(on target: RequestTarget, of file: RequestFile, visit: Visit) -> PanelView {
        let text = visit.text
        var facts: [FactsView.Fact] = [
            .init(text.text("action.field.due"), target.action.due.map { visit.dayFormat.text($0) })
        ]
        if case .delay(let reason, let until) = file.request.items.first(where: { $0.action == target.action.id })?
            .answer
        {
            facts.append(.init(text.text("requests.field.until"), visit.dayFormat.text(until)))
            facts.append(.init(text.text("requests.field.reason"), reason))
        }
        return PanelView(
            title: target.action.title, facts: FactsView(facts),
            form: FormView(
                action: "\(file.href)/dates/\(target.action.id)",
                fields: [
                    FieldView(
                        "decision", label: text.text("requests.decision"),
                        .choices(
                            [
                                OptionView("take", label: text.text("requests.take"), isSelected: true),
                                OptionView("keep", label: text.text("requests.keep")),
                            ], many: false))
                ], submit: text.text("evidence.decide")))
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
