/// What a person decided about a subject and an entry, and on what ground. It holds until either side changes.
public struct Decision: Sendable, Hashable, Codable {
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// The subject is the one on the list.
        case same
        /// It is somebody else.
        case other
    }

    public let subject: Subject
    public let entryId: String
    public let verdict: Verdict
    public let reason: String
    public let decidedBy: String
    /// An ISO day.
    public let decidedOn: String
    /// What of the entry the decision was about.
    let entryPrint: UInt64

    public init(
        _ verdict: Verdict, about subject: Subject, and entry: ListEntry, because reason: String, by decidedBy: String,
        on decidedOn: String
    ) {
        self.subject = subject
        self.verdict = verdict
        self.reason = reason
        self.decidedBy = decidedBy
        self.decidedOn = decidedOn
        entryId = entry.id
        entryPrint = entry.identityPrint
    }

    /// Whether the decision still holds for these two.
    public func holds(for subject: Subject, and entry: ListEntry) -> Bool {
        self.subject == subject && entryId == entry.id && entryPrint == entry.identityPrint
    }
}

extension ListEntry {
    /// A number that changes when the bearer's identity does: names, kind, births, countries. The order does not matter,
    /// nor do remarks. The same on every machine (FNV-1a), so that it can be kept.
    public var identityPrint: UInt64 {
        let parts =
            [kind.rawValue] + names.map { "n" + $0.text }.sorted() + births.map { "b" + $0.iso }.sorted()
            + Set(countries).map { "c" + $0 }.sorted()
        var print: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in part.utf8 { print = (print ^ UInt64(byte)) &* 0x100_0000_01B3 }
            print = (print ^ 0xFF) &* 0x100_0000_01B3
        }
        return print
    }
}

/// The decisions of an office, the last about each pair.
public struct DecisionBook: Sendable {
    private struct Pair: Hashable {
        let subject: Subject
        let entryId: String
    }

    private var decisions: [Pair: Decision] = [:]

    /// - Parameter decisions: in the order in which they were made.
    public init(_ decisions: [Decision] = []) {
        for decision in decisions { record(decision) }
    }

    public mutating func record(_ decision: Decision) {
        decisions[Pair(subject: decision.subject, entryId: decision.entryId)] = decision
    }

    /// The decision that holds for a subject and an entry as both are now; nil where a person must look.
    public func decision(about subject: Subject, and entry: ListEntry) -> Decision? {
        guard let decision = decisions[Pair(subject: subject, entryId: entry.id)],
            decision.holds(for: subject, and: entry)
        else { return nil }
        return decision
    }
}
