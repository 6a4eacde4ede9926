import Cities
import OfficeKit
import SQLStore

/// The form that asks one person about an action, or about all open actions of a body.
enum RequestForm {
    /// What can be asked, and whom.
    struct Draft: Sendable {
        let action: String?
        let body: String?
        let bodyName: String?
        let isOurs: Bool
        let targets: [RequestTarget]
        let people: [RequestPerson]

        /// - Returns: nil when neither an action nor a body is named.
        /// - Throws: ``Refusal/notFound`` when there is none for these eyes.
        static func load(_ visit: Visit, values action: String?, _ body: String?) async throws -> Draft? {
            guard action != nil || body != nil else { return nil }
            let viewer = visit.viewer
            let today = visit.today
            let language = visit.language
            return try await visit.read { connection in
                var owner: Body?
                let targets: [RequestTarget]
                if let action {
                    targets = try RequestTarget.load([action], viewer: viewer, on: connection)
                    guard let target = targets.first else { throw Refusal.notFound }
                    owner = try (target.action.ownerBody ?? target.clause.clause.ourBodies.first).flatMap {
                        try Body.find($0, for: viewer, on: connection)
                    }
                } else {
                    owner = try body.flatMap { try Body.find($0, for: viewer, on: connection) }
                    guard let owner else { throw Refusal.notFound }
                    targets = try RequestTarget.open(of: owner.id, on: today, viewer: viewer, connection: connection)
                }
                return Draft(
                    action: action, body: action == nil ? owner?.id : nil, bodyName: owner?.name(in: language),
                    isOurs: owner?.isOurs ?? true, targets: targets,
                    people: try RequestPerson.likely(
                        for: targets, at: owner?.id, viewer: viewer, in: language, on: today, connection: connection))
            }
        }
    }

    static func page(_ draft: Draft, visit: Visit, problems: [Problem] = []) -> Page {
        let text = visit.text
        let values = FormValues(
            visit,
            stored: [
                "person": draft.people.first?.person.id ?? "",
                "language": (draft.isOurs ? visit.settings.language : .en).rawValue, "days": "14",
                "action": draft.action ?? "", "body": draft.body ?? "",
            ])
        var fields: [FieldView] = []
        if !draft.people.isEmpty {
            fields.append(
                .select(
                    "person", label: text.text("requests.field.addressee"),
                    draft.people.map { person in
                        let who = [person.person.name(in: visit.language), person.post, person.email]
                        return (person.person.id, who.compactMap { $0 }.joined(separator: " · "))
                    }, values: values, empty: text.text("requests.someoneElse")))
        }
        fields += [
            FieldView(
                "name", label: text.text("requests.field.name"), .input(maxlength: UpdateRequest.nameLimit),
                value: values["name"], hint: draft.people.isEmpty ? nil : text.text("requests.nameHint"),
                isRequired: draft.people.isEmpty),
            FieldView(
                "email", label: text.text("requests.field.email"),
                .input(type: "email", dir: "ltr", maxlength: 254), value: values["email"],
                isRequired: draft.people.isEmpty),
            .select(
                "language", label: text.text("requests.field.language"),
                Language.allCases.map { ($0.rawValue, text.text("language.\($0.rawValue)")) }, values: values),
            .select(
                "days", label: text.text("requests.field.term"),
                UpdateRequest.terms.map { (String($0), text.text("requests.days", count: $0)) }, values: values,
                hint: text.text("requests.termHint")),
            FieldView(
                "note", label: text.text("requests.field.note"), .textarea(rows: 3, maxlength: UpdateRequest.noteLimit),
                value: values["note"], hint: text.text("requests.noteHint")),
            FieldView("action", label: "", .hidden, value: values["action"]),
            FieldView("body", label: "", .hidden, value: values["body"]),
        ]
        var form = FormView(
            action: "/requests/new", fields: fields, submit: text.text("requests.send"),
            cancelHref: draft.targets.first.map { draft.action == nil ? RequestRoutes.path : $0.clause.href })
        form.creates = true
        form.show(problems, in: text)
        let items = draft.targets.map { target in
            PanelView.Item(
                title: target.action.title, href: target.clause.href,
                meta: [
                    target.clause.subject.label,
                    target.action.due.map { text.text("action.dueOn", ["day": visit.dayFormat.text($0)]) },
                ].compactMap { $0 }.joined(separator: " · "))
        }
        let isClosed = draft.targets.isEmpty || draft.targets.contains { !$0.isTellable }
        var panels = [
            PanelView(
                title: text.text("requests.actions"),
                text: draft.targets.isEmpty
                    ? text.text("requests.nothingOpen")
                    : isClosed ? text.text("requests.problem.restricted") : nil, items: items)
        ]
        if !isClosed { panels.insert(PanelView(title: text.text("requests.whom"), form: form), at: 0) }
        return Page(
            "panels", title: text.text("requests.newTitle"), subtitle: draft.bodyName,
            breadcrumbs: [
                Crumb(text.text("requests.title"), href: RequestRoutes.path), Crumb(text.text("requests.newTitle")),
            ], section: RequestRoutes.path, status: Page.status(of: problems), view: PanelsView(panels))
    }

