import Foundation
import Testing

@testable import MutualBenefit

@Suite("Partners") struct PartnerIndexTests {
    private func tables(
        seed: UInt64, cities: Int, topics: Int
    ) -> (needs: WishTable, offers: WishTable, factors: [Float]) {
        var generator = SeededGenerator(seed: seed)
        var needs = WishTable()
        var offers = WishTable()
        for _ in 0..<cities {
            needs.append(
                (0..<generator.below(6)).map { _ in (generator.below(topics), UInt8(generator.below(256))) })
            offers.append(
                (0..<generator.below(6)).map { _ in (generator.below(topics), UInt8(generator.below(256))) })
        }
        let factors = (0..<cities).map { _ in Float(generator.below(5)) / 4 }
        return (needs, offers, factors)
    }

    @Test("agree with brute force, ties and blocked cities included", arguments: 0..<12)
    func bruteForce(seed: Int) {
        let cities = seed < 8 ? 300 : 9_000
        let tables = tables(seed: UInt64(seed), cities: cities, topics: seed % 2 == 0 ? 4 : 40)
        let index = PartnerIndex(
            needs: tables.needs, offers: tables.offers, topics: 40, factors: tables.factors)
        func weight(_ topic: Int) -> Int32 { Int32(topic % 5) * 16 }
        for city in stride(from: 0, to: cities, by: cities / 12) {
            var expected: [PartnerMatch] = []
            for other in 0..<cities where other != city {
                var get: Int32 = 0
                var give: Int32 = 0
                for need in tables.needs.wishes(of: city) {
                    for offer in tables.offers.wishes(of: other) where offer.topic == need.topic {
                        get += Int32(need.weight) * Int32(offer.weight) * weight(need.topic)
                    }
                }
                for need in tables.needs.wishes(of: other) {
                    for offer in tables.offers.wishes(of: city) where offer.topic == need.topic {
                        give += Int32(need.weight) * Int32(offer.weight) * 16
                    }
                }
                let match = PartnerMatch(city: other, get: get, give: give, factor: Double(tables.factors[other]))
                if match.score > 0 { expected.append(match) }
            }
            expected.sort { $0.isBefore($1) }
            #expect(index.partners(of: city, top: 50, weight: weight) == Array(expected.prefix(50)))
        }
    }

    @Test("one-sided ones are listed apart and never among the matches")
    func oneSided() {
        let tables = tables(seed: 3, cities: 500, topics: 30)
        let index = PartnerIndex(needs: tables.needs, offers: tables.offers, topics: 40)
        let city =
            (0..<500).first { tables.needs.wishes(of: $0).count > 2 && tables.offers.wishes(of: $0).count > 2 } ?? 0
        let matches = Set(index.partners(of: city, top: 500).map(\.city))
        let apart = index.oneSided(of: city, top: 500)
        #expect(!apart.onlyGet.isEmpty && !apart.onlyGive.isEmpty)
        #expect((apart.onlyGet + apart.onlyGive).allSatisfy { !matches.contains($0.city) && $0.score == 0 })
        #expect(apart.onlyGet.allSatisfy { $0.get > 0 && $0.give == 0 })
    }

    @Test("no city, no wish and no number out of range give no partner")
    func nothing() {
        let index = PartnerIndex(needs: WishTable(), offers: WishTable(), topics: 0)
        #expect(index.partners(of: 0).isEmpty)
        #expect(index.partners(of: -1).isEmpty)
    }

    @Test("a file says who needs what; each side gets a sentence, and standing counts by stated terms")
    func profiles() throws {
        let text = """
            city\tname\tside\tsector\tmode\tweight\tdimension\tworkability\tgoodwill\ttie\tlast_contact
            1\tAlpha\tneed\twater\tknow-how\t1\ttechnical
            1\tAlpha\toffer\tbuses\tgoods\t0.8
            2\tBeta\tneed\tbuses\tgoods\t1
            2\tBeta\toffer\twater\tknow-how\t1\t\t0.5\t1\tyes\t2026-01-01
            3\tGamma\toffer\twater\tknow-how\t1
            """
        let book = try ProfileFile.book(from: Data(text.utf8), file: "p.tsv", today: ProfileFile.day("2026-01-01") ?? 0)
        let found = book.partners(of: 0, top: 50)
        #expect(found.map { book.cities[$0.match.city].name } == ["Beta"])
        #expect(abs(found[0].match.factor - 0.5 * (1 + 0.15 + 0.10 + 0.05)) < 1e-6)
        #expect(
            PartnerExplanation.sentence("Alpha", gets: found[0].explanation.weGet, from: "Beta")
                == "Alpha gets water (know-how) from Beta.")
        #expect(found[0].explanation.dimensions.map(\.dimension) == [.technical])
        #expect(book.oneSided(of: 0, top: 5).onlyGet.map { book.cities[$0.city].name } == ["Gamma"])
        // What the office does not care for is not got.
        #expect(book.partners(of: 0, top: 50, weights: DimensionWeights([.technical: 0])).isEmpty)
    }

    @Test("JSON says the same")
    func json() throws {
        let text = """
            {"cities": [
              {"city": 1, "name": "Alpha", "needs": [{"sector": "water"}], "offers": [{"sector": "buses"}]},
              {"city": "2", "needs": [{"sector": "buses"}], "offers": [{"sector": "water", "weight": 0.5}]}]}
            """
        let book = try ProfileFile.book(from: Data(text.utf8), file: "p.json", today: 0)
        #expect(book.partners(of: 0, top: 5).map(\.match.city) == [1])
    }

    @Test(
        "what is wrong in a file of profiles is told with its line",
        arguments: [
            ("p.tsv", "", 1), ("p.tsv", "city\tside\n", 1), ("p.tsv", "city\tside\tsector\n1\tboth\twater", 2),
            ("p.tsv", "city\tside\tsector\tweight\n1\tneed\twater\t2", 2),
            ("p.tsv", "city\tside\tsector\n\tneed\twater", 2),
            ("p.tsv", "city\tside\tsector\tcolour\n", 1), ("p.tsv", "city\tside\tsector\n1\tneed\twater\tx", 2),
            ("p.json", "{", 1), ("p.json", "{\"cities\": []}", 1), ("p.json", "{\"cities\": [{}]}", 1),
        ])
    func malformed(file: String, text: String, line: Int) {
        let error = #expect(throws: MalformedMarket.self) {
            try ProfileFile.book(from: Data(text.utf8), file: file, today: 0)
        }
        #expect(error?.line == line)
    }
}
