import OfficeKit
import SQLStore

/// A body as a form.
enum BodyForm {
    static func new(_ visit: Visit) async throws -> Answer {
        var draft = BodyDraft()
        draft.city = visit.query["city"].flatMap { Int64($0) }
        draft.isOurs = visit.query["side"] == "ours"
        return try await newPage(draft, visit: visit)
    }

    static func create(_ visit: Visit) async throws -> Answer {
        do {
            let form = visit.form
            let viewer = visit.viewer
            let href = try await visit.createOnce { change in
                try read(form, BodyDraft(), on: change.connection) { draft in
                    let body = try Body.add(draft, in: change)
                    return viewer.sees(body.secrecy) ? body.href : "/bodies"
                }
            }
            return .seeOther(
                href, flash: href == "/bodies" ? Flash(.info, "cities.flash.hidden") : Flash(.success, "forms.created"))
        } catch CityError.problems(let problems) {
            return try await newPage(BodyDraft(), refusedBy: problems, visit: visit)
        }
    }

    static func edit(_ visit: Visit) async throws -> Answer {
        try await editPage(try await BodyRoutes.body(of: visit), visit: visit)
    }

    static func update(_ visit: Visit) async throws -> Answer {
        let body = try await BodyRoutes.body(of: visit)
        do {
            let form = visit.form
            let viewer = visit.viewer
            let isSeen = try await visit.change { change in
                let connection = change.connection
                try RecordVersion.check(Body.recordKind, body.id, of: form, on: connection)
                try read(form, BodyDraft(body), on: connection) {
                    try Body.edit(body.id, to: $0, for: viewer, in: change)
                }
                return try Body.find(body.id, for: viewer, on: connection) != nil
            }
            return isSeen
                ? .seeOther(body.href, flash: Flash(.success, "forms.saved"))
                : .seeOther("/bodies", flash: Flash(.info, "cities.flash.hidden"))
        } catch CityError.problems(let problems) {
            return try await editPage(body, refusedBy: problems, visit: visit)
        }
    }

    private static func read<T>(
        _ form: FormData, _ known: BodyDraft, on connection: any SQLConnection, _ write: (BodyDraft) throws -> T
    ) throws -> T {
        var reader = FieldReader()
        var draft = known
        draft.kind = Body.Kind(rawValue: form.text("kind")) ?? .other
        draft.namePersian = form.filled("name-fa")
        draft.nameEnglish = form.filled("name-en")
        draft.web = form.filled("web")
        draft.isOurs = form.isOn("ours")
        draft.secrecy = Secrecy(rawValue: form.text("secrecy")) ?? known.secrecy
        draft.city = try reader.read { try Chosen.city("city", of: form, on: connection) }
        draft.country = form.filled("country")
        let read = draft
        return try reader.finish { try write(read) }
    }

    private static func newPage(
        _ draft: BodyDraft, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let title = visit.text.text("cities.body.new")
        var form = try await form(draft, action: "/bodies", submit: title, cancelHref: "/bodies", visit: visit)
        form.creates = true
        return DeskForm.page(
            form, refusedBy: problems, title: title, breadcrumbs: [BodyList.crumb(visit.text), Crumb(title)],
            section: "/bodies", visit: visit)
    }

    private static func editPage(
        _ body: Body, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let version = try await visit.read { try RecordVersion.of(Body.recordKind, body.id, on: $0) }
        let text = visit.text
        let name = body.shown(on: visit.language)
        let form = try await form(
            BodyDraft(body), action: body.href, submit: text.text("verbs.saveChanges"), cancelHref: body.href,
            visit: visit)
        return DeskForm.page(
            form, version: version, refusedBy: problems, title: text.text("cities.body.edit"),
            breadcrumbs: [
                BodyList.crumb(text), Crumb(name.text, href: body.href, lang: name.lang),
                Crumb(text.text("verbs.edit")),
            ], section: "/bodies", visit: visit)
    }

    private static func form(
        _ draft: BodyDraft, action: String, submit: String, cancelHref: String, visit: Visit
    ) async throws -> FormView {
        let (countries, city) = try await visit.read { connection in
            (
                try Country.all(in: visit.language, on: connection),
                try draft.city.flatMap { try City.find($0, on: connection) }
            )
        }
        let text = visit.text
        var form = FormView(
            action: action,
            sections: [
                FormView.Section(fields: [
                    DeskForm.name(
                        "name-fa", label: text.text("cities.field.name.fa"), value: draft.namePersian, in: .fa,
                        hint: text.text("cities.form.oneName")),
                    DeskForm.name(
                        "name-en", label: text.text("cities.field.name.en"), value: draft.nameEnglish, in: .en),
                    FieldView(
                        "kind", label: text.text("common.kind"),
                        .select(
                            Body.Kind.allCases.map {
                                OptionView($0.rawValue, label: text.text($0.key), isSelected: $0 == draft.kind)
                            })),
                    FieldView(
                        "city", label: text.text("common.city"),
                        .suggest(source: "/cities/suggest", text: city?.name(in: visit.language) ?? ""),
                        value: city.map { String($0.id) }, hint: text.text("forms.suggestHint")),
                    FieldView(
                        "country", label: text.text("common.country"),
                        .select(
                            DeskForm.options(
                                countries, chosen: draft.country, none: text.text("cities.form.countryOfCity"),
                                in: visit.language)), hint: text.text("cities.form.countryHint")),
                    FieldView(
                        "web", label: text.text("cities.field.web"), .input(type: "url", dir: "ltr", maxlength: 500),
                        value: draft.web),
                    FieldView(
                        "ours", label: text.text("cities.field.ours"), .checkbox(checked: draft.isOurs), value: "1",
                        hint: text.text("cities.form.oursHint")),
                    DeskForm.secrecy(draft.secrecy, text),
                ])
            ], submit: submit, cancelHref: cancelHref)
        form.isWide = true
        return form
    }
}
