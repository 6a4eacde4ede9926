/// The cheapest way to satisfy clauses: core-guided MaxSAT by OLL.
///
/// All goals are assumed at once. A solve that fails names a core: goals of which at least one must be given up. The
/// core's weight is added to the lower bound, its goals are replaced by a count of how many are given up
/// (``Totalizer``), and "no more than that" becomes a goal itself. The first solve that succeeds is optimal.
/// (Andres et al., 2012; Morgado, Dodaro and Marques-Silva, 2014.) Cores are minimised and exhausted, heavy goals come
/// first, and goals that the best known plan rules out giving up are made hard (Ansótegui et al., 2012).
public final class CoreGuidedSearch {
    public enum Outcome: Sendable, Equatable {
        /// No plan costs less than `cost`.
        case optimal(cost: Int)
        case infeasible
        /// Stopped early; the bound holds.
        case stopped
    }

    /// What the search tells while it runs.
    public struct Report {
        /// A cheaper plan stands in the solver: read it now.
        public var foundPlan: (_ cost: Int) -> Void
        public var raisedBound: (_ bound: Int) -> Void

        public init(foundPlan: @escaping (Int) -> Void, raisedBound: @escaping (Int) -> Void = { _ in }) {
            self.foundPlan = foundPlan
            self.raisedBound = raisedBound
        }
    }

    private struct Count {
        let totalizer: Totalizer
        /// The goal stands for "fewer than `rank` are given up".
        let rank: Int
    }

    private let hinted: HintedSolver
    private var solver: SatSolver { hinted.solver }
    private let goals: [SoftGoal]
    private let base: Int

    /// Weight still open of each goal, the counts' among them.
    private var weights: [Literal: Int] = [:]
    /// The goals in the order of their making, so that nothing depends on hashing.
    private var order: [Literal] = []
    /// What stands in `order`: a goal that was lost and comes back must not stand there twice, or it would be paid twice.
    private var listed: Set<Literal> = []
    private var counts: [Literal: Count] = [:]

    /// No plan costs less.
    public private(set) var lowerBound: Int
    /// Cost of the best plan known; only cheaper ones are looked for.
    public private(set) var upperBound: Int?
    /// Conflicts spent on each question while a core is made smaller or counted up.
    public var effort = 1000
    /// Told before each solve; for measurements.
    public var trace: ((String) -> Void)?

    /// - Parameters:
    ///   - goals: over the variables of `solver`, whose clauses are the rules.
    ///   - base: a cost that every plan has.
    ///   - upperBound: the cost of a plan already known.
    public init(_ solver: HintedSolver, goals: [SoftGoal], base: Int = 0, upperBound: Int? = nil) {
        hinted = solver
        self.goals = goals
        self.base = base
        self.upperBound = upperBound
        lowerBound = base
        for goal in goals { open(goal.literal, weight: goal.weight) }
    }

    private func open(_ literal: Literal, weight: Int) {
        if let both = weights[!literal] {
            // A goal and its opposite: one of them is lost for certain.
            let lost = min(both, weight)
            lowerBound += lost
            close(!literal, by: lost)
            if weight > lost { open(literal, weight: weight - lost) }
            return
        }
        if let known = weights[literal] {
            weights[literal] = known + weight
        } else {
            weights[literal] = weight
            if listed.insert(literal).inserted { order.append(literal) }
        }
    }

    private func close(_ literal: Literal, by weight: Int) {
        guard let left = weights[literal] else { return }
        weights[literal] = left > weight ? left - weight : nil
    }

    /// A plan found elsewhere: only cheaper ones are looked for from here on.
    public func learn(upperBound cost: Int) {
        if cost < upperBound ?? .max { upperBound = cost }
    }

