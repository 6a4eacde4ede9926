/// A slot for every meeting of a ``B2BProblem``, counted from 0.
public struct B2BPlan: Sendable, Equatable {
    public var slots: [Int]

    public init(slots: [Int]) { self.slots = slots }

    /// Idle periods between two meetings of each participant, whatever their length.
    public func breaks(in problem: B2BProblem) -> [Int] {
        problem.meetingsByParticipant.map { meetings in
            let times = meetings.map { slots[$0] }.sorted()
            return zip(times, times.dropFirst()).count { $1 != $0 + 1 }
        }
    }
}
