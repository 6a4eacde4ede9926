/// The cities that could be invited, in columns: what is measured for each stands in arrays of the same length.
public struct GuestCandidates: Sendable {
    /// A way in which guests should differ: by region, sector, tier, income.
    public struct Axis: Sendable {
        public var name: String
        /// The group of each candidate, from 0 on.
        public var groups: [UInt16]
        /// What the first guest of a group is worth; each further one adds less (the sum is the square root).
        public var weight: Double

        public init(name: String, groups: [UInt16], weight: Double) {
            self.name = name
            self.groups = groups
            self.weight = weight
        }
    }

    /// The mutual benefit of each.
    public var benefits: [Double]
    /// What each would cost, above zero.
    public var costs: [Double]
    /// What each offers.
    public var offers: WishTable
    public var axes: [Axis]

    public init(benefits: [Double], costs: [Double], offers: WishTable, axes: [Axis] = []) {
        self.benefits = benefits
        self.costs = costs
        self.offers = offers
        self.axes = axes
    }

    public var count: Int { benefits.count }
}

/// What the host wants of a set of guests.
public struct GuestWishes: Sendable {
    /// Of each topic, what it is worth to have it covered in full; zero for topics nobody needs.
    public var topics: [Double]
    /// How many offers of full quality cover a topic.
    public var fullCoverage: Double
    public var budget: Double
    /// How much benefit a unit of cost must bring to be worth spending, beside the budget.
    public var costWeight: Double
    /// Who is invited in any case.
    public var musts: [Int]
    /// No more guests than this.
    public var mostGuests: Int

    public init(
        topics: [Double], fullCoverage: Double = 3, budget: Double, costWeight: Double = 0, musts: [Int] = [],
        mostGuests: Int = .max
    ) {
        self.topics = topics
        self.fullCoverage = fullCoverage
        self.budget = budget
        self.costWeight = costWeight
        self.musts = musts
        self.mostGuests = mostGuests
    }
}
