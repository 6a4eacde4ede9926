import OfficeKit

/// All measures of one tie, over all of its clauses or some of them.
///
/// What stands (coverage, fulfilment, silence) is told as of the period's end; what happened (deliveries, years with
/// proof, the first action) is counted within the period. The formulas in words: `/measures/formulas`.
public struct TieMeasures: Sendable, Hashable {
    /// Live clauses.
    public private(set) var clauses = 0
    /// Those with a body on our side and a live action that has an owner and a date.
    public private(set) var covered = 0
    public private(set) var fulfilment = Fulfilment.Counts()
    /// Days since the last proof or the idea, whichever is later; nil where neither is known.
    public private(set) var silence: Int?
    /// Delivered actions of our side, and visits that we paid.
    public private(set) var ours = 0
    /// The same of their side.
    public private(set) var theirs = 0
    /// Years of 365 days, counted back from the end, and those of them in which something was proven.
    public private(set) var years = 0
    public private(set) var provenYears = 0
    /// The way to the first proven action; nil when there is none in the period.
    public private(set) var firstAction: FirstAction?

    /// The first proven action, and the way to it.
    public struct FirstAction: Sendable, Hashable {
        public let day: Day
        /// Days since the idea; 0 when work came before the paper, nil when the idea has no day.
        public let days: Int?
        /// Documents signed by then, the clause's bodies on both sides, and the action itself.
        public let steps: Int
    }

    /// The measures of an agreement by its record alone.
    public init(of record: AgreementRecord, in period: MeasuredPeriod) {
        let tie = MeasuredTie(record)
        self.init(of: tie, clauses: TieMeasures.allClauses(of: tie), in: period)
    }

    /// Where a clause stands: the part, and its place in the part's figures.
    struct Place: Sendable, Hashable {
        let part: Int
        let clause: Int
    }

    static func allClauses(of tie: MeasuredTie) -> [Place] {
        tie.parts.enumerated().flatMap { part, document in
            document.figures.clauses.indices.map { Place(part: part, clause: $0) }
        }
    }

    /// - Parameters:
    ///   - places: the clauses that are measured.
    ///   - isWhole: whether the tie is measured as one, so that what belongs to no clause counts too: visits.
    ///   - isSeen: whether a body is seen, so that it may count as a step.
    init(
        of tie: MeasuredTie, clauses chosen: [Place], isWhole: Bool = true, in period: MeasuredPeriod,
        isSeen: (String) -> Bool = { _ in true }
    ) {
        let places = chosen.filter { tie.parts[$0.part].isThere(on: period.end) }
        let end = WorkFigures.short(period.end)
        let start = period.start.map(WorkFigures.short) ?? WorkFigures.ShortDay.min
        let isTieOver = tie.parts.first?.isOver(on: period.end) ?? false
        var first: (day: WorkFigures.ShortDay, place: Place)?
        var last: WorkFigures.ShortDay?
        var isMeasured = isWhole
        for place in places {
            let part = tie.parts[place.part]
            let clause = part.figures.clauses[place.clause]
            guard clause.withdrawn > end else { continue }
            isMeasured = true
            let isOver = isTieOver || part.isOver(on: period.end)
            let proven = count(clause, of: part.figures, isOver: isOver, from: start, to: end)
            if let day = proven.last { last = max(last ?? day, day) }
            if let day = proven.first, first.map({ day < $0.day }) ?? true { first = (day, place) }
        }
        guard isMeasured else { return }
        if isWhole {
            for visit in tie.parts.flatMap(\.figures.visits) where period.holds(visit.day) {
                if visit.side == .ours { ours += 1 } else { theirs += 1 }
            }
        }
        // A signature is word from both sides too, and may be later than work that came before the paper.
        if let since = [last.map { Day(epochDay: Int($0)) }, tie.idea].compactMap({ $0 }).max(), since <= period.end {
            silence = period.end.days(since: since)
        }
        let begun = [tie.idea.map(WorkFigures.short), first?.day].compactMap { $0 }.min()
        if let begun { countYears(of: tie, places, from: max(begun, start), to: end) }
        if let first, first.day >= start {
            firstAction = TieMeasures.way(to: first.day, at: first.place, of: tie, isSeen: isSeen)
        }
    }

    /// Counts one clause.
    ///
    /// - Returns: the days of its first and its last proof.
    private mutating func count(
        _ clause: WorkFigures.Clause, of figures: WorkFigures, isOver: Bool, from start: WorkFigures.ShortDay,
        to end: WorkFigures.ShortDay
    ) -> (first: WorkFigures.ShortDay?, last: WorkFigures.ShortDay?) {
        var live = 0
        var delivered = 0
        var isPlanned = false
        var lastDue = WorkFigures.ShortDay.min
        for deed in figures.deeds(of: clause) where deed.cancelled > end {
            live += 1
            isPlanned = isPlanned || deed.isPlanned
            guard deed.delivered <= end else {
                lastDue = max(lastDue, deed.due)
                continue
            }
            delivered += 1
            guard deed.delivered >= start else { continue }
            if deed.isTheirs { theirs += 1 } else { ours += 1 }
        }
        let proofs = figures.proofs(of: clause).lazy.filter { $0.dated <= end && $0.void > end }
        let days = (first: proofs.first?.dated, last: proofs.last?.dated)
        clauses += 1
        if clause.ourBodies > 0, isPlanned { covered += 1 }
        fulfilment.count(
            Fulfilment(
                live: live, delivered: delivered, isProven: days.first != nil,
                isOver: isOver || live > delivered && lastDue < end))
        return days
    }

    private mutating func countYears(
        of tie: MeasuredTie, _ places: [Place], from start: WorkFigures.ShortDay, to end: WorkFigures.ShortDay
    ) {
        guard start <= end else { return }
        years = (Int(end) - Int(start)) / 365 + 1
        var isProven = [Bool](repeating: false, count: years)
        for place in places {
            let figures = tie.parts[place.part].figures
            let clause = figures.clauses[place.clause]
            guard clause.withdrawn > end else { continue }
            for proof in figures.proofs(of: clause) where proof.dated >= start && proof.dated <= end && proof.void > end
            {
                isProven[(Int(end) - Int(proof.dated)) / 365] = true
            }
        }
        provenYears = isProven.count { $0 }
    }

    private static func way(
        to day: WorkFigures.ShortDay, at place: Place, of tie: MeasuredTie, isSeen: (String) -> Bool
    ) -> FirstAction {
        let day = Day(epochDay: Int(day))
        let documents = tie.parts.enumerated().count { index, part in
            part.isSigned(by: day) && (index == 0 || part.level.isExecutable)
        }
        let figures = tie.parts[place.part].figures
        let bodies = Set(figures.bodies(of: figures.clauses[place.clause])).count { isSeen($0) }
        return FirstAction(
            day: day, days: tie.idea.map { max(0, day.days(since: $0)) }, steps: documents + bodies + 1)
    }
}

extension TieMeasures {
    /// The share of covered clauses; nil without clauses.
    public var coverage: Double? { Share.of(covered, in: clauses) }
    /// The share of fulfilled clauses; nil without clauses.
    public var fulfilled: Double? { Share.of(fulfilment[.fulfilled], in: clauses) }
    /// Nil when neither side delivered anything.
    public var reciprocity: Double? { Share.of(min(ours, theirs), in: max(ours, theirs)) }
    /// Nil when the tie has not begun.
    public var continuity: Double? { Share.of(provenYears, in: years) }
}

/// A part of a whole.
enum Share {
    /// Nil when there is no whole.
    static func of(_ part: Int, in whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}
