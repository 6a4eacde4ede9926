import Foundation
import Testing

@testable import MutualBenefit

@Suite("Files of markets") struct MarketFileTests {
    private func kep(_ text: String) throws -> RingMarket {
        try KepFile.market(from: Data(text.utf8), file: "a.kep")
    }

    @Test("a market is read, with donors, spaces, comments and Windows line ends")
    func reads() throws {
        let market = try kep("\u{feff}2 1 3\r\n# a comment\r\n\r\n0\t1  5\r\n1 0 2.5\n 2 0 7\n")
        #expect(market.participants == 2 && market.donors == 1)
        #expect(market.arcs.map(\.value) == [5, 2.5, 7])
        #expect(!market.isIntegral)
    }

    @Test(
        "what is wrong is told with its line",
        arguments: [
            ("", 1), ("x 0 0", 1), ("2 0", 1), ("2 0 1 9\n0 1 1", 1), ("2 0 1\n0 2 1", 2), ("2 0 1\n0 1 x", 2),
            ("2 0 1\n0 1", 2), ("2 0 1\n0 1 nan", 2), ("2 0 1\n0 1 1e99", 2), ("2 0 2\n0 1 1", 2), ("2 1 1\n0 2 1", 2),
            ("2 0 1\n0 1 1\n1 0 1", 3), ("-2 0 1\n", 1), ("2 0 1\n0 1 1 1", 2), ("99999999999999999999 0 0", 1),
            ("60000000 0 0", 1), ("2 0 1\n-1 0 1", 2),
        ])
    func malformed(text: String, line: Int) throws {
        let error = #expect(throws: MalformedMarket.self) { try kep(text) }
        #expect(error?.line == line)
        #expect(error?.description.hasPrefix("a.kep:\(line): ") == true)
    }

    @Test("damaged gzip is refused")
    func damaged() throws {
        #expect(throws: MalformedMarket.self) {
            try KepFile.market(from: Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]), file: "a.kep.gz")
        }
    }

    @Test("bytes by chance never crash a reader", arguments: 0..<200)
    func fuzz(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let alphabet = Array("0123456789 \n\t.-e#:()%!;Iقی\0".utf8)
        let bytes = (0..<generator.below(200)).map { _ in
            seed % 4 == 0 ? UInt8(generator.below(256)) : alphabet[generator.below(alphabet.count)]
        }
        let heads = ["", "3 1 2\n", "(U) A : B\n", "city\tside\tsector\n", "{\"cities\":["]
        let data = Data(heads[seed % heads.count].utf8) + Data(bytes)
        _ = try? KepFile.market(from: data, file: "f")
        _ = try? TradeList.market(from: data, file: "f")
        _ = try? ProfileFile.book(from: data, file: "f", today: 0)
        _ = try? ProfileFile.book(from: data, file: "f.json", today: 0)
    }

    @Test("a want list is read with its dummies, which belong to their users")
    func trades() throws {
        let text = """
            #! ALLOW-DUMMIES REQUIRE-COLONS REQUIRE-USERNAMES
            # comment
            (anna) PUMP : %ONE
            (anna) HOSE : %ONE GONE
            (anna) %ONE : TRUCK BUS
            (ben) TRUCK : PUMP
            (ben) %ONE : HOSE
            (carla) BUS : HOSE ; PUMP
            """
        let market = try TradeList.market(from: Data(text.utf8), file: "w.txt")
        #expect(market.participants == 4 && market.standIns == 2)
        let plan = try RingSearch(market, rules: RingRules(longestRing: 2)).run()
        // Anna wants one of the two, so that only one exchange takes place.
        #expect(plan.value == 2)
        #expect(plan.rings.count == 1)
        #expect(
            market.name(of: plan.rings[0].members[0]) == "PUMP" || market.name(of: plan.rings[0].members[0]) == "HOSE")
    }

    @Test(
        "what is wrong in a want list is told with its line",
        arguments: [
            ("", 1), ("#! REQUIRE-COLONS\n(a) X Y", 2), ("#! REQUIRE-USERNAMES\nX : Y", 2), ("(a X : Y", 1),
            ("(a) X : Y\n(b) X : Z", 2), ("(a) : Y", 1), ("(a) X Y : Z", 1),
        ])
    func malformedTrades(text: String, line: Int) {
        let error = #expect(throws: MalformedMarket.self) {
            try TradeList.market(from: Data(text.utf8), file: "w.txt")
        }
        #expect(error?.line == line)
    }
}
