import SQLStore

/// The history of a record, as a person reads it: who changed what, from what to what, and when.
public struct HistoryPage: Sendable {
    private struct View: Sendable {
        let history: TimelineView?
        let empty: EmptyView?
        let pagination: PaginationView?
    }

    /// The page of a record that the visitor was already found to see.
    ///
    /// - Parameters:
    ///   - entries: the record's entries, newest first, from ``Journal/history(of:for:limit:on:)``.
    ///   - label: what the record is called.
    ///   - moment: says a moment in the visitor's calendar and time zone.
    public static func page(
        of entries: [JournalEntry], label: String, breadcrumbs: [Crumb], section: String?, visit: Visit,
        moment: (Moment) -> String, day: (PartialDay) -> String
    ) -> Page {
        let text = visit.text
        let lines = entries.map { line(of: $0, visit: visit, moment: moment, day: day) }
        return Page(
            "history-page", title: text.text("history.title"), eyebrow: label, breadcrumbs: breadcrumbs,
            section: section,
            view: View(
                history: lines.isEmpty ? nil : TimelineView(entries: lines),
                empty: lines.isEmpty ? EmptyView(title: text.text("history.emptyTitle")) : nil, pagination: nil))
    }

    /// One entry as a line of a timeline.
    static func line(
        of entry: JournalEntry, visit: Visit, moment: (Moment) -> String, day: (PartialDay) -> String
    ) -> TimelineView.Entry {
        let text = visit.text
        return TimelineView.Entry(
            who: entry.author(in: visit.language) ?? text.text("history.system"),
            what: text.text(entry.action, ["label": entry.subject.label]) + (entry.reason.map { " — \($0)" } ?? ""),
            when: moment(entry.at), datetime: entry.at.iso,
            changes: entry.changes.map { change in
                TimelineView.Line(
                    label: text.text(change.field), before: shown(change.before, change.style, visit, day),
                    after: shown(change.after, change.style, visit, day))
            })
    }

    private static func shown(
        _ value: String?, _ style: FieldChange.Style, _ visit: Visit, _ day: (PartialDay) -> String
    ) -> String? {
        guard let value, !value.isEmpty else { return nil }
        switch style {
        case .text: return value
        case .day: return PartialDay(iso: value).map(day) ?? value
        case .key: return visit.text.text(value)
        case .number: return Int(value).map { Numerals.grouped($0, in: visit.language) } ?? value
        }
    }
}
