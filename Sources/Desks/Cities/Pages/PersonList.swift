import OfficeKit
import SQLStore

/// The persons that one may see, with the first of the posts that each holds.
enum PersonList {
    private static let size = 50

    static func crumb(_ text: Catalogue) -> Crumb { Crumb(text.text("navigation.persons"), href: "/people") }

    /// One line, with the posts that the person holds today.
    private struct Line: Sendable {
        let person: Person
        let posts: [Holder]
    }

    @Sendable static func answer(_ visit: Visit) async throws -> Answer {
        let countries = try await visit.read { try Country.all(in: visit.language, on: $0) }
        let listing = listing(countries, visit: visit)
        let choice = listing.choice(of: visit.query)
        var filter = PersonFilter()
        filter.text = visit.query["q"] ?? ""
        filter.country = visit.query["country"]
        filter.language = visit.language
        filter.isReversed = choice.isDescending
        let wanted = filter
        if visit.query["format"] != nil {
            let lines =
                visit.may(.export)
                ? try await visit.read { try read(wanted, 1, size: CityList.exportLimit, visit: visit, on: $0) } : []
            if let file = try listing.file(visit: visit, records: { lines }) { return file }
        }
        let (lines, total) = try await visit.read { connection in
            let total = try wanted.count(for: visit.viewer, on: connection)
            let last = max(1, (total + size - 1) / size)
            return (
                try read(wanted, min(choice.page, last), size: size, visit: visit, on: connection), total
            )
        }
        return .page(
            .table(
                listing.table(shown: lines, total: total, visit: visit), title: visit.text.text("navigation.persons"),
                actions: visit.may(.editContacts)
                    ? [ActionView(visit.text.text("cities.person.new"), href: "/people/new", isPrimary: true)] : [],
                section: "/people"))
    }

    private static func read(
        _ filter: PersonFilter, _ page: Int, size: Int, visit: Visit, on connection: any SQLConnection
    ) throws -> [Line] {
        let persons = try filter.page(page, size: size, for: visit.viewer, on: connection)
        let holders = try Holder.list(of: persons.map(\.id), for: visit.viewer, on: connection)
            .filter { $0.post.isHeld(on: visit.today) }
        let posts = Dictionary(grouping: holders) { $0.person.id }
        return persons.map { Line(person: $0, posts: Holder.ordered(posts[$0.id] ?? [], on: visit.today)) }
    }

    private static func listing(_ countries: [Country], visit: Visit) -> Listing<Line> {
        let text = visit.text
        let language = visit.language
        return Listing(
            id: "people", path: "/people", title: text.text("navigation.persons"),
            columns: [
                .init(
                    "name", label: text.text("common.name"),
                    cell: { line in
                        let name = line.person.shown(on: language)
                        return TableCell(
                            "", name.text, href: line.person.href, lang: name.lang, isHeader: true,
                            badge: line.person.secrecy == .restricted ? line.person.secrecy.badge(in: text) : nil)
                    }, value: { .text($0.person.name(in: language)) }, isSortable: true),
                .init(
                    "post", label: text.text("cities.field.post"),
                    cell: { line in
                        TableCell(
                            "", line.posts.first?.post.title(in: language),
                            detail: line.posts.count > 1
                                ? text.text("cities.person.more", count: line.posts.count - 1) : nil)
                    }, value: { Sheet.Cell($0.posts.first?.post.title(in: language)) }),
                .init(
                    "body", label: text.text("common.body"),
                    cell: { line in
                        let body = line.posts.first?.body
                        let name = body?.shown(on: language)
                        return TableCell("", name?.text, href: body?.href, lang: name?.lang)
                    }, value: { Sheet.Cell($0.posts.first?.body.name(in: language)) }),
                .init(
                    "languages", label: text.text("cities.field.languages"),
                    cell: { TableCell("", $0.person.languages) }, value: { Sheet.Cell($0.person.languages) }),
                .init(
                    "email", label: text.text("cities.field.email"), cell: nil, value: { Sheet.Cell($0.person.email) }),
                .init(
                    "phone", label: text.text("cities.field.phone"), cell: nil, value: { Sheet.Cell($0.person.phone) }),
            ],
            filters: [
                FieldView("q", label: text.text("common.name"), .input(type: "search"), value: visit.query["q"]),
                FieldView(
                    "country", label: text.text("common.country"),
                    .select(
                        DeskForm.options(
                            countries, chosen: visit.query["country"], none: text.text("common.all"), in: language))),
            ], size: size,
            empty: EmptyView(
                title: text.text("cities.person.emptyTitle"), text: text.text("cities.person.emptyText"),
                action: visit.may(.editContacts)
                    ? ActionView(text.text("cities.person.new"), href: "/people/new", isPrimary: true) : nil))
    }
}
