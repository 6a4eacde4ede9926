import Optimization
import Testing

@testable import MeetingScheduling

@Suite("The exhibition problem") struct ExhibitionTests {
    private func sample(_ seed: UInt64, slotsPerDay: Int = 6, requests: Int = 30) throws -> Exhibition {
        try Exhibition(
            json: Array(RandomProblems.exhibition(seed: seed, slotsPerDay: slotsPerDay, requests: requests).utf8))
    }

    private func annealed(_ exhibition: Exhibition, seed: Int = 1, steps: Int = 20_000) -> ExhibitionSearch {
        let control = SolveControl(limit: 60)
        let search = ExhibitionSearch(exhibition, seed: seed)
        search.buildGreedily(control: control)
        search.anneal(steps: steps, from: 16, to: 0.5, target: .max, control: control)
        return search
    }

    @Test("no resource is used twice and the terms add up", arguments: UInt64(0)..<60)
    func sound(seed: UInt64) throws {
        for slotsPerDay in [6, 70] {
            let exhibition = try sample(seed, slotsPerDay: slotsPerDay)
            let search = annealed(exhibition)
            let checker = ExhibitionChecker(exhibition)
            #expect(checker.faults(of: search.bestPlan) == [])
            #expect(checker.terms(of: search.bestPlan).objective == search.bestObjective)
        }
    }

    @Test("what is kept as the objective is what stands", arguments: UInt64(0)..<20)
    func consistent(seed: UInt64) throws {
        let search = annealed(try sample(seed))
        search.returnToBest()
        #expect(search.objective == search.bestObjective)
    }

    @Test("more time never makes it worse", arguments: UInt64(0)..<10)
    func anytime(seed: UInt64) throws {
        let exhibition = try sample(seed)
        let search = ExhibitionSearch(exhibition, seed: 3)
        let control = SolveControl(limit: 60)
        search.buildGreedily(control: control)
        var last = search.bestObjective
        for _ in 0..<5 {
            search.anneal(steps: 2000, from: 16, to: 1, target: .max, control: control)
            #expect(search.bestObjective >= last)
            last = search.bestObjective
        }
    }

    @Test("no plan is worth more than the bound", arguments: UInt64(0)..<30)
    func bound(seed: UInt64) throws {
        let exhibition = try sample(seed)
        let bound = try #require(try ExhibitionBound(exhibition, control: SolveControl(limit: 60)))
        #expect(annealed(exhibition, steps: 60_000).bestObjective <= bound.value)
    }

    @Test("a plan survives writing and reading")
    func plan() throws {
        let exhibition = try sample(1)
        let plan = annealed(exhibition).bestPlan
        #expect(!plan.meetings.isEmpty)
        #expect(try ExhibitionPlan(json: Array(plan.json.utf8), for: exhibition) == plan)
    }

    @Test("the checker sees a double booking, a wrong hour and a missing interpreter")
    func checker() throws {
        let exhibition = try sample(2)
        let plan = annealed(exhibition).bestPlan
        let checker = ExhibitionChecker(exhibition)
        var doubled = plan
        doubled.meetings.append(plan.meetings[0])
        #expect(checker.faults(of: doubled).contains { $0.contains("held twice") })
        var late = plan
        late.meetings[0].slot = exhibition.slots
        #expect(checker.faults(of: late).contains { $0.contains("slots are 0 to") })
        var foreign = plan
        if let index = plan.meetings.firstIndex(where: { $0.interpreter != nil }) {
            foreign.meetings[index].interpreter = 99
            #expect(checker.faults(of: foreign).contains { $0.contains("no interpreter 99") })
        }
    }

    @Test("no damage to a file brings the reader down", arguments: UInt64(0)..<100)
    func damaged(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var bytes = Array(RandomProblems.exhibition(seed: 1, requests: 6).utf8)
        for _ in 0..<(1 + random.below(3)) {
            let place = random.below(bytes.count)
            if random.below(2) == 0 {
                bytes[place] = UInt8(random.below(256))
            } else {
                bytes.remove(at: place)
            }
        }
        guard let exhibition = try? Exhibition(json: bytes) else { return }
        let search = annealed(exhibition, steps: 500)
        #expect(ExhibitionChecker(exhibition).faults(of: search.bestPlan).isEmpty)
    }

    @Test("the same seed gives the same plan")
    func reproducible() throws {
        let exhibition = try sample(4)
        #expect(annealed(exhibition, seed: 9).bestPlan == annealed(exhibition, seed: 9).bestPlan)
    }
}
