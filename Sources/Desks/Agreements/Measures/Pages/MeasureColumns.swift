import OfficeKit

extension MeasuresPage {
    /// The columns of the table of groups.
    static func columns(
        _ grouping: MeasureQuestion.Grouping, said: MeasureText, visit: Visit
    ) -> [Listing<Row>.Column] {
        let text = visit.text
        func count(
            _ name: String, _ label: String, kind: MeasureQuestion.Kind? = nil, sort: String? = nil,
            _ figure: @escaping @Sendable (MeasureSummary) -> Int?
        ) -> Listing<Row>.Column {
            .init(
                name, label: text.text(label), isNumber: true,
                cell: {
                    TableCell(
                        "", said.number(figure($0.summary)),
                        href: figure($0.summary) == nil
                            ? nil : $0.href(kind, sort: sort, isDescending: sort != nil))
                },
                value: { Sheet.Cell(figure($0.summary)) },
                isBefore: { isBelow(figure($0.summary), figure($1.summary)) })
        }
        func share(
            _ measure: Measure, _ figure: @escaping @Sendable (MeasureSummary) -> Double?,
            kind: MeasureQuestion.Kind? = nil, sort: String, detail: @escaping @Sendable (MeasureSummary) -> String?
        ) -> Listing<Row>.Column {
            .init(
                measure.rawValue, label: text.text(measure.key), isNumber: true,
                cell: {
                    TableCell(
                        "", said.share(figure($0.summary)),
                        href: figure($0.summary) == nil ? nil : $0.href(kind, sort: sort, isDescending: true),
                        detail: detail($0.summary))
                },
                value: { Sheet.Cell(share: figure($0.summary)) },
                isBefore: { isBelow(figure($0.summary), figure($1.summary)) })
        }
        func fileOnly(
            _ name: String, _ label: String, _ figure: @escaping @Sendable (MeasureSummary) -> Int
        ) -> Listing<Row>.Column {
            .init(
                name, label: text.text(label), isNumber: true, cell: nil, value: { Sheet.Cell(figure($0.summary)) })
        }
        return [
            .init(
                "name", label: text.text(grouping.key),
                cell: { TableCell("", $0.name, href: $0.href(), isHeader: true) },
                value: { .text($0.name) }, isBefore: { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }),
            count("ties", "measures.ties") { $0.ties },
            count("clauses", "measures.clauses", sort: "clauses") { $0.clauses },
            fileOnly("covered", "measures.kind.covered") { $0.covered },
            share(.coverage, \.coverage, sort: "covered") { said.part($0.covered, of: $0.clauses) },
            share(.fulfilment, \.fulfilled, sort: "fulfilled") {
                said.part($0.fulfilment[.fulfilled], of: $0.clauses)
            },
            fileOnly("fulfilled", "measures.fulfilment.fulfilled") { $0.fulfilment[.fulfilled] },
            count("partial", "measures.fulfilment.partial", kind: .partial, sort: "partial") {
                $0.fulfilment[.partial]
            },
            count("unfulfilled", "measures.fulfilment.unfulfilled", kind: .unfulfilled, sort: "unfulfilled") {
                $0.fulfilment[.unfulfilled]
            },
            count("lapsed", "measures.fulfilment.lapsed", kind: .lapsed, sort: "lapsed") { $0.fulfilment[.lapsed] },
            count("silence", "measures.column.silence", kind: .silent, sort: "silence") { $0.silence },
            share(.reciprocity, \.reciprocity, kind: .delivered, sort: "reciprocity") {
                said.sides($0.ours, $0.theirs)
            },
            fileOnly("ours", "measures.ours") { $0.ours }, fileOnly("theirs", "measures.theirs") { $0.theirs },
            share(.continuity, \.continuity, sort: "continuity") { said.part($0.provenYears, of: $0.years) },
            fileOnly("provenYears", "measures.provenYears") { $0.provenYears },
            fileOnly("years", "measures.years") { $0.years },
            fileOnly("begun", "measures.kind.begun") { $0.begun },
            count("days", "measures.column.days", kind: .begun, sort: "days") { $0.daysToAction },
            count("steps", "measures.column.steps", kind: .begun, sort: "steps") { $0.stepsToAction },
        ]
    }
}
