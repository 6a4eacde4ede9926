import OfficeKit
import PersianText

/// Every sleeping agreement with the cause and the next step that would wake it (F13).
enum WorkPage {
    private static let size = 50

    /// Those that sleep, the nearest to waking first: one step from operating is worth more than five.
    static func sleeping(_ register: Register) -> [RegisterLine] {
        register.ties.filter { $0.isSleeping && !$0.causes.isEmpty }
            .enumerated()
            .sorted { left, right in
                let a = left.element
                let b = right.element
                if a.stage != b.stage { return a.stage > b.stage }
                if a.causes.count != b.causes.count { return a.causes.count < b.causes.count }
                return left.offset < right.offset
            }
            .map(\.element)
    }

    /// Where the next step is taken.
    static func nextHref(of line: RegisterLine) -> String {
        switch line.causes.first?.cause {
        case .contradictorySources?: line.registered.href + "/claims"
        default: line.registered.href + "#next"
        }
    }

    static func page(_ register: Register, visit: Visit) -> Page {
        let text = visit.text
        let format = DayFormat(language: visit.language, calendar: visit.calendar)
        let cause = visit.query["cause"].flatMap(Dormancy.Cause.init(rawValue:))
        let typed = visit.query["q"].flatMap(SearchQuery.init(parsing:))
        let found = sleeping(register).filter { line in
            cause.map { cause in line.causes.contains { $0.cause == cause } } ?? true
                && typed.map { line.matches($0) } ?? true
        }
        let labels = ["common.city", "common.stage", "work.cause", "work.next"].map { text.text($0) }
        let pages = max(1, (found.count + size - 1) / size)
        let number = min(max(1, visit.query.number("page", default: 1)), pages)
        var table = TableView(
            id: "work", caption: text.text("work.title"), summary: text.text("table.summary", count: found.count),
            columns: labels.map { .init($0) },
            rows: found.dropFirst((number - 1) * size).prefix(size).map { line in
                let others = line.causes.dropFirst().map { text.text($0.cause.key) }
                return TableRow([
                    TableCell(
                        labels[0], line.title(in: visit.language), href: line.registered.href,
                        detail: line.registered.code, isHeader: true),
                    TableCell(labels[1], nil, stage: line.stageView(in: text, format: format)),
                    TableCell(
                        labels[2], line.causes.first?.reason.sentence(in: text) { format.text($0) },
                        detail: others.isEmpty
                            ? nil : others.joined(separator: visit.language == .fa ? "، " : ", ")),
                    TableCell(
                        labels[3], line.causes.first.map { text.text($0.cause.nextKey) }, href: nextHref(of: line)),
                ])
            })
        let hasFilter = cause != nil || visit.query["q"] != nil
        table.filters = TableView.Filters(
            action: "/work",
            fields: [
                FieldView("q", label: text.text("verbs.search"), .input(type: "search"), value: visit.query["q"]),
                FieldView(
                    "cause", label: text.text("work.cause"),
                    .select(
                        [OptionView("", label: text.text("common.all"), isSelected: cause == nil)]
                            + Dormancy.Cause.allCases.map {
                                OptionView($0.rawValue, label: text.text($0.key), isSelected: cause == $0)
                            })),
            ], resetHref: hasFilter ? "/work" : nil)
        if found.isEmpty {
            table.empty =
                hasFilter
                ? EmptyView(
                    title: text.text("table.emptyFilteredTitle"), text: text.text("table.emptyFilteredText"))
                : EmptyView(title: text.text("home.workEmpty"))
        }
        let query = visit.query
        table.pagination = PaginationView(page: number, of: pages, in: visit.language) {
            "/work" + query.with("page", $0 == 1 ? nil : String($0)).text
        }
        return Page.table(
            table, title: text.text("work.title"), subtitle: text.text("work.text"), section: "/work")
    }
}

extension RegisterLine {
    /// Whether what was typed is in its code, titles or partners.
    func matches(_ typed: SearchQuery) -> Bool {
        let agreement = registered.agreement
        let all = [
            registered.code, agreement.titlePersian, agreement.titleEnglish, partners[.fa], partners[.en],
        ].compactMap { $0 }.joined(separator: " · ")
        return typed.matches(Set(PersianText.documentTokens(of: all)))
    }
}
