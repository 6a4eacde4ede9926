import OfficeKit
import PersianText

/// A body that may answer for a clause, with the reason (F10).
///
/// | ground | weight | holds when |
/// |---|---|---|
/// | partnerSector | 4 each, at most 3 | it answers for a clause of this sector in an agreement with the same partner |
/// | sector | 2 each, at most 3 | it answers for a clause of this sector elsewhere |
/// | name | 3 | its name speaks of the sector |
/// | agreement | 1 each, at most 3 | it answers for another clause of this agreement |
/// | party | 2 | it is itself a party to this agreement |
/// | city | 1 | it is the partner city's own administration |
///
/// The weights are the product's own: what a body did for the same partner says more than what it is called, and that
/// more than what stands beside it. A body without any ground is not proposed.
public struct BodyProposal: Sendable, Hashable {
    /// A body that could be proposed.
    public struct Candidate: Sendable, Hashable {
        public var id: String
        /// In every language.
        public var names: [String]
        public var isParty: Bool
        /// Whether it is the administration of its city: a municipality or a council.
        public var isAdministration: Bool

        public init(id: String, names: [String], isParty: Bool = false, isAdministration: Bool = false) {
            self.id = id
            self.names = names
            self.isParty = isParty
            self.isAdministration = isAdministration
        }
    }

    /// A clause for which a body answers already.
    public struct Precedent: Sendable, Hashable {
        public var clause: String
        public var body: String
        public var sector: String?
        public var agreement: String
        /// Whether the agreement has the partner of the clause in hand.
        public var isSamePartner: Bool

        public init(clause: String, body: String, sector: String?, agreement: String, isSamePartner: Bool) {
            self.clause = clause
            self.body = body
            self.sector = sector
            self.agreement = agreement
            self.isSamePartner = isSamePartner
        }
    }

    public let body: String
    /// The sum of the table's weights.
    public let score: Int
    /// Why, the weightiest first.
    public let reasons: [Reason]

    /// The bodies to propose for one side of a clause, the best first.
    ///
    /// - Parameters:
    ///   - sectorNames: the names of the clause's sector in every language.
    ///   - agreement: the clause's agreement.
    ///   - most: how many to propose.
    public static func proposals(
        for clause: Clause, in agreement: String, sectorNames: [String], among candidates: [Candidate],
        precedents: [Precedent], most: Int = 3
    ) -> [BodyProposal] {
        let words = sectorNames.map { Set(telling($0)) }.filter { !$0.isEmpty }
        let known = Dictionary(grouping: precedents.filter { $0.clause != clause.id }, by: \.body)
        let found = candidates.compactMap { candidate -> BodyProposal? in
            let earlier = known[candidate.id] ?? []
            let ofSector = clause.sector == nil ? [] : earlier.filter { $0.sector == clause.sector }
            let close = Set(ofSector.filter(\.isSamePartner).map(\.clause)).count
            let far = Set(ofSector.filter { !$0.isSamePartner }.map(\.clause)).count
            let beside = Set(earlier.filter { $0.agreement == agreement && $0.sector != clause.sector }.map(\.clause))
                .count
            let tokens = Set(candidate.names.flatMap(telling))
            let speaks = words.contains { $0.isSubset(of: tokens) }
            let grounds: [(weight: Int, reason: Reason)] = [
                (4 * min(close, 3), Reason("agreements.proposal.partnerSector", count: close)),
                (2 * min(far, 3), Reason("agreements.proposal.sector", count: far)),
                (speaks ? 3 : 0, Reason("agreements.proposal.name")),
                (min(beside, 3), Reason("agreements.proposal.agreement", count: beside)),
                (candidate.isParty ? 2 : 0, Reason("agreements.proposal.party")),
                (candidate.isAdministration ? 1 : 0, Reason("agreements.proposal.city")),
            ].filter { $0.weight > 0 }
            guard !grounds.isEmpty else { return nil }
            // The sort is stable by the table's order where weights are equal.
            let ordered = grounds.enumerated().sorted {
                ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
            }
            return BodyProposal(
                body: candidate.id, score: grounds.reduce(0) { $0 + $1.weight }, reasons: ordered.map(\.element.reason))
        }
        return Array(found.sorted { ($1.score, $0.body) < ($0.score, $1.body) }.prefix(most))
    }

    /// The words of a name that tell something: «و» and "of" do not.
    private static func telling(_ name: String) -> [String] {
        PersianText.documentTokens(of: name).filter { !silent.contains($0) && $0.unicodeScalars.count > 1 }
    }

    private static let silent: Set<String> = ["of", "and", "the", "for", "و", "به", "در", "از"]
}
