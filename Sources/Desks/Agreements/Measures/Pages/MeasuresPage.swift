import OfficeKit
import PersianText
import SQLStore

/// The measures as figures, a chart and a table of groups; every figure opens down to the agreements under it.
enum MeasuresPage {
    static let path = "/measures"

    /// One line of the table.
    struct Row: Sendable {
        let name: String
        let sortKey: [UInt8]
        let summary: MeasureSummary
        /// The ties under it.
        let address: Query

        func href(_ kind: MeasureQuestion.Kind? = nil, sort: String? = nil, isDescending: Bool = false) -> String {
            MeasuredTiesPage.path
                + address.with("kind", kind?.rawValue).with("sort", sort)
                .with("order", isDescending ? "descending" : nil).text
        }
    }

    private struct View: Sendable {
        let filters: TableView.Filters?
        let figures: [FigureView]
        let chart: MeasureChart?
        let aboutTitle: String
        let about: FactsView
        let links: [ActionView]
        let table: TableView
    }

    /// What was computed, with the names it needs.
    struct Figures: Sendable {
        let question: MeasureQuestion
        let total: MeasureSummary
        let rows: [Row]
        let names: MeasureNames
    }

    static func figures(_ register: Register, visit: Visit, on connection: any SQLConnection) throws -> Figures {
        var question = try MeasureQuestion(visit.query, of: visit, register: register, on: connection)
        // Which ties are listed under a figure is asked on the page of those.
        question.kind = nil
        let groups = question.groups(of: register)
        var named: (city: [Int64], body: [String]) = ([], [])
        if let city = visit.query["city"].flatMap({ Int64($0) }) { named.city.append(city) }
        if let body = visit.query["body"] { named.body.append(body) }
        let names = try MeasureNames(
            of: groups, cities: named.city, bodies: named.body, visit: visit, on: connection)
        let base = chosen(in: visit.query)
        let filter = question.grouping.filter
        let rows: [Row] = groups.compactMap { group in
            guard let name = names.name(of: group.key, by: question.grouping) else { return nil }
            return Row(
                name: name, sortKey: MeasuresPage.sortKey(of: group.key, name: name), summary: group.summary,
                address: base.with(filter + "-text", nil).with(filter, group.key.address))
        }.sorted { left, right in
            let sizes = (left.summary.ties, right.summary.ties)
            return sizes.0 == sizes.1 ? left.sortKey.lexicographicallyPrecedes(right.sortKey) : sizes.0 > sizes.1
        }
        return Figures(
            question: question, total: MeasureSummary(question.ties(of: register).lazy.map(\.measures)), rows: rows,
            names: names)
    }

    /// The part of an address that chooses what is measured.
    static func chosen(in query: Query) -> Query {
        Query(query.pairs.filter { MeasureQuestion.filterNames.contains($0.name) && $0.name != "kind" })
    }

    static func answer(_ figures: Figures, visit: Visit) throws -> Answer {
        let text = visit.text
        let query = visit.query
        let measure = query["measure"].flatMap(Measure.init(rawValue:)) ?? .fulfilment
        let said = MeasureText(visit)
        let listing = Listing<Row>(
            id: "measures", path: path, title: text.text("measures.title"),
            columns: columns(figures.question.grouping, said: said, visit: visit),
            filters: [
                MeasureFields.choice(
                    "by", "measures.byLabel", chosen: figures.question.grouping, key: \.key, visit: visit),
                MeasureFields.choice("measure", "measures.measure", chosen: measure, key: \.key, visit: visit),
            ] + MeasureFields.filters(figures.question, names: figures.names, visit: visit),
            filterNames: MeasureQuestion.filterNames,
            empty: EmptyView(title: text.text("home.emptyTitle"), text: text.text("home.emptyText")))
        if let file = try listing.file(visit: visit, records: { listing.sorted(figures.rows, by: query) }) {
            return file
        }
        var table = listing.table(figures.rows, visit: visit)
        let filters = table.filters
        table.filters = nil
        table.hideCaption = true
        let entries = listing.sorted(figures.rows, by: query).map { row in
            let value = row.summary.value(of: measure)
            return MeasureChart.Entry(
                name: row.name, value: value, shown: said.value(value, of: measure), href: row.href())
        }
        return .page(
            Page(
                "measures", title: text.text("measures.title"), subtitle: said.period(figures.question.period),
                actions: [ActionView(text.text("measures.formulas"), href: FormulasPage.path)], section: path,
                view: View(
                    filters: filters,
                    figures: figures.total.ties == 0 ? [] : self.figures(figures.total, said: said, visit: visit),
                    chart: MeasureChart(entries, of: measure, visit: visit),
                    aboutTitle: text.text("measures.aboutTitle"),
                    about: FormulasPage.facts(of: measure, visit: visit),
                    links: [
                        ActionView(text.text("measures.formulas"), href: "\(FormulasPage.path)#\(measure.rawValue)")
                    ],
                    table: table)))
    }

    /// All measures of what is chosen, each with the way down.
    private static func figures(_ total: MeasureSummary, said: MeasureText, visit: Visit) -> [FigureView] {
        let base = chosen(in: visit.query)
        func figure(_ measure: Measure, _ kind: MeasureQuestion.Kind?, _ sort: String, detail: String?) -> FigureView {
            FigureView(
                value: said.value(total.value(of: measure), of: measure), label: said.text.text(measure.key),
                href: MeasuredTiesPage.path
                    + base.with("kind", kind?.rawValue).with("sort", sort).with("order", "descending").text,
                detail: detail)
        }
        let begun = said.text.text("measures.begun", count: total.begun)
        let ties = FigureView(
            value: said.format.number(total.ties), label: said.text.text("measures.ties"),
            href: MeasuredTiesPage.path + base.text,
            detail: said.text.text("measures.clauseCount", count: total.clauses))
        return [
            ties, figure(.coverage, nil, "covered", detail: said.part(total.covered, of: total.clauses)),
            figure(.fulfilment, nil, "fulfilled", detail: said.part(total.fulfilment[.fulfilled], of: total.clauses)),
            figure(.silence, .silent, "silence", detail: said.text.text("measures.median")),
            figure(.reciprocity, .delivered, "reciprocity", detail: said.sides(total.ours, total.theirs)),
            figure(.continuity, nil, "continuity", detail: said.part(total.provenYears, of: total.years)),
            figure(.days, .begun, "days", detail: begun), figure(.steps, .begun, "steps", detail: begun),
        ]
    }

    private static func sortKey(of key: MeasureGroup.Key, name: String) -> [UInt8] {
        // Years sort as numbers, whatever digits they are shown in, and what has none comes last.
        switch key {
        case .year(let year): Array(String(10_000 + year).utf8)
        case .nothing: [255]
        default: PersianText.sortKey(name)
        }
    }
}
