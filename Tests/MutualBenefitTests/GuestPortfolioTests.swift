import Testing

@testable import MutualBenefit

@Suite("Portfolio of guests") struct GuestPortfolioTests {
    private func sample(
        seed: UInt64, count: Int, budget: Double, musts: [Int] = [], most: Int = .max
    ) -> (GuestCandidates, GuestWishes) {
        var generator = SeededGenerator(seed: seed)
        func unit() -> Double { Double(generator.below(10_000)) / 10_000 }
        var offers = WishTable()
        for _ in 0..<count {
            offers.append((0..<4).map { _ in (generator.below(12), UInt8(1 + generator.below(255))) })
        }
        let candidates = GuestCandidates(
            benefits: (0..<count).map { _ in unit() * 2 }, costs: (0..<count).map { _ in 0.5 + 4 * unit() },
            offers: offers,
            axes: [.init(name: "region", groups: (0..<count).map { _ in UInt16(generator.below(5)) }, weight: 1.5)])
        let topics = (0..<12).map { $0 % 3 == 0 ? 0 : 6 * unit() }
        return (
            candidates, GuestWishes(topics: topics, fullCoverage: 1.5, budget: budget, musts: musts, mostGuests: most)
        )
    }

    @Test("keep to the budget; no set whatever is worth more than the bound", arguments: 0..<15)
    func exhaustive(seed: Int) {
        let (candidates, wishes) = sample(seed: UInt64(seed), count: 12, budget: 9)
        let portfolio = GuestPortfolio(candidates, wishes)
        #expect(portfolio.cost <= 9 + 1e-9)
        #expect(Set(portfolio.guests).count == portfolio.guests.count)
        var best = 0.0
        for set in 0..<(1 << 12) {
            var score = GuestScore(candidates, wishes)
            var cost = 0.0
            for guest in 0..<12 where set >> guest & 1 == 1 {
                score.add(guest)
                cost += candidates.costs[guest]
            }
            if cost <= 9 { best = max(best, score.value) }
        }
        #expect(portfolio.bound >= best - 1e-9)
        #expect(portfolio.value <= best + 1e-9)
        #expect(portfolio.value >= 0.8 * best)
    }

    @Test("of thousands reach three quarters of the bound", arguments: 20..<24)
    func quality(seed: Int) {
        let (candidates, wishes) = sample(seed: UInt64(seed), count: 5_000, budget: 60)
        let portfolio = GuestPortfolio(candidates, wishes)
        #expect(portfolio.value >= 0.75 * portfolio.bound)
    }

    @Test("hold the musts and no more guests than may come, and give a reason for each and for some left out")
    func reasons() {
        let (candidates, wishes) = sample(seed: 31, count: 200, budget: 40, musts: [5, 9, 5], most: 6)
        let portfolio = GuestPortfolio(candidates, wishes)
        #expect(portfolio.guests.count <= 6)
        #expect(portfolio.guests.starts(with: [5, 9]))
        #expect(portfolio.chosen.map(\.guest) == portfolio.guests)
        #expect(portfolio.chosen[0].sentence.hasPrefix("Invited in any case"))
        #expect(portfolio.leftOut.count == 5)
        #expect(Set(portfolio.leftOut.map(\.guest)).isDisjoint(with: portfolio.guests))
    }

    @Test("of nobody are empty")
    func nothing() {
        let none = GuestCandidates(benefits: [], costs: [], offers: WishTable())
        let portfolio = GuestPortfolio(none, GuestWishes(topics: [], budget: 10))
        #expect(portfolio.guests.isEmpty && portfolio.value == 0 && portfolio.bound == 0)
    }
}
