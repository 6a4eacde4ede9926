import Optimization

/// A new plan for a changed ``B2BProblem`` that moves as few meetings as possible, with the proof.
///
/// Keeping its slot is a goal of each meeting; breaks decide only among plans that move equally few.
public struct B2BReplanner: Sendable {
    public struct Answer: Sendable {
        public var status: SolveStatus = .unknown
        public var plan: B2BPlan?
        /// The meetings whose slot is another, in order.
        public var moved: [Int] = []
    }

    public var problem: B2BProblem
    public var fairness: Int?
    public var old: B2BPlan
    /// Meetings that must not move.
    public var pinned: Set<Int> = []
    public var seed = 0

    public init(_ problem: B2BProblem, from old: B2BPlan, fairness: Int? = 2) {
        self.problem = problem
        self.old = old
        self.fairness = fairness
    }

    public func run(control: SolveControl) -> Answer {
        var answer = Answer()
        var changed = problem
        for meeting in pinned { changed.meetings[meeting].fixed = old.slots[meeting] }
        if B2BBound(changed).isImpossible {
            answer.status = .infeasible
            return answer
        }
        let encoding = B2BEncoding(changed, fairness: fairness, near: old, seed: seed)
        let breaks = encoding.goals
        var goals = breaks
        // Where the old slot is out of the question the meeting moves for certain, and there is no goal.
        for (meeting, slot) in old.slots.enumerated() {
            if let kept = encoding.at[meeting][slot] { goals.append(SoftGoal(kept, weight: breaks.count + 1)) }
        }
        let search = CoreGuidedSearch(encoding.solver, goals: goals)
        let outcome = search.run(control: control, report: .init(foundPlan: { _ in answer.plan = encoding.found }))
        switch outcome {
        case .optimal: answer.status = .optimal
        case .infeasible: answer.status = .infeasible
        case .stopped: answer.status = answer.plan == nil ? .unknown : .feasible
        }
        if let plan = answer.plan {
            answer.moved = plan.slots.indices.filter { plan.slots[$0] != old.slots[$0] }
        }
        return answer
    }
}
