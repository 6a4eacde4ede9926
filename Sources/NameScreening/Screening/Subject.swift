/// Whom one asks about.
public struct Subject: Sendable, Hashable, Codable {
    public var name: String
    /// nil where it is not known whether the name is a person's.
    public var kind: ListEntry.Kind?
    public var births: [BirthDate]
    /// Two small letters of ISO 3166.
    public var countries: [String]

    public init(_ name: String, kind: ListEntry.Kind? = nil, births: [BirthDate] = [], countries: [String] = []) {
        self.name = name
        self.kind = kind
        self.births = births
        self.countries = countries.map { $0.lowercased() }
    }
}
