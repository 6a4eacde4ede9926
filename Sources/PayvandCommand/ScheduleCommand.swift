import ArgumentParser
import Foundation
import MeetingScheduling
import OfficeKit
import Optimization

/// `payvand schedule`: who meets whom, when and where, with a proof where one can be had.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Schedule meetings, with a bound and where possible a proof.",
        discussion: """
            payvand schedule FILE            solve; prints one line
            payvand schedule check FILE PLAN verify a plan, independently of the solver

            The line: status=optimal|feasible|infeasible|unknown objective=… bound=… first=… seconds=… (seconds until \
            the first full plan, then in all; - where there is none). Exit status: 0 with a plan, 3 if it is proven \
            that there is none, 4 if none was found in time, 2 for a file that cannot be read.
            """,
        subcommands: [Solve.self, Check.self], defaultSubcommand: Solve.self)

    /// `payvand schedule FILE`
    struct Solve: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "solve", abstract: "Solve a file (the default).")

        @OptionGroup var source: ScheduleSource
        @Option(help: "Seconds it may take.") var limit = 60.0
        @Option(help: "Threads that search.") var workers = 1
        @Option(help: "The same seed, the same plan.") var seed = 0
        @Option(help: "Where the plan is written, as JSON.", completion: .file()) var out: String?

        func validate() throws {
            guard limit.isFinite, limit > 0 else { throw ValidationError("--limit is more than 0 seconds.") }
            guard (1...256).contains(workers) else { throw ValidationError("--workers is 1 to 256.") }
        }

        func run() throws {
            let control = SolveControl(limit: limit)
            let outcome: Outcome
            switch try source.read() {
            case .b2b(let problem, let fairness): outcome = b2b(problem, fairness, control)
            case .city(let exhibition): outcome = city(exhibition, control)
            }
            if let out, let plan = outcome.plan {
                do {
                    try Data((plan + "\n").utf8).write(to: URL(filePath: out), options: .atomic)
                } catch {
                    say("\(out): \(error.localizedDescription)")
                    throw ExitCode(1)
                }
            }
            print(outcome.line)
            switch outcome.status {
            case .optimal, .feasible: return
            case .infeasible: throw ExitCode(3)
            case .unknown: throw ExitCode(4)
            }
        }

        private struct Outcome {
            var status: SolveStatus
            var objective: Int?
            var bound: Int?
            var first: Double?
            var seconds: Double
            var plan: String?

            var line: String {
                func shown(_ number: Int?) -> String { number.map(String.init) ?? "-" }
                func shown(_ seconds: Double?) -> String {
                    guard let seconds else { return "-" }
                    return String(format: "%.3f", seconds)
                }
                return "status=\(status.rawValue) objective=\(shown(objective)) bound=\(shown(bound)) "
                    + "first=\(shown(first)) seconds=\(shown(seconds))"
            }
        }

        private func b2b(_ problem: B2BProblem, _ fairness: Int?, _ control: SolveControl) -> Outcome {
            let seed = seed
            let answers = Portfolio.run(
                workers: workers, control: control, isFinal: { $0.status == .optimal || $0.status == .infeasible },
                work: { B2BSolver(problem, fairness: fairness, seed: seed &+ $0).run(control: $1) })
            let proof = answers.first { $0.status == .optimal || $0.status == .infeasible }
            let best = answers.filter { $0.plan != nil }.min { $0.objective ?? .max < $1.objective ?? .max }
            let answer = proof ?? best ?? answers[0]
            return Outcome(
                status: answer.status, objective: answer.objective,
                bound: answer.status == .infeasible ? nil : answer.bound, first: answer.firstSeconds,
                seconds: control.elapsed, plan: answer.plan?.json)
        }

        private func city(_ exhibition: Exhibition, _ control: SolveControl) -> Outcome {
            let seed = seed
            let answers = Portfolio.run(
                workers: workers, control: control, isFinal: { $0.status == .optimal },
                work: { ExhibitionSolver(exhibition, seed: seed &+ $0).run(control: $1) })
            let answer = answers.max { $0.objective ?? .min < $1.objective ?? .min } ?? answers[0]
            if let missing = answer.missing { say(missing) }
            return Outcome(
                status: answer.status, objective: answer.objective, bound: answer.bound, first: answer.firstSeconds,
                seconds: control.elapsed, plan: answer.plan?.json)
        }
    }

    /// `payvand schedule check FILE PLAN`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Verify a plan, independently of the solver.")

        @OptionGroup var source: ScheduleSource
        @Argument(help: "The plan, as --out writes it.", completion: .file()) var plan: String

        func run() throws {
            let problem = try source.read()
            let bytes = try ScheduleSource.bytes(of: plan)
            let faults: [String]
            let objective: Int
            do {
                switch problem {
                case .b2b(let problem, let fairness):
                    let plan = try B2BPlan(json: bytes)
                    faults = B2BChecker(problem, fairness: fairness).faults(of: plan)
                    objective = faults.isEmpty ? plan.breaks(in: problem).reduce(0, +) : 0
                case .city(let exhibition):
                    let plan = try ExhibitionPlan(json: bytes, for: exhibition)
                    faults = ExhibitionChecker(exhibition).faults(of: plan)
                    objective = faults.isEmpty ? ExhibitionChecker(exhibition).terms(of: plan).objective : 0
                }
            } catch {
                say("\(plan):\(error)")
                throw ExitCode(2)
            }
            if faults.isEmpty {
                print("valid objective=\(objective)")
                return
            }
            for fault in faults { say("\(plan): \(fault)") }
            print("invalid faults=\(faults.count)")
            throw ExitCode(1)
        }
    }
}

/// The file to be scheduled, in either format.
struct ScheduleSource: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case b2b, city
    }

    enum Problem {
        case b2b(B2BProblem, fairness: Int?)
        case city(Exhibition)
    }

    @Argument(help: "A .dzn file of the published kind or the JSON of an exhibition.", completion: .file())
    var file: String
    @Option(help: "b2b or city. (default: by what the file holds)") var format: Format?
    @Option(help: "How many breaks two participants may lie apart, or none. (b2b)") var fairness = "2"

    func validate() throws {
        guard fairness == "none" || (Int(fairness) ?? -1) >= 0 else {
            throw ValidationError("--fairness is a number or none.")
        }
    }

    /// Says what is wrong and ends with exit status 2 if the file cannot be read.
    func read() throws -> Problem {
        let bytes = try Self.bytes(of: file)
        do throws(InputFault) {
            return try problem(bytes)
        } catch {
            say("\(file):\(error)")
            throw ExitCode(2)
        }
    }

    private func problem(_ bytes: [UInt8]) throws(InputFault) -> Problem {
        if (format ?? guess(bytes)) == .city { return .city(try Exhibition(json: bytes)) }
        return .b2b(try B2BProblem(dzn: bytes), fairness: Int(fairness))
    }

    private func guess(_ bytes: [UInt8]) -> Format {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        if file.hasSuffix(".dzn") { return .b2b }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || file.hasSuffix(".json") ? .city : .b2b
    }

    static func bytes(of path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            say("\(path):1: \(error.localizedDescription)")
            throw ExitCode(2)
        }
    }
}
