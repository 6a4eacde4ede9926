import OfficeKit
import SQLStore

/// All cities of the world as a table that the database filters, orders and cuts.
enum CityList {
    /// The longest file: more rows than a person reads, and few enough to be made at once.
    static let exportLimit = 10_000
    private static let size = 50
    private static let populations = [50_000, 100_000, 500_000, 1_000_000, 5_000_000]

    static func crumb(_ text: Catalogue) -> Crumb { Crumb(text.text("navigation.cities"), href: "/cities") }

    /// One line, with its country's name.
    private struct Line: Sendable {
        let city: City
        let country: String
    }

    @Sendable static func answer(_ visit: Visit) async throws -> Answer {
        let countries = try await visit.read { try Country.all(in: visit.language, on: $0) }
        let names = Dictionary(
            countries.map { ($0.code, $0.name(in: visit.language)) }, uniquingKeysWith: { first, _ in first })
        let listing = listing(countries, visit: visit)
        let filter = filter(listing.choice(of: visit.query), visit: visit)
        func lines(_ cities: [City]) -> [Line] {
            cities.map { Line(city: $0, country: names[$0.country] ?? $0.country) }
        }
        if visit.query["format"] != nil {
            let cities =
                visit.may(.export)
                ? try await visit.read { try filter.page(1, size: exportLimit, on: $0) } : []
            if let file = try listing.file(visit: visit, records: { lines(cities) }) { return file }
        }
        let page = listing.choice(of: visit.query).page
        let (cities, total) = try await visit.read { connection in
            let total = try filter.count(on: connection)
            // A page behind the last is the last.
            let last = max(1, (total + size - 1) / size)
            return (try filter.page(min(page, last), size: size, on: connection), total)
        }
        var table = listing.table(shown: lines(cities), total: total, visit: visit)
        if total > exportLimit, table.exports != nil {
            table.summary += " · " + visit.text.text("cities.list.exportLimit", ["count": visit.shown(exportLimit)])
        }
        return .page(
            .table(
                table, title: visit.text.text("navigation.cities"),
                actions: visit.may(.editContacts)
                    ? [ActionView(visit.text.text("cities.form.new"), href: "/cities/new", isPrimary: true)] : [],
                section: "/cities"))
    }

    private static func filter(_ choice: Listing<Line>.Choice, visit: Visit) -> CityFilter {
        var filter = CityFilter()
        filter.text = visit.query["q"] ?? ""
        filter.country = visit.query["country"]
        filter.minimumPopulation = max(0, visit.query.number("population", default: 0))
        filter.capitalsOnly = visit.query["only"] == "capitals"
        filter.officesOnly = visit.query["only"] == "office"
        filter.language = visit.language
        switch choice.sort {
        case "name":
            filter.order = .name
            filter.isReversed = choice.isDescending
        case "population": filter.isReversed = !choice.isDescending
        default: break
        }
        return filter
    }

    private static func listing(_ countries: [Country], visit: Visit) -> Listing<Line> {
        let text = visit.text
        let language = visit.language
        return Listing(
            id: "cities", path: "/cities", title: text.text("navigation.cities"),
            columns: columns(visit),
            filters: [
                FieldView("q", label: text.text("common.name"), .input(type: "search"), value: visit.query["q"]),
                FieldView(
                    "country", label: text.text("common.country"),
                    .select(
                        DeskForm.options(
                            countries, chosen: visit.query["country"], none: text.text("common.all"), in: language))),
                FieldView(
                    "population", label: text.text("cities.list.atLeast"),
                    .select(
                        [OptionView("", label: text.text("common.all"))]
                            + populations.map { number in
                                OptionView(
                                    String(number), label: visit.shown(number),
                                    isSelected: visit.query.number("population", default: 0) == number)
                            })),
                FieldView(
                    "only", label: text.text("cities.list.only"),
                    .select(
                        [OptionView("", label: text.text("common.all"))]
                            + ["capitals", "office"].map { value in
                                OptionView(
                                    value, label: text.text("cities.list.\(value)"),
                                    isSelected: visit.query["only"] == value)
                            })),
            ],
            size: size, empty: EmptyView(title: text.text("table.emptyTitle"), text: text.text("cities.list.empty")))
    }

    private static func columns(_ visit: Visit) -> [Listing<Line>.Column] {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        let capital = text.text("cities.field.capital")
        let own = text.text("cities.field.own")
        return [
            .init(
                "name", label: text.text("common.city"),
                cell: { line in
                    let name = line.city.shown(on: language)
                    return TableCell(
                        "", name.text, href: line.city.href, lang: name.lang, isHeader: true,
                        badge: line.city.isOwn
                            ? BadgeView(.success, own) : line.city.isCapital ? BadgeView(.info, capital) : nil)
                }, value: { .text($0.city.name(in: language)) }, isSortable: true),
            .init(
                "english", label: text.text("cities.field.name.en"), cell: nil, value: { .text($0.city.nameEnglish) }),
            .init(
                "persian", label: text.text("cities.field.name.fa"), cell: nil,
                value: { Sheet.Cell($0.city.namePersian) }),
            .init(
                "country", label: text.text("common.country"),
                cell: { TableCell("", $0.country, href: "/countries/\($0.city.country)") },
                value: { .text($0.country) }),
            .init("code", label: text.text("cities.field.code"), cell: nil, value: { .text($0.city.country) }),
            .init(
                "admin", label: text.text("cities.field.admin"),
                cell: { line in
                    TableCell("", line.city.admin, lang: language == .en || line.city.admin == nil ? nil : "en")
                }, value: { Sheet.Cell($0.city.admin) }),
            .init(
                "population", label: text.text("cities.field.population"), isNumber: true,
                cell: { line in
                    TableCell("", line.city.population > 0 ? format.number(line.city.population) : nil)
                },
                value: { line in line.city.population > 0 ? .integer(Int64(line.city.population)) : .empty },
                isSortable: true),
            .init(
                "timezone", label: text.text("cities.field.timezone"), cell: nil,
                value: { Sheet.Cell($0.city.timeZone) }),
            .init(
                "latitude", label: text.text("cities.field.latitude"), cell: nil,
                value: { $0.city.latitude.map { .decimal($0) } ?? .empty }),
            .init(
                "longitude", label: text.text("cities.field.longitude"), cell: nil,
                value: { $0.city.longitude.map { .decimal($0) } ?? .empty }),
        ]
    }
}
