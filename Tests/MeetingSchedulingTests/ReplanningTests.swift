import Optimization
import Testing

@testable import MeetingScheduling

@Suite("Planning anew") struct ReplanningTests {
    private let control = SolveControl(limit: 120)

    @Test("a published plan moves as few meetings as trying everything finds", arguments: UInt64(500)..<560)
    func fewestMoves(seed: UInt64) {
        let problem = RandomProblems.b2b(seed: seed)
        guard let old = B2BSolver(problem, fairness: nil).run(control: control).plan else { return }
        var changed = problem
        changed.forbidden[problem.meetings[0].first].insert(old.slots[0])
        var fewest: Int?
        let checker = B2BChecker(changed, fairness: nil)
        var slots = Array(repeating: 0, count: problem.meetings.count)
        search: while true {
            if checker.faults(of: B2BPlan(slots: slots)).isEmpty {
                fewest = min(fewest ?? .max, zip(slots, old.slots).count { $0 != $1 })
            }
            var digit = 0
            while true {
                slots[digit] += 1
                if slots[digit] < problem.slots { break }
                slots[digit] = 0
                digit += 1
                if digit == slots.count { break search }
            }
        }
        let answer = B2BReplanner(changed, from: old, fairness: nil).run(control: control)
        #expect(answer.status == (fewest == nil ? .infeasible : .optimal))
        if let plan = answer.plan {
            #expect(answer.moved.count == fewest)
            #expect(checker.faults(of: plan).isEmpty)
        }
    }

    private func exhibition(_ seed: UInt64) throws -> (Exhibition, ExhibitionPlan) {
        let exhibition = try Exhibition(json: Array(RandomProblems.exhibition(seed: seed).utf8))
        let search = ExhibitionSearch(exhibition, seed: 1)
        search.buildGreedily(control: control)
        search.anneal(steps: 10_000, from: 16, to: 0.5, target: .max, control: control)
        return (exhibition, search.bestPlan)
    }

    @Test("nothing changes if nothing has changed", arguments: UInt64(0)..<10)
    func unchanged(seed: UInt64) throws {
        let (exhibition, plan) = try exhibition(seed)
        let answer = ExhibitionReplanner(exhibition, from: plan).run(control: control)
        #expect(answer.status == .optimal)
        #expect(answer.moved.isEmpty)
        #expect(answer.dropped.isEmpty)
    }

    @Test("a late delegation: pinned meetings stay, the plan holds, only what must moves", arguments: UInt64(0)..<30)
    func late(seed: UInt64) throws {
        var (exhibition, plan) = try exhibition(seed)
        guard let first = plan.meetings.map(\.slot).min(),
            let meeting = plan.meetings.first(where: { $0.slot == first })
        else { return }
        let guest = exhibition.requests[meeting.request].guest
        exhibition.people[guest].available.subtract(0...(first + 1))
        var replanner = ExhibitionReplanner(exhibition, from: plan)
        let pinned = plan.meetings.first { exhibition.requests[$0.request].guest != guest && $0.slot > first + 1 }
        if let pinned { replanner.pinned = [pinned.request] }
        let answer = replanner.run(control: control)
        let new = try #require(answer.plan)
        #expect(answer.status == .optimal)
        #expect(ExhibitionChecker(exhibition).faults(of: new) == [])
        if let pinned { #expect(new.meetings.contains { $0.request == pinned.request && $0.slot == pinned.slot }) }
        let lost = plan.meetings.filter { exhibition.requests[$0.request].guest == guest && $0.slot <= first + 1 }
        #expect(answer.moved.count + answer.dropped.count >= lost.count)
    }

    @Test("what is forced is held, what is forbidden is not", arguments: UInt64(0)..<10)
    func wishes(seed: UInt64) throws {
        let (exhibition, plan) = try exhibition(seed)
        let held = Set(plan.meetings.map(\.request))
        guard let open = exhibition.requests.indices.first(where: { !held.contains($0) }), let one = held.min() else {
            return
        }
        var replanner = ExhibitionReplanner(exhibition, from: plan)
        replanner.forced = [open]
        replanner.forbidden = [one]
        let answer = replanner.run(control: control)
        if answer.status == .infeasible {
            // Then no place of it is open at all.
            #expect(answer.plan == nil)
            return
        }
        let now = Set(try #require(answer.plan).meetings.map(\.request))
        #expect(now.contains(open))
        #expect(!now.contains(one))
    }

    @Test("a request that is left out has something in the way at every place", arguments: UInt64(0)..<20)
    func reasons(seed: UInt64) throws {
        let (exhibition, plan) = try exhibition(seed)
        let held = Set(plan.meetings.map(\.request))
        for request in exhibition.requests.indices {
            let explanation = ExhibitionExplanation(of: request, in: plan, of: exhibition)
            for place in explanation.places {
                // The checker says the same, independently.
                var tried = plan.meetings.filter { $0.request != request }
                tried.append(.init(request: request, alternative: place.alternative, slot: place.slot))
                let needs = exhibition.requests[request].alternatives[place.alternative].pair != nil
                let faults = ExhibitionChecker(exhibition).faults(of: ExhibitionPlan(meetings: tried))
                if !needs { #expect(faults.isEmpty == place.obstacles.isEmpty, "\(faults) \(place)") }
            }
            if held.contains(request) {
                #expect(!explanation.freePlaces.isEmpty)
            } else {
                #expect(!explanation.reasons.isEmpty)
            }
        }
    }

    @Test("forcing a request names its price")
    func price() throws {
        let (exhibition, plan) = try exhibition(3)
        let held = Set(plan.meetings.map(\.request))
        for request in exhibition.requests.indices where !held.contains(request) {
            let forced = ExhibitionExplanation.costOfForcing(request, in: plan, of: exhibition, control: control)
            guard let new = forced.answer.plan else { continue }
            #expect(new.meetings.contains { $0.request == request })
            #expect(ExhibitionChecker(exhibition).faults(of: new) == [])
            let before = ExhibitionChecker(exhibition).terms(of: plan).objective
            #expect(forced.cost == before - ExhibitionChecker(exhibition).terms(of: new).objective)
        }
    }
}
