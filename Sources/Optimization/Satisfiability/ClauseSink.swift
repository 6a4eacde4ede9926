/// What encodings write into.
///
/// Each variable carries the value it would have in a known plan (its hint), so that counters and other auxiliary
/// variables start where the plan is and not at random.
public protocol ClauseSink: AnyObject {
    func newVariable(hint: Bool) -> Literal
    func hint(of literal: Literal) -> Bool
    func add(_ clause: [Literal])
}

/// A solver with the hints of its variables.
public final class HintedSolver: ClauseSink {
    public let solver: SatSolver
    private var yes: Literal?

    public init(seed: Int = 0) { solver = SatSolver(seed: seed) }

    public func newVariable(hint: Bool) -> Literal { solver.newVariable(hint: hint) }
    /// The sign of a variable is its hint; see ``SatSolver/newVariable(hint:)``.
    public func hint(of literal: Literal) -> Bool { literal.code > 0 }
    public func add(_ clause: [Literal]) { solver.add(clause) }

    /// A literal that is always true.
    public var truth: Literal {
        if let yes { return yes }
        let literal = newVariable(hint: true)
        add([literal])
        yes = literal
        return literal
    }
}

extension ClauseSink {
    /// A variable that is true exactly if one of the literals is.
    public func either(_ literals: [Literal]) -> Literal {
        if literals.count == 1 { return literals[0] }
        let any = newVariable(hint: literals.contains(where: hint(of:)))
        for literal in literals { add([!literal, any]) }
        add([!any] + literals)
        return any
    }

    public func atMostOne(_ literals: [Literal]) {
        if literals.count <= 6 {
            for (index, first) in literals.enumerated() {
                for second in literals[(index + 1)...] { add([!first, !second]) }
            }
        } else {
            // Pairs up to six, then groups joined by their disjunction: few clauses, and propagation is kept.
            var groups: [Literal] = []
            var index = 0
            while index < literals.count {
                let group = Array(literals[index..<min(index + 4, literals.count)])
                atMostOne(group)
                groups.append(either(group))
                index += 4
            }
            atMostOne(groups)
        }
    }
}
