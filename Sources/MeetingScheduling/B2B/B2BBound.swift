/// What each participant's own hours force, whatever the others do.
///
/// A lower bound in no time: the fewest runs into which a participant's meetings fit between the hours away, by
/// dynamic programming over slots. Often it is already the optimum.
struct B2BBound {
    /// The fewest breaks of each participant.
    let breaks: [Int]
    /// Whether somebody's meetings do not fit at all.
    let isImpossible: Bool

    var total: Int { breaks.reduce(0, +) }

    init(_ problem: B2BProblem) {
        var breaks: [Int] = []
        // Whatever is before itself cannot be; longer circles are for the exact search.
        var isImpossible = problem.meetings.indices.contains { problem.meetings[$0].after.contains($0) }
        for meetings in problem.meetingsByParticipant {
            guard !meetings.isEmpty else {
                breaks.append(0)
                continue
            }
            let fewest = Self.fewestRuns(of: meetings, in: problem)
            isImpossible = isImpossible || fewest == nil
            breaks.append(max(0, (fewest ?? 1) - 1))
        }
        self.breaks = breaks
        self.isImpossible = isImpossible
    }

    /// - Returns: nil if the meetings do not fit.
    private static func fewestRuns(of meetings: [Int], in problem: B2BProblem) -> Int? {
        var possible = Array(repeating: false, count: problem.slots)
        var needed = possible
        var mornings = 0
        var afternoons = 0
        for meeting in meetings {
            let domain = problem.domain(of: problem.meetings[meeting])
            guard let last = domain.last, let first = domain.first else { return nil }
            for slot in domain { possible[slot] = true }
            if domain.count == 1 {
                if needed[first] { return nil }
                needed[first] = true
            }
            if last < problem.morningSlots { mornings += 1 }
            if first >= problem.morningSlots { afternoons += 1 }
        }
        // runs[k][u]: fewest runs with k slots used so far, u: whether the last slot is used.
        let count = meetings.count
        let never = Int.max / 2
        var runs = Array(repeating: [never, never], count: count + 1)
        runs[0][0] = 0
        for slot in 0..<problem.slots {
            if slot == problem.morningSlots {
                for used in 0...count where used < mornings || count - used < afternoons {
                    runs[used] = [never, never]
                }
            }
            var next = Array(repeating: [never, never], count: count + 1)
            for used in 0...count {
                let fewest = min(runs[used][0], runs[used][1])
                if fewest >= never { continue }
                if !needed[slot] { next[used][0] = min(next[used][0], fewest) }
                if possible[slot] && used < count {
                    next[used + 1][1] = min(next[used + 1][1], runs[used][1], runs[used][0] + 1)
                }
            }
            runs = next
        }
        let fewest = min(runs[count][0], runs[count][1])
        return fewest >= never ? nil : fewest
    }
}
