import OfficeKit

/// `/requests/reminders`: of what the office has reminded, and whom.
enum ReminderList {
    private static let most = 2000

    static func answer(_ visit: Visit) async throws -> Answer {
        let text = visit.text
        let format = visit.dayFormat
        let viewer = visit.viewer
        let kind = visit.query["kind"].flatMap(Reminder.Kind.init(rawValue:))
        let all = try await visit.read { connection in
            try Reminder.latest(for: viewer, limit: most, on: connection).map { Line(reminder: $0, code: $1) }
        }
        let listing = Listing<Line>(
            id: "reminders", path: "/requests/reminders", title: text.text("reminders.title"),
            columns: [
                .init(
                    "day", label: text.text("due.day"),
                    cell: { TableCell("", format.text($0.reminder.day), datetime: $0.reminder.day.iso) },
                    value: { .day($0.reminder.day) }, isBefore: { $0.reminder.day < $1.reminder.day }),
                .init(
                    "what", label: text.text("due.what"),
                    cell: { TableCell("", $0.reminder.label, href: $0.href, detail: $0.code, isHeader: true) },
                    value: { .text($0.reminder.label) }),
                .init(
                    "kind", label: text.text("common.kind"), cell: { TableCell("", text.text($0.reminder.kind.key)) },
                    value: { .text(text.text($0.reminder.kind.key)) }),
                .init(
                    "recipient", label: text.text("reminders.recipient"),
                    cell: { TableCell("", $0.reminder.recipient ?? text.text("reminders.nobody")) },
                    value: { Sheet.Cell($0.reminder.recipient) }),
            ],
            filters: [
                FieldView(
                    "kind", label: text.text("common.kind"),
                    .select(
                        [OptionView("", label: text.text("common.all"), isSelected: kind == nil)]
                            + Reminder.Kind.allCases.map {
                                OptionView($0.rawValue, label: text.text($0.key), isSelected: kind == $0)
                            }))
            ], empty: EmptyView(title: text.text("reminders.emptyTitle"), text: text.text("reminders.emptyText")))
        return try listing.answer(
            all.filter { line in kind.map { line.reminder.kind == $0 } ?? true }, visit: visit,
            subtitle: text.text("reminders.text"),
            breadcrumbs: [
                Crumb(text.text("requests.title"), href: RequestRoutes.path), Crumb(text.text("reminders.title")),
            ], section: RequestRoutes.path)
    }

    private struct Line: Sendable {
        let reminder: Reminder
        let code: String?

        var href: String? {
            reminder.kind == .unanswered
                ? "\(RequestRoutes.path)/\(reminder.subject)" : code.map { "/agreements/\($0)" }
        }
    }
}
