import OfficeKit
import SQLStore

/// What both sides say of an agreement, side by side, and who of the other side has access to it.
struct SidesPage: Sendable {
    let file: AgreementFile
    let accesses: [PartnerAccess]

    private struct View: Sendable {
        let tabs: [AgreementTabs.Tab]
        let lead: String
        let sides: SidesView
        let panels: [PanelView]
    }

    static func load(_ visit: Visit) async throws -> SidesPage {
        let file = try await AgreementFile.load(visit)
        let id = file.agreement.id
        return SidesPage(file: file, accesses: try await visit.read { try PartnerAccess.all(of: id, on: $0) })
    }

    /// The line of the address: `/signed/-`, `/kind/-`, `/action/0190…`.
    ///
    /// - Throws: ``Refusal/notFound``.
    static func line(_ visit: Visit, in sides: BothSides) throws -> BothSides.Line {
        guard let topic = Statement.Topic(rawValue: visit.part("topic")),
            let line = sides.line(topic, topic == .action ? visit.part("subject") : nil)
        else { throw Refusal.notFound }
        return line
    }

    /// A line's place in addresses.
    static func place(of line: BothSides.Line) -> String { "\(line.topic.rawValue)/\(line.action ?? "-")" }

    private static func words(_ file: AgreementFile, visit: Visit) -> SideWords {
        let actions = file.actions.values.flatMap { $0 }
        return SideWords(
            visit: visit,
            actions: Dictionary(actions.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first }),
            people: file.partnerNames,
            dues: Dictionary(
                actions.compactMap { action in action.due.map { (action.id, $0) } },
                uniquingKeysWith: { first, _ in first }),
            partner: file.partners(in: visit.language).first)
    }

    /// The lines of which something was said, for the agreement's own page; nil when nothing was.
    static func summary(_ file: AgreementFile, visit: Visit) -> SidesView? {
        guard !file.sides.isSilent else { return nil }
        return view(file, isWhole: false, visit: visit)
    }

    private static func view(_ file: AgreementFile, isWhole: Bool, visit: Visit) -> SidesView {
        let mayAnswer = visit.may(.editAgreements)
        return SidesView(
            file.sides, words: words(file, visit: visit), isWhole: isWhole, linkLabel: visit.text.text("sides.answer")
        ) { line in
            mayAnswer && line.theirs != nil ? "\(file.registered.href)/sides/\(place(of: line))" : nil
        }
    }

    /// - Parameter link: a link that was just made to be handed over; shown this once.
    func page(_ visit: Visit, problems: [Problem] = [], link: String? = nil) -> Page {
        let text = visit.text
        var panels: [PanelView] = []
        if let link {
            panels.append(
                PanelView(title: text.text("links.handOver"), text: text.text("links.shownOnce"), codes: [link]))
        }
        if visit.may(.shareAgreements) { panels += access(visit, problems: problems) }
        return Page(
            "agreement-sides", title: text.text("sides.title"),
            eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("sides.tab"), visit: visit),
            section: "/agreements", status: Page.status(of: problems),
            view: View(
                tabs: AgreementTabs.tabs(of: file, current: .sides, visit: visit), lead: text.text("sides.lead"),
                sides: Self.view(file, isWhole: true, visit: visit), panels: panels))
    }

    private func access(_ visit: Visit, problems: [Problem]) -> [PanelView] {
        let text = visit.text
        let path = file.registered.href + "/sides"
        var panels = accesses.map { access in
            let isOpen = access.isOpen(at: visit.now)
            let state = isOpen ? "open" : access.revokedAt == nil ? "expired" : "revoked"
            return PanelView(
                title: access.name,
                facts: FactsView([
                    .init(
                        text.text("common.status"), "",
                        badge: BadgeView(isOpen ? .success : .neutral, text.text("sides.access.\(state)"))),
                    .init(text.text("sides.field.city"), access.city, detail: access.post),
                    .init(text.text("requests.field.email"), access.email, dir: "ltr"),
                    .init(text.text("requests.field.expires"), visit.shown(access.expiresAt)),
                ]),
                buttons: isOpen
                    ? [
                        PanelView.Button(action: "\(path)/access/\(access.id)/link", label: text.text("links.make")),
                        PanelView.Button(
                            action: "\(path)/access/\(access.id)/revoke", label: text.text("sides.revoke"),
                            isDanger: true, confirm: text.text("sides.revokeConfirm")),
                    ] : [])
        }
        guard file.agreement.secrecy != .restricted else {
            panels.append(
                PanelView(
                    id: "access", title: text.text("sides.grantTitle"), text: text.text("sides.problem.restricted")))
            return panels
        }
        let values = FormValues(
            visit, stored: ["days": "365", "language": "en", "city": file.partners(in: .en).first ?? ""])
        var form = FormView(
            action: path,
            fields: [
                FieldView(
                    "name", label: text.text("requests.field.name"), .input(maxlength: PartnerAccess.nameLimit),
                    value: values["name"], isRequired: true),
                FieldView(
                    "post", label: text.text("sides.field.post"), .input(maxlength: PartnerAccess.nameLimit),
                    value: values["post"]),
                FieldView(
                    "city", label: text.text("sides.field.city"), .input(maxlength: PartnerAccess.nameLimit),
                    value: values["city"], isRequired: true),
                FieldView(
                    "email", label: text.text("requests.field.email"),
                    .input(type: "email", dir: "ltr", maxlength: 254), value: values["email"], isRequired: true),
                .select(
                    "language", label: text.text("requests.field.language"),
                    Language.allCases.map { ($0.rawValue, text.text("language.\($0.rawValue)")) }, values: values),
                .select(
                    "days", label: text.text("sides.field.term"),
                    PartnerAccess.terms.map { (String($0), text.text("requests.days", count: $0)) }, values: values),
            ], submit: text.text("sides.grant"))
        form.creates = true
        form.show(problems, in: text)
        panels.append(
            PanelView(
                id: "access", title: text.text("sides.grantTitle"), text: text.text("sides.grantText"), form: form))
        return panels
    }

    func answerPage(_ line: BothSides.Line, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let words = Self.words(file, visit: visit)
        let values = FormValues(visit)
        var form = FormView(
            action: "\(file.registered.href)/sides/\(Self.place(of: line))",
            fields: [
                FieldView(
                    "comment", label: text.text("sides.field.answer"),
                    .textarea(rows: 4, maxlength: Statement.commentLimit), value: values["comment"],
                    hint: text.text("sides.answerHint"), isRequired: true)
            ], submit: text.text("sides.sendAnswer"), cancelHref: file.registered.href + "/sides")
        form.show(problems, in: text)
        let theirs = line.theirs
        let facts = FactsView([
            .init(text.text("sides.field.ours"), words.ours(line)),
            .init(
                text.text("sides.field.theirs"), theirs.map { words.sentence($0) } ?? text.text("sides.says.nothing"),
                detail: theirs.map { [$0.comment, words.author($0)].compactMap { $0 }.joined(separator: " · ") },
                badge: words.badge(line.standing)),
        ])
        return Page(
            "panels", title: words.subject(line), eyebrow: text.text("sides.title"),
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("sides.answer"), visit: visit),
            section: "/agreements", status: Page.status(of: problems),
            view: PanelsView([
                PanelView(title: text.text("sides.title"), facts: facts),
                PanelView(title: text.text("sides.answer"), form: form),
            ]))
    }

    /// The access that the form describes.
    ///
    /// - Throws: ``Problems``.
    static func access(
        from visit: Visit, to agreement: RegisteredAgreement, at now: Moment
    ) throws -> PartnerAccess {
        let form = visit.form
        let language = Language(rawValue: form.text("language"))
        let days = Int(Numerals.latin(form.text("days"))).flatMap { PartnerAccess.terms.contains($0) ? $0 : nil }
        let post = form.text("post")
        let access = PartnerAccess(
            id: Identifier.make(at: now), agreement: agreement.agreement.id, name: form.text("name"),
            post: post.isEmpty ? nil : post, city: form.text("city"), email: form.text("email"),
            language: language ?? .en, grantedBy: visit.person?.account ?? "", grantedAt: now,
            expiresAt: now.adding(seconds: (days ?? 365) * 86_400), revokedAt: nil)
        var problems = access.problems
        if language == nil { problems.append(Problem(field: "language", key: "forms.errors.choose")) }
        if days == nil { problems.append(Problem(field: "days", key: "forms.errors.choose")) }
        guard problems.isEmpty else { throw Problems(problems) }
        return access
    }
}
