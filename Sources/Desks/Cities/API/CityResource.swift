import OfficeKit
import SQLStore

/// A city, of GeoNames' or of the office's own.
struct CityView: APIVersioned {
    static let notes: [String: FieldNote] = [
        "id": FieldNote("GeoNames' number; from 1,000,000,000 on the office's own."),
        "country": FieldNote("ISO 3166-1 alpha-2."),
        "name": FieldNote("The Persian name is there only where its source is reliable."),
        "localName": FieldNote("In the city's own language and script."),
        "admin": FieldNote("The region it lies in."),
        "latitude": FieldNote("Degrees north."),
        "longitude": FieldNote("Degrees east."),
        "timeZone": FieldNote("An IANA name."),
        "tier": FieldNote("When it is not simply the one that is competent in its country."),
        "isOwn": FieldNote("Whether it is the office's own city."),
    ]

    let id: Int64
    let version: String
    let country: String
    let name: Wording
    let localName: String?
    let admin: String?
    let latitude: Double?
    let longitude: Double?
    let population: Int
    let timeZone: String?
    let tier: Tier?
    let isCapital: Bool
    let isOwn: Bool

    private init(_ city: City, version: String) {
        id = city.id
        self.version = version
        country = city.country
        name = Wording(fa: city.namePersian, en: city.nameEnglish)
        localName = city.nameLocal
        admin = city.admin
        latitude = city.latitude
        longitude = city.longitude
        population = city.population
        timeZone = city.timeZone
        tier = city.tier
        isCapital = city.isCapital
        isOwn = city.isOwn
    }

    static func views(of cities: [City], on connection: any SQLConnection) throws -> [CityView] {
        let versions = try Journal.versions(of: City.kind, ids: cities.map { String($0.id) }, on: connection)
        return cities.map { CityView($0, version: versions[String($0.id)] ?? "0") }
    }

    /// The city of a number as an address holds it.
    ///
    /// - Throws: ``Refusal/notFound``.
    static func load(_ id: String, on connection: any SQLConnection) throws -> CityView {
        guard let city = try Int64(id).flatMap({ try City.find($0, on: connection) }),
            let view = try views(of: [city], on: connection).first
        else { throw Refusal.notFound }
        return view
    }
}

/// A city as a program sends it.
struct CityInput: APIInput {
    static let fieldNames = ["name-en": "name.en", "name-fa": "name.fa", "timezone": "timeZone"]
    static let notes: [String: FieldNote] = [
        "country": FieldNote("ISO 3166-1 alpha-2.", least: 2, most: 2),
        "name": FieldNote("The English name is needed."),
        "localName": FieldNote("In the city's own language and script.", most: 200),
        "admin": FieldNote("The region it lies in.", most: 200),
        "latitude": FieldNote("Degrees north."),
        "longitude": FieldNote("Degrees east."),
        "population": FieldNote(least: 0, most: 100_000_000),
        "timeZone": FieldNote("An IANA name.", most: 60),
        "tier": FieldNote("When it is not simply the one that is competent in its country."),
    ]

    let country: String
    let name: Wording
    let localName: String?
    let admin: String?
    let latitude: Double?
    let longitude: Double?
    let population: Int?
    let timeZone: String?
    let tier: Tier?

    var draft: CityDraft {
        var draft = CityDraft()
        draft.country = country
        draft.nameEnglish = name[.en] ?? ""
        draft.namePersian = name[.fa]
        draft.nameLocal = localName
        draft.admin = admin
        draft.latitude = latitude
        draft.longitude = longitude
        draft.population = population ?? 0
        draft.timeZone = timeZone
        draft.tier = tier
        return draft
    }
}

extension CitiesAPI {
    /// Which cities are listed.
    struct CityWish: APIShape {
        static let notes: [String: FieldNote] = PageWish.notes.merging(
            [
                "q": FieldNote("The beginning of a name, in any script.", most: 200),
                "country": FieldNote("ISO 3166-1 alpha-2.", least: 2, most: 2),
                "minimumPopulation": FieldNote("At least so many people.", least: 0, most: 1_000_000_000),
                "capitals": FieldNote("Capitals alone."),
                "offices": FieldNote("What the office added or edited, alone."),
                "order": FieldNote("The largest first, or by name; the largest first when left out."),
            ]
        ) { $1 }

        /// The orders of a list.
        enum Order: String, Codable, CaseIterable, Sendable { case population, name }

        let q: String?
        let country: String?
        let minimumPopulation: Int?
        let capitals: Bool?
        let offices: Bool?
        let order: Order?
        let page: Int?
        let limit: Int?

        func filter(in language: Language) -> CityFilter {
            var filter = CityFilter()
            filter.text = q ?? ""
            filter.country = country
            filter.minimumPopulation = minimumPopulation ?? 0
            filter.capitalsOnly = capitals ?? false
            filter.officesOnly = offices ?? false
            filter.order = order == .name ? .name : .population
            filter.language = language
            return filter
        }
    }

    static var cities: [Route] {
        [
            API.get(
                "/cities", for: .read, "Lists cities, the largest first", asks: CityWish.self,
                gives: Listed<CityView>.self
            ) { asked, visit in
                let wish = PageWish(page: asked.page, limit: asked.limit)
                let filter = asked.filter(in: visit.language)
                return try await visit.read { connection in
                    let found = try filter.page(wish.page, size: wish.limit, on: connection)
                    return Listed(
                        try CityView.views(of: found, on: connection), of: try filter.count(on: connection), at: wish,
                        visit: visit)
                }
            },
            API.create(
                "/cities", for: .editContacts, "Adds a city of the office's own", takes: CityInput.self,
                gives: CityView.self
            ) { input, _, change in
                try keeping { String(try City.add(input.draft, in: change).id) }
            } show: { id, _, connection in
                try CityView.load(id, on: connection)
            },
            API.get("/cities/:id", for: .read, "Tells a city", gives: CityView.self) { visit in
                try await visit.read { try CityView.load(visit.part("id"), on: $0) }
            },
            API.replace(
                "/cities/:id", for: .editContacts, "Replaces what is known of a city", takes: CityInput.self,
                gives: CityView.self
            ) { input, visit, change in
                guard let id = Int64(visit.part("id")) else { throw Refusal.notFound }
                try keeping { try City.edit(id, to: input.draft, in: change) }
            } show: { visit, connection in
                try CityView.load(visit.part("id"), on: connection)
            },
            API.get(
                "/cities/:id/profile", for: .read, "Tells a city's identity in its own words", gives: ProfileView.self
            ) { visit in
                try await visit.read { try ProfileView.load(visit.part("id"), on: $0) }
            },
            API.replace(
                "/cities/:id/profile/:field", for: .editContacts,
                "Writes a field of a city's profile; without a text it is taken out", takes: StatementInput.self,
                gives: ProfileView.self
            ) { input, visit, change in
                guard let id = Int64(visit.part("id")), let field = CityProfile.Field(rawValue: visit.part("field"))
                else { throw Refusal.notFound }
                try keeping {
                    try CityProfile.set(
                        field, of: id, persian: input.text[.fa], english: input.text[.en], source: input.source,
                        in: change)
                }
            } show: { visit, connection in
                try ProfileView.load(visit.part("id"), on: connection)
            },
        ]
    }
}
