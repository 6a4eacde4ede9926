import OfficeKit
import SQLStore

/// The bodies that a person may see, as a table that the database filters, orders and cuts.
enum BodyList {
    private static let size = 50

    static func crumb(_ text: Catalogue) -> Crumb { Crumb(text.text("navigation.bodies"), href: "/bodies") }

    /// One line, with the names of its places.
    private struct Line: Sendable {
        let body: Body
        let city: ShownName?
        let country: String?
    }

    @Sendable static func answer(_ visit: Visit) async throws -> Answer {
        let countries = try await visit.read { try Country.all(in: visit.language, on: $0) }
        let names = Dictionary(
            countries.map { ($0.code, $0.name(in: visit.language)) }, uniquingKeysWith: { first, _ in first })
        let city = try await visit.read { connection in
            try visit.query["city"].flatMap { Int64($0) }.flatMap { try City.find($0, on: connection) }
        }
        let listing = listing(countries, city: city, visit: visit)
        let choice = listing.choice(of: visit.query)
        let filter = filter(isReversed: choice.isDescending, visit: visit)
        let viewer = visit.viewer
        func lines(_ bodies: [Body], _ places: [Int64: City]) -> [Line] {
            bodies.map { body in
                Line(
                    body: body, city: body.city.flatMap { places[$0] }?.shown(on: visit.language),
                    country: body.country.flatMap { names[$0] })
            }
        }
        if visit.query["format"] != nil {
            let (bodies, places) = try await visit.read { connection in
                let bodies =
                    visit.may(.export)
                    ? try filter.page(1, size: CityList.exportLimit, for: viewer, on: connection) : []
                return (bodies, try City.find(bodies.compactMap(\.city), on: connection))
            }
            if let file = try listing.file(visit: visit, records: { lines(bodies, places) }) { return file }
        }
        let (bodies, places, total) = try await visit.read { connection in
            let total = try filter.count(for: viewer, on: connection)
            let last = max(1, (total + size - 1) / size)
            let bodies = try filter.page(min(choice.page, last), size: size, for: viewer, on: connection)
            return (bodies, try City.find(bodies.compactMap(\.city), on: connection), total)
        }
        return .page(
            .table(
                listing.table(shown: lines(bodies, places), total: total, visit: visit),
                title: visit.text.text("navigation.bodies"), subtitle: visit.text.text("cities.body.about"),
                actions: visit.may(.editContacts)
                    ? [ActionView(visit.text.text("cities.body.new"), href: "/bodies/new", isPrimary: true)] : [],
                section: "/bodies"))
    }

    private static func filter(isReversed: Bool, visit: Visit) -> BodyFilter {
        var filter = BodyFilter()
        filter.text = visit.query["q"] ?? ""
        filter.kind = visit.query["kind"].flatMap(Body.Kind.init(rawValue:))
        filter.side = visit.query["side"].flatMap(BodyFilter.Side.init(rawValue:))
        filter.country = visit.query["country"]
        filter.city = visit.query["city"].flatMap { Int64($0) }
        filter.language = visit.language
        filter.isReversed = isReversed
        return filter
    }

    private static func listing(_ countries: [Country], city: City?, visit: Visit) -> Listing<Line> {
        let text = visit.text
        let query = visit.query
        var filters = [
            FieldView("q", label: text.text("common.name"), .input(type: "search"), value: query["q"]),
            FieldView(
                "kind", label: text.text("common.kind"),
                .select(
                    DeskForm.options(
                        Body.Kind.self, chosen: query["kind"].flatMap(Body.Kind.init(rawValue:)),
                        none: text.text("common.all")
                    ) { text.text($0.key) })),
            FieldView(
                "side", label: text.text("cities.field.side"),
                .select(
                    DeskForm.options(
                        BodyFilter.Side.self, chosen: query["side"].flatMap(BodyFilter.Side.init(rawValue:)),
                        none: text.text("common.all")
                    ) { text.text($0.key) })),
            FieldView(
                "country", label: text.text("common.country"),
                .select(
                    DeskForm.options(
                        countries, chosen: query["country"], none: text.text("common.all"), in: visit.language))),
        ]
        if let city {
            filters.append(
                FieldView(
                    "city", label: text.text("common.city"),
                    .select([
                        OptionView("", label: text.text("common.all")),
                        OptionView(String(city.id), label: city.name(in: visit.language), isSelected: true),
                    ])))
        }
        return Listing(
            id: "bodies", path: "/bodies", title: text.text("navigation.bodies"), columns: columns(visit),
            filters: filters, size: size,
            empty: EmptyView(
                title: text.text("cities.body.emptyTitle"), text: text.text("cities.body.emptyText"),
                action: visit.may(.editContacts)
                    ? ActionView(text.text("cities.body.new"), href: "/bodies/new", isPrimary: true) : nil))
    }

    private static func columns(_ visit: Visit) -> [Listing<Line>.Column] {
        let text = visit.text
        let language = visit.language
        return [
            .init(
                "name", label: text.text("common.body"),
                cell: { line in
                    let name = line.body.shown(on: language)
                    return TableCell(
                        "", name.text, href: line.body.href, lang: name.lang, isHeader: true,
                        badge: line.body.secrecy == .restricted ? line.body.secrecy.badge(in: text) : nil)
                }, value: { .text($0.body.name(in: language)) }, isSortable: true),
            .init(
                "kind", label: text.text("common.kind"), cell: { TableCell("", text.text($0.body.kind.key)) },
                value: { .text(text.text($0.body.kind.key)) }),
            .init(
                "city", label: text.text("common.city"),
                cell: { line in
                    TableCell(
                        "", line.city?.text, href: line.body.city.map { "/cities/\($0)" }, lang: line.city?.lang)
                }, value: { Sheet.Cell($0.city?.text) }),
            .init(
                "country", label: text.text("common.country"),
                cell: { line in TableCell("", line.country, href: line.body.country.map { "/countries/\($0)" }) },
                value: { Sheet.Cell($0.country) }),
            .init(
                "side", label: text.text("cities.field.side"),
                cell: { TableCell("", text.text($0.body.side.key)) },
                value: { .text(text.text($0.body.side.key)) }),
            .init("web", label: text.text("cities.field.web"), cell: nil, value: { Sheet.Cell($0.body.web) }),
        ]
    }
}

extension Body {
    /// On which side of the office's ties it stands.
    var side: BodyFilter.Side { isOurs ? .ours : .theirs }
}
