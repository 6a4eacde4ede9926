import SQLStore

/// What a record gives to the search over all kinds.
public struct SearchEntry: Sendable, Hashable {
    /// The record's kind, as in the journal: `agreement`, `body`, `person`.
    public var kind: String
    public var id: String
    public var secrecy: Secrecy
    /// The record's page.
    public var href: String
    public var titlePersian: String?
    public var titleEnglish: String?
    /// What people call it by: `AGR-0042`.
    public var code: String?
    /// All else that it may be found by, in any language.
    public var text: String

    public init(
        kind: String, id: String, secrecy: Secrecy, href: String, titlePersian: String? = nil,
        titleEnglish: String? = nil, code: String? = nil, text: String = ""
    ) {
        self.kind = kind
        self.id = id
        self.secrecy = secrecy
        self.href = href
        self.titlePersian = titlePersian
        self.titleEnglish = titleEnglish
        self.code = code
        self.text = text
    }
}

extension Change {
    /// Puts a record into the search, in place of what it was found by before.
    public func index(_ entry: SearchEntry) throws {}

    /// Takes a record out of the search.
    public func unindex(kind: String, id: String) throws {}
}
