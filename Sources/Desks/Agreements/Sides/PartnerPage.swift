import OfficeKit

/// The pages of a counterpart: the agreement, what one says of a fact, a report of work.
enum PartnerPage {
    private struct View: Sendable {
        struct ClauseLine: Sendable {
            let id: String
            let heading: String
            let sector: String?
            let persian: String?
            let english: String?
            let ourBody: String?
            let theirBody: String?
            let reportHref: String
            let reportLabel: String
        }

        let lead: String
        let steps: [AgreementPage.StageSteps.Step]
        let reason: String?
        let sides: [SidesView]
        let oursTitle: String
        let theirsTitle: String
        let clausesTitle: String
        let clauses: [ClauseLine]
        let reports: PanelView?
        let otherLanguage: GuestView.OtherLanguage
    }

    /// The link's own page, in the language that was chosen.
    static func home(_ visit: Visit) -> String { "/p/\(visit.part("token"))\(visit.query.text)" }

    private static func path(_ rest: String, _ visit: Visit) -> String {
        "/p/\(visit.part("token"))/\(rest)\(visit.query.text)"
    }

    static func page(_ file: PartnerFile, visit: Visit) -> Page {
        let text = visit.text
        let language = visit.language
        let agreement = file.agreement
        let steps = AgreementPage.steps(agreement.proof.stage, proofHref: "", visit: visit)
        let reports = file.reports.map { evidence in
            PanelView.Item(
                title: evidence.title, meta: visit.dayFormat.text(evidence.dated),
                badge: evidence.state.name.badge(in: text))
        }
        // The sentence counts clauses, those of documents that are not open to them among them.
        let isWhole = Set(file.files.flatMap { $0.clauses.map(\.id) }).isSuperset(
            of: agreement.record.clauses.map(\.id))
        let view = View(
            lead: text.text(
                "sides.partnerLead",
                ["name": file.access.name, "office": visit.settings.name(in: language), "city": file.access.city]),
            steps: steps.steps, reason: isWhole ? steps.reason : nil,
            sides: file.files.map { sides($0, in: file, visit: visit) }.filter { !$0.lines.isEmpty },
            oursTitle: visit.settings.name(in: language), theirsTitle: file.access.city,
            clausesTitle: text.text("agreement.clauses"),
            clauses: file.files.flatMap { one in
                one.clauses.filter { $0.isLive(on: visit.today) }.map { clause($0, of: one, in: file, visit: visit) }
            },
            reports: reports.isEmpty ? nil : PanelView(title: text.text("sides.reports"), items: reports),
            otherLanguage: GuestView.OtherLanguage(of: visit))
        var page = Page(
            "partner", title: agreement.title(in: language),
            eyebrow: [text.text(agreement.agreement.kind.key), text.text(agreement.agreement.level.key)].joined(
                separator: " · "), view: view)
        page.language = language
        page.isPersonal = true
        return page
    }

