import HTTPTypes

/// A list of records, declared once by its columns: as a table that sorts, filters and pages, and as a file with the same
/// rows.
///
/// The address holds all that is chosen (`?sort=signed&order=descending&page=2`, and the filters), so that a list can be
/// sent to a colleague, reloaded and exported as it is seen.
public struct Listing<Record: Sendable>: Sendable {
    /// One column of the table and of the file.
    public struct Column: Sendable {
        /// Its name in the address.
        public let name: String
        public let label: String
        public let isNumber: Bool
        let cell: (@Sendable (Record) -> TableCell)?
        let value: @Sendable (Record) -> Sheet.Cell
        let isBefore: (@Sendable (Record, Record) -> Bool)?
        let isSortable: Bool

        /// - Parameters:
        ///   - cell: what the table shows; nil for a column that only the file has.
        ///   - value: what the file holds.
        ///   - isBefore: the rising order, for lists that are sorted in memory; nil when it cannot be sorted by.
        ///   - isSortable: whether the database can sort by it, for lists that ``page(shown:total:visit:)`` shows.
        public init(
            _ name: String, label: String, isNumber: Bool = false, cell: (@Sendable (Record) -> TableCell)?,
            value: @escaping @Sendable (Record) -> Sheet.Cell,
            isBefore: (@Sendable (Record, Record) -> Bool)? = nil, isSortable: Bool = false
        ) {
            self.name = name
            self.label = label
            self.isNumber = isNumber
            self.cell = cell
            self.value = value
            self.isBefore = isBefore
            self.isSortable = isSortable || isBefore != nil
        }
    }

    /// What the person chose about the order and the page.
    public struct Choice: Sendable, Hashable {
        /// A column's name; nil for the list's own order.
        public let sort: String?
        public let isDescending: Bool
        /// From 1.
        public let page: Int
    }

    public let id: String
    /// The list's address.
    public let path: String
    public let title: String
    public let columns: [Column]
    public let filters: [FieldView]
    /// Names of the filters in the address, all of which "clear" takes out.
    public let filterNames: [String]
    public let size: Int
    /// Said where there is no record at all.
    public let empty: EmptyView

    public init(
        id: String, path: String, title: String, columns: [Column], filters: [FieldView] = [],
        filterNames: [String]? = nil, size: Int = 50, empty: EmptyView
    ) {
        self.id = id
        self.path = path
        self.title = title
        self.columns = columns
        self.filters = filters
        self.filterNames = filterNames ?? filters.map(\.name)
        self.size = size
        self.empty = empty
    }

    /// The order and page that the address asks for; what it names and the list does not have is left out.
    public func choice(of query: Query) -> Choice {
        let sort = query["sort"].flatMap { name in
            columns.contains { $0.name == name && $0.isSortable } ? name : nil
        }
        return Choice(
            sort: sort, isDescending: query["order"] == "descending",
            page: min(max(1, query.number("page", default: 1)), 1_000_000))
    }

    /// Whether the address holds a filter.
    public func isFiltered(_ query: Query) -> Bool { filterNames.contains { query[$0] != nil } }

    /// The records in the order that the address asks for.
    public func sorted(_ records: [Record], by query: Query) -> [Record] {
        let choice = choice(of: query)
        guard let column = columns.first(where: { $0.name == choice.sort }), let isBefore = column.isBefore else {
            return records
        }
        // Equal ones keep the list's own order, whichever way it is turned.
        return records.enumerated().sorted { left, right in
            if isBefore(left.element, right.element) { return !choice.isDescending }
            if isBefore(right.element, left.element) { return choice.isDescending }
            return left.offset < right.offset
        }.map(\.element)
    }

    /// The table of records that are all in memory, filtered already.
    public func table(_ records: [Record], visit: Visit) -> TableView {
        let sorted = sorted(records, by: visit.query)
        let pages = max(1, (sorted.count + size - 1) / size)
        let page = min(choice(of: visit.query).page, pages)
        return table(shown: Array(sorted.dropFirst((page - 1) * size).prefix(size)), total: sorted.count, visit: visit)
    }

