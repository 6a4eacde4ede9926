import MeetingScheduling
import Testing

@Suite("The checker of published plans") struct B2BCheckerTests {
    private let problem = B2BProblem(
        participants: 4, slots: 5, morningSlots: 2, tables: 1,
        meetings: [
            .init(0, 1, session: .morning), .init(0, 2, fixed: 3), .init(1, 2, session: .afternoon, after: [1]),
            .init(0, 3),
        ],
        forbidden: [[], [], [], [1]])

    private func faults(_ slots: [Int], fairness: Int? = 2) -> [String] {
        B2BChecker(problem, fairness: fairness).faults(of: B2BPlan(slots: slots))
    }

    @Test("a plan that holds has no faults")
    func sound() { #expect(faults([1, 3, 4, 0]).isEmpty) }

    @Test(
        "each rule is told by its own words",
        arguments: [
            ([2, 3, 4, 0], "morning"), ([1, 2, 4, 0], "fixed"), ([1, 3, 0, 2], "afternoon"),
            ([0, 3, 2, 4], "before it"), ([0, 3, 4, 1], "away"), ([0, 3, 4, 3], "participant 1 is in meeting 2"),
            ([0, 3, 4, 0], "tables"), ([1, 3, 4, 9], "slots 1 to 5"), ([1, 3, 4], "3 slots for 4 meetings"),
        ])
    func rules(slots: [Int], words: String) {
        #expect(faults(slots).contains { $0.contains(words) }, "\(faults(slots))")
    }

    @Test("fairness counts those without meetings")
    func fairness() {
        #expect(!faults([1, 3, 4, 0], fairness: 0).isEmpty)
        #expect(faults([1, 3, 4, 0], fairness: nil).isEmpty)
    }
}
