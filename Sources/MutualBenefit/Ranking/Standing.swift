/// What speaks for or against working with a city beside needs and offers. Pure matching predicts few real exchanges;
/// relations do.
public struct Standing: Hashable, Sendable {
    /// Sanctions, payment, licences, will on each side: 0 (impossible) to 1.
    public var workability: Double
    /// -1 to 1.
    public var goodwill: Double
    public var hasTie: Bool
    /// Nil if there was none.
    public var monthsSinceContact: Double?

    public init(
        workability: Double = 1, goodwill: Double = 0, hasTie: Bool = false, monthsSinceContact: Double? = nil
    ) {
        self.workability = workability
        self.goodwill = goodwill
        self.hasTie = hasTie
        self.monthsSinceContact = monthsSinceContact
    }

    /// How much of each term enters a ranking.
    public enum Term {
        public static let goodwill = 0.15
        public static let tie = 0.10
        public static let contact = 0.05
        /// A contact of so many months ago counts no more.
        public static let contactMonths = 24.0
    }

    /// The terms, each with its share, as they are shown: the mutual benefit is multiplied with workability and with
    /// one plus the sum of the others.
    public var terms: [(name: String, share: Double)] {
        let recency = monthsSinceContact.map { max(0, 1 - max(0, $0) / Term.contactMonths) } ?? 0
        return [
            ("goodwill", Term.goodwill * min(1, max(-1, goodwill))),
            ("tie", hasTie ? Term.tie : 0),
            ("last contact", Term.contact * recency),
        ]
    }

    public var factor: Float {
        Float(min(1, max(0, workability)) * (1 + terms.reduce(0) { $0 + $1.share }))
    }
}
