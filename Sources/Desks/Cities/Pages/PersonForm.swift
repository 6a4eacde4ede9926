import OfficeKit
import SQLStore

/// A person as a form; a new one may be given a first post at once.
enum PersonForm {
    static func new(_ visit: Visit) async throws -> Answer {
        try await newPage(visit: visit)
    }

    static func create(_ visit: Visit) async throws -> Answer {
        do {
            let form = visit.form
            let viewer = visit.viewer
            let calendar = visit.calendar
            let href = try await visit.createOnce { change in
                var reader = FieldReader()
                let post = try PostForm.read(
                    form, PostDraft(), &reader, calendar: calendar, for: viewer, on: change.connection)
                let hasPost = [
                    "body", "body-text", "title-fa", "title-en", "rank", "from-year", "to-year",
                ].contains { form.filled($0) != nil }
                return try reader.finish {
                    let person = try Person.add(draft(form, PersonDraft()), in: change)
                    guard viewer.sees(person.secrecy) else { return "/people" }
                    if hasPost { _ = try Post.add(post, to: person.id, for: viewer, in: change) }
                    return person.href
                }
            }
            return .seeOther(
                href, flash: href == "/people" ? Flash(.info, "cities.flash.hidden") : Flash(.success, "forms.created"))
        } catch CityError.problems(let problems) {
            return try await newPage(refusedBy: problems, visit: visit)
        }
    }

    static func edit(_ visit: Visit) async throws -> Answer {
        try await editPage(try await PersonRoutes.person(of: visit), visit: visit)
    }

    static func update(_ visit: Visit) async throws -> Answer {
        let person = try await PersonRoutes.person(of: visit)
        do {
            let form = visit.form
            let viewer = visit.viewer
            let isSeen = try await visit.change { change in
                try RecordVersion.check(Person.recordKind, person.id, of: form, on: change.connection)
                try Person.edit(person.id, to: draft(form, PersonDraft(person)), for: viewer, in: change)
                return try Person.find(person.id, for: viewer, on: change.connection) != nil
            }
            return isSeen
                ? .seeOther(person.href, flash: Flash(.success, "forms.saved"))
                : .seeOther("/people", flash: Flash(.info, "cities.flash.hidden"))
        } catch CityError.problems(let problems) {
            return try await editPage(person, refusedBy: problems, visit: visit)
        }
    }

    private static func draft(_ form: FormData, _ known: PersonDraft) -> PersonDraft {
        var draft = known
        draft.namePersian = form.filled("name-fa")
        draft.nameEnglish = form.filled("name-en")
        draft.languages = form.filled("languages")
        draft.email = form.filled("email")
        draft.phone = form.filled("phone")
        draft.note = form.filled("note")
        draft.secrecy = Secrecy(rawValue: form.text("secrecy")) ?? known.secrecy
        return draft
    }

    private static func newPage(refusedBy problems: [Problem] = [], visit: Visit) async throws -> Answer {
        let text = visit.text
        let title = text.text("cities.person.new")
        var form = form(PersonDraft(), action: "/people", submit: title, cancelHref: "/people", visit: visit)
        form.creates = true
        var post = PostDraft()
        let viewer = visit.viewer
        if let id = visit.query["body"] {
            post.body = try await visit.read { try Body.find(id, for: viewer, on: $0)?.id ?? "" }
        }
        let fields = try await PostForm.fields(
            post, city: visit.query["city"].flatMap { Int64($0) }, visit: visit)
        form.sections.insert(
            FormView.Section(
                title: text.text("cities.person.firstPost"), intro: text.text("cities.person.firstPostText"),
                fields: fields), at: 1)
        return DeskForm.page(
            form, refusedBy: problems, title: title, breadcrumbs: [PersonList.crumb(text), Crumb(title)],
            section: "/people", visit: visit)
    }

    private static func editPage(
        _ person: Person, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let version = try await visit.read { try RecordVersion.of(Person.recordKind, person.id, on: $0) }
        let text = visit.text
        let name = person.shown(on: visit.language)
        let form = form(
            PersonDraft(person), action: person.href, submit: text.text("verbs.saveChanges"), cancelHref: person.href,
            visit: visit)
        return DeskForm.page(
            form, version: version, refusedBy: problems, title: text.text("cities.person.edit"),
            breadcrumbs: [
                PersonList.crumb(text), Crumb(name.text, href: person.href, lang: name.lang),
                Crumb(text.text("verbs.edit")),
            ], section: "/people", visit: visit)
    }

    private static func form(
        _ draft: PersonDraft, action: String, submit: String, cancelHref: String, visit: Visit
    ) -> FormView {
        let text = visit.text
        func label(_ field: String) -> String { text.text("cities.field.\(field)") }
        var form = FormView(
            action: action,
            sections: [
                FormView.Section(fields: [
                    DeskForm.name(
                        "name-fa", label: label("name.fa"), value: draft.namePersian, in: .fa,
                        hint: text.text("cities.form.oneName")),
                    DeskForm.name("name-en", label: label("name.en"), value: draft.nameEnglish, in: .en),
                    FieldView(
                        "email", label: label("email"), .input(type: "email", dir: "ltr", maxlength: 254),
                        value: draft.email),
                    FieldView(
                        "phone", label: label("phone"), .input(type: "tel", dir: "ltr", maxlength: 60),
                        value: draft.phone),
                    FieldView(
                        "languages", label: label("languages"), .input(maxlength: 200), value: draft.languages,
                        hint: text.text("cities.form.languagesHint")),
                ]),
                FormView.Section(fields: [
                    FieldView(
                        "note", label: label("note"), .textarea(rows: 4, maxlength: 4000), value: draft.note,
                        hint: text.text("cities.form.noteHint")),
                    DeskForm.secrecy(draft.secrecy, text),
                ]),
            ], submit: submit, cancelHref: cancelHref)
        form.isWide = true
        return form
    }
}