    /// The bodies that own open actions, the one with most first.
    static func choicePage(_ visit: Visit) async throws -> Page {
        let text = visit.text
        let viewer = visit.viewer
        let language = visit.language
        let bodies = try await visit.read { connection -> [(Body, Int)] in
            let seen = viewer.sees(table: "agreement", kind: Agreement.kind)
            let rows = try connection.rows(
                """
                SELECT action.owner_body, COUNT(*) AS actions FROM action
                JOIN clause ON clause.id = action.clause_id JOIN agreement ON agreement.id = clause.agreement_id
                WHERE action.owner_body IS NOT NULL AND action.closed IS NULL AND action.cancelled IS NULL
                    AND clause.withdrawn IS NULL AND agreement.ended IS NULL
                    AND agreement.secrecy <> \(Secrecy.restricted) AND \(fragment: seen)
                GROUP BY action.owner_body ORDER BY actions DESC, action.owner_body LIMIT 100
                """)
            return try rows.compactMap { row in
                try Body.find(try row[0], for: viewer, on: connection).map { ($0, try row["actions"]) }
            }
        }
        let panel = PanelView(
            title: text.text("requests.chooseBody"),
            text: text.text(bodies.isEmpty ? "requests.noBodies" : "requests.chooseText"),
            items: bodies.map { body, count in
                PanelView.Item(
                    title: body.name(in: language), href: "/requests/new?body=\(body.id)",
                    meta: text.text("requests.openActions", count: count))
            })
        return Page(
            "panels", title: text.text("requests.newTitle"),
            breadcrumbs: [
                Crumb(text.text("requests.title"), href: RequestRoutes.path), Crumb(text.text("requests.newTitle")),
            ], section: RequestRoutes.path, view: PanelsView([panel]))
    }

    /// The request that the form describes.
    ///
    /// - Throws: ``Problems``.
    static func request(from visit: Visit, _ draft: Draft, at now: Moment) throws -> UpdateRequest {
        let form = visit.form
        let chosen = form.text("person")
        let person = draft.people.first { $0.person.id == chosen }
        var problems: [Problem] = []
        if draft.targets.isEmpty { problems.append(Problem(field: "", key: "requests.nothingOpen")) }
        if draft.targets.contains(where: { !$0.isTellable }) {
            problems.append(Problem(field: "", key: "requests.problem.restricted"))
        }
        if !chosen.isEmpty, person == nil { problems.append(Problem(field: "person", key: "forms.errors.notInList")) }
        let language = Language(rawValue: form.text("language"))
        if language == nil { problems.append(Problem(field: "language", key: "forms.errors.choose")) }
        let days = Int(Numerals.latin(form.text("days"))).flatMap { UpdateRequest.terms.contains($0) ? $0 : nil }
        if days == nil { problems.append(Problem(field: "days", key: "forms.errors.choose")) }
        let name = person.map { $0.person.name(in: language ?? .fa) } ?? form.text("name")
        let email = person?.email ?? form.text("email")
        problems += UpdateRequest.problems(name: name, email: email, note: form.text("note"))
        guard problems.isEmpty else { throw Problems(problems) }
        return make(
            draft, person: person?.person.id, name: name, email: email, language: language ?? .fa,
            days: days ?? 14, note: form.text("note"), visit: visit, at: now)
    }

    static func make(
        _ draft: Draft, person: String?, name: String, email: String, language: Language, days: Int, note: String,
        visit: Visit, at now: Moment
    ) -> UpdateRequest {
        UpdateRequest(
            id: Identifier.make(at: now), body: draft.body ?? draft.targets.first?.action.ownerBody, person: person,
            name: name, email: email, language: language, note: note.isEmpty ? nil : note,
            site: LetterSite(of: visit).address, askedBy: visit.person?.account ?? "", askedAt: now, times: 1,
            expiresAt: now.adding(seconds: days * 86_400), withdrawnAt: nil, items: [])
    }
}
