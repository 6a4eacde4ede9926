import Testing

@testable import MutualBenefit

@Suite("Rings") struct RingSearchTests {
    private func plan(
        _ market: RingMarket, ring: Int = 3, chain: Int = 0, seconds: Double = 60, seed: UInt64 = 1
    ) throws -> RingPlan {
        try RingSearch(
            market, rules: RingRules(longestRing: ring, longestChain: chain),
            limits: SearchLimits(seconds: seconds, seed: seed)
        ).run()
    }

    @Test("agree with exhaustive search on small markets, at every length", arguments: 0..<60)
    func exhaustive(seed: Int) throws {
        let market = randomMarket(seed: UInt64(seed), donors: seed % 3, density: seed % 2 == 0 ? 0.3 : 0.5)
        for (ring, chain) in [(2, 0), (3, 0), (3, 2), (4, 3), (5, 1), (0, 3)] {
            let rules = RingRules(longestRing: ring, longestChain: chain)
            let plan = try plan(market, ring: ring, chain: chain)
            #expect(plan.status == .optimal)
            #expect(plan.value == Exhaustive.best(market, rules), "K=\(ring) L=\(chain)")
            #expect(faults(of: plan, in: market, rules).isEmpty)
        }
    }

    @Test("of larger markets are disjoint, within their lengths and below their bound", arguments: 100..<112)
    func validity(seed: Int) throws {
        let market = randomMarket(seed: UInt64(seed), participants: 40, donors: 4, density: 0.12, mostValue: 60)
        for (ring, chain) in [(3, 4), (4, 2)] {
            let rules = RingRules(longestRing: ring, longestChain: chain)
            let plan = try plan(market, ring: ring, chain: chain, seconds: 20)
            #expect(faults(of: plan, in: market, rules).isEmpty)
            #expect(UncappedRings.plan(market).value >= plan.value - 1e-6)
        }
    }

    @Test("are never worse for one giving more", arguments: 200..<230)
    func monotone(seed: Int) throws {
        let market = randomMarket(seed: UInt64(seed), participants: 9, donors: 2, density: 0.25)
        var generator = SeededGenerator(seed: UInt64(seed) &+ 99)
        let more = RingMarket(
            participants: market.participants, donors: market.donors,
            arcs: market.arcs + [
                .init(giver: generator.below(11), receiver: generator.below(9), value: Double(generator.below(9)))
            ])
        #expect(try plan(more, chain: 3).value >= plan(market, chain: 3).value)
    }

    @Test("of a market without rings and donors are none")
    func acyclic() throws {
        var arcs: [RingMarket.Arc] = []
        for giver in 0..<50 {
            for receiver in (giver + 1)..<50 { arcs.append(.init(giver: giver, receiver: receiver, value: 5)) }
        }
        let market = RingMarket(participants: 50, arcs: arcs)
        let plan = try plan(market, ring: 4)
        #expect(plan.status == .optimal && plan.rings.isEmpty && plan.bound == 0)
        #expect(UncappedRings.plan(market).rings.isEmpty)
    }

    @Test("of an empty market, of self-gifts and of values below zero are none")
    func nothing() throws {
        #expect(try plan(RingMarket(participants: 0, arcs: [])).status == .optimal)
        let own = RingMarket(participants: 1, arcs: [.init(giver: 0, receiver: 0, value: 9)])
        #expect(try plan(own).rings.isEmpty)
        let bad = RingMarket(
            participants: 2,
            arcs: [.init(giver: 0, receiver: 1, value: -3), .init(giver: 1, receiver: 0, value: 2)])
        #expect(try plan(bad).rings.isEmpty)
    }

    @Test("may hold a giving below zero where the others make up for it")
    func lossWithin() throws {
        let market = RingMarket(
            participants: 2, arcs: [.init(giver: 0, receiver: 1, value: -1), .init(giver: 1, receiver: 0, value: 3)])
        #expect(try plan(market).value == 2)
    }

    @Test("of parts that share nothing add up")
    func parts() throws {
        let one = randomMarket(seed: 5, participants: 8, donors: 0)
        let two = randomMarket(seed: 6, participants: 8, donors: 0)
        let both = RingMarket(
            participants: 16,
            arcs: one.arcs + two.arcs.map { .init(giver: $0.giver + 8, receiver: $0.receiver + 8, value: $0.value) })
        #expect(try plan(both).value == plan(one).value + plan(two).value)
    }

