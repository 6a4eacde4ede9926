import SQLStore

/// `/journal`: every change that the reader may know of, the newest first.
struct JournalRoutes: Sendable {
    static let path = "/journal"
    static let navigation = NavigationEntry(
        .administration, "navigation.journal", href: path, for: .readJournal)
    static let size = 50
    /// What stands for commands and jobs among the persons.
    private static let machine = "system"

    let desks: [any Desk]

    var routes: [Route] {
        [.get(Self.path, for: .readJournal) { visit in .page(try await page(visit)) }]
    }

    private struct View: Sendable {
        let filters: TableView.Filters
        let history: TimelineView?
        let empty: EmptyView?
        let pagination: PaginationView?
    }

    /// What one reading of the database gives for the page.
    private struct Reading: Sendable {
        let leaf: Journal.Leaf
        let kinds: [String]
        let accounts: [Account]
        /// Addresses of records that are in the search.
        let hrefs: [SubjectKey: String]
    }

    /// A record, whatever it was called.
    private struct SubjectKey: Sendable, Hashable {
        let kind: String
        let id: String

        init(_ subject: Subject) {
            kind = subject.kind
            id = subject.id
        }
    }

    private func page(_ visit: Visit) async throws -> Page {
        let text = visit.text
        let question = Self.question(visit.query)
        let viewer = visit.viewer
        let reading = try await visit.read { connection in
            let leaf = try Journal.leaf(question, for: viewer, size: Self.size, on: connection)
            return Reading(
                leaf: leaf, kinds: try Journal.kinds(on: connection), accounts: try Accounts.all(on: connection),
                hrefs: try Self.hrefs(of: leaf.entries, for: viewer, on: connection))
        }
        let people = Dictionary(
            reading.accounts.map { ($0.id, $0.name(in: visit.language)) }, uniquingKeysWith: { first, _ in first })
        let lines = reading.leaf.entries.map { entry in
            var line = HistoryPage.line(
                of: entry, visit: visit, moment: { visit.shown($0) ?? "" }, day: { visit.dayFormat.text($0) })
            // The journal keeps the name in one language; the account still has it in both.
            if let name = entry.author.account.flatMap({ people[$0] }) { line.who = name }
            let isOffice = entry.subject.kind == OfficeSettings.kind
            line.subject = TimelineView.Link(
                kind: SearchPage.word(for: entry.subject.kind, text),
                label: isOffice ? visit.settings.name(in: visit.language) : entry.subject.label,
                href: href(of: entry, reading.hrefs, visit))
            return line
        }
        let isFiltered = question.kind != nil || question.writer != nil
        return Page(
            "journal", title: text.text("navigation.journal"), subtitle: text.text("history.journalText"),
            breadcrumbs: [Crumb(text.text("navigation.journal"))], section: Self.path,
            view: View(
                filters: Self.filters(reading.kinds, reading.accounts, isFiltered: isFiltered, visit),
                history: lines.isEmpty ? nil : TimelineView(entries: lines),
                empty: lines.isEmpty
                    ? EmptyView(title: text.text(isFiltered ? "table.emptyFilteredTitle" : "history.emptyTitle"))
                    : nil,
                pagination: Self.pagination(reading.leaf, visit.query)))
    }

    private static func question(_ query: Query) -> Journal.Question {
        func number(_ name: String) -> Int64? { query[name].flatMap { Int64(Numerals.latin($0)) } }
        return Journal.Question(
            before: number("before"), after: number("after"), kind: query["kind"],
            writer: query["person"].map { $0 == machine ? .machine : .account($0) })
    }

    /// Numbered pages would have the database count all that the reader may see; older and newer do not.
    private static func pagination(_ leaf: Journal.Leaf, _ query: Query) -> PaginationView? {
        let plain = query.with("before", nil).with("after", nil)
        return PaginationView(
            newerHref: leaf.hasNewer
                ? leaf.entries.first.map { path + plain.with("after", String($0.number)).text } : nil,
            olderHref: leaf.hasOlder
                ? leaf.entries.last.map { path + plain.with("before", String($0.number)).text } : nil)
    }

    private static func filters(
        _ kinds: [String], _ accounts: [Account], isFiltered: Bool, _ visit: Visit
    ) -> TableView.Filters {
        let text = visit.text
        let any = OptionView("", label: text.text("common.all"))
        func options(_ name: String, _ values: [(value: String, label: String)]) -> FieldView.Control {
            .select(
                [any] + values.map { OptionView($0.value, label: $0.label, isSelected: visit.query[name] == $0.value) })
        }
        let words = kinds.map { (value: $0, label: SearchPage.word(for: $0, text)) }.sorted { $0.label < $1.label }
        let people = accounts.map { (value: $0.id, label: $0.name(in: visit.language)) }
        return TableView.Filters(
            action: path,
            fields: [
                FieldView("kind", label: text.text("common.kind"), options("kind", words)),
                FieldView(
                    "person", label: text.text("common.person"),
                    options("person", people + [(value: machine, label: text.text("history.system"))])),
            ], resetHref: isFiltered ? path : nil)
    }

    /// The addresses of the records, and of those above them, that the reader may see in the search.
    private static func hrefs(
        of entries: [JournalEntry], for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [SubjectKey: String] {
        let keys = Set(entries.flatMap { [$0.subject, $0.parent].compactMap { $0 }.map { SubjectKey($0) } })
        guard !keys.isEmpty else { return [:] }
        let seen = viewer.sees(
            table: "search_entry", kindColumn: "kind", id: "subject_id", parentKind: "parent_kind",
            parentID: "parent_id")
        let conditions = keys.map { key -> SQL in "(kind = \(key.kind) AND subject_id = \(key.id))" }
        var hrefs: [SubjectKey: String] = [:]
        for row in try connection.rows(
            """
            SELECT kind, subject_id, href FROM search_entry
            JOIN search_text ON search_text.entry = search_entry.number
            WHERE (\(fragment: .joined(conditions, separator: " OR "))) AND \(fragment: seen)
            """)
        {
            hrefs[SubjectKey(Subject(kind: try row["kind"], id: try row["subject_id"], label: ""))] = try row["href"]
        }
        return hrefs
    }

    /// The record's own page, or that of the record above it.
    private func href(of entry: JournalEntry, _ known: [SubjectKey: String], _ visit: Visit) -> String? {
        for subject in [entry.subject, entry.parent].compactMap({ $0 }) {
            if let href = known[SubjectKey(subject)] ?? ownHref(of: subject, visit) { return href }
            if let href = desks.lazy.compactMap({ $0.href(ofKind: subject.kind, id: subject.id) }).first { return href }
        }
        return nil
    }

    private func ownHref(of subject: Subject, _ visit: Visit) -> String? {
        switch subject.kind {
        case "account" where visit.may(.manageAccounts): "/accounts/\(Query.encoded(subject.id))"
        case OfficeSettings.kind where visit.may(.manageOffice): SettingsRoutes.path
        default: nil
        }
    }
}
