import Foundation
import OfficeKit
import SQLStore

/// A city of the office's own making, and what the office knows better of the others.
enum CityForm {
    static func new(_ visit: Visit) async throws -> Answer {
        var draft = CityDraft()
        draft.country = visit.query["country"] ?? ""
        return try await newPage(draft, visit: visit)
    }

    static func create(_ visit: Visit) async throws -> Answer {
        do {
            let form = visit.form
            let href = try await visit.createOnce { change in
                try read(form) { try City.add($0, in: change) }.href
            }
            return .seeOther(href, flash: Flash(.success, "forms.created"))
        } catch CityError.problems(let problems) {
            return try await newPage(CityDraft(), refusedBy: problems, visit: visit)
        }
    }

    static func edit(_ visit: Visit) async throws -> Answer {
        try await editPage(try await CityRoutes.city(of: visit), visit: visit)
    }

    static func update(_ visit: Visit) async throws -> Answer {
        let city = try await CityRoutes.city(of: visit)
        do {
            let form = visit.form
            try await visit.change { change in
                try RecordVersion.check(City.kind, String(city.id), of: form, on: change.connection)
                try read(form) { try City.edit(city.id, to: $0, in: change) }
            }
            return .seeOther(city.href, flash: Flash(.success, "forms.saved"))
        } catch CityError.problems(let problems) {
            return try await editPage(city, refusedBy: problems, visit: visit)
        }
    }

    /// Reads the form and hands the draft on; what cannot be read undoes the change, with every problem named.
    private static func read<T>(_ form: FormData, _ write: (CityDraft) throws -> T) throws -> T {
        var reader = FieldReader()
        var draft = CityDraft()
        draft.country = form.text("country")
        draft.nameEnglish = form.text("name-en")
        draft.namePersian = form.filled("name-fa")
        draft.nameLocal = form.filled("name-local")
        draft.admin = form.filled("admin")
        draft.timeZone = form.filled("timezone")
        draft.tier = Tier(rawValue: form.text("tier"))
        draft.population = try reader.read { try form.integer("population") } ?? 0
        draft.latitude = try reader.read { try form.decimal("latitude") }
        draft.longitude = try reader.read { try form.decimal("longitude") }
        let read = draft
        return try reader.finish { try write(read) }
    }

    private static func newPage(
        _ draft: CityDraft, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let countries = try await visit.read { try Country.all(in: visit.language, on: $0) }
        let title = visit.text.text("cities.form.new")
        var form = form(
            draft, action: "/cities", submit: title, cancelHref: "/cities", countries: countries, visit: visit)
        form.creates = true
        return DeskForm.page(
            form, refusedBy: problems, title: title, breadcrumbs: [CityList.crumb(visit.text), Crumb(title)],
            section: "/cities", visit: visit)
    }

    private static func editPage(
        _ city: City, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let (countries, version) = try await visit.read { connection in
            (
                try Country.all(in: visit.language, on: connection),
                try RecordVersion.of(City.kind, String(city.id), on: connection)
            )
        }
        let text = visit.text
        let name = city.shown(on: visit.language)
        let form = form(
            CityDraft(city), action: city.href, submit: text.text("verbs.saveChanges"), cancelHref: city.href,
            countries: countries, visit: visit)
        return DeskForm.page(
            form, version: version, refusedBy: problems, title: text.text("cities.form.editNamed", ["city": name.text]),
            breadcrumbs: [
                CityList.crumb(text), Crumb(name.text, href: city.href, lang: name.lang),
                Crumb(text.text("verbs.edit")),
            ], section: "/cities", visit: visit)
    }

    private static func form(
        _ draft: CityDraft, action: String, submit: String, cancelHref: String, countries: [Country], visit: Visit
    ) -> FormView {
        let text = visit.text
        func label(_ field: String) -> String { text.text("cities.field.\(field)") }
        var form = FormView(
            action: action,
            sections: [
                FormView.Section(
                    title: text.text("cities.form.names"),
                    fields: [
                        DeskForm.name("name-fa", label: label("name.fa"), value: draft.namePersian, in: .fa),
                        DeskForm.name(
                            "name-en", label: label("name.en"), value: draft.nameEnglish, in: .en, isRequired: true),
                        FieldView(
                            "name-local", label: label("name.local"), .input(maxlength: 200), value: draft.nameLocal,
                            hint: text.text("cities.form.localHint")),
                    ]),
                FormView.Section(
                    title: text.text("cities.form.place"),
                    fields: [
                        FieldView(
                            "country", label: label("country"),
                            .select(
                                DeskForm.options(
                                    countries, chosen: draft.country.isEmpty ? nil : draft.country,
                                    none: text.text("forms.choose"), in: visit.language)), isRequired: true),
                        FieldView("admin", label: label("admin"), .input(maxlength: 200), value: draft.admin),
                        number("latitude", draft.latitude.map { String($0) }, hint: "latitudeHint", visit),
                        number("longitude", draft.longitude.map { String($0) }, hint: "longitudeHint", visit),
                        FieldView("timezone", label: label("timezone"), .select(zones(draft.timeZone, text))),
                    ]),
                FormView.Section(
                    title: text.text("cities.form.government"),
                    fields: [
                        FieldView(
                            "tier", label: label("tier"),
                            .select(
                                DeskForm.options(
                                    Tier.self, chosen: draft.tier, none: text.text("cities.form.tierOfCountry")
                                ) { text.text($0.key) }), hint: text.text("cities.form.tierHint")),
                        number("population", draft.population == 0 ? nil : String(draft.population), hint: nil, visit),
                    ]),
            ], submit: submit, cancelHref: cancelHref)
        form.isWide = true
        return form
    }

    private static func number(_ name: String, _ value: String?, hint: String?, _ visit: Visit) -> FieldView {
        FieldView(
            name, label: visit.text.text("cities.field.\(name)"),
            .input(dir: "ltr", maxlength: 30, inputmode: "decimal"), value: value.map { visit.decimal($0) },
            hint: hint.map { visit.text.text("cities.form.\($0)") })
    }

    /// All time zones that the machine knows, named as everywhere.
    private static func zones(_ chosen: String?, _ text: Catalogue) -> [OptionView] {
        var names = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }
        if let chosen, !names.contains(chosen) { names.append(chosen) }
        return [OptionView("", label: text.text("common.unknown"), isSelected: chosen == nil)]
            + names.sorted().map { OptionView($0, label: $0, isSelected: $0 == chosen) }
    }
}
