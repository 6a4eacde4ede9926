import ArgumentParser
import Foundation
import MutualBenefit
import Optimization

/// `payvand rings`: the best set of barter rings in a file of who could give to whom.
struct RingsCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case kep, trades
    }

    static let configuration = CommandConfiguration(
        commandName: "rings", abstract: "Find the best set of barter rings and of chains from donors.",
        discussion: """
            FILE is a market as kidney exchanges write it (P N E, then E lines: giver receiver value; givers from P on \
            are donors), or with --format trades a want list as TradeMaximizer reads it. Either may be packed by gzip.

            The first line of the answer is

                status=optimal objective=4230 bound=4230 seconds=0.30

            where status is optimal (proved), feasible (the time was over) or cancelled. Then comes one ring on each \
            line: its members in the order of giving; a line that opens with a donor is a chain.

            A file that cannot be read ends with exit code 2 and FILE:LINE: REASON.
            """)

    @Argument(help: "The market.", completion: .file()) var file: String
    @Option(help: "The most participants in a ring.") var maxLength = 3
    @Option(help: "The most givings in a chain that a donor starts; none if 0.") var chain = 0
    @Option(help: "Seconds after which the best answer so far is printed.") var limit = 60.0
    @Option(help: "kep or trades.") var format = Format.kep
    @Option(help: "The same seed gives the same answer.") var seed: UInt64 = 1
    @Flag(help: "In want lists, count dummies as things: in the length of a ring and in its value.")
    var countDummies = false
    @Flag(help: "Let rings and chains be as long as they like.") var uncapped = false
    @Flag(help: "Take values for amounts that may be set off in part, round every ring.") var divisible = false
    @Flag(
        help:
            "Under each ring: the value of each giving, the balance, the weakest giving, and what is left if one leaves."
    )
    var explain = false

    func validate() throws {
        guard maxLength >= 0, chain >= 0 else { throw ValidationError("Lengths are not negative.") }
        guard limit >= 0, limit.isFinite else { throw ValidationError("--limit is a number of seconds, 0 or more.") }
        if uncapped && divisible { throw ValidationError("--uncapped and --divisible exclude each other.") }
    }

    func run() async throws {
        let begun = ContinuousClock.now
        let market = try readMarket()
        do {
            if divisible { return try printSetOff(of: market, begun: begun) }
            let plan = try await Interruptible.run { try search(market) }
            printHead(
                status: plan.status.rawValue, objective: plan.value, bound: plan.bound, seconds: seconds(since: begun))
            for ring in plan.rings {
                print(ring.members.map { market.name(of: $0) }.joined(separator: " "))
                if explain { printExplanation(of: ring, in: plan, market: market) }
            }
            if plan.status == .cancelled { throw ExitCode(130) }
        } catch let missing as LinearProgrammeError {
            say("\(missing)")
            throw ExitCode(69)
        }
    }

    private func readMarket() throws -> RingMarket {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: file))
        } catch {
            say("\(file): \(error.localizedDescription)")
            throw ExitCode(2)
        }
        do {
            switch format {
            case .kep: return try KepFile.market(from: data, file: file)
            case .trades: return try TradeList.market(from: data, file: file, countsDummies: countDummies)
            }
        } catch {
            say("\(error)")
            throw ExitCode(2)
        }
    }

    private func search(_ market: RingMarket) throws -> RingPlan {
        if uncapped { return UncappedRings.plan(market) }
        let isTerminal = isatty(2) == 1
        let rules = RingRules(longestRing: maxLength, longestChain: chain)
        return try RingSearch(market, rules: rules, limits: SearchLimits(seconds: limit, seed: seed)).run {
            if isTerminal { say("value \(Self.text($0)), at most \(Self.text($1))") }
        }
    }

    private func printSetOff(of market: RingMarket, begun: ContinuousClock.Instant) throws {
        let setOff = try SetOff(of: market)
        printHead(
            status: "optimal", objective: setOff.amount, bound: setOff.amount, seconds: seconds(since: begun))
        for flow in setOff.flows {
            print(
                market.name(of: flow.giver), market.name(of: flow.receiver), Self.text(flow.value), separator: " ")
        }
    }

    private func printExplanation(of ring: Ring, in plan: RingPlan, market: RingMarket) {
        let view = RingExplanation(of: ring)
        for giving in view.givings {
            let mark = giving == view.weakest ? "  (weakest)" : ""
            print(
                "    \(market.name(of: giving.giver)) gives \(market.name(of: giving.receiver)) "
                    + Self.text(giving.value) + mark)
        }
        for share in view.balance {
            print("    balance of \(market.name(of: share.member)): \(Self.text(share.receives - share.gives))")
        }
        for fallback in plan.fallbacks(of: ring, in: market, rules: .init(longestRing: maxLength, longestChain: chain))
        {
            let rest = fallback.rings.map { $0.members.map { market.name(of: $0) }.joined(separator: " ") }
            print(
                "    without \(market.name(of: fallback.leaving)): "
                    + (rest.isEmpty
                        ? "nothing"
                        : rest.joined(separator: " | ")
                            + " (\(Self.text(fallback.rings.reduce(0) { $0 + $1.value })))"))
        }
    }

    private func printHead(status: String, objective: Double, bound: Double, seconds: Double) {
        print(
            "status=\(status) objective=\(Self.text(objective)) bound=\(Self.text(bound)) seconds="
                + String(format: "%.3f", seconds))
    }

    private func seconds(since begun: ContinuousClock.Instant) -> Double { (ContinuousClock.now - begun) / .seconds(1) }

    /// Whole numbers without a point.
    static func text(_ number: Double) -> String {
        let rounded = number.rounded()
        if abs(number - rounded) < 1e-9, abs(rounded) < 1e15 { return String(Int(rounded)) }
        return String(format: "%.6f", number)
    }
}
