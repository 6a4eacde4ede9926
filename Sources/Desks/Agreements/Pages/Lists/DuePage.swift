import OfficeKit

/// What has a date: open actions, and the silence that is coming.
enum DuePage {
    /// What is to be said of a date.
    enum State: String, CaseIterable, Sendable {
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
    struct Entry: Sendable {
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
        let ties = Set(register.ties.map(\.registered.agreement.id))
        return register.lines.flatMap { line in
            let actions = line.due.map { action in
                let left = action.due.days(since: today)
                return Entry(
                    line: line, day: action.due, title: action.title,
                    state: left < 0 ? .overdue : left <= soon ? .soon : .later)
            }
            // A tie is silent as a whole: its documents' silence is its own.
            guard let silent = line.fallsSilent, ties.contains(line.registered.agreement.id),
                silent.days(since: today) <= limits.warning
            else { return actions }
            return actions + [Entry(line: line, day: silent, title: nil, state: .silence)]
        }.sorted { ($0.day, $0.line.registered.code) < ($1.day, $1.line.registered.code) }
    }

    static func answer(_ register: Register, limits: SilenceLimits = .usual, visit: Visit) throws -> Answer {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        let state = visit.query["state"].flatMap(State.init(rawValue:))
        let found = dates(register, on: visit.today, limits: limits).filter { entry in
            state.map { $0 == entry.state } ?? true
        }
        @Sendable func what(_ entry: Entry) -> String { entry.title ?? text.text("home.silence") }
        let listing = Listing<Entry>(
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
                            + State.allCases.map {
                                OptionView($0.rawValue, label: text.text($0.key), isSelected: state == $0)
                            }))
            ], empty: EmptyView(title: text.text("home.dueEmpty"), text: text.text("home.dueEmptyText")))
        return try listing.answer(found, visit: visit)
    }
}
