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

extension B2BPlan {
    /// The slots of the meetings, counted from 1, as a JSON list.
    public var json: String { "[" + slots.map { String($0 + 1) }.joined(separator: ", ") + "]" }

    /// Reads what ``json`` writes.
    public init(json bytes: [UInt8]) throws(InputFault) {
        var slots: [Int] = []
        for element in try JSONValue(parsing: bytes).list("the plan") {
            slots.append(try element.integer("slot") - 1)
        }
        self.init(slots: slots)
    }
}
