import OfficeKit

/// What has a date: open actions, and the silence that is coming.
enum DuePage {
    private static let size = 50

    /// What is to be said of a date.
    enum State: String, CaseIterable {
        case overdue, soon, silence, later

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

    /// One date of one agreement.
    struct Entry {
        let line: RegisterLine
        let day: Day
        /// The action; nil for the silence that is coming.
        let title: String?
        let state: State
    }

    /// The days ahead that count as soon.
    private static let soon = 30

    /// All dates, the oldest first; coming silence only within the office's warning.
    static func dates(
        _ register: Register, on today: Day, limits: SilenceLimits = .usual
    ) -> [Entry] {
        register.ties.flatMap { line in
            let actions = line.due.map { action in
                let left = action.due.days(since: today)
                return Entry(
                    line: line, day: action.due, title: action.title,
                    state: left < 0 ? .overdue : left <= soon ? .soon : .later)
            }
            guard let silent = line.fallsSilent, silent.days(since: today) <= limits.warning else { return actions }
            return actions + [Entry(line: line, day: silent, title: nil, state: .silence)]
        }.sorted { ($0.day, $0.line.registered.code) < ($1.day, $1.line.registered.code) }
    }

    static func page(_ register: Register, visit: Visit) -> Page {
        let text = visit.text
        let format = DayFormat(language: visit.language, calendar: visit.calendar)
        let state = visit.query["state"].flatMap(State.init(rawValue:))
        let found = dates(register, on: visit.today).filter { entry in state.map { $0 == entry.state } ?? true }
        let labels = ["due.what", "common.city", "due.day", "due.state"].map { text.text($0) }
        let pages = max(1, (found.count + size - 1) / size)
        let number = min(max(1, visit.query.number("page", default: 1)), pages)
        var table = TableView(
            id: "due", caption: text.text("due.title"), summary: text.text("table.summary", count: found.count),
            columns: labels.map { .init($0) },
            rows: found.dropFirst((number - 1) * size).prefix(size).map { entry in
                TableRow([
                    TableCell(
                        labels[0], entry.title ?? text.text("home.silence"), href: entry.line.registered.href,
                        isHeader: true),
                    TableCell(labels[1], entry.line.title(in: visit.language), detail: entry.line.registered.code),
                    TableCell(labels[2], format.text(entry.day), datetime: entry.day.iso),
                    TableCell(labels[3], nil, badge: entry.state.badge(in: text)),
                ])
            })
        table.filters = TableView.Filters(
            action: "/due",
            fields: [
                FieldView(
                    "state", label: text.text("due.state"),
                    .select(
                        [OptionView("", label: text.text("common.all"), isSelected: state == nil)]
                            + State.allCases.map {
                                OptionView($0.rawValue, label: text.text($0.key), isSelected: state == $0)
                            }))
            ], resetHref: state == nil ? nil : "/due")
        if found.isEmpty {
            table.empty =
                state == nil
                ? EmptyView(title: text.text("home.dueEmpty"), text: text.text("home.dueEmptyText"))
                : EmptyView(
                    title: text.text("table.emptyFilteredTitle"), text: text.text("table.emptyFilteredText"))
        }
        let query = visit.query
        table.pagination = PaginationView(page: number, of: pages, in: visit.language) {
            "/due" + query.with("page", $0 == 1 ? nil : String($0)).text
        }
        return Page.table(table, title: text.text("due.title"), section: "/due")
    }
}
