import PersianText

/// `/search`: all that the office knows, by any word of it.
struct SearchRoutes: Sendable {
    /// What is found beside the office's own index.
    let sources: [any SearchSource]

    static let size = 20
    /// Longer texts are cut, in Unicode scalars: no one types them.
    static let longest = 200
    /// No one turns to a later page; the words are made more precise.
    static let lastPage = 200

    var routes: [Route] {
        [.get("/search", for: .read) { visit in .page(try await page(visit)) }, api]
    }

    private func page(_ visit: Visit) async throws -> Page {
        let typed = String(
            String.UnicodeScalarView((visit.query["q"] ?? "").unicodeScalars.prefix(Self.longest)))
        var page = Page("search", title: visit.text.text("search.title"), view: SearchPage.prompt(typed, visit))
        page.searched = typed
        guard let question = SearchQuestion(typed, viewer: visit.viewer, language: visit.language) else {
            return page
        }
        let kind = visit.query["kind"]
        let number = min(max(1, visit.query.number("page", default: 1)), Self.lastPage)
        let findings = try await findings(question, kind: kind, page: number, visit)
        page.view = SearchPage.view(
            of: findings, for: question, kind: kind, page: number, size: Self.size, lastPage: Self.lastPage, visit)
        return page
    }

    /// What exactly bears the name goes first, then the office's records by their rank, then what sources have besides.
    func findings(
        _ question: SearchQuestion, kind: String?, page: Int, _ visit: Visit
    ) async throws -> SearchFindings {
        let sources = sources
        let first = (page - 1) * Self.size
        let window = first..<(first + Self.size)
        return try await visit.read { connection in
            var findings = SearchFindings()
            var before: [SearchResult] = []
            var after: [SearchResult] = []
            var told: [String: [String]] = [:]
            for source in sources {
                let results = try source.results(for: question, on: connection)
                findings.counts[source.kind, default: 0] += results.count
                if !results.isEmpty { told[source.kind, default: []] += results.map(\.id) }
                guard kind == nil || kind == source.kind else { continue }
                before += results.filter(\.isExact)
                after += results.filter { !$0.isExact }
            }
            let lower = min(max(0, window.lowerBound - before.count), Int.max)
            let upper = max(lower, window.upperBound - before.count)
            let search = Search(query: question.query, viewer: question.viewer)
            let found = try search.find(kind: kind, besides: told, window: lower..<upper, on: connection)
            findings.counts.merge(found.counts) { $0 + $1 }
            let own = kind.map { found.counts[$0] ?? 0 } ?? found.total
            findings.total = before.count + own + after.count
            let rest = window.lowerBound - before.count - own
            findings.results =
                Array(before.dropFirst(window.lowerBound).prefix(Self.size))
                + found.hits.map { SearchResult($0, for: question) }
            findings.results += after.dropFirst(max(0, rest)).prefix(Self.size - findings.results.count)
            return findings
        }
    }
}

/// What the office and all sources found.
struct SearchFindings: Sendable {
    var counts: [String: Int] = [:]
    /// Of the page.
    var results: [SearchResult] = []
    /// Of the kind that is shown, on all pages.
    var total = 0
}

extension SearchResult {
    /// A record of the office in the language of the page; where only its other title has what was typed, that is
    /// shown under it.
    init(_ hit: Search.Hit, for question: SearchQuestion) {
        let isPersian = question.language == .fa
        let first = isPersian ? hit.titlePersian : hit.titleEnglish
        let second = isPersian ? hit.titleEnglish : hit.titlePersian
        let highlighter = Highlighter(question.query)
        func isHit(_ text: String?) -> Bool {
            text.map { highlighter.segments(of: $0).contains(where: \.isHit) } ?? false
        }
        let title = first ?? second ?? hit.code ?? hit.href
        var excerpt = hit.text.isEmpty ? nil : hit.text
        if first != nil, let second, !isHit(title), !isHit(hit.text), isHit(second) { excerpt = second }
        self.init(
            kind: hit.kind, id: hit.id, href: hit.href, title: title, code: hit.code, excerpt: excerpt,
            secrecy: hit.secrecy)
    }
}
