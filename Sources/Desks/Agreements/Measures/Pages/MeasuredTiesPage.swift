import OfficeKit
import SQLStore

/// The agreements under a figure, each with its own figures and the way to its proof.
enum MeasuredTiesPage {
    static let path = "/measures/agreements"

    struct Row: Sendable {
        let line: RegisterLine
        let measures: TieMeasures

        /// Where its figures are proven, clause by clause.
        var proof: String { line.registered.href + "/proof" }
    }

    struct Found: Sendable {
        let question: MeasureQuestion
        let rows: [Row]
        let names: MeasureNames
    }

    static func find(_ register: Register, visit: Visit, on connection: any SQLConnection) throws -> Found {
        let question = try MeasureQuestion(visit.query, of: visit, register: register, on: connection)
        let names = try MeasureNames(
            of: [], cities: visit.query["city"].flatMap { Int64($0) }.map { [$0] } ?? [],
            bodies: visit.query["body"].map { [$0] } ?? [], visit: visit, on: connection)
        return Found(
            question: question, rows: question.ties(of: register).map { Row(line: $0.line, measures: $0.measures) },
            names: names)
    }

    static func answer(_ found: Found, visit: Visit) throws -> Answer {
        let text = visit.text
        let said = MeasureText(visit)
        let listing = Listing<Row>(
            id: "measured", path: path, title: text.text("measures.underTitle"),
            columns: columns(said, language: visit.language),
            filters: [
                MeasureFields.select(
                    "kind", "measures.kindLabel",
                    MeasureQuestion.Kind.allCases.map { ($0.rawValue, text.text($0.key)) }, visit)
            ] + MeasureFields.filters(found.question, names: found.names, visit: visit),
            filterNames: MeasureQuestion.filterNames,
            empty: EmptyView(title: text.text("home.emptyTitle"), text: text.text("home.emptyText")))
        let answer = try listing.answer(
            found.rows, visit: visit, subtitle: said.period(found.question.period),
            breadcrumbs: [Crumb(text.text("measures.title"), href: MeasuresPage.path)],
            actions: [ActionView(text.text("measures.formulas"), href: FormulasPage.path)], section: MeasuresPage.path)
        guard case .page(var page) = answer else { return answer }
        page.template = "measured-agreements"
        return .page(page)
    }

    private static func columns(_ said: MeasureText, language: Language) -> [Listing<Row>.Column] {
        let text = said.text
        func count(
            _ name: String, _ label: String, _ figure: @escaping @Sendable (TieMeasures) -> Int?
        ) -> Listing<Row>.Column {
            .init(
                name, label: text.text(label), isNumber: true,
                cell: { row in
                    let value = figure(row.measures)
                    return TableCell("", said.number(value), href: (value ?? 0) > 0 ? row.proof : nil)
                },
                value: { Sheet.Cell(figure($0.measures)) },
                isBefore: { isBelow(figure($0.measures), figure($1.measures)) })
        }
        func share(
            _ measure: Measure, _ figure: @escaping @Sendable (TieMeasures) -> Double?,
            detail: @escaping @Sendable (TieMeasures) -> String?
        ) -> Listing<Row>.Column {
            .init(
                measure.rawValue, label: text.text(measure.key), isNumber: true,
                cell: { row in
                    let value = figure(row.measures)
                    return TableCell(
                        "", said.share(value), href: value == nil ? nil : row.proof, detail: detail(row.measures))
                },
                value: { Sheet.Cell(share: figure($0.measures)) },
                isBefore: { isBelow(figure($0.measures), figure($1.measures)) })
        }
        return [
            .init(
                "partner", label: text.text("agreement.partner"),
                cell: { row in
                    TableCell(
                        "", row.line.title(in: language), href: row.line.registered.href,
                        detail: row.line.registered.code, isHeader: true)
                },
                value: { .text($0.line.title(in: language)) },
                isBefore: { $0.line.sortKey(in: language).lexicographicallyPrecedes($1.line.sortKey(in: language)) }),
            .init("code", label: text.text("common.code"), cell: nil, value: { .text($0.line.registered.code) }),
            count("clauses", "measures.clauses") { $0.clauses },
            count("covered", "measures.kind.covered") { $0.covered },
            count("fulfilled", "measures.fulfilment.fulfilled") { $0.fulfilment[.fulfilled] },
            count("partial", "measures.fulfilment.partial") { $0.fulfilment[.partial] },
            count("unfulfilled", "measures.fulfilment.unfulfilled") { $0.fulfilment[.unfulfilled] },
            count("lapsed", "measures.fulfilment.lapsed") { $0.fulfilment[.lapsed] },
            count("silence", "measures.column.silence") { $0.silence },
            share(.reciprocity, \.reciprocity) { said.sides($0.ours, $0.theirs) },
            share(.continuity, \.continuity) { said.part($0.provenYears, of: $0.years) },
            count("days", "measures.column.days") { $0.firstAction?.days },
            count("steps", "measures.column.steps") { $0.firstAction?.steps },
        ]
    }
}
