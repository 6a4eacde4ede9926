import OfficeKit
import PersianText
import SQLStore

/// The countries: when they are closed, which tier is the counterpart there, and how many ties lead there.
struct CountryRoutes: Sendable {
    let ties: any CityTies

    var all: [Route] {
        [
            .get("/countries", for: .read, isKept: true, list),
            .get("/countries/:code", for: .read) { visit in
                .page(CountryPage.page(try await record(visit), visit: visit))
            },
            .get("/countries/:code/counterpart", for: .editContacts) { visit in
                try await CounterpartForm.page(visit)
            },
            .post("/countries/:code/counterpart", for: .editContacts, bodyLimit: 32_768) { visit in
                try await CounterpartForm.update(visit)
            },
            .get("/countries/:code/history", for: .read, history),
        ]
    }

    static func crumb(_ text: Catalogue) -> Crumb { Crumb(text.text("navigation.countries"), href: "/countries") }

    /// The country in the path.
    ///
    /// - Throws: `Refusal.notFound`.
    static func country(of visit: Visit) async throws -> Country {
        let code = visit.part("code")
        guard let country = try await visit.read({ try Country.find(code, on: $0) }) else { throw Refusal.notFound }
        return country
    }

    private func record(_ visit: Visit) async throws -> CountryRecord {
        let ties = ties
        return try await visit.read { try CountryRecord(visit.part("code"), ties: ties, visit: visit, on: $0) }
    }

    @Sendable private func history(_ visit: Visit) async throws -> Answer {
        let country = try await Self.country(of: visit)
        let entries = try await visit.read { connection in
            try RecordHistory.entries(
                of: (Country.kind, country.code), for: visit.viewer, in: visit.language, on: connection)
        }
        return RecordHistory.page(
            of: entries, name: ShownName(country.name(in: visit.language), in: visit.language, on: visit.language),
            href: country.href, list: Self.crumb(visit.text), visit: visit)
    }

    /// One line of the list.
    private struct Line: Sendable {
        let country: Country
        let sortKey: [UInt8]
        let weekend: WeekendWords
        let tier: String
        let origin: String?
        let ties: Int
    }

    @Sendable private func list(_ visit: Visit) async throws -> Answer {
        let text = visit.text
        let language = visit.language
        let ties = ties
        let (countries, counts) = try await visit.read { connection in
            (
                try Country.all(in: language, on: connection),
                try Self.counts(
                    ties.ties(with: nil, for: visit.viewer, text: text, today: visit.today, on: connection),
                    on: connection)
            )
        }
        let wanted = PersianText.fold(visit.query["q"] ?? "")
        let tieOnly = visit.query["only"] == "ties"
        let lines = countries.filter { country in
            let names = [country.nameEnglish, country.namePersian, country.code].map { PersianText.fold($0) }
            return (wanted.isEmpty || names.contains { $0.hasPrefix(wanted) || $0.contains(" " + wanted) })
                && (!tieOnly || counts[country.code] != nil)
        }.map { country in
            let counterpart = CounterpartTier.of(city: nil, country: country)
            return Line(
                country: country, sortKey: PersianText.sortKey(country.name(in: language)),
                weekend: WeekendWords(country, text), tier: text.text(counterpart.tier.key),
                origin: country.counterpartTier == nil
                    ? text.text("cities.list.assumed") : country.counterpartSource,
                ties: counts[country.code] ?? 0)
        }
        return try listing(visit).answer(lines, visit: visit, section: "/countries")
    }

    /// How many ties lead to each country.
    static func counts(_ ties: [CityTie], on connection: any SQLConnection) throws -> [String: Int] {
        let cities = try City.find(ties.map(\.city), on: connection)
        return ties.reduce(into: [:]) { counts, tie in
            if let country = cities[tie.city]?.country { counts[country, default: 0] += 1 }
        }
    }

    private func listing(_ visit: Visit) -> Listing<Line> {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        return Listing(
            id: "countries", path: "/countries", title: text.text("navigation.countries"),
            columns: [
                .init(
                    "name", label: text.text("common.country"),
                    cell: { TableCell("", $0.country.name(in: language), href: $0.country.href, isHeader: true) },
                    value: { .text($0.country.name(in: language)) },
                    isBefore: { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }),
                .init(
                    "code", label: text.text("cities.field.code"), cell: nil, value: { .text($0.country.code) }),
                .init(
                    "weekend", label: text.text("cities.page.weekend"),
                    cell: {
                        TableCell(
                            "", $0.weekend.days,
                            detail: $0.weekend.others.map { text.text("cities.list.otherWeekend", ["days": $0]) })
                    },
                    value: { .text($0.weekend.days) }),
                .init(
                    "tier", label: text.text("cities.field.counterpart"),
                    cell: { TableCell("", $0.tier, detail: $0.origin) }, value: { .text($0.tier) },
                    isBefore: { $0.tier < $1.tier }),
                .init(
                    "source", label: text.text("common.source"), cell: nil, value: { Sheet.Cell($0.origin) }),
                .init(
                    "ties", label: text.text("cities.list.ties"), isNumber: true,
                    cell: { TableCell("", $0.ties == 0 ? text.text("cities.list.noTies") : format.number($0.ties)) },
                    value: { .integer(Int64($0.ties)) },
                    isBefore: { $0.ties < $1.ties }),
            ],
            filters: [
                FieldView("q", label: text.text("common.name"), .input(type: "search"), value: visit.query["q"]),
                FieldView(
                    "only", label: text.text("cities.list.only"),
                    .select([
                        OptionView("", label: text.text("common.all")),
                        OptionView(
                            "ties", label: text.text("cities.list.withTies"), isSelected: visit.query["only"] == "ties"),
                    ])),
            ], empty: EmptyView(title: text.text("table.emptyTitle"), text: text.text("cities.list.empty")))
    }
}
