import OfficeKit

/// What has a date: open actions, and the silence that is coming.
enum DuePage {
    static func answer(_ register: Register, visit: Visit) throws -> Answer {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        let state = visit.query["state"].flatMap(DueDate.State.init(rawValue:))
        let found = state.map { state in register.dates.filter { $0.state == state } } ?? register.dates
        @Sendable func what(_ entry: DueDate) -> String { entry.title ?? text.text("home.silence") }
        let listing = Listing<DueDate>(
            id: "due", path: "/due", title: text.text("due.title"),
            columns: [
                .init(
                    "what", label: text.text("due.what"),
                    cell: { TableCell("", what($0), href: $0.line.registered.href, isHeader: true) },
                    value: { .text(what($0)) }),
                .init(
                    "partner", label: text.text("agreement.partner"),
                    cell: { TableCell("", $0.line.title(in: language), detail: $0.line.registered.code) },
                    value: { .text($0.line.title(in: language)) },
                    isBefore: { $0.line.sortKey(in: language).lexicographicallyPrecedes($1.line.sortKey(in: language)) }
                ),
                .init(
                    "code", label: text.text("common.code"), cell: nil, value: { .text($0.line.registered.code) }),
                .init(
                    "day", label: text.text("due.day"),
                    cell: { TableCell("", format.text($0.day), datetime: $0.day.iso) }, value: { .day($0.day) },
                    isBefore: { $0.day < $1.day }),
                .init(
                    "state", label: text.text("due.state"),
                    cell: { TableCell("", nil, badge: $0.state.badge(in: text)) },
                    value: { .text(text.text($0.state.key)) }),
            ],
            filters: [
                FieldView(
                    "state", label: text.text("due.state"),
                    .select(
                        [OptionView("", label: text.text("common.all"), isSelected: state == nil)]
                            + DueDate.State.allCases.map {
                                OptionView($0.rawValue, label: text.text($0.key), isSelected: state == $0)
                            }))
            ], empty: EmptyView(title: text.text("home.dueEmpty"), text: text.text("home.dueEmptyText")))
        return try listing.answer(found, visit: visit)
    }
}

extension DueDate.State {
    var key: String { "due.\(rawValue)" }

    func badge(in text: Catalogue) -> BadgeView {
        let tone: BadgeView.Tone =
            switch self {
            case .overdue: .danger
            case .soon, .silence: .warning
            case .later: .neutral
            }
        return BadgeView(tone, text.text(key))
    }
}
