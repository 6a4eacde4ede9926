import Mustache

/// A table as the `table` partial shows it.
public struct TableView: Sendable {
    public var id: String
    public var caption: String
    public var hideCaption = true
    public var isCards = true
    public var summary: String
    public var filters: Filters?
    public var exports: Exports?
    public var columns: [Column]
    public var rows: [TableRow]
    public var empty: EmptyView?
    public var pagination: PaginationView?

    public init(id: String, caption: String, summary: String, columns: [Column], rows: [TableRow]) {
        self.id = id
        self.caption = caption
        self.summary = summary
        self.columns = columns
        self.rows = rows
    }

    /// The form above the table.
    public struct Filters: Sendable {
        public var action: String
        public var fields: [FieldView]
        public var resetHref: String?

        public init(action: String, fields: [FieldView], resetHref: String? = nil) {
            self.action = action
            self.fields = fields
            self.resetHref = resetHref
        }
    }

    /// Where the same rows are to be had as files.
    public struct Exports: Sendable {
        public var csv: String
        public var xlsx: String

        public init(csv: String, xlsx: String) {
            self.csv = csv
            self.xlsx = xlsx
        }
    }

    /// A column's head.
    public struct Column: Sendable {
        public var label: String
        public var href: String?
        public var sort: String?
        public var isNumber: Bool

        public init(_ label: String, href: String? = nil, sort: String? = nil, isNumber: Bool = false) {
            self.label = label
            self.href = href
            self.sort = sort
            self.isNumber = isNumber
        }
    }
}

/// One row of a table.
public struct TableRow: Sendable, MustacheParent {
    public var cells: [TableCell]
    public var tone: String?

    public init(_ cells: [TableCell], tone: String? = nil) {
        self.cells = cells
        self.tone = tone
    }

    public func child(named key: String) -> Any? {
        switch key {
        case "cells": cells
        case "tone": tone
        default: nil
        }
    }
}

/// One cell of a table; exactly one of a row is its header.
public struct TableCell: Sendable, MustacheParent {
    public var label: String
    public var text: String?
    public var href: String?
    public var detail: String?
    public var datetime: String?
    /// The language of `text` where it is not the page's.
    public var lang: String?
    public var isHeader: Bool
    public var isNumber: Bool
    public var stage: StageView?
    public var badge: BadgeView?

    public init(
        _ label: String, _ text: String?, href: String? = nil, detail: String? = nil, datetime: String? = nil,
        lang: String? = nil, isHeader: Bool = false, isNumber: Bool = false, stage: StageView? = nil,
        badge: BadgeView? = nil
    ) {
        self.label = label
        self.text = text
        self.href = href
        self.detail = detail
        self.datetime = datetime
        self.lang = lang
        self.isHeader = isHeader
        self.isNumber = isNumber
        self.stage = stage
        self.badge = badge
    }

    public func child(named key: String) -> Any? {
        switch key {
        case "label": label
        case "text": text
        case "href": href
        case "detail": detail
        case "datetime": datetime
        case "lang": lang
        case "isHeader": isHeader
        case "isNumber": isNumber
        case "stage": stage
        case "badge": badge
        default: nil
        }
    }
}

/// The links to a list's pages.
public struct PaginationView: Sendable {
    /// One page's link, or the gap between two.
    public struct PageLink: Sendable {
        public var label: String
        public var href: String
        public var current: Bool
        public var isGap: Bool
    }

    public var previousHref: String?
    public var nextHref: String?
    public var pages: [PageLink]

    /// - Parameters:
    ///   - page: the page shown, from 1.
    ///   - count: how many pages there are; nil comes back for one alone.
    ///   - href: the address of a page.
    public init?(page: Int, of count: Int, in language: Language, href: (Int) -> String) {
        guard count > 1 else { return nil }
        previousHref = page > 1 ? href(page - 1) : nil
        nextHref = page < count ? href(page + 1) : nil
        let shown = Set([1, count, page - 1, page, page + 1].filter { (1...count).contains($0) }).sorted()
        pages = []
        for (index, number) in shown.enumerated() {
            if index > 0, number > shown[index - 1] + 1 {
                pages.append(PageLink(label: "…", href: "", current: false, isGap: true))
            }
            pages.append(
                PageLink(
                    label: Numerals.grouped(number, in: language), href: href(number), current: number == page,
                    isGap: false))
        }
    }
}

extension PaginationView {
    /// Links to the newer and the older part of a list whose pages nobody counts; nil where it is whole.
    init?(newerHref: String?, olderHref: String?) {
        guard newerHref != nil || olderHref != nil else { return nil }
        previousHref = newerHref
        nextHref = olderHref
        pages = []
    }
}