    public func run(control: SolveControl, report: Report) -> Outcome {
        var threshold = weights.values.max() ?? 0
        while true {
            if let upperBound, lowerBound >= upperBound { return .optimal(cost: upperBound) }
            harden()
            order.removeAll { weights[$0] == nil }
            listed = Set(order)
            let assumed = order.filter { (weights[$0] ?? 0) >= threshold }
            trace?("solve \(assumed.count) of \(order.count) bound \(lowerBound) best \(upperBound ?? -1)")
            switch solver.solve(assuming: assumed, control: control) {
            case .unknown: return .stopped
            case .satisfiable:
                let cost = base + goals.reduce(0) { $0 + (solver.isTrue($1.literal) ? 0 : $1.weight) }
                if cost < upperBound ?? .max {
                    upperBound = cost
                    report.foundPlan(cost)
                }
                if assumed.count == order.count { return .optimal(cost: upperBound ?? cost) }
                threshold = next(below: threshold)
            case .unsatisfiable:
                let core = solver.core(of: assumed)
                if core.isEmpty {
                    if let upperBound { return .optimal(cost: upperBound) }
                    return .infeasible
                }
                relax(minimised(core, control: control), control: control)
                report.raisedBound(lowerBound)
            }
        }
    }

    /// The next threshold: low enough that new goals enter by steps and not one by one (diversity of weights).
    private func next(below threshold: Int) -> Int {
        var distinct = Set(weights.values.filter { $0 < threshold }).sorted(by: >)
        guard !distinct.isEmpty else { return 0 }
        while distinct.count > 1 {
            let level = distinct[0]
            let entering = weights.values.count { $0 >= level }
            let kinds = Set(weights.values.filter { $0 >= level }).count
            if Double(entering) / Double(kinds) > 1.25 { return level }
            distinct.removeFirst()
        }
        return distinct[0]
    }

    /// Giving up a goal this heavy leads to nothing cheaper than what is known.
    private func harden() {
        guard let upperBound else { return }
        let slack = upperBound - lowerBound
        for literal in order where (weights[literal] ?? 0) >= slack {
            solver.add([literal])
            weights[literal] = nil
        }
    }

    private func minimised(_ found: [Literal], control: SolveControl) -> [Literal] {
        var core = found
        // Asking with the core alone often shrinks it for nothing.
        for _ in 0..<4 where core.count > 1 {
            guard solver.solve(assuming: core, conflicts: effort * 10, control: control) == .unsatisfiable else {
                break
            }
            let smaller = solver.core(of: core)
            if smaller.count == core.count { break }
            core = smaller
        }
        if core.count > 60 { return core }
        // Light goals are tried first: what stays decides how much the bound rises.
        let candidates = core.sorted { (weights[$0] ?? 0, $0.code) < (weights[$1] ?? 0, $1.code) }
        var refusals = 0
        for literal in candidates where core.count > 1 && core.contains(literal) {
            let rest = core.filter { $0 != literal }
            switch solver.solve(assuming: rest, conflicts: effort, control: control) {
            case .unsatisfiable: core = solver.core(of: rest)
            case .satisfiable: refusals = 0
            case .unknown:
                refusals += 1
                if refusals > 8 || control.isOver { return core }
            }
        }
        return core
    }

    private func relax(_ core: [Literal], control: SolveControl) {
        let weight = core.compactMap { weights[$0] }.min() ?? 0
        trace?("core of \(core.count), weight \(weight)")
        lowerBound += weight
        for literal in core {
            close(literal, by: weight)
            if let count = counts[literal], let next = count.totalizer.atLeast(count.rank + 1) {
                counts[!next] = Count(totalizer: count.totalizer, rank: count.rank + 1)
                open(!next, weight: weight)
            }
        }
        if core.count == 1 {
            solver.add([!core[0]])
            return
        }
        solver.add(core.map { !$0 })
        let totalizer = Totalizer(core.map { !$0 }, in: hinted)
        var rank = 2
        while let output = totalizer.atLeast(rank) {
            // Exhaustion: while even this many cannot be saved, the bound rises at once.
            if lowerBound < upperBound ?? .max,
                solver.solve(assuming: [!output], conflicts: effort, control: control) == .unsatisfiable
            {
                solver.add([output])
                lowerBound += weight
                rank += 1
                continue
            }
            counts[!output] = Count(totalizer: totalizer, rank: rank)
            open(!output, weight: weight)
            break
        }
    }
}