    @Test("are the same for the same seed")
    func reproducible() throws {
        let market = randomMarket(seed: 77, participants: 60, donors: 3, density: 0.1, mostValue: 80)
        let first = try plan(market, chain: 3, seconds: 60, seed: 4)
        let second = try plan(market, chain: 3, seconds: 60, seed: 4)
        #expect(first.rings == second.rings)
        #expect(first.effort == second.effort)
    }

    @Test("keep to a time limit of nothing, and still have a bound")
    func noTime() throws {
        let market = randomMarket(seed: 78, participants: 80, donors: 4, density: 0.2, mostValue: 90)
        let hasty = try plan(market, chain: 3, seconds: 0)
        #expect(faults(of: hasty, in: market, RingRules(longestRing: 3, longestChain: 3)).isEmpty)
        #expect(try plan(market, chain: 3, seconds: 60).value <= hasty.bound)
    }

    @Test("are told as far as they were found when the search is cancelled")
    func cancelled() async throws {
        let market = randomMarket(seed: 79, participants: 90, donors: 4, density: 0.2, mostValue: 90)
        let task = Task.detached {
            withUnsafeCurrentTask { $0?.cancel() }
            return try RingSearch(market, rules: RingRules(longestRing: 3, longestChain: 4)).run()
        }
        let plan = try await task.value
        #expect(plan.status == .cancelled)
        #expect(faults(of: plan, in: market, RingRules(longestRing: 3, longestChain: 4)).isEmpty)
    }

    @Test("a stand-in passes on one thing only, and counts neither in length nor in value")
    func standIns() throws {
        // 0 and 1 both want, through the stand-in 4, one of 2 and 3; these want 0 and 1.
        let arcs: [RingMarket.Arc] = [
            .init(giver: 0, receiver: 4, value: 0), .init(giver: 1, receiver: 4, value: 0),
            .init(giver: 4, receiver: 2, value: 1), .init(giver: 4, receiver: 3, value: 1),
            .init(giver: 2, receiver: 0, value: 1), .init(giver: 3, receiver: 1, value: 1),
        ]
        let market = RingMarket(participants: 4, standIns: 1, arcs: arcs)
        let plan = try plan(market, ring: 2)
        #expect(plan.value == 2)
        #expect(plan.rings.count == 1 && plan.rings[0].members.count == 2 && plan.rings[0].standIns == [4])
        #expect(UncappedRings.plan(market).value == 2)
    }
}

@Suite("Rings explained") struct RingExplanationTests {
    private let market = RingMarket(
        participants: 4,
        arcs: [
            .init(giver: 0, receiver: 1, value: 5), .init(giver: 1, receiver: 2, value: 2),
            .init(giver: 2, receiver: 0, value: 9), .init(giver: 1, receiver: 0, value: 1),
            .init(giver: 2, receiver: 3, value: 1), .init(giver: 3, receiver: 2, value: 1),
        ])

    @Test("name each giving, the balance and the weakest one")
    func explained() throws {
        let plan = try RingSearch(market).run()
        #expect(plan.value == 16)
        let view = RingExplanation(of: plan.rings[0])
        #expect(view.weakest == .init(giver: 1, receiver: 2, value: 2))
        #expect(view.balance.reduce(0) { $0 + $1.receives - $1.gives } == 0)
        #expect(view.balance.first { $0.member == 1 } == .init(member: 1, gives: 2, receives: 5))
    }

    @Test("know what is left if one leaves")
    func fallback() throws {
        let plan = try RingSearch(market).run()
        let fallbacks = plan.fallbacks(of: plan.rings[0], in: market, rules: RingRules())
        let left = Dictionary(
            uniqueKeysWithValues: fallbacks.map { ($0.leaving, $0.rings.reduce(0) { $0 + $1.value }) })
        // Without 0: 2 and 3. Without 1: 2 and 3 as well. Without 2: 0 and 1.
        #expect(left == [0: 2, 1: 2, 2: 6])
    }

    @Test("amounts are set off as far as they go round")
    func setOff() throws {
        let market = RingMarket(
            participants: 3,
            arcs: [
                .init(giver: 0, receiver: 1, value: 10), .init(giver: 1, receiver: 2, value: 4),
                .init(giver: 2, receiver: 0, value: 7), .init(giver: 1, receiver: 0, value: 5),
            ])
        let setOff = try SetOff(of: market)
        #expect(setOff.amount == 4 + 4 + 4 + 5 + 5)
        for member in 0..<3 {
            let gives = setOff.flows.filter { $0.giver == member }.reduce(0) { $0 + $1.value }
            let gets = setOff.flows.filter { $0.receiver == member }.reduce(0) { $0 + $1.value }
            #expect(gives == gets)
        }
    }
}
