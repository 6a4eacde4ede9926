/// What changed from one version of a list to the next.
public struct ListDifference: Sendable {
    /// What is new about an entry that stayed.
    public struct Change: Sendable, Hashable {
        public let before: ListEntry
        public let after: ListEntry

        public var newNames: [ListEntry.Name] { after.names.filter { !before.names.contains($0) } }
        public var lostNames: [ListEntry.Name] { before.names.filter { !after.names.contains($0) } }
        /// Whether something changed by which bearers are told apart: names, dates, countries, kind.
        public var concernsIdentity: Bool {
            Set(before.names) != Set(after.names) || Set(before.births) != Set(after.births)
                || Set(before.countries) != Set(after.countries) || before.kind != after.kind
        }
    }

    public let new: [ListEntry]
    public let changed: [Change]
    public let delisted: [ListEntry]

    /// Compares two versions by the entries' numbers. The order of entries, and of what is in them, does not matter.
    public init(from before: [ListEntry], to after: [ListEntry]) {
        let old = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        var new: [ListEntry] = []
        var changed: [Change] = []
        for entry in after where seen.insert(entry.id).inserted {
            guard let earlier = old[entry.id] else {
                new.append(entry)
                continue
            }
            if !earlier.saysTheSame(as: entry) { changed.append(Change(before: earlier, after: entry)) }
        }
        self.new = new
        self.changed = changed
        var told: Set<String> = []
        delisted = before.filter { !seen.contains($0.id) && told.insert($0.id).inserted }
    }

    /// The entries against which everything that was screened before is screened again.
    public var toScreenAgain: [ListEntry] { new + changed.filter(\.concernsIdentity).map(\.after) }
}

extension ListEntry {
    /// Whether two versions of an entry say the same, in whatever order.
    func saysTheSame(as other: ListEntry) -> Bool {
        self == other
            || (kind == other.kind && Set(names) == Set(other.names) && Set(births) == Set(other.births)
                && Set(countries) == Set(other.countries) && Set(programmes) == Set(other.programmes)
                && remarks == other.remarks)
    }
}
