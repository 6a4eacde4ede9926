import Optimization
import Testing

@testable import MeetingScheduling

@Suite("The published format") struct B2BReaderTests {
    private static let sample = """
        % two cities and a third
        nBusiness = 3;
        nMeetings = 2;
        nTables = 1;
        nTotalSlots = 4;
        nMorningSlots = 2;
        requested = [|1, 2,3,
        |2, 3,2,
        |];
        forbidden = [{0},
        {1,2},
        {}];
        fixed = [3,0];
        precedences = [{},
        {1}];
        """

    private func fault(_ text: String) -> InputFault? {
        do {
            _ = try B2BProblem(dzn: Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test("all its parts are read")
    func whole() throws {
        let problem = try B2BProblem(dzn: Array(Self.sample.utf8))
        let expected = B2BProblem(
            participants: 3, slots: 4, morningSlots: 2, tables: 1,
            meetings: [.init(0, 1, fixed: 2), .init(1, 2, session: .afternoon, after: [0])],
            forbidden: [[], [0, 1], []])
        #expect(problem == expected)
    }

    @Test(
        "a fault names its line",
        arguments: [
            ("nTables = 1;", "nTables = x;", 4), ("nBusiness = 3;", "", 15), ("|2, 3,2,", "|2, 4,2,", 8),
            ("|2, 3,2,", "|2, 2,2,", 8), ("|2, 3,2,", "|2, 3,4,", 8), ("|2, 3,2,", "|2, 3,", 8),
            ("{1,2}", "{1,5}", 11), ("fixed = [3,0]", "fixed = [5,0]", 13), ("fixed = [3,0]", "fixed = [3]", 13),
            ("{1}];", "{7}];", 15), ("{1}];", "{1}", 15), ("nMeetings = 2;", "nMeetings = 3;", 7),
            ("nMorningSlots = 2;", "nMorningSlots = 9;", 6), ("nTables = 1;", "nTables = 1", 5),
            ("nTables = 1;", "nTables = 1; nTables = 2;", 4), ("nTables = 1;", "nTables = -1;", 4),
        ])
    func faults(part: String, change: String, line: Int) throws {
        let text = Self.sample.split(separator: part, maxSplits: 1).joined(separator: change)
        #expect(text != Self.sample)
        #expect(fault(text)?.line == line)
    }

    @Test("no damage to a file brings the reader down", arguments: UInt64(0)..<100)
    func damaged(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var bytes = Array(Self.sample.utf8)
        for _ in 0..<(1 + random.below(4)) {
            let place = random.below(bytes.count)
            switch random.below(3) {
            case 0: bytes[place] = UInt8(random.below(256))
            case 1: bytes.remove(at: place)
            default: bytes.removeSubrange(place...)
            }
            if bytes.isEmpty { break }
        }
        // Whatever comes out, a problem or a fault: a problem must be solvable or proven impossible.
        guard let problem = try? B2BProblem(dzn: bytes), problem.meetings.count < 50 else { return }
        let answer = B2BSolver(problem).run(control: SolveControl(limit: 20))
        #expect(answer.status == .optimal || answer.status == .infeasible)
    }

    @Test("a plan survives writing and reading")
    func plan() throws {
        let plan = B2BPlan(slots: [2, 0, 1])
        #expect(plan.json == "[3, 1, 2]")
        #expect(try B2BPlan(json: Array(plan.json.utf8)) == plan)
    }
}
