/// How near two names are, and why.
public struct NameComparison: Sendable {
    /// From 0 to 1; from ``threshold`` on, the two may well be one name.
    public let score: Double
    /// What lowered the score, the heaviest first.
    public let reasons: [NameReason]

    /// From here on a pair counts as a match. What is below is no clearance.
    public static let threshold = 0.7

    /// Whether the two may well be one name.
    public var isMatch: Bool { score >= Self.threshold }

    /// Compares two names as they are written. The order of the two does not matter.
    public init(_ first: String, _ second: String, kind: NameKind) {
        var reader = NameReader()
        self = Self.best(first, second, kind: kind, reader: &reader)
    }

    private static func best(
        _ first: String, _ second: String, kind: NameKind, reader: inout NameReader
    ) -> NameComparison {
        let one = reader.read(first, as: kind)
        let other = reader.read(second, as: kind)
        var best = NameComparison(one, other)
        for (text, against) in [(first, other), (second, one)] {
            for alternative in alternatives(in: text) {
                let comparison = NameComparison(reader.read(alternative, as: kind), against)
                if comparison.score - 0.05 > best.score {
                    best = NameComparison(
                        score: comparison.score - 0.05,
                        reasons: comparison.reasons + [NameReason(.alternative(alternative), cost: 0.05)])
                }
            }
        }
        return best
    }

    /// "Al-Qa'ida/Islamic Army" is two names.
    static func alternatives(in name: String) -> [String] {
        guard name.utf8.count < 120, name.utf8.contains(0x2F) else { return [] }
        return name.split(separator: "/").map { String($0) }.filter { $0.count > 4 }
    }

    init(score: Double, reasons: [NameReason]) {
        self.score = score
        self.reasons = reasons
    }

    /// Compares two names that were read as of one kind.
    init(_ first: ReadName, _ second: ReadName) {
        // One order, so that screening is symmetric.
        let isOrdered =
            (first.parts.count, first.order, first.forms.count) <= (
                second.parts.count, second.order, second.forms.count
            )
        let judgement = NameJudgement(isOrdered ? first : second, isOrdered ? second : first)
        self.init(
            score: (Double(max(0, min(1, judgement.score))) * 1000).rounded() / 1000,
            reasons: judgement.reasons.sorted { $0.cost > $1.cost })
    }
}
