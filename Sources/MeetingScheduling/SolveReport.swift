/// How a solve ended.
public enum SolveStatus: String, Sendable {
    /// A plan, and the proof that none is better.
    case optimal
    /// A plan, without that proof.
    case feasible
    /// The proof that there is no plan.
    case infeasible
    /// Neither a plan nor a proof in time.
    case unknown
}
