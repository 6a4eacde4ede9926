import DocumentReading
import OfficeKit

/// A document's words page by page, with marks where clauses come from.
struct SourceText: Sendable {
    struct Run: Sendable {
        let text: String
        /// Where a link to a clause's first words leads; nil inside and between marks.
        let id: String?
        /// The clause that a mark belongs to.
        let label: String?
        let href: String?
        let isMarked: Bool
    }

    struct PageOfText: Sendable {
        let label: String
        let runs: [Run]
    }

    /// A stretch of the text that is of a clause.
    struct Mark: Sendable {
        let piece: Span
        let id: String?
        let label: String
        let href: String
    }

    let pages: [PageOfText]

    init(_ text: String, marks: [Mark], visit: Visit) {
        let source = Source(text)
        var pages: [PageOfText] = []
        let sorted = marks.sorted { $0.piece < $1.piece }
        var runs: [Run] = []
        var place = 0
        var page = 1
        func plain(to end: Int) {
            // Page breaks part the pages and are not shown.
            while place < end {
                let next = source.page(at: place) > page ? place : nil
                if next != nil {
                    pages.append(PageOfText(label: Self.label(page, visit), runs: runs))
                    runs = []
                    page = source.page(at: place)
                }
                var stop = place + 1
                while stop < end, source.page(at: stop) == page { stop += 1 }
                let words = source.text(Span(place, stop)).filter { $0 != "\u{0C}" }
                if !words.isEmpty { runs.append(Run(text: words, id: nil, label: nil, href: nil, isMarked: false)) }
                place = stop
            }
        }
        for mark in sorted where mark.piece.start >= place {
            plain(to: mark.piece.start)
            if source.page(at: place) > page {
                pages.append(PageOfText(label: Self.label(page, visit), runs: runs))
                runs = []
                page = source.page(at: place)
            }
            runs.append(
                Run(
                    text: source.text(mark.piece), id: mark.id, label: mark.label, href: mark.href, isMarked: true))
            place = mark.piece.end
        }
        plain(to: source.count)
        pages.append(PageOfText(label: Self.label(page, visit), runs: runs))
        self.pages = pages
    }

    private static func label(_ page: Int, _ visit: Visit) -> String {
        visit.text.text("reading.page", ["page": visit.shown(page)])
    }
}
