import OfficeKit
import PersianText

/// The register as a table, filtered by stage and by words, fifty lines a page.
enum RegisterPage {
    private static let size = 50

    static func page(_ register: Register, visit: Visit) -> Page {
        let text = visit.text
        let format = DayFormat(language: visit.language, calendar: visit.calendar)
        let found = filtered(register.lines, by: visit.query, in: visit.language)
        let pages = max(1, (found.count + size - 1) / size)
        let number = min(max(1, visit.query.number("page", default: 1)), pages)
        let shown = found.dropFirst((number - 1) * size).prefix(size)
        let labels = ["common.code", "common.city", "common.kind", "register.field.signed", "common.stage"]
            .map { text.text($0) }
        var table = TableView(
            id: "register", caption: text.text("navigation.agreements"),
            summary: text.text("table.summary", count: found.count), columns: labels.map { .init($0) },
            rows: shown.map { line in
                row(line, labels: labels, text: text, format: format, language: visit.language)
            })
        let hasFilter = visit.query["q"] != nil || visit.query["stage"] != nil
        table.filters = TableView.Filters(
            action: "/agreements",
            fields: [
                FieldView(
                    "q", label: text.text("verbs.search"), .input(type: "search"), value: visit.query["q"]),
                FieldView(
                    "stage", label: text.text("common.stage"), .select(stageOptions(visit.query["stage"], text))),
            ], resetHref: hasFilter ? "/agreements" : nil)
        if found.isEmpty {
            table.empty =
                hasFilter
                ? EmptyView(
                    title: text.text("table.emptyFilteredTitle"), text: text.text("table.emptyFilteredText"))
                : EmptyView(title: text.text("table.emptyTitle"))
        }
        let query = visit.query
        table.pagination = PaginationView(page: number, of: pages, in: visit.language) {
            "/agreements" + query.with("page", $0 == 1 ? nil : String($0)).text
        }
        return Page.table(table, title: text.text("navigation.agreements"), section: "/agreements")
    }

    private static func filtered(_ lines: [RegisterLine], by query: Query, in language: Language) -> [RegisterLine] {
        var lines = lines
        switch query["stage"] {
        case "operational"?: lines = lines.filter { $0.stage.isOperational }
        case let name?: if let stage = Stage(name: name) { lines = lines.filter { $0.stage == stage } }
        case nil: break
        }
        if let typed = query["q"].flatMap(SearchQuery.init(parsing:)) {
            lines = lines.filter { $0.matches(typed) }
        }
        return lines
    }

    private static func stageOptions(_ chosen: String?, _ text: Catalogue) -> [OptionView] {
        [
            OptionView("", label: text.text("common.all"), isSelected: chosen == nil),
            OptionView(
                "operational", label: text.text("home.operational"), isSelected: chosen == "operational"),
        ]
            + Stage.allCases.map {
                OptionView($0.name, label: text.text($0.key), isSelected: chosen == $0.name)
            }
    }

    private static func row(
        _ line: RegisterLine, labels: [String], text: Catalogue, format: DayFormat, language: Language
    ) -> TableRow {
        let agreement = line.registered.agreement
        let reason = line.reason.sentence(in: text) { format.text($0) }
        return TableRow([
            TableCell(labels[0], line.registered.code),
            TableCell(
                labels[1], agreement.title(in: language) ?? line.partners[language], detail: line.partners[language],
                isHeader: true),
            TableCell(labels[2], text.text(agreement.kind.key)),
            TableCell(labels[3], agreement.signed.map { format.text($0) }),
            TableCell(
                labels[4], nil, detail: reason,
                stage: line.stageView(in: text, format: format)),
        ])
    }
}
