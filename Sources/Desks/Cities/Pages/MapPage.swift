import OfficeKit
import SQLStore

/// The office's ties on the map of the world, and the same in a table.
struct MapPage: Sendable {
    let ties: any CityTies

    var route: Route { .get("/map", for: .read, isKept: true, answer) }

    private struct View: Sendable {
        let map: TieMap
        /// The tenth of the drawing in which the own city lies, 1…9; nil without one.
        let start: String?
        let title: String
        let legend: [LegendView]
        let table: TableView
    }

    private struct LegendView: Sendable {
        let key: String
        let label: String
    }

    /// A tie with its city and country.
    private struct Line: Sendable {
        let tie: CityTie
        let city: City
        let country: String
    }

    private struct Record: Sendable {
        let own: City?
        let lines: [Line]
        let map: TieMap
    }

    @Sendable private func answer(_ visit: Visit) async throws -> Answer {
        let ties = ties
        let record = try await visit.read { connection in
            let found = try ties.ties(
                with: nil, for: visit.viewer, text: visit.text, today: visit.today, on: connection)
            let cities = try City.find(found.map(\.city), on: connection)
            let countries = Dictionary(
                try Country.all(in: visit.language, on: connection).map { ($0.code, $0.name(in: visit.language)) },
                uniquingKeysWith: { first, _ in first })
            let lines = found.compactMap { tie in
                cities[tie.city].map { Line(tie: tie, city: $0, country: countries[$0.country] ?? $0.country) }
            }
            let own = try City.own(on: connection)
            return Record(
                own: own, lines: lines,
                map: try TieMap.draw(
                    home: own.flatMap { Self.home($0, visit) }, ties: Self.places(lines, own: own, visit: visit),
                    on: connection))
        }
        return try listing(visit).file(visit: visit) { record.lines } ?? .page(page(record, visit: visit))
    }

    private static func home(_ city: City, _ visit: Visit) -> TieMap.Place? {
        guard let latitude = city.latitude, let longitude = city.longitude else { return nil }
        let name = city.name(in: visit.language)
        return TieMap.Place(
            href: city.href, label: name, latitude: latitude, longitude: longitude, isLive: true,
            title: visit.text.text("cities.map.home", ["city": name]))
    }

    /// One place for each city, also where several agreements lead there: live when one of them is.
    private static func places(_ lines: [Line], own: City?, visit: Visit) -> [TieMap.Place] {
        var order: [Int64] = []
        let grouped = Dictionary(grouping: lines) { $0.city.id }
        for line in lines where !order.contains(line.city.id) { order.append(line.city.id) }
        return order.compactMap { id -> TieMap.Place? in
            guard let group = grouped[id], let city = group.first?.city, id != own?.id,
                let latitude = city.latitude, let longitude = city.longitude
            else { return nil }
            let name = city.name(in: visit.language)
            let best = group.first { $0.tie.isLive } ?? group[0]
            let title =
                best.tie.stage.map { visit.text.text("cities.map.tie", ["city": name, "stage": $0.label]) } ?? name
            return TieMap.Place(
                href: city.href, label: name, latitude: latitude, longitude: longitude,
                isLive: best.tie.isLive, title: title)
        }
    }

    private func page(_ record: Record, visit: Visit) -> Page {
        let text = visit.text
        let count = Set(record.lines.map(\.city.id)).count
        let title = record.own.map { own in
            text.text("cities.map.title", count: count, ["city": own.name(in: visit.language)])
        }
        return Page(
            "cities-map", title: text.text("navigation.map"), section: "/map",
            view: View(
                map: record.map, start: record.map.homeTenth.map(String.init),
                title: title ?? text.text("navigation.map"),
                legend: [
                    LegendView(key: "live", label: text.text("cities.map.live")),
                    LegendView(key: "paper", label: text.text("cities.map.paper")),
                ], table: listing(visit).table(record.lines, visit: visit)))
    }

    private func listing(_ visit: Visit) -> Listing<Line> {
        let text = visit.text
        let language = visit.language
        return Listing(
            id: "ties", path: "/map", title: text.text("cities.map.table"),
            columns: [
                .init(
                    "city", label: text.text("common.city"),
                    cell: { line in
                        let name = line.city.shown(on: language)
                        return TableCell("", name.text, href: line.city.href, lang: name.lang, isHeader: true)
                    }, value: { .text($0.city.name(in: language)) }),
                .init(
                    "country", label: text.text("common.country"),
                    cell: { TableCell("", $0.country, href: "/countries/\($0.city.country)") },
                    value: { .text($0.country) }, isBefore: { $0.country < $1.country }),
                .init(
                    "tie", label: text.text("cities.map.agreement"),
                    cell: { TableCell("", $0.tie.title, href: $0.tie.href, detail: $0.tie.detail) },
                    value: { .text($0.tie.title) }),
                .init(
                    "stage", label: text.text("common.stage"), cell: { TableCell("", nil, stage: $0.tie.stage) },
                    value: { Sheet.Cell($0.tie.stage?.label) }),
            ], size: 200,
            empty: EmptyView(title: text.text("cities.map.emptyTitle"), text: text.text("cities.map.emptyText")))
    }
}
