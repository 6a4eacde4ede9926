/// An entry that may be the one who was asked about, with the reasons. A person decides.
public struct Candidate: Sendable {
    /// What speaks for or against beside the spelling.
    public enum Circumstance: Sendable, Hashable {
        case sameBirth(String)
        case otherBirth([String])
        case sharedCountry(String)
        case otherCountries([String])
        /// The name is one that the list itself calls weak.
        case weakName
        /// One is a person and the other is not.
        case otherKind(ListEntry.Kind)

        /// A sentence in English.
        public var sentence: String {
            switch self {
            case .sameBirth(let day): "born on the same day, as far as it is known: \(day)"
            case .otherBirth(let days): "the list has another day of birth: \(days.joined(separator: ", "))"
            case .sharedCountry(let country): "the same country: \(country)"
            case .otherCountries(let countries): "the list has other countries: \(countries.joined(separator: ", "))"
            case .weakName: "the list itself calls this name weak"
            case .otherKind(let kind): "the list's entry is a \(kind.rawValue)"
            }
        }
    }

    public let entry: ListEntry
    /// The name of the entry that came nearest.
    public let listedName: String
    public let comparison: NameComparison
    public let circumstances: [Circumstance]
    /// From 0 to 1, with the circumstances.
    public let score: Double

    /// What the name says together with what else is known.
    init(
        _ entry: ListEntry, listedName: String, isWeak: Bool, comparison: NameComparison, asking subject: Subject
    ) {
        self.entry = entry
        self.listedName = listedName
        self.comparison = comparison
        var circumstances: [Circumstance] = []
        var score = comparison.score
        if !subject.births.isEmpty, !entry.births.isEmpty {
            let same = subject.births.first { birth in entry.births.contains { $0.agrees(with: birth) } }
            if let same {
                circumstances.append(.sameBirth(same.iso))
                score += 0.05
            } else {
                circumstances.append(.otherBirth(entry.births.map(\.iso)))
                score -= 0.15
            }
        }
        if !subject.countries.isEmpty, !entry.countries.isEmpty {
            if let shared = subject.countries.first(where: entry.countries.contains) {
                circumstances.append(.sharedCountry(shared))
                score += 0.03
            } else {
                circumstances.append(.otherCountries(entry.countries))
                score -= 0.05
            }
        }
        if isWeak {
            circumstances.append(.weakName)
            score -= 0.1
        }
        if let kind = subject.kind, (kind == .person) != (entry.kind == .person) {
            circumstances.append(.otherKind(entry.kind))
            score -= 0.2
        }
        self.circumstances = circumstances
        self.score = max(0, min(1, score))
    }

    /// All reasons as sentences, differences of the names first.
    public var reasons: [String] { comparison.reasons.map(\.sentence) + circumstances.map(\.sentence) }
}
