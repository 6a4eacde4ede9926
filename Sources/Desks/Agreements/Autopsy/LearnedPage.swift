import OfficeKit

/// What the office has learned: by cause, how many steps were taken and after how many the agreement woke.
enum LearnedPage {
    static func page(_ records: [WakeRecord], visit: Visit) -> Page {
        let text = visit.text
        let labels = ["cause", "step", "planned", "waiting", "woke", "slept", "rate"].map {
            text.text("autopsy.column.\($0)")
        }
        let rows = records.map { record in
            let numbers = [record.planned, record.waiting, record.woke, record.slept].map { visit.shown($0) }
            let rate = record.rate.map { visit.shown(Int(($0 * 100).rounded())) }
            return TableRow(
                [
                    TableCell(
                        labels[0], text.text(record.cause.key), href: "/work?cause=\(record.cause.rawValue)",
                        isHeader: true),
                    TableCell(labels[1], text.text(record.cause.nextKey)),
                ]
                    + numbers.enumerated().map { TableCell(labels[$0.offset + 2], $0.element) } + [
                        TableCell(labels[6], rate.map { text.text("autopsy.percent", ["percent": $0]) } ?? "–")
                    ])
        }
        let title = text.text("autopsy.learned")
        let table = TableView(
            id: "steps", caption: text.text("autopsy.learnedText", ["days": visit.shown(WakeStep.patience)]),
            summary: text.text("table.summary", count: records.count), columns: labels.map { TableView.Column($0) },
            rows: rows)
        return .table(
            table, title: title,
            breadcrumbs: [Crumb(text.text("work.title"), href: "/work"), Crumb(title)], section: "/work")
    }
}
