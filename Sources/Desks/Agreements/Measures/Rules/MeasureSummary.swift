/// The measures of several ties together.
///
/// Shares are sums over sums, so that a tie of many clauses weighs more than one of few; days and steps are medians, so
/// that one old tie does not speak for all. Reciprocity is the sum of the smaller sides over the sum of the larger ones:
/// what we do for one city does not make up for what another does for us.
public struct MeasureSummary: Sendable, Hashable {
    public private(set) var ties = 0
    public private(set) var clauses = 0
    public private(set) var covered = 0
    public private(set) var fulfilment = Fulfilment.Counts()
    public private(set) var ours = 0
    public private(set) var theirs = 0
    private var smaller = 0
    private var larger = 0
    public private(set) var years = 0
    public private(set) var provenYears = 0
    /// Ties with a first proven action.
    public private(set) var begun = 0
    private var silences: [Int] = []
    private var steps: [Int] = []
    private var days: [Int] = []

    public init() {}

    public init(_ measures: some Sequence<TieMeasures>) {
        for one in measures { add(one) }
    }

    public mutating func add(_ one: TieMeasures) {
        ties += 1
        clauses += one.clauses
        covered += one.covered
        fulfilment.add(one.fulfilment)
        ours += one.ours
        theirs += one.theirs
        smaller += min(one.ours, one.theirs)
        larger += max(one.ours, one.theirs)
        years += one.years
        provenYears += one.provenYears
        if let silence = one.silence { silences.append(silence) }
        if let first = one.firstAction {
            begun += 1
            steps.append(first.steps)
            if let taken = first.days { days.append(taken) }
        }
    }

    public var coverage: Double? { Share.of(covered, in: clauses) }
    public var fulfilled: Double? { Share.of(fulfilment[.fulfilled], in: clauses) }
    public var reciprocity: Double? { Share.of(smaller, in: larger) }
    public var continuity: Double? { Share.of(provenYears, in: years) }
    /// The median of the ties' days of silence.
    public var silence: Int? { MeasureSummary.median(silences) }
    /// The medians over ties with a first proven action.
    public var stepsToAction: Int? { MeasureSummary.median(steps) }
    public var daysToAction: Int? { MeasureSummary.median(days) }

    /// The value of a measure: a share from 0 to 1, days, or steps.
    public func value(of measure: Measure) -> Double? {
        switch measure {
        case .coverage: coverage
        case .fulfilment: fulfilled
        case .reciprocity: reciprocity
        case .continuity: continuity
        case .silence: silence.map(Double.init)
        case .steps: stepsToAction.map(Double.init)
        case .days: daysToAction.map(Double.init)
        }
    }

    /// The middle value; of two middle ones their mean, halves rounded up.
    static func median(_ values: [Int]) -> Int? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle] + 1) / 2 : sorted[middle]
    }
}
