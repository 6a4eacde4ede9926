/// The two sides of a tie, seen from the office.
public enum Side: String, Sendable, CaseIterable, Codable {
    case ours, theirs

    /// The catalogue key of its name.
    public var key: String { "agreements.side.\(rawValue)" }
}

/// Who is bound by an instrument: a city, or a body on its behalf.
public struct Party: Sendable, Hashable, Codable {
    public var side: Side
    public var city: Int64?
    public var body: String?

    public init(side: Side, city: Int64? = nil, body: String? = nil) {
        self.side = side
        self.city = city
        self.body = body
    }
}

/// Who put their name under an instrument.
public struct Signatory: Sendable, Hashable, Codable {
    public var side: Side
    /// The contact, where the office has one.
    public var person: String?
    /// The name as it stands in the document.
    public var name: String
    /// The post as it stands in the document: "Mayor".
    public var post: String?

    public init(side: Side, person: String? = nil, name: String, post: String? = nil) {
        self.side = side
        self.person = person
        self.name = name
        self.post = post
    }
}
