import OfficeKit

/// All claims about one tie, what contradicts in them, and what officers have settled.
///
/// | contradiction | holds when |
/// |---|---|
/// | kind | claims of signature name different kinds of instrument |
/// | date | claims of signature of one kind give dates that no reading reconciles: "2006" and 2006-05-02 agree |
/// | status | a source calls the tie planned at a time when, by another, it had been signed |
/// | noted | a claim's note says that it contradicts the others, and none of the above shows where |
///
/// A contradiction is settled when an officer said which claim stands, with a reason. A claim that comes later and does
/// not agree with the one that stands opens it again.
public struct ClaimSet: Sendable, Hashable {
    /// What claims can differ in.
    public enum Topic: String, Sendable, CaseIterable, Codable {
        case kind, date, status, noted

        public var key: String { "agreements.contradiction.\(rawValue)" }
    }

    /// Claims that cannot all be right.
    public struct Contradiction: Sendable, Hashable {
        public let topic: Topic
        /// The claims that take part, in their order.
        public let claims: [Claim]
        /// How it was settled; nil while it is open.
        public let settlement: Settlement?

        public var isOpen: Bool { settlement == nil }
    }

    /// An officer's word on which claim stands.
    public struct Settlement: Sendable, Hashable, Identifiable {
        /// A reason's greatest length, in characters.
        public static let reasonLimit = 2000

        public let id: String
        public let topic: Topic
        /// The claim that stands; nil when the claims are about separate documents, so that all may.
        public let standing: String?
        /// The claims that were weighed.
        public let weighed: Set<String>
        public let reason: String
        /// Who settled it, as named then.
        public let by: String
        /// What their account is called in Persian now; nil where there is none.
        public let byPersian: String?
        public let at: Moment

        public init(
            id: String, topic: Topic, standing: String?, weighed: Set<String>, reason: String, by: String,
            byPersian: String? = nil, at: Moment
        ) {
            self.id = id
            self.topic = topic
            self.standing = standing
            self.weighed = weighed
            self.reason = reason
            self.by = by
            self.byPersian = byPersian
            self.at = at
        }

        /// Who settled it, for a reader.
        public func name(in language: Language) -> String { language == .fa ? byPersian ?? by : by }
    }

    /// The claims in the order of their dates, then of their sources' nearness.
    public let claims: [Claim]
    public let contradictions: [Contradiction]

    /// - Parameters:
    ///   - claims: in any order.
    ///   - settlements: in any order; of each topic the latest holds.
    public init(_ claims: [Claim], settlements: [Settlement] = []) {
        let sorted = claims.sorted { left, right in
            let a = left.content
            let b = right.content
            let days = (a.date?.earliest ?? .distantFuture, b.date?.earliest ?? .distantFuture)
            if days.0 != days.1 { return days.0 < days.1 }
            let classes = (a.sourceClass ?? .secondary, b.sourceClass ?? .secondary)
            if classes.0 != classes.1 { return classes.0 < classes.1 }
            return (a.source, left.id) < (b.source, right.id)
        }
        self.claims = sorted
        let latest = Dictionary(grouping: settlements, by: \.topic).compactMapValues { all in
            all.max { ($0.at, $0.id) < ($1.at, $1.id) }
        }
        let separate = latest[.kind].map { $0.standing == nil } ?? false
        contradictions = Topic.allCases.compactMap { topic in
            let found = ClaimSet.contradicting(sorted, in: topic)
            guard !found.isEmpty else { return nil }
            let settlement = latest[topic].flatMap { ClaimSet.covers($0, found) ? $0 : nil }
            // Documents that are separate may well have separate dates.
            return Contradiction(topic: topic, claims: found, settlement: settlement)
        }.filter { contradiction in
            !(separate && contradiction.topic == .noted)
        }
    }

    /// How many contradictions nobody has settled.
    public var open: Int { contradictions.count(where: \.isOpen) }

    private static func contradicting(_ claims: [Claim], in topic: Topic) -> [Claim] {
        switch topic {
        case .kind:
            let signed = claims.filter { $0.isOfSignature && $0.content.kind != nil }
            return Set(signed.compactMap(\.content.kind)).count > 1 ? signed : []
        case .date:
            let dated = Dictionary(grouping: claims.filter(\.isOfSignature), by: \.content.kind)
            let wrong = Set(
                dated.values.flatMap { same in
                    same.filter { one in same.contains { !agree(one.content.date, $0.content.date) } }
                }.map(\.id))
            return claims.filter { wrong.contains($0.id) }
        case .status:
            let planned = claims.filter { $0.content.status == .planned }
            let signed = claims.filter(\.isOfSignature)
            let wrong = planned.flatMap { plan in
                signed.filter { isStrange(plan: plan, after: $0) }.flatMap { [plan.id, $0.id] }
            }
            return claims.filter { wrong.contains($0.id) }
        case .noted:
            let shown = Set(
                [Topic.kind, .date, .status].flatMap { contradicting(claims, in: $0) }.map(\.id))
            let noted = claims.filter { !shown.contains($0.id) && saysItContradicts($0.content.note) }
            return noted.isEmpty || claims.count < 2 ? [] : noted
        }
    }

