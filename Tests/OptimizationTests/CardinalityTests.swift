import Testing

@testable import Optimization

@Suite("Counting with clauses") struct CardinalityTests {
    private let control = SolveControl(limit: 60)

    /// Whether the solver accepts exactly those assignments that the rule accepts.
    private func agrees(
        _ count: Int, rule: (Int) -> Bool, sourceLocation: SourceLocation = #_sourceLocation,
        encode: (HintedSolver, [Literal]) -> Void
    ) {
        let solver = HintedSolver()
        let inputs = (0..<count).map { solver.newVariable(hint: $0 % 2 == 0) }
        encode(solver, inputs)
        for bits in 0..<(1 << count) {
            let assumed = inputs.enumerated().map { bits >> $0.offset & 1 == 1 ? $0.element : !$0.element }
            let verdict = solver.solver.solve(assuming: assumed, control: control)
            let expected: SatSolver.Verdict = rule(bits.nonzeroBitCount) ? .satisfiable : .unsatisfiable
            #expect(verdict == expected, "bits \(bits)", sourceLocation: sourceLocation)
        }
    }

    @Test("at most k accepts up to k", arguments: 0...7)
    func atMost(bound: Int) {
        agrees(7, rule: { $0 <= bound }, encode: { $0.atMost(bound, of: $1) })
    }

    @Test("exactly k accepts k alone", arguments: 0...6)
    func exactly(count: Int) {
        agrees(6, rule: { $0 == count }, encode: { $0.exactly(count, of: $1) })
    }

    @Test("at most one holds for long lists", arguments: [1, 5, 7, 9])
    func atMostOne(length: Int) {
        agrees(length, rule: { $0 <= 1 }, encode: { $0.atMostOne($1) })
    }

    @Test("a totalizer that is extended counts as before")
    func totalizer() {
        for bound in 1...6 {
            agrees(
                6, rule: { $0 < bound },
                encode: { solver, inputs in
                    let totalizer = Totalizer(inputs, in: solver)
                    for rank in 1...bound { _ = totalizer.atLeast(rank) }
                    if let output = totalizer.atLeast(bound) { solver.add([!output]) }
                })
        }
    }

    @Test("a network's outputs are its inputs, sorted", arguments: 1...7)
    func network(width: Int) {
        let solver = HintedSolver()
        let inputs = (0..<7).map { _ in solver.newVariable(hint: false) }
        let outputs = CardinalityNetwork(inputs, width: width, in: solver).outputs
        for bits in 0..<128 {
            let assumed = inputs.enumerated().map { bits >> $0.offset & 1 == 1 ? $0.element : !$0.element }
            #expect(solver.solver.solve(assuming: assumed, control: control) == .satisfiable)
            for rank in 0..<width {
                #expect(solver.solver.isTrue(outputs[rank]) == (bits.nonzeroBitCount > rank))
            }
        }
    }
}
