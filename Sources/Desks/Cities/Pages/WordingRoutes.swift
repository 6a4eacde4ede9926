import OfficeKit
import SQLStore

/// How the office words the names of countries and cities, a matter of who manages the office.
enum WordingRoutes {
    static let all: [Route] = [
        .get("/cities/:id/wording", for: .manageOffice) { visit in
            try await page(try await Place(city: visit), visit: visit)
        },
        .post("/cities/:id/wording", for: .manageOffice, bodyLimit: 32_768) { visit in
            try await update(try await Place(city: visit), visit: visit)
        },
        .get("/countries/:code/wording", for: .manageOffice) { visit in
            try await page(try await Place(country: visit), visit: visit)
        },
        .post("/countries/:code/wording", for: .manageOffice, bodyLimit: 32_768) { visit in
            try await update(try await Place(country: visit), visit: visit)
        },
    ]

    /// A city or a country, as far as its wording goes.
    fileprivate struct Place: Sendable {
        let kind: PlaceWording.Kind
        let id: String
        let href: String
        let name: ShownName
        let list: Crumb

        init(city visit: Visit) async throws {
            let city = try await CityRoutes.city(of: visit)
            kind = .city
            id = String(city.id)
            href = city.href
            name = city.shown(on: visit.language)
            list = CityList.crumb(visit.text)
        }

        init(country visit: Visit) async throws {
            let country = try await CountryRoutes.country(of: visit)
            kind = .country
            id = country.code
            href = country.href
            name = ShownName(country.name(in: visit.language), in: visit.language, on: visit.language)
            list = CountryRoutes.crumb(visit.text)
        }

        func set(_ language: Language, to wording: String?, in change: Change) throws {
            switch kind {
            case .country: try PlaceWording.set(country: id, language, to: wording, in: change)
            case .city:
                guard let id = Int64(id) else { throw Refusal.notFound }
                try PlaceWording.set(city: id, language, to: wording, in: change)
            }
        }
    }

    private static func update(_ place: Place, visit: Visit) async throws -> Answer {
        do {
            let form = visit.form
            try await visit.change { change in
                for language in Language.allCases {
                    try place.set(language, to: form.filled("wording-\(language.rawValue)"), in: change)
                }
            }
            return .seeOther(place.href, flash: Flash(.success, "forms.saved"))
        } catch let problem as Problem {
            return try await page(place, refusedBy: [problem], visit: visit)
        }
    }

    private static func page(
        _ place: Place, refusedBy problems: [Problem] = [], visit: Visit
    ) async throws -> Answer {
        let wordings = try await visit.read { try PlaceWording.all(on: $0) }
            .filter { $0.kind == place.kind && $0.place == place.id }
        let usual = try await visit.read { try place.usual(wordings, on: $0) }
        let text = visit.text
        let fields = Language.allCases.map { language in
            DeskForm.name(
                "wording-\(language.rawValue)", label: text.text("cities.field.name.\(language.rawValue)"),
                value: wordings.first { $0.language == language }?.wording, in: language,
                hint: usual[language].map { text.text("cities.wording.usual", ["name": $0]) }
                    ?? text.text("cities.wording.noUsual"))
        }
        let form = FormView(
            action: "\(place.href)/wording",
            sections: [FormView.Section(intro: text.text("cities.wording.text"), fields: fields)],
            submit: text.text("verbs.save"), cancelHref: place.href)
        return DeskForm.page(
            form, refusedBy: problems, title: text.text("cities.wording.title"),
            breadcrumbs: [
                place.list, Crumb(place.name.text, href: place.href, lang: place.name.lang),
                Crumb(text.text("cities.wording.title")),
            ], section: place.list.href ?? "", visit: visit)
    }
}

extension WordingRoutes.Place {
    /// The names that the sources give, by language.
    fileprivate func usual(
        _ wordings: [PlaceWording], on connection: any SQLConnection
    ) throws -> [Language: String] {
        var names: [Language: String?] = [:]
        switch kind {
        case .country:
            let country = try Country.find(id, on: connection)
            names = [.fa: country?.namePersian, .en: country?.nameEnglish]
        case .city:
            let city = try Int64(id).flatMap { try City.find($0, on: connection) }
            names = [.fa: city?.namePersian, .en: city?.nameEnglish]
        }
        for wording in wordings { names[wording.language] = .some(wording.usual) }
        return names.compactMapValues { $0 }
    }
}
