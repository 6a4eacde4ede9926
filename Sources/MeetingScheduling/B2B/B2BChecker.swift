/// Verifies a plan against the problem's own words; shares nothing with the searches.
public struct B2BChecker: Sendable {
    public let problem: B2BProblem
    /// How far the numbers of breaks of two participants may lie apart; nil for no limit.
    public let fairness: Int?

    public init(_ problem: B2BProblem, fairness: Int?) {
        self.problem = problem
        self.fairness = fairness
    }

    /// What is wrong with a plan, in words that count from 1 as the file does. Empty for a plan that holds.
    public func faults(of plan: B2BPlan) -> [String] {
        guard plan.slots.count == problem.meetings.count else {
            return ["the plan has \(plan.slots.count) slots for \(problem.meetings.count) meetings"]
        }
        var faults: [String] = []
        var tables: [Int: Int] = [:]
        var held: [[Int]: Int] = [:]
        for (index, meeting) in problem.meetings.enumerated() {
            let slot = plan.slots[index]
            let name = "meeting \(index + 1) at slot \(slot + 1)"
            guard slot >= 0, slot < problem.slots else {
                faults.append("\(name): there are slots 1 to \(problem.slots)")
                continue
            }
            switch meeting.session {
            case .morning where slot >= problem.morningSlots: faults.append("\(name): it must be in the morning")
            case .afternoon where slot < problem.morningSlots: faults.append("\(name): it must be in the afternoon")
            default: break
            }
            if let fixed = meeting.fixed, fixed != slot { faults.append("\(name): it is fixed at slot \(fixed + 1)") }
            for person in [meeting.first, meeting.second] {
                if problem.forbidden[person].contains(slot) {
                    faults.append("\(name): participant \(person + 1) is away")
                }
                if let other = held.updateValue(index, forKey: [person, slot]) {
                    faults.append("\(name): participant \(person + 1) is in meeting \(other + 1)")
                }
            }
            for earlier in meeting.after where plan.slots[earlier] >= slot {
                faults.append("\(name): meeting \(earlier + 1) must be before it")
            }
            tables[slot, default: 0] += 1
        }
        for (slot, count) in tables.sorted(by: { $0.key < $1.key }) where count > problem.tables {
            faults.append("slot \(slot + 1): \(count) meetings at \(problem.tables) tables")
        }
        let breaks = plan.breaks(in: problem)
        if let fairness, let most = breaks.max(), let fewest = breaks.min(), most - fewest > fairness {
            faults.append(
                "fairness: one participant has \(most) breaks and another \(fewest), more than \(fairness) apart")
        }
        return faults
    }
}
