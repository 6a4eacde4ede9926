import CCaDiCaL

/// An incremental satisfiability solver: CaDiCaL through its C interface.
///
/// Clauses are only ever added. Each solve may assume literals; when it fails, ``core`` tells which of them clash.
/// A solver lives on the thread that made it.
public final class SatSolver {
    public enum Verdict: Sendable { case satisfiable, unsatisfiable, unknown }

    private let solver: OpaquePointer
    private var variables: Int32 = 0
    /// Clauses added so far, units included.
    public private(set) var clauseCount = 0

    /// - Parameter seed: the same seed and the same calls give the same answers.
    public init(seed: Int = 0) {
        solver = ccadical_init()
        set("seed", abs(seed % 2_000_000_000))
        set("quiet", 1)
    }

    deinit { ccadical_release(solver) }

    /// The name and version of the library, for `--version` and for benchmarks.
    public static var signature: String { String(cString: ccadical_signature()) }

    public var variableCount: Int { Int(variables) }

    /// Sets an option of CaDiCaL by its name; must precede the first clause.
    public func set(_ option: String, _ value: Int) { ccadical_set_option(solver, option, Int32(clamping: value)) }

    /// - Parameter hint: the value that is tried first, from a known plan. The library's C interface has no call for
    ///   phases but tries "true" first, so the sign of a variable that should be false is turned.
    public func newVariable(hint: Bool = true) -> Literal {
        variables += 1
        return Literal(code: hint ? variables : -variables)
    }

    public func add(_ clause: some Sequence<Literal>) {
        for literal in clause { ccadical_add(solver, literal.code) }
        ccadical_add(solver, 0)
        clauseCount += 1
    }

    public func add(_ literals: Literal...) { add(literals) }

    /// - Parameters:
    ///   - assumptions: what shall hold in this solve alone.
    ///   - conflicts: gives up after so many conflicts; nil for as long as the control allows.
    public func solve(assuming assumptions: [Literal] = [], conflicts: Int? = nil, control: SolveControl) -> Verdict {
        if control.isOver { return .unknown }
        for literal in assumptions { ccadical_assume(solver, literal.code) }
        if let conflicts { ccadical_limit(solver, "conflicts", Int32(clamping: conflicts)) }
        let state = Unmanaged.passUnretained(control)
        ccadical_set_terminate(solver, state.toOpaque()) { state in
            guard let state else { return 0 }
            return Unmanaged<SolveControl>.fromOpaque(state).takeUnretainedValue().isOver ? 1 : 0
        }
        let answer = withExtendedLifetime(control) { ccadical_solve(solver) }
        ccadical_set_terminate(solver, nil, nil)
        switch answer {
        case 10: return .satisfiable
        case 20: return .unsatisfiable
        default: return .unknown
        }
    }

    /// The literal's value in the plan found; only after `.satisfiable`.
    public func isTrue(_ literal: Literal) -> Bool {
        // Releases differ in what they answer for a negative literal, so the variable is asked.
        (ccadical_val(solver, abs(literal.code)) > 0) == (literal.code > 0)
    }

    /// Those of the assumptions that cannot hold together; only after `.unsatisfiable`.
    public func core(of assumptions: [Literal]) -> [Literal] {
        assumptions.filter { ccadical_failed(solver, $0.code) != 0 }
    }

    /// Whether the literal is already decided by the clauses alone: true, false, or nil for not known.
    public func fixed(_ literal: Literal) -> Bool? {
        let value = ccadical_fixed(solver, literal.code)
        return value == 0 ? nil : value > 0
    }
}