    static func agree(_ left: PartialDay?, _ right: PartialDay?) -> Bool {
        guard let left, let right else { return true }
        return left.earliest <= right.latest && right.earliest <= left.latest
    }

    /// A plan comes before its signature. One that is not surely earlier knows the tie as planned when it was signed.
    private static func isStrange(plan: Claim, after signed: Claim) -> Bool {
        guard let planned = plan.content.date else { return true }
        guard let date = signed.content.date else { return true }
        return planned.latest > date.earliest
    }

    private static func saysItContradicts(_ note: String?) -> Bool {
        guard let note = note?.lowercased() else { return false }
        return ["contradict", "ناسازگار", "تناقض", "مغایر"].contains { note.contains($0) }
    }

    /// Whether the settlement still answers: each claim was weighed, or agrees with the one that stands.
    private static func covers(_ settlement: Settlement, _ found: [Claim]) -> Bool {
        let standing = settlement.standing.flatMap { id in found.first { $0.id == id } }
        if settlement.standing != nil, standing == nil { return false }
        return found.allSatisfy { claim in
            if settlement.weighed.contains(claim.id) { return true }
            guard let standing else { return false }
            let a = claim.content
            let b = standing.content
            switch settlement.topic {
            case .kind: return a.kind == b.kind
            case .date: return agree(a.date, b.date)
            case .status: return a.status == b.status
            case .noted: return false
            }
        }
    }
}

extension ClaimSet {
    /// What the claims together say of the tie's instrument: the best source decides where none was settled.
    public struct Facts: Sendable, Hashable {
        public var kind: AgreementKind
        public var isSigned: Bool
        public var signed: PartialDay?
        public var expires: PartialDay?
        /// The day it was ended, where a source that calls it ended gives the end to the day.
        public var ended: Day?
    }

    /// The instrument as it stands by the claims and settlements; order of the claims does not matter.
    ///
    /// Of claims that contradict each other the one that was settled on stands; before that the one whose source is
    /// nearest to the act, then the kind or date that most sources give, then the earlier one.
    public var facts: Facts {
        let status = settled(.status)?.content.status
        let signed = claims.filter(\.isOfSignature)
        let ends = signed.filter { $0.content.status == .ended }
        let isSigned = status.map { $0 != .planned } ?? !signed.isEmpty
        let kind =
            settled(.kind)?.content.kind
            ?? ClaimSet.best(signed, by: \.content.kind)
            ?? ClaimSet.best(claims, by: \.content.kind) ?? .sisterCity
        let ofKind = signed.filter { $0.content.kind == nil || $0.content.kind == kind }
        let date = settled(.date)?.content.date ?? ClaimSet.best(ofKind, by: \.content.date)
        // A year and a day within it agree; the day says more.
        let exact = ofKind.compactMap(\.content.date).filter { ClaimSet.agree($0, date) }
            .max { $0.precision < $1.precision }
        return Facts(
            kind: kind, isSigned: isSigned, signed: isSigned ? settled(.date)?.content.date ?? exact ?? date : nil,
            expires: ClaimSet.best(ofKind, by: \.content.expires),
            ended: ends.compactMap(\.content.expires).filter { $0.precision == .day }.map(\.earliest).min())
    }

    private func settled(_ topic: Topic) -> Claim? {
        guard let contradiction = contradictions.first(where: { $0.topic == topic }),
            let standing = contradiction.settlement?.standing
        else { return nil }
        return contradiction.claims.first { $0.id == standing }
    }

    private static func best<Value: Hashable>(_ claims: [Claim], by value: (Claim) -> Value?) -> Value? {
        var votes: [Value: (nearest: Claim.SourceClass, count: Int, place: Int)] = [:]
        for (place, claim) in claims.enumerated() {
            guard let value = value(claim) else { continue }
            let nearness = claim.content.sourceClass ?? .secondary
            let old = votes[value] ?? (nearness, 0, place)
            votes[value] = (min(old.nearest, nearness), old.count + 1, old.place)
        }
        return votes.min { left, right in
            let a = left.value
            let b = right.value
            if a.nearest != b.nearest { return a.nearest < b.nearest }
            return a.count != b.count ? a.count > b.count : a.place < b.place
        }?.key
    }
}

extension Day {
    /// After every day that has a date.
    fileprivate static let distantFuture = Day(epochDay: .max)
}
