/// One bearer on a list: a person, a body, a ship, with all the names that the list gives.
public struct ListEntry: Sendable, Hashable, Codable, Identifiable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case person, organisation, vessel, aircraft, other

        /// How names of this kind are read.
        public var nameKind: NameKind { self == .person ? .person : .organisation }
    }

    /// A name of the bearer.
    public struct Name: Sendable, Hashable, Codable {
        public enum Quality: String, Sendable, Hashable, Codable {
            case primary, strong
            /// A nickname or a name that many bear: a hit on it alone says little.
            case weak
        }

        public var text: String
        public var quality: Quality

        public init(_ text: String, _ quality: Quality = .strong) {
            self.text = text
            self.quality = quality
        }
    }

    /// The list: `ofac-sdn`, `ofac-cons`, `un`, `eu`, `uk`, or a data set's name.
    public var list: String
    /// The list's own number of the entry.
    public var number: String
    public var kind: Kind
    public var names: [Name]
    public var births: [BirthDate]
    /// Countries, as two small letters of ISO 3166, of nationality, birth, residence or registration.
    public var countries: [String]
    /// The programmes or regimes under which the bearer is listed.
    public var programmes: [String]
    /// What else the list says, as it says it.
    public var remarks: String?

    /// Unique among all lists.
    public var id: String { list + ":" + number }

    public var primaryName: String { names.first { $0.quality == .primary }?.text ?? names.first?.text ?? "" }

    public init(
        list: String, number: String, kind: Kind, names: [Name], births: [BirthDate] = [], countries: [String] = [],
        programmes: [String] = [], remarks: String? = nil
    ) {
        self.list = list
        self.number = number
        self.kind = kind
        self.names = names
        self.births = births
        self.countries = countries
        self.programmes = programmes
        self.remarks = remarks
    }

    /// The entry without empty and repeated names, dates and countries; the order stays.
    func tidied() -> ListEntry {
        var entry = self
        var seen: Set<String> = []
        entry.names = names.filter { !$0.text.isEmpty && seen.insert($0.text).inserted }
        entry.births = unique(births)
        entry.countries = unique(countries)
        entry.programmes = unique(programmes)
        return entry
    }

    private func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }
}