    /// The table of one page that the database has filtered, sorted and cut.
    ///
    /// - Parameter total: how many records there are on all pages.
    public func table(shown: [Record], total: Int, visit: Visit) -> TableView {
        let text = visit.text
        let visible = columns.filter { $0.cell != nil }
        var table = TableView(
            id: id, caption: title, summary: summary(shown.count, of: total, visit: visit),
            columns: visible.map { head(of: $0, query: visit.query) },
            rows: shown.map { record in
                TableRow(
                    visible.compactMap { column in
                        guard var cell = column.cell?(record) else { return nil }
                        cell.label = column.label
                        cell.isNumber = column.isNumber
                        return cell
                    })
            })
        let isFiltered = isFiltered(visit.query)
        if !filters.isEmpty {
            var fields = filters
            // A filter changed keeps the order, and goes back to the first page.
            for name in ["sort", "order"] {
                if let value = visit.query[name] { fields.append(FieldView(name, label: "", .hidden, value: value)) }
            }
            let cleared = filterNames.reduce(visit.query.with("page", nil)) { $0.with($1, nil) }
            table.filters = TableView.Filters(
                action: path, fields: fields, resetHref: isFiltered ? path + cleared.text : nil)
        }
        if total == 0 {
            table.empty =
                isFiltered
                ? EmptyView(title: text.text("table.emptyFilteredTitle"), text: text.text("table.emptyFilteredText"))
                : empty
        } else if visit.may(.export) {
            let query = visit.query.with("page", nil)
            table.exports = TableView.Exports(
                csv: path + query.with("format", "csv").text, xlsx: path + query.with("format", "xlsx").text)
        }
        let pages = max(1, (total + size - 1) / size)
        table.pagination = PaginationView(
            page: min(choice(of: visit.query).page, pages), of: pages, in: visit.language
        ) { path + visit.query.with("page", $0 == 1 ? nil : String($0)).text }
        return table
    }

    private func summary(_ shown: Int, of total: Int, visit: Visit) -> String {
        let all = visit.text.text("table.summary", count: total)
        guard total > size, shown > 0 else { return all }
        // A page behind the last shows the last.
        let first = (min(choice(of: visit.query).page, (total + size - 1) / size) - 1) * size + 1
        func number(_ value: Int) -> String { Numerals.grouped(value, in: visit.language) }
        return visit.text.text(
            "table.range", ["first": number(first), "last": number(first + shown - 1), "total": number(total)])
    }

    private func head(of column: Column, query: Query) -> TableView.Column {
        guard column.isSortable else { return TableView.Column(column.label, isNumber: column.isNumber) }
        let choice = choice(of: query)
        let isSorted = choice.sort == column.name
        let next = query.with("page", nil).with("sort", column.name)
            .with("order", isSorted && !choice.isDescending ? "descending" : nil)
        return TableView.Column(
            column.label, href: path + next.text,
            sort: isSorted ? (choice.isDescending ? "descending" : "ascending") : "none", isNumber: column.isNumber)
    }

    /// The page, or the file when the address asks for one (`format=csv`, `format=xlsx`).
    ///
    /// - Parameter records: all records that pass the filters; called for a file too, which has every page.
    /// - Throws: ``Refusal/forbidden`` when a file is asked for by who may not take lists home.
    public func answer(
        _ records: [Record], visit: Visit, subtitle: String? = nil, breadcrumbs: [Crumb] = [],
        actions: [ActionView] = [], section: String? = nil
    ) throws -> Answer {
        if let file = try file(visit: visit, records: { sorted(records, by: visit.query) }) { return file }
        return .page(
            .table(
                table(records, visit: visit), title: title, subtitle: subtitle, breadcrumbs: breadcrumbs,
                actions: actions, section: section ?? path))
    }

    /// The list as a file, when the address asks for one; nil when it asks for the page.
    ///
    /// - Parameter records: all records that pass the filters, in their order; asked for only when they are needed.
    /// - Throws: ``Refusal/forbidden``, ``Refusal/notFound`` for an unknown format, `SheetError`.
    public func file(visit: Visit, records: () throws -> [Record]) throws -> Answer? {
        guard let format = visit.query["format"] else { return nil }
        guard visit.may(.export) else { throw Refusal.forbidden }
        let sheet = Sheet(
            title: title, columns: columns.map { Sheet.Column($0.label) },
            rows: try records().map { record in columns.map { $0.value(record) } },
            isRightToLeft: visit.language == .fa)
        let name = "payvand-\(id)-\(visit.today.iso)"
        switch format {
        case "csv":
            return .bytes(
                sheet.csv(), type: MediaType.csv.header, headers: Self.download("\(name).csv"))
        case "xlsx":
            return .bytes(
                try sheet.xlsx(), type: MediaType.xlsx.header, headers: Self.download("\(name).xlsx"))
        default: throw Refusal.notFound
        }
    }

    private static func download(_ name: String) -> HTTPFields {
        [.contentDisposition: FileName.disposition(name)]
    }
}

extension Sheet.Cell {
    /// A text, or nothing.
    public init(_ text: String?) { self = text.map { .text($0) } ?? .empty }

    /// A date of any precision: a day as a day, a month or year alone as its ISO text.
    public init(_ date: PartialDay?) {
        guard let date else {
            self = .empty
            return
        }
        self = date.precision == .day ? .day(date.earliest) : .text(date.iso)
    }
}
