import Optimization

/// Solves a ``B2BProblem``: local search for a plan, then core-guided search for the proof.
public struct B2BSolver: Sendable {
    public struct Answer: Sendable {
        public var status: SolveStatus = .unknown
        public var plan: B2BPlan?
        /// Breaks of the plan.
        public var objective: Int?
        /// No plan has fewer breaks.
        public var bound = 0
        /// Seconds until the first full plan.
        public var firstSeconds: Double?
        public var seconds = 0.0
    }

    public var problem: B2BProblem
    public var fairness: Int?
    public var seed: Int
    /// Steps of local search before the proof begins.
    public var searchSteps = 30_000
    public var trace: (@Sendable (String) -> Void)?

    public init(_ problem: B2BProblem, fairness: Int? = 2, seed: Int = 0) {
        self.problem = problem
        self.fairness = fairness
        self.seed = seed
    }

    /// Runs on the calling thread until the proof or the end of the control.
    ///
    /// - Parameter progress: told of each better plan and each better bound.
    public func run(control: SolveControl, progress: @escaping (Answer) -> Void = { _ in }) -> Answer {
        var answer = Answer()
        let bound = B2BBound(problem)
        answer.bound = bound.total
        func take(_ plan: B2BPlan, _ breaks: Int) {
            guard breaks < answer.objective ?? .max else { return }
            answer.plan = plan
            answer.objective = breaks
            answer.status = .feasible
            answer.seconds = control.elapsed
            if answer.firstSeconds == nil { answer.firstSeconds = control.elapsed }
            progress(answer)
        }
        func finished(_ status: SolveStatus) -> Answer {
            answer.status = status
            answer.seconds = control.elapsed
            if status == .optimal, let objective = answer.objective { answer.bound = objective }
            progress(answer)
            return answer
        }
        if bound.isImpossible || fairness ?? 0 < 0 { return finished(.infeasible) }
        let search = B2BSearch(problem, fairness: fairness, seed: seed)
        search.run(steps: searchSteps, target: bound.total, control: control, found: take)
        trace?("search: best \(search.bestBreaks) bound \(bound.total) at \(control.elapsed)")
        if let objective = answer.objective, objective <= bound.total { return finished(.optimal) }
        if control.isOver { return finished(answer.plan == nil ? .unknown : .feasible) }

        // Measured: the phases of a plan far from optimal slow the proof down, so it begins without them.
        let encoding = B2BEncoding(problem, fairness: fairness, seed: seed)
        let (variables, clauses) = (encoding.solver.solver.variableCount, encoding.solver.solver.clauseCount)
        trace?("encoded: \(variables) variables, \(clauses) clauses at \(control.elapsed)")
        let proof = CoreGuidedSearch(encoding.solver, goals: encoding.goals, upperBound: answer.objective)
        proof.trace = trace.map { trace in { trace("\($0) at \(control.elapsed)") } }
        let outcome = proof.run(
            control: control,
            report: .init(
                foundPlan: { take(encoding.found, $0) },
                raisedBound: {
                    answer.bound = max(answer.bound, $0)
                    progress(answer)
                }))
        switch outcome {
        case .optimal: return finished(.optimal)
        case .infeasible: return finished(.infeasible)
        case .stopped: return finished(answer.plan == nil ? .unknown : .feasible)
        }
    }
}
