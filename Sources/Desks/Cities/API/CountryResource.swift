import OfficeKit
import SQLStore

/// A country or territory, and what an office needs to know before it writes there.
struct CountryView: APIVersioned {
    static let notes: [String: FieldNote] = [
        "code": FieldNote("ISO 3166-1 alpha-2."),
        "languages": FieldNote("Tags of the languages in use."),
        "weekend": FieldNote("The days on which offices are closed: `fri`, `sat` …"),
        "otherWeekend": FieldNote("What a second source says, where the two differ."),
        "counterpartTier": FieldNote("The tier of local government that is competent; left out when nobody has said."),
        "counterpartSource": FieldNote("Who says so."),
    ]

    let code: String
    let version: String
    let name: Wording
    let languages: [String]
    let weekend: [String]
    let otherWeekend: [String]?
    let callingCode: String?
    let counterpartTier: Tier?
    let counterpartSource: String?

    private init(_ country: Country, version: String) {
        func days(_ weekend: Weekend) -> [String] { weekend.text.split(separator: ",").map(String.init) }
        code = country.code
        self.version = version
        name = Wording(fa: country.namePersian, en: country.nameEnglish)
        languages = country.languages
        weekend = days(country.weekend)
        otherWeekend = country.otherWeekend.map(days)
        callingCode = country.callingCode
        counterpartTier = country.counterpartTier
        counterpartSource = country.counterpartSource
    }

    static func views(of countries: [Country], on connection: any SQLConnection) throws -> [CountryView] {
        let versions = try Journal.versions(of: Country.kind, ids: countries.map(\.code), on: connection)
        return countries.map { CountryView($0, version: versions[$0.code] ?? "0") }
    }

    static func load(_ visit: Visit, on connection: any SQLConnection) throws -> CountryView {
        guard let country = try Country.find(visit.part("code"), on: connection),
            let view = try views(of: [country], on: connection).first
        else { throw Refusal.notFound }
        return view
    }
}

/// All countries.
struct CountriesView: APIShape {
    let items: [CountryView]
}

/// The competent counterpart in a country, as a program sends it.
struct CounterpartInput: APIInput {
    static let notes: [String: FieldNote] = [
        "tier": FieldNote("Left out, what was said is taken back."),
        "source": FieldNote("Who says so; needed with a tier.", most: 400),
    ]
    let tier: Tier?
    let source: String?
}

extension CitiesAPI {
    static var countries: [Route] {
        [
            API.get("/countries", for: .read, "Lists countries by name", gives: CountriesView.self) { visit in
                try await visit.read { connection in
                    CountriesView(
                        items: try CountryView.views(
                            of: try Country.all(in: visit.language, on: connection), on: connection))
                }
            },
            API.get("/countries/:code", for: .read, "Tells a country", gives: CountryView.self) { visit in
                try await visit.read { try CountryView.load(visit, on: $0) }
            },
            API.replace(
                "/countries/:code/counterpart", for: .editContacts,
                "Says which tier of local government is competent in a country", takes: CounterpartInput.self,
                gives: CountryView.self
            ) { input, visit, change in
                try keeping {
                    try Country.setCounterpart(
                        of: visit.part("code"), to: input.tier, source: input.source, in: change)
                }
            } show: { visit, connection in
                try CountryView.load(visit, on: connection)
            },
        ]
    }
}
