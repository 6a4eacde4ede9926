import Testing

@testable import Optimization

@Suite("Core-guided search") struct CoreGuidedSearchTests {
    /// Random clauses and goals over a few variables, small enough to try every assignment.
    private struct Riddle {
        let variables = 7
        var clauses: [[Int]] = []
        var goals: [(literal: Int, weight: Int)] = []

        init(seed: UInt64) {
            var random = RandomSource(seed: seed)
            func literal(_ random: inout RandomSource) -> Int {
                (random.below(variables) + 1) * (random.below(2) == 0 ? 1 : -1)
            }
            for _ in 0..<(8 + random.below(14)) {
                clauses.append((0..<(2 + random.below(2))).map { _ in literal(&random) })
            }
            for _ in 0..<(3 + random.below(9)) { goals.append((literal(&random), 1 + random.below(6))) }
        }

        /// The cost of the cheapest assignment; nil if none satisfies the clauses.
        var optimum: Int? {
            (0..<(1 << variables)).compactMap { bits in
                func isTrue(_ literal: Int) -> Bool { (bits >> (abs(literal) - 1) & 1 == 1) == (literal > 0) }
                guard clauses.allSatisfy({ $0.contains(where: isTrue) }) else { return nil }
                return goals.reduce(0) { $0 + (isTrue($1.literal) ? 0 : $1.weight) }
            }.min()
        }
    }

    @Test("finds what trying everything finds", arguments: UInt64(0)..<600)
    func optimum(seed: UInt64) {
        let riddle = Riddle(seed: seed)
        let solver = HintedSolver(seed: Int(seed))
        let variables = (0..<riddle.variables).map { solver.newVariable(hint: ($0 + Int(seed)) % 3 == 0) }
        func literal(_ number: Int) -> Literal { number > 0 ? variables[number - 1] : !variables[-number - 1] }
        for clause in riddle.clauses { solver.add(clause.map(literal)) }
        let goals = riddle.goals.map { SoftGoal(literal($0.literal), weight: $0.weight) }
        let search = CoreGuidedSearch(solver, goals: goals)
        var found: [Int] = []
        let outcome = search.run(control: SolveControl(limit: 60), report: .init(foundPlan: { found.append($0) }))
        if let optimum = riddle.optimum {
            #expect(outcome == .optimal(cost: optimum))
            #expect(found.last == optimum)
        } else {
            #expect(outcome == .infeasible)
        }
    }

    @Test("a known plan of the optimal cost is confirmed", arguments: UInt64(0)..<100)
    func knownPlan(seed: UInt64) {
        let riddle = Riddle(seed: seed)
        guard let optimum = riddle.optimum else { return }
        let solver = HintedSolver()
        let variables = (0..<riddle.variables).map { _ in solver.newVariable(hint: false) }
        func literal(_ number: Int) -> Literal { number > 0 ? variables[number - 1] : !variables[-number - 1] }
        for clause in riddle.clauses { solver.add(clause.map(literal)) }
        let goals = riddle.goals.map { SoftGoal(literal($0.literal), weight: $0.weight) }
        let search = CoreGuidedSearch(solver, goals: goals, upperBound: optimum)
        #expect(
            search.run(control: SolveControl(limit: 60), report: .init(foundPlan: { _ in })) == .optimal(cost: optimum))
    }

    @Test("a cancelled search stops and keeps its bound")
    func cancelled() {
        let solver = HintedSolver()
        let goals = (0..<4).map { _ in SoftGoal(solver.newVariable(hint: true)) }
        let control = SolveControl(limit: 60)
        control.cancel()
        let search = CoreGuidedSearch(solver, goals: goals)
        #expect(search.run(control: control, report: .init(foundPlan: { _ in })) == .stopped)
        #expect(search.lowerBound == 0)
    }
}
