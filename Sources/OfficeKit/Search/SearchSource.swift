import PersianText
import SQLStore

/// What someone searches for.
public struct SearchQuestion: Sendable {
    /// As typed.
    public let typed: String
    public let query: SearchQuery
    public let viewer: Viewer
    /// Of the page.
    public let language: Language

    /// - Returns: nil when nothing that can be searched was typed.
    public init?(_ typed: String, viewer: Viewer, language: Language) {
        guard let query = SearchQuery(parsing: typed) else { return nil }
        self.typed = typed
        self.query = query
        self.viewer = viewer
        self.language = language
    }
}

/// Records that are found by an index of their own instead of the office's: tens of thousands of cities.
public protocol SearchSource: Sendable {
    /// The kind, whose word is `search.kind.city`.
    var kind: String { get }

    /// What the source finds, the best first; a few dozen at most, for the page counts and pages them in memory.
    func results(for question: SearchQuestion, on connection: any SQLConnection) throws -> [SearchResult]
}

/// One line of the page of results.
public struct SearchResult: Sendable {
    public var kind: String
    /// The record's id. A source's record that is in the office's index too is shown once, by the source.
    public var id: String
    public var href: String
    /// In the language of the page where there is one.
    public var title: String
    public var code: String?
    /// A text in which what was found is marked; cut around it.
    public var excerpt: String?
    /// A short line under it.
    public var meta: String?
    public var secrecy: Secrecy
    /// Whether it is exactly what was typed, and goes before what other kinds have.
    public var isExact: Bool

    public init(
        kind: String, id: String, href: String, title: String, code: String? = nil, excerpt: String? = nil,
        meta: String? = nil,
        secrecy: Secrecy = .everyone, isExact: Bool = false
    ) {
        self.kind = kind
        self.id = id
        self.href = href
        self.title = title
        self.code = code
        self.excerpt = excerpt
        self.meta = meta
        self.secrecy = secrecy
        self.isExact = isExact
    }
}
