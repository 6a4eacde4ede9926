import OfficeKit
import SQLStore

/// All clauses of an agreement that lack a body on a side, each with the bodies proposed and why, settled in one step.
enum BodiesPage {
    /// The value of the choice that leaves a gap open.
    private static let later = "later"
    /// The value of the choice of a body that is not proposed.
    private static let another = "another"

    private static func field(_ gap: BodyProposals.Gap) -> String {
        "\(gap.side == .ours ? "ours" : "theirs")\(gap.clause.number)"
    }

    static func page(
        _ file: AgreementFile, _ proposals: BodyProposals, visit: Visit, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        let title = text.text("bodies.title")
        let crumbs = AgreementPage.crumbs(file, to: title, visit: visit)
        guard !proposals.gaps.isEmpty else {
            return Page(
                "panels", title: title, eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
                breadcrumbs: crumbs, section: "/agreements",
                view: PanelsView([
                    PanelView(
                        title: text.text("bodies.none"), text: text.text("bodies.noneText"),
                        links: [ActionView(text.text("bodies.back"), href: file.registered.href)])
                ]))
        }
        let typed = visit.isPost ? visit.form : nil
        let sections = Dictionary(grouping: proposals.gaps, by: \.clause.number).sorted { $0.key < $1.key }.map {
            number, gaps in
            FormView.Section(
                title: text.text("clause.heading", ["number": visit.shown(number)]),
                intro: intro(gaps[0].clause, visit: visit),
                fields: gaps.flatMap { fields($0, proposals, typed: typed, visit: visit) })
        }
        var form = FormView(
            action: file.registered.href + "/bodies", sections: sections, submit: text.text("bodies.assign"),
            cancelHref: file.registered.href)
        form.show(problems, in: text)
        return Page(
            "form-page", title: title, eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            subtitle: text.text("bodies.intro"), breadcrumbs: crumbs, section: "/agreements",
            status: Page.status(of: problems), view: FormPage(form: form))
    }

    private static func intro(_ clause: Clause, visit: Visit) -> String? {
        let wording = clause.texts[visit.language] ?? clause.texts.values.first
        let sector = clause.sector.flatMap(Sector.find)?.name(in: visit.language)
        let parts = [sector, wording?.shortened(to: 200)].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " — ")
    }

    private static func fields(
        _ gap: BodyProposals.Gap, _ proposals: BodyProposals, typed: FormData?, visit: Visit
    ) -> [FieldView] {
        let text = visit.text
        let name = field(gap)
        // The best is chosen beforehand only where something was done before: a likely name is not enough.
        let chosen = typed?.text(name) ?? gap.proposals.first.flatMap { $0.score > 3 ? $0.body : nil } ?? later
        var options = gap.proposals.map { proposal in
            OptionView(
                proposal.body, label: proposals.name(of: proposal.body, in: visit.language),
                isSelected: chosen == proposal.body,
                hint: proposal.reasons.map { $0.sentence(for: visit) }.joined(separator: " "))
        }
        options.append(OptionView(another, label: text.text("bodies.another"), isSelected: chosen == another))
        options.append(OptionView(later, label: text.text("bodies.later"), isSelected: chosen == later))
        let side = text.text(gap.side == .ours ? "clause.ourBody" : "clause.theirBody")
        return [
            FieldView(
                name, label: side, .choices(options, many: false),
                hint: gap.proposals.isEmpty ? text.text("bodies.noProposal") : nil),
            FieldView(
                name + "-body", label: text.text("bodies.anotherName"),
                .suggest(
                    source: "/bodies/suggest?side=\(gap.side == .ours ? "ours" : "theirs")",
                    text: typed?.text(name + "-body-text") ?? ""),
                value: typed?.text(name + "-body") ?? "", hint: text.text("agreement.newBodyHint")),
        ]
    }

    /// Assigns what was chosen.
    ///
    /// - Returns: how many gaps were closed.
    /// - Throws: ``Problems``.
    static func assign(
        _ file: AgreementFile, _ proposals: BodyProposals, visit: Visit, in change: Change
    ) throws -> Int {
        let form = visit.form
        var clauses = Dictionary(file.clauses.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var problems: [Problem] = []
        var closed = 0
        for gap in proposals.gaps {
            let name = field(gap)
            var body: String?
            switch form.text(name) {
            case later, "": break
            case another:
                do {
                    body = try Choices.body(
                        name + "-body", side: gap.side, city: gap.side == .ours ? file.ownCity : file.partnerCity,
                        form: form, viewer: visit.viewer, in: change)
                    if body == nil { problems.append(Problem(field: name + "-body", key: "forms.errors.required")) }
                } catch let problem as Problem {
                    problems.append(problem)
                }
            case let id where gap.proposals.contains { $0.body == id }: body = id
            default: problems.append(Problem(field: name, key: "forms.errors.notInList"))
            }
            guard let body else { continue }
            closed += 1
            if gap.side == .ours {
                clauses[gap.clause.id]?.ourBodies = [body]
            } else {
                clauses[gap.clause.id]?.theirBodies = [body]
            }
        }
        guard problems.isEmpty else { throw Problems(problems) }
        for before in file.clauses {
            guard let changed = clauses[before.id], changed != before else { continue }
            let own = Set(changed.ourBodies).intersection(changed.theirBodies)
            if !own.isEmpty {
                throw Problems([Problem(field: "theirs\(before.number)", key: "agreements.problem.bodyOnBothSides")])
            }
            try RegisteredClause(agreement: file.registered, clause: before).edit(to: changed, in: change)
        }
        if closed == 0 { change.nothingChanged() }
        return closed
    }
}
