import OfficeKit
import SQLStore

/// The addresses of a person's posts: given, changed, ended.
enum PostRoutes {
    /// - Parameter ties: tells which work a person who leaves leaves behind.
    static func all(ties: any CityTies) -> [Route] {
        [
            .get("/people/:id/posts/new", for: .editContacts) { visit in
                try await newPage(try await PersonRoutes.person(of: visit), visit: visit)
            },
            .post("/people/:id/posts", for: .editContacts, bodyLimit: 32_768, add),
            .get("/people/:id/posts/:post", for: .editContacts) { visit in
                try await editPage(try await Place(visit), visit: visit)
            },
            .post("/people/:id/posts/:post", for: .editContacts, bodyLimit: 32_768, update),
            .get("/people/:id/posts/:post/end", for: .editContacts) { visit in
                try await endPage(try await Place(visit), visit: visit)
            },
            .post("/people/:id/posts/:post/end", for: .editContacts, bodyLimit: 32_768) { visit in
                try await end(visit, ties)
            },
        ]
    }

    /// The post in the path, with its person and its body.
    private struct Place: Sendable {
        let person: Person
        let post: Post
        let body: Body

        /// - Throws: `Refusal.notFound`.
        init(_ visit: Visit) async throws {
            person = try await PersonRoutes.person(of: visit)
            let id = visit.part("post")
            let viewer = visit.viewer
            let holders = try await visit.read { [person] in
                try Holder.list(of: [person.id], for: viewer, on: $0)
            }
            guard let holder = holders.first(where: { $0.post.id == id }) else { throw Refusal.notFound }
            post = holder.post
            body = holder.body
        }

        var href: String { "\(person.href)/posts/\(post.id)" }
    }

    @Sendable private static func add(_ visit: Visit) async throws -> Answer {
        let person = try await PersonRoutes.person(of: visit)
        do {
            let form = visit.form
            let viewer = visit.viewer
            let calendar = visit.calendar
            let href = try await visit.createOnce { change in
                var reader = FieldReader()
                let draft = try PostForm.read(
                    form, PostDraft(), &reader, calendar: calendar, for: viewer, on: change.connection)
                _ = try reader.finish { try Post.add(draft, to: person.id, for: viewer, in: change) }
                return person.href
            }
            return .seeOther(href, flash: Flash(.success, "forms.created"))
        } catch CityError.problems(let problems) {
            return try await newPage(person, refusedBy: problems, visit: visit)
        }
    }

    @Sendable private static func update(_ visit: Visit) async throws -> Answer {
        let place = try await Place(visit)
        do {
            let form = visit.form
            let viewer = visit.viewer
            let calendar = visit.calendar
            try await visit.change { change in
                try RecordVersion.check(Post.recordKind, place.post.id, of: form, on: change.connection)
                var reader = FieldReader()
                let draft = try PostForm.read(
                    form, PostDraft(place.post), &reader, calendar: calendar, for: viewer, on: change.connection)
                try reader.finish { try Post.edit(place.post.id, to: draft, for: viewer, in: change) }
            }
            return .seeOther(place.person.href, flash: Flash(.success, "forms.saved"))
        } catch CityError.problems(let problems) {
            return try await editPage(place, refusedBy: problems, visit: visit)
        }
    }

    private static func end(_ visit: Visit, _ ties: any CityTies) async throws -> Answer {
        let place = try await Place(visit)
        do {
            let form = visit.form
            let viewer = visit.viewer
            let calendar = visit.calendar
            try await visit.change { change in
                try RecordVersion.check(Post.recordKind, place.post.id, of: form, on: change.connection)
                var reader = FieldReader()
                var draft = PostDraft(place.post)
                draft.to = try reader.read {
                    guard let to = try form.date("to", calendar: calendar) else {
                        throw Problem(field: "to", key: "forms.errors.dateNeedsYear")
                    }
                    return to
                }
                let ended = draft
                try reader.finish { try Post.edit(place.post.id, to: ended, for: viewer, in: change) }
            }
            let left = try await visit.read { connection -> OpenWork? in
                let today = visit.today
                let stays = try Post.list(of: place.person.id, for: viewer, on: connection)
                    .contains { $0.isHeld(on: today) }
                return stays ? nil : try ties.openWork(of: place.person.id, for: viewer, on: connection)
            }
            if let left, visit.may(.editAgreements) {
                return .seeOther(
                    left.href, flash: Flash(.warning, "cities.post.endedWithWork", ["count": visit.shown(left.count)]))
            }
            return .seeOther(place.person.href, flash: Flash(.success, "cities.post.ended"))
        } catch CityError.problems(let problems) {
            return try await endPage(place, refusedBy: problems, visit: visit)
        }
    }

    private static func crumbs(_ person: Person, _ last: String, _ visit: Visit) -> [Crumb] {
        let name = person.shown(on: visit.language)
        return [
            PersonList.crumb(visit.text), Crumb(name.text, href: person.href, lang: name.lang), Crumb(last),
        ]
    }

    private static func newPage(
        _ person: Person, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let title = visit.text.text("cities.post.new")
        var form = FormView(
            action: "\(person.href)/posts",
            fields: try await PostForm.fields(PostDraft(), visit: visit), submit: title,
            cancelHref: person.href)
        form.creates = true
        form.isWide = true
        return DeskForm.page(
            form, refusedBy: problems, title: title, breadcrumbs: crumbs(person, title, visit), section: "/people",
            visit: visit)
    }

    private static func editPage(
        _ place: Place, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let version = try await visit.read { try RecordVersion.of(Post.recordKind, place.post.id, on: $0) }
        let title = visit.text.text("cities.post.edit")
        var form = FormView(
            action: place.href, fields: try await PostForm.fields(PostDraft(place.post), visit: visit),
            submit: visit.text.text("verbs.saveChanges"), cancelHref: place.person.href)
        form.isWide = true
        return DeskForm.page(
            form, version: version, refusedBy: problems, title: title,
            breadcrumbs: crumbs(place.person, title, visit), section: "/people", visit: visit)
    }

    /// One question alone: since when no longer.
    private static func endPage(
        _ place: Place, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let version = try await visit.read { try RecordVersion.of(Post.recordKind, place.post.id, on: $0) }
        let text = visit.text
        let title = text.text("cities.post.end")
        let form = FormView(
            action: "\(place.href)/end",
            sections: [
                FormView.Section(
                    title: place.post.title(in: visit.language), intro: place.body.name(in: visit.language),
                    fields: [
                        .date(
                            "to", label: text.text("cities.post.lastDay"), value: PartialDay(visit.today),
                            isRequired: true, visit: visit)
                    ])
            ], submit: title, cancelHref: place.person.href)
        return DeskForm.page(
            form, version: version, refusedBy: problems, title: title,
            breadcrumbs: crumbs(place.person, title, visit), section: "/people", visit: visit)
    }
}
