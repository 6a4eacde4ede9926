import SQLStore

/// What a record gives to the search over all kinds.
public struct SearchEntry: Sendable, Hashable {
    /// The record's kind, as in the journal: `agreement`, `body`, `person`. Its word is `search.kind.agreement`.
    public var kind: String
    public var id: String
    public var secrecy: Secrecy
    /// The record under which it stands, whose named exceptions see this one too: a clause's agreement.
    public var under: Subject?
    /// The record's page.
    public var href: String
    public var titlePersian: String?
    public var titleEnglish: String?
    /// What people call it by: `AGR-0042`.
    public var code: String?
    /// All else that it may be found by, in any language.
    public var text: String

    public init(
        kind: String, id: String, secrecy: Secrecy, under: Subject? = nil, href: String, titlePersian: String? = nil,
        titleEnglish: String? = nil, code: String? = nil, text: String = ""
    ) {
        self.kind = kind
        self.id = id
        self.secrecy = secrecy
        self.under = under
        self.href = href
        self.titlePersian = titlePersian
        self.titleEnglish = titleEnglish
        self.code = code
        self.text = text
    }
}

extension Change {
    /// Puts a record into the search, in place of what it was found by before.
    ///
    /// A record whose words are as they were costs one look-up and one row.
    public func index(_ entry: SearchEntry) throws {
        try SearchIndex.put(entry, on: connection)
    }

    /// Takes a record out of the search.
    public func unindex(kind: String, id: String) throws {
        try SearchIndex.remove(kind: kind, id: id, on: connection)
    }
}
