import OfficeKit
import SQLStore

/// One field of a city's identity profile, Persian and English side by side, with its source.
enum ProfileForm {
    static func edit(_ visit: Visit) async throws -> Answer {
        try await page(visit)
    }

    static func update(_ visit: Visit) async throws -> Answer {
        let city = try await CityRoutes.city(of: visit)
        let field = try field(of: visit)
        do {
            let form = visit.form
            try await visit.change { change in
                try RecordVersion.check(City.kind, String(city.id), of: form, on: change.connection)
                let isWritten = form.filled("text-fa") != nil || form.filled("text-en") != nil
                if isWritten, form.filled("source") == nil {
                    throw CityError.problems([Problem(field: "source", key: "cities.problem.profileSource")])
                }
                try CityProfile.set(
                    field, of: city.id, persian: form.text("text-fa"), english: form.text("text-en"),
                    source: form.text("source"), in: change)
            }
            return .seeOther("\(city.href)#profile", flash: Flash(.success, "forms.saved"))
        } catch CityError.problems(let problems) {
            return try await page(visit, refusedBy: problems)
        }
    }

    private static func field(of visit: Visit) throws -> CityProfile.Field {
        guard let field = CityProfile.Field(rawValue: visit.part("field")) else { throw Refusal.notFound }
        return field
    }

    private static func page(_ visit: Visit, refusedBy problems: [Problem] = []) async throws -> Answer {
        let city = try await CityRoutes.city(of: visit)
        let field = try field(of: visit)
        let (statement, version) = try await visit.read { connection in
            (
                try CityProfile.of(city.id, on: connection).statement(of: field),
                try RecordVersion.of(City.kind, String(city.id), on: connection)
            )
        }
        let text = visit.text
        let name = city.shown(on: visit.language)
        var form = FormView(
            action: "\(city.href)/profile/\(field.rawValue)",
            fields: [
                FieldView(
                    "text-fa", label: text.text("cities.form.inPersian"), .textarea(rows: 8, language: .fa),
                    value: statement?.persian),
                FieldView(
                    "text-en", label: text.text("cities.form.inEnglish"), .textarea(rows: 8, language: .en),
                    value: statement?.english),
                FieldView(
                    "source", label: text.text("common.source"), .input(maxlength: 400), value: statement?.source,
                    hint: text.text("cities.form.sourceHint")),
            ], submit: text.text("verbs.save"), cancelHref: city.href)
        form.isWide = true
        return DeskForm.page(
            form, version: version, refusedBy: problems, title: text.text(field.key),
            breadcrumbs: [
                CityList.crumb(text), Crumb(name.text, href: city.href, lang: name.lang),
                Crumb(text.text("cities.page.profile")), Crumb(text.text(field.key)),
            ], section: "/cities", visit: visit)
    }
}