    private static func words(_ one: AgreementFile, in file: PartnerFile, visit: Visit) -> SideWords {
        let actions = one.actions.values.flatMap { $0 }
        return SideWords(
            visit: visit,
            actions: Dictionary(actions.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first }),
            people: one.partnerNames,
            dues: Dictionary(
                actions.compactMap { action in action.due.map { (action.id, $0) } },
                uniquingKeysWith: { first, _ in first }), partner: file.access.city)
    }

    private static func sides(_ one: AgreementFile, in file: PartnerFile, visit: Visit) -> SidesView {
        let isFirst = one.agreement.id == file.agreement.agreement.id
        let live = Set(one.clauses.filter { $0.isLive(on: visit.today) }.map(\.id))
        let shown = Set(one.actions.filter { live.contains($0.key) }.values.flatMap { $0 }.map(\.id))
        let sides = one.sides.only { line in line.action.map { shown.contains($0) } ?? isFirst }
        var view = SidesView(
            sides, words: words(one, in: file, visit: visit), isWhole: true, linkLabel: visit.text.text("sides.say")
        ) { path("say/\(SidesPage.place(of: $0))", visit) }
        if !isFirst {
            view.title = one.title(in: visit.language)
            view.id = "sides-\(one.registered.code)"
        }
        return view
    }

    private static func clause(
        _ clause: Clause, of one: AgreementFile, in file: PartnerFile, visit: Visit
    ) -> View.ClauseLine {
        let text = visit.text
        func names(_ bodies: [String]) -> String? {
            let names = bodies.compactMap { one.names.body($0, in: visit.language) }
            return names.isEmpty ? nil : names.joined(separator: text.text("common.listSeparator"))
        }
        return View.ClauseLine(
            id: "clause-\(one.registered.code)-\(clause.number)",
            heading: text.text("clause.heading", ["number": visit.shown(clause.number)]),
            sector: clause.sector.flatMap(Sector.find)?.name(in: visit.language), persian: clause.texts[.fa],
            english: clause.texts[.en], ourBody: names(clause.ourBodies), theirBody: names(clause.theirBodies),
            reportHref: path("report/\(clause.id)", visit), reportLabel: text.text("sides.report"))
    }

    static func sayPage(
        _ line: BothSides.Line, of one: AgreementFile, in file: PartnerFile, visit: Visit, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        let words = words(one, in: file, visit: visit)
        let values = FormValues(visit)
        let verdicts: [Statement.Verdict] = line.ours == nil ? [.disputes] : [.confirms, .disputes]
        var fields: [FieldView] = [
            FieldView(
                "verdict", label: text.text("sides.field.verdict"),
                .choices(
                    verdicts.map {
                        OptionView(
                            $0.rawValue, label: text.text($0.key),
                            isSelected: values["verdict"] == $0.rawValue || verdicts.count == 1)
                    }, many: false), isRequired: true)
        ]
        switch line.topic {
        case .signed:
            fields.append(
                .date(
                    "value", label: text.text("sides.field.valueSigned"), value: nil, typed: values.typed,
                    visit: visit))
        case .kind:
            fields.append(
                .select(
                    "value", label: text.text("sides.field.valueKind"),
                    AgreementKind.allCases.map { ($0.rawValue, text.text($0.key)) }, values: values,
                    empty: text.text("common.none")))
        case .action:
            fields.append(
                .select(
                    "value", label: text.text("sides.field.valueAction"),
                    Statement.ActionState.allCases.map { ($0.rawValue, text.text($0.key)) }, values: values,
                    empty: text.text("common.none")))
        }
        fields.append(
            FieldView(
                "comment", label: text.text("sides.field.comment"),
                .textarea(rows: 4, maxlength: Statement.commentLimit), value: values["comment"],
                hint: text.text("sides.commentHint")))
        var form = FormView(
            action: path("say/\(SidesPage.place(of: line))", visit), fields: fields, submit: text.text("sides.send"),
            cancelHref: home(visit))
        form.show(problems, in: text)
        return .guest(
            title: words.subject(line),
            breadcrumbs: crumbs(to: words.subject(line), of: one, visit: visit),
            panels: [
                PanelView(
                    title: text.text("sides.title"),
                    facts: FactsView([
                        .init(visit.settings.name(in: visit.language), words.ours(line), detail: line.answer?.comment),
                        .init(
                            file.access.city,
                            line.theirs.map { words.sentence($0) } ?? text.text("sides.says.nothing"),
                            detail: line.theirs?.comment, badge: words.badge(line.standing)),
                    ])), PanelView(title: text.text("sides.say"), form: form),
            ], problems: problems, visit: visit)
    }

    private static func crumbs(to here: String, of one: AgreementFile, visit: Visit) -> [Crumb] {
        [Crumb(one.title(in: visit.language), href: home(visit)), Crumb(here)]
    }

    static func reportPage(
        under clause: Clause, of one: AgreementFile, visit: Visit, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        let values = FormValues(visit)
        let actions = (one.actions[clause.id] ?? []).filter { $0.isLive(on: visit.today) }
        var fields: [FieldView] = [
            FieldView(
                "title", label: text.text("requests.field.what"), .input(maxlength: Evidence.titleLimit),
                value: values["title"], hint: text.text("evidence.titleHint"), isRequired: true),
            .date(
                "dated", label: text.text("evidence.field.dated"), value: nil, typed: values.typed,
                hint: text.text("evidence.datedHint"), isRequired: true, visit: visit),
        ]
        if !actions.isEmpty {
            fields.append(
                .select(
                    "action", label: text.text("evidence.field.action"), actions.map { ($0.id, $0.title) },
                    values: values, empty: text.text("evidence.noAction")))
        }
        fields += [
            FieldView(
                "report", label: text.text("requests.field.report"), .textarea(rows: 4, maxlength: 20_000),
                value: values["report"], hint: text.text("requests.reportHint")),
            FieldView(
                "file", label: text.text("evidence.field.file"), .file(accept: nil), hint: text.text("forms.fileLimit")),
            FieldView(
                "link", label: text.text("evidence.field.link"),
                .input(type: "url", dir: "ltr", maxlength: Evidence.linkLimit), value: values["link"],
                hint: text.text("evidence.linkHint")),
        ]
        var form = FormView(
            action: path("report/\(clause.id)", visit), fields: fields, submit: text.text("sides.sendReport"),
            cancelHref: home(visit))
        form.hasFile = true
        form.show(AnswerPage.worded(problems), in: text)
        let heading = text.text("clause.heading", ["number": visit.shown(clause.number)])
        return .guest(
            title: text.text("sides.report"), eyebrow: heading,
            lead: clause.text(in: visit.language)?.shortened(to: 400),
            breadcrumbs: crumbs(to: heading, of: one, visit: visit),
            panels: [PanelView(title: text.text("sides.reportTitle"), form: form)], problems: problems, visit: visit)
    }

    /// What the form says of a fact.
    ///
    /// - Throws: ``Problems``.
    static func statement(
        from visit: Visit, on line: BothSides.Line, by access: PartnerAccess, at now: Moment
    ) throws -> Statement {
        let form = visit.form
        var problems: [Problem] = []
        var value: String?
        let verdict = Statement.Verdict(rawValue: form.text("verdict")).flatMap { $0 == .answers ? nil : $0 }
        if verdict == nil { problems.append(Problem(field: "verdict", key: "forms.errors.choose")) }
        if verdict == .disputes {
            switch line.topic {
            case .signed:
                do {
                    value = try form.date("value", calendar: visit.calendar)?.iso
                } catch {
                    problems.append(error)
                }
            case .kind, .action:
                let typed = form.text("value")
                let isKnown =
                    line.topic == .kind
                    ? AgreementKind(rawValue: typed) != nil : Statement.ActionState(rawValue: typed) != nil
                if isKnown {
                    value = typed
                } else if !typed.isEmpty {
                    problems.append(Problem(field: "value", key: "forms.errors.choose"))
                }
            }
        }
        let comment = form.text("comment")
        let statement = Statement(
            id: Identifier.make(at: now), topic: line.topic, action: line.action, side: .theirs, access: access.id,
            account: nil, verdict: verdict ?? .disputes, about: line.ours, value: value,
            comment: comment.isEmpty ? nil : comment, at: now)
        if problems.isEmpty { problems = statement.problems }
        guard problems.isEmpty else { throw Problems(problems) }
        return statement
    }
}
