import OfficeKit
import PersianText

/// Every sleeping agreement with the cause and the next step that would wake it (F13).
enum WorkPage {
    /// Those that sleep, the nearest to waking first: one step from operating is worth more than five.
    static func sleeping(_ register: Register) -> [RegisterLine] { register.sleeping }

    /// Where the next step is taken.
    static func nextHref(of line: RegisterLine) -> String {
        switch line.causes.first?.cause {
        case .contradictorySources?: line.registered.href + "/claims"
        default: line.registered.href + "#next"
        }
    }

    static func answer(_ register: Register, visit: Visit) throws -> Answer {
        let text = visit.text
        let query = visit.query
        let cause = query["cause"].flatMap(Dormancy.Cause.init(rawValue:))
        let typed = query["q"].flatMap(SearchQuery.init(parsing:))
        let found = sleeping(register).filter { line in
            cause.map { cause in line.causes.contains { $0.cause == cause } } ?? true
                && typed.map { line.matches($0) } ?? true
        }
        let listing = Listing<RegisterLine>(
            id: "work", path: "/work", title: text.text("work.title"), columns: columns(visit),
            filters: [
                FieldView("q", label: text.text("verbs.search"), .input(type: "search"), value: query["q"]),
                FieldView(
                    "cause", label: text.text("work.cause"),
                    .select(
                        [OptionView("", label: text.text("common.all"), isSelected: cause == nil)]
                            + Dormancy.Cause.allCases.map {
                                OptionView($0.rawValue, label: text.text($0.key), isSelected: cause == $0)
                            })),
            ], empty: EmptyView(title: text.text("home.workEmpty")))
        return try listing.answer(found, visit: visit, subtitle: text.text("work.text"))
    }

    private static func columns(_ visit: Visit) -> [Listing<RegisterLine>.Column] {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        @Sendable func reason(_ line: RegisterLine) -> String? {
            line.causes.first?.reason.sentence(in: text) { format.text($0) }
        }
        @Sendable func next(_ line: RegisterLine) -> String? { line.causes.first.map { text.text($0.cause.nextKey) } }
        return [
            .init(
                "partner", label: text.text("agreement.partner"),
                cell: { line in
                    TableCell(
                        "", line.title(in: language), href: line.registered.href, detail: line.registered.code,
                        isHeader: true)
                },
                value: { .text($0.title(in: language)) },
                isBefore: { $0.sortKey(in: language).lexicographicallyPrecedes($1.sortKey(in: language)) }),
            .init(
                "code", label: text.text("common.code"), cell: nil, value: { .text($0.registered.code) }),
            .init(
                "stage", label: text.text("common.stage"),
                cell: { TableCell("", nil, stage: $0.stageView(in: text, format: format)) },
                value: { .text(text.text($0.stage.key)) }, isBefore: { $0.stage < $1.stage }),
            .init(
                "cause", label: text.text("work.cause"),
                cell: { line in
                    let others = line.causes.dropFirst().map { text.text($0.cause.key) }
                    return TableCell(
                        "", reason(line),
                        detail: others.isEmpty ? nil : others.joined(separator: text.text("common.listSeparator")))
                },
                value: { Sheet.Cell(reason($0)) }),
            .init(
                "next", label: text.text("work.next"),
                cell: { TableCell("", next($0), href: nextHref(of: $0)) }, value: { Sheet.Cell(next($0)) }),
        ]
    }
}
