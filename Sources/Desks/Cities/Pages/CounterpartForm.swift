import OfficeKit
import SQLStore

/// Which tier of local government is the competent counterpart in a country, and who says so.
enum CounterpartForm {
    static func update(_ visit: Visit) async throws -> Answer {
        let country = try await CountryRoutes.country(of: visit)
        do {
            let form = visit.form
            try await visit.change { change in
                try RecordVersion.check(Country.kind, country.code, of: form, on: change.connection)
                try Country.setCounterpart(
                    of: country.code, to: Tier(rawValue: form.text("tier")), source: form.text("source"), in: change)
            }
            return .seeOther(country.href, flash: Flash(.success, "forms.saved"))
        } catch CityError.problems(let problems) {
            return try await page(visit, refusedBy: problems)
        }
    }

    static func page(_ visit: Visit, refusedBy problems: [Problem] = []) async throws -> Answer {
        let country = try await CountryRoutes.country(of: visit)
        let version = try await visit.read { try RecordVersion.of(Country.kind, country.code, on: $0) }
        let text = visit.text
        let name = country.name(in: visit.language)
        let form = FormView(
            action: "\(country.href)/counterpart",
            sections: [
                FormView.Section(
                    intro: text.text("cities.counterpart.text"),
                    fields: [
                        FieldView(
                            "tier", label: text.text("cities.field.counterpart"),
                            .select(
                                DeskForm.options(
                                    Tier.self, chosen: country.counterpartTier, none: text.text("common.unknown")
                                ) { text.text($0.key) })),
                        FieldView(
                            "source", label: text.text("common.source"), .input(maxlength: 400),
                            value: country.counterpartSource, hint: text.text("cities.counterpart.sourceHint")),
                    ])
            ], submit: text.text("verbs.save"), cancelHref: country.href)
        return DeskForm.page(
            form, version: version, refusedBy: problems, title: text.text("cities.counterpart.edit"),
            breadcrumbs: [
                CountryRoutes.crumb(text), Crumb(name, href: country.href), Crumb(text.text("cities.counterpart.edit")),
            ], section: "/countries", visit: visit)
    }
}
