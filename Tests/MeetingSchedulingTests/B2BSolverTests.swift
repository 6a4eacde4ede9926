import Optimization
import Testing

@testable import MeetingScheduling

@Suite("The published problem") struct B2BSolverTests {
    private func solved(_ problem: B2BProblem, fairness: Int?, seed: Int = 0, steps: Int = 2000) -> B2BSolver.Answer {
        var solver = B2BSolver(problem, fairness: fairness, seed: seed)
        solver.searchSteps = steps
        return solver.run(control: SolveControl(limit: 60))
    }

    @Test("the optimum is that of trying everything, in all variants", arguments: UInt64(0)..<200)
    func exhaustive(seed: UInt64) {
        let problem = RandomProblems.b2b(seed: seed)
        for fairness in [nil, 0, 1, 2] {
            let optimum = RandomProblems.optimum(of: problem, fairness: fairness)
            // With and without a plan of the local search, so that the proof alone is tried too.
            for steps in [0, 2000] {
                let answer = solved(problem, fairness: fairness, steps: steps)
                #expect(answer.status == (optimum == nil ? .infeasible : .optimal))
                #expect(answer.objective == optimum)
                if let plan = answer.plan {
                    #expect(B2BChecker(problem, fairness: fairness).faults(of: plan).isEmpty)
                    #expect(answer.bound == optimum)
                }
            }
        }
    }

    @Test("a day of more than 64 slots")
    func longDay() {
        var problem = B2BProblem(participants: 3, slots: 130, tables: 1, meetings: [])
        problem.meetings = [.init(0, 1), .init(0, 2), .init(1, 2, fixed: 129), .init(0, 1, after: [2])]
        #expect(solved(problem, fairness: 2).status == .infeasible)
        problem.meetings[3].after = []
        let answer = solved(problem, fairness: 2)
        #expect(answer.status == .optimal)
        #expect(answer.objective == 1)
        #expect(answer.plan?.slots[2] == 129)
    }

    @Test("no meetings are an empty plan without breaks")
    func empty() {
        let answer = solved(B2BProblem(participants: 4, slots: 5, tables: 0, meetings: []), fairness: 2)
        #expect(answer.status == .optimal)
        #expect(answer.plan == B2BPlan(slots: []))
    }

    @Test("what cannot be is proven: too few tables, two fixed at once, a circle of precedences")
    func infeasible() {
        let crowded = B2BProblem(
            participants: 4, slots: 1, tables: 1, meetings: [.init(0, 1), .init(2, 3)])
        #expect(solved(crowded, fairness: nil).status == .infeasible)
        let clashing = B2BProblem(
            participants: 3, slots: 4, tables: 2, meetings: [.init(0, 1, fixed: 2), .init(0, 2, fixed: 2)])
        #expect(solved(clashing, fairness: nil).status == .infeasible)
        let circle = B2BProblem(
            participants: 4, slots: 4, tables: 2, meetings: [.init(0, 1, after: [1]), .init(2, 3, after: [0])])
        #expect(solved(circle, fairness: nil).status == .infeasible)
        let itself = B2BProblem(participants: 2, slots: 4, tables: 2, meetings: [.init(0, 1, after: [0])])
        #expect(solved(itself, fairness: nil).status == .infeasible)
    }

    @Test("another order of the participants keeps the optimum", arguments: UInt64(300)..<320)
    func permuted(seed: UInt64) {
        let problem = RandomProblems.b2b(seed: seed)
        var turned = problem
        let count = problem.participants
        for index in turned.meetings.indices {
            turned.meetings[index].first = count - 1 - problem.meetings[index].first
            turned.meetings[index].second = count - 1 - problem.meetings[index].second
        }
        turned.forbidden = problem.forbidden.reversed()
        #expect(solved(problem, fairness: 2).objective == solved(turned, fairness: 2).objective)
    }

    @Test("one table more never makes it worse", arguments: UInt64(400)..<420)
    func moreTables(seed: UInt64) {
        let problem = RandomProblems.b2b(seed: seed)
        var wider = problem
        wider.tables += 1
        guard let before = solved(problem, fairness: nil).objective else { return }
        #expect((solved(wider, fairness: nil).objective ?? .max) <= before)
    }

    @Test("the same seed gives the same plan")
    func reproducible() {
        let problem = RandomProblems.b2b(seed: 7)
        #expect(solved(problem, fairness: 2, seed: 5).plan == solved(problem, fairness: 2, seed: 5).plan)
    }

    @Test("a cancelled solve ends without a proof")
    func cancelled() {
        let control = SolveControl(limit: 60)
        control.cancel()
        let problem = B2BProblem(participants: 2, slots: 3, tables: 1, meetings: [.init(0, 1)])
        #expect(B2BSolver(problem).run(control: control).status == .unknown)
    }
}
