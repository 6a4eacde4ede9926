import Cities
import OfficeKit
import SQLStore

/// Handing over the open work of a person in one step.
struct HandoverRoutes: Sendable {
    static func href(of person: String) -> String { "/people/\(person)/handover" }

    var routes: [Route] {
        [
            .get("/people/:id/handover", for: .editAgreements) { visit in
                let (person, work) = try await load(visit)
                return .page(try await page(person, work, visit: visit))
            },
            .post("/people/:id/handover", for: .editAgreements, bodyLimit: 32_768, give),
        ]
    }

    private func load(_ visit: Visit) async throws -> (Person, Handover) {
        let id = visit.part("id")
        let viewer = visit.viewer
        return try await visit.read { connection in
            guard let person = try Person.find(id, for: viewer, on: connection) else { throw Refusal.notFound }
            return (person, try Handover.load(of: id, for: viewer, on: connection))
        }
    }

    private func give(_ visit: Visit) async throws -> Answer {
        let (person, work) = try await load(visit)
        do {
            let form = visit.form
            let viewer = visit.viewer
            let today = visit.today
            let count = try await visit.change { change in
                let heir = try Choices.person("heir", form: form, viewer: viewer, on: change.connection)
                guard let heir else { throw Problem(field: "heir", key: "forms.errors.required") }
                guard heir != person.id else { throw Problem(field: "heir", key: "handover.same") }
                let body = form.text("body")
                return try work.give(to: heir, ofBody: body.isEmpty ? nil : body, on: today, in: change)
            }
            return .seeOther(
                person.href,
                flash: count == 0
                    ? Flash(.info, "handover.nothing")
                    : Flash(.success, "handover.done", ["count": visit.shown(count)]))
        } catch let problem as Problem {
            return .page(try await page(person, work, visit: visit, problems: [problem]))
        }
    }

    private func page(_ person: Person, _ work: Handover, visit: Visit, problems: [Problem] = []) async throws -> Page {
        let text = visit.text
        let language = visit.language
        let viewer = visit.viewer
        let bodies = Set(work.items.compactMap(\.action.ownerBody))
        let names = try await visit.read { try RecordNames(bodies: Array(bodies), for: viewer, on: $0) }
        let title = text.text("handover.title", ["name": person.name(in: language)])
        let list = PanelView(
            title: text.text("handover.work"),
            text: work.items.isEmpty
                ? text.text("handover.none")
                : work.hidden > 0 ? text.text("handover.hidden", count: work.hidden) : nil,
            items: work.items.map { item in
                PanelView.Item(
                    title: item.action.title, href: item.clause.href,
                    meta: [
                        item.clause.subject.label,
                        item.action.ownerBody.flatMap { names.body($0, in: language) },
                        item.action.due.map { text.text("action.dueOn", ["day": visit.dayFormat.text($0)]) }
                            ?? text.text("action.noDate"),
                    ].compactMap { $0 }.joined(separator: " · "))
            })
        var panels = [list]
        if !work.items.isEmpty {
            let values = FormValues(visit)
            var form = FormView(
                action: HandoverRoutes.href(of: person.id),
                fields: [
                    .suggest(
                        "heir", label: text.text("handover.heir"), source: "/people/suggest", values: values,
                        hint: text.text("handover.heirHint"), isRequired: true),
                    .select(
                        "body", label: text.text("handover.body"),
                        bodies.sorted().compactMap { id in names.body(id, in: language).map { (id, $0) } },
                        values: values, empty: text.text("handover.everything")),
                ],
                submit: text.text("handover.submit"), cancelHref: person.href)
            form.show(problems, in: text)
            panels.insert(PanelView(title: text.text("handover.panel"), form: form), at: 0)
        }
        return Page(
            "panels", title: title, eyebrow: text.text("common.person"),
            breadcrumbs: [
                Crumb(text.text("navigation.persons"), href: "/people"),
                Crumb(person.name(in: language), href: person.href), Crumb(text.text("handover.crumb")),
            ], section: "/people", status: Page.status(of: problems), view: PanelsView(panels))
    }
}
