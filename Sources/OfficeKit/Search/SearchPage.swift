import PersianText

/// The page of results. The keys are those of `search.mustache`.
struct SearchPage: Sendable {
    struct Kind: Sendable {
        let label: String
        let href: String
        let count: String
        let current: Bool
    }

    struct Result: Sendable {
        let kind: String
        let href: String
        let titleHTML: String
        let excerptHTML: String?
        let badge: BadgeView?
        let meta: String?
    }

    let query: String
    let kind: String?
    var kinds: [Kind] = []
    var summary: String?
    var empty: EmptyView?
    var results: [Result] = []
    var pagination: PaginationView?

    /// The page before anything is searched.
    static func prompt(_ typed: String, _ visit: Visit) -> SearchPage {
        SearchPage(query: typed, kind: nil, empty: EmptyView(title: visit.text.text("search.prompt")))
    }

    static func view(
        of findings: SearchFindings, for question: SearchQuestion, kind: String?, page: Int, size: Int, lastPage: Int,
        _ visit: Visit
    ) -> SearchPage {
        let text = visit.text
        // What was typed keeps its own direction within the sentence.
        let quoted = ["query": "\u{2068}\(question.typed)\u{2069}"]
        var view = SearchPage(query: question.typed, kind: kind)
        view.kinds = kinds(findings.counts, chosen: kind, visit)
        if findings.total == 0 {
            view.empty = EmptyView(title: text.text("search.emptyTitle", quoted), text: text.text("search.emptyText"))
        } else {
            view.summary = text.text("search.summary", count: findings.total, quoted)
        }
        let highlighter = Highlighter(question.query)
        view.results = findings.results.map { result in
            Result(
                kind: [word(for: result.kind, text), result.code].compactMap { $0 }.joined(separator: " · "),
                href: result.href, titleHTML: marked(highlighter.segments(of: result.title)),
                excerptHTML: result.excerpt.map { marked(highlighter.snippet(of: $0, length: 30)) },
                badge: result.secrecy == .restricted
                    ? BadgeView(.restricted, text.text("confidentiality.restricted")) : nil,
                meta: result.meta)
        }
        let pages = min((findings.total + size - 1) / size, lastPage)
        let query = visit.query
        view.pagination = PaginationView(page: min(page, max(1, pages)), of: pages, in: visit.language) { number in
            "/search" + query.with("page", number == 1 ? nil : String(number)).text
        }
        return view
    }

    /// The tabs: all kinds that have something, the fullest first, and the chosen one.
    private static func kinds(_ counts: [String: Int], chosen: String?, _ visit: Visit) -> [Kind] {
        let found = counts.filter { $0.value > 0 || $0.key == chosen }
        guard !found.isEmpty else { return [] }
        func tab(_ kind: String?, _ label: String, _ count: Int) -> Kind {
            Kind(
                label: label, href: "/search" + visit.query.with("page", nil).with("kind", kind).text,
                count: visit.shown(count), current: kind == chosen)
        }
        return [tab(nil, visit.text.text("search.allKinds"), counts.values.reduce(0, +))]
            + found.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { kind, count in
                tab(kind, word(for: kind, visit.text), count)
            }
    }

    /// The word for a kind of records.
    static func word(for kind: String, _ text: Catalogue) -> String {
        text.raw("search.kind.\(kind)") ?? kind
    }

    private static func marked(_ segments: [Highlighter.Segment]) -> String {
        segments.map { segment in
            let html = HTML.escaped(segment.text)
            return segment.isHit ? "<mark>\(html)</mark>" : html
        }.joined()
    }
}
