import Optimization

/// A ``B2BProblem`` as clauses, with the breaks as goals.
///
/// The encoding follows Bofill et al. (2022): a literal for each meeting and slot, one for each participant and slot
/// ("is in a meeting"), and one for each place where an idle period may end. The implied constraints make the proofs
/// short: a participant's busy slots are as many as the meetings, at a slot at most two persons for each table are
/// busy.
final class B2BEncoding {
    let solver: HintedSolver
    /// The literal of a meeting at a slot, by slot.
    private(set) var at: [[Int: Literal]] = []
    /// The literal of a participant being busy, nil where no meeting is possible.
    private(set) var busy: [[Literal?]] = []
    /// The literals of the places where an idle period may end, by participant.
    private(set) var breaks: [[Literal]] = []
    /// "Has at least one break", "at least two" and so on, by participant.
    private(set) var counts: [[Literal]] = []

    private let problem: B2BProblem
    private let plan: B2BPlan?

    /// - Parameter plan: a known plan; the search begins in its neighbourhood.
    init(_ problem: B2BProblem, fairness: Int?, near plan: B2BPlan? = nil, seed: Int) {
        self.problem = problem
        self.plan = plan
        solver = HintedSolver(seed: seed)
        placeMeetings()
        busyParticipants()
        tables()
        countBusySlots()
        breakLiterals()
        countBreaks(fairness: fairness)
        unbrokenDays()
        precedences()
    }

    var goals: [SoftGoal] { counts.joined().map { SoftGoal(!$0) } }

    /// The plan that stands in the solver.
    var found: B2BPlan {
        B2BPlan(
            slots: at.map { literals in
                literals.first { solver.solver.isTrue($0.value) }?.key ?? 0
            })
    }

    private func placeMeetings() {
        for (index, meeting) in problem.meetings.enumerated() {
            var literals: [Int: Literal] = [:]
            let domain = problem.domain(of: meeting)
            for slot in domain {
                literals[slot] = solver.newVariable(hint: plan.map { $0.slots[index] == slot } ?? true)
            }
            let choices = domain.compactMap { literals[$0] }
            solver.add(choices)
            solver.atMostOne(choices)
            at.append(literals)
        }
    }

    private func busyParticipants() {
        for meetings in problem.meetingsByParticipant {
            busy.append(
                (0..<problem.slots).map { slot in
                    let literals = meetings.compactMap { at[$0][slot] }
                    if literals.isEmpty { return nil }
                    for (index, one) in literals.enumerated() {
                        for other in literals[(index + 1)...] { solver.add([!one, !other]) }
                    }
                    return solver.either(literals)
                })
        }
    }

    /// At most so many meetings at a slot as there are tables. Meetings of one person exclude each other already, so a
    /// greedy cover by persons is counted instead: fewer inputs.
    private func tables() {
        var left = Set(problem.meetings.indices)
        var lists = problem.meetingsByParticipant
        var clusters: [[Int]] = []
        while !left.isEmpty {
            for person in lists.indices { lists[person].removeAll { !left.contains($0) } }
            guard let largest = lists.indices.max(by: { (lists[$0].count, $1) < (lists[$1].count, $0) }) else { break }
            clusters.append(lists[largest])
            left.subtract(lists[largest])
        }
        for slot in 0..<problem.slots {
            let literals = clusters.compactMap { cluster in
                let possible = cluster.compactMap { at[$0][slot] }
                return possible.isEmpty ? nil : solver.either(possible)
            }
            solver.atMost(problem.tables, of: literals)
            let persons = busy.compactMap { $0[slot] }
            if 2 * problem.tables < persons.count {
                if let tooMany = Totalizer(persons, in: solver).atLeast(2 * problem.tables + 1) {
                    solver.add([!tooMany])
                }
            }
        }
    }

    private func countBusySlots() {
        for (person, meetings) in problem.meetingsByParticipant.enumerated() where !meetings.isEmpty {
            solver.exactly(meetings.count, of: busy[person].compactMap { $0 })
        }
    }

    private func breakLiterals() {
        for (person, meetings) in problem.meetingsByParticipant.enumerated() {
            breaks.append([])
            if meetings.count <= 1 || meetings.count >= problem.slots { continue }
            // started: busy at this slot or before.
            var started: Literal?
            var previous: Literal?
            for slot in 0..<problem.slots {
                let now = busy[person][slot]
                if let now {
                    if let begun = started {
                        let end = solver.newVariable(
                            hint: solver.hint(of: now) && solver.hint(of: begun)
                                && !(previous.map(solver.hint(of:)) ?? false))
                        breaks[person].append(end)
                        solver.add([!now, !begun, end] + (previous.map { [$0] } ?? []))
                        solver.add([!end, now])
                        solver.add([!end, begun])
                        if let previous { solver.add([!end, !previous]) }
                        started = solver.either([begun, now])
                    } else {
                        started = now
                    }
                }
                previous = now
            }
        }
    }

    /// The most breaks a participant can have: one less than the meetings, and an idle slot for each.
    private func mostBreaks(of person: Int) -> Int {
        let meetings = problem.meetingsByParticipant[person].count
        return max(0, min(meetings - 1, problem.slots - meetings, breaks[person].count))
    }

    private func countBreaks(fairness: Int?) {
        let most = breaks.indices.map(mostBreaks(of:))
        let cap = most.contains(0) ? fairness : nil
        for (person, literals) in breaks.enumerated() {
            guard most[person] > 0 else {
                counts.append([])
                continue
            }
            let totalizer = Totalizer(literals, in: solver)
            let highest = min(most[person], cap ?? .max)
            counts.append((1...max(1, highest)).compactMap { totalizer.atLeast($0) })
            if highest < 1 {
                solver.add([!counts[person][0]])
            } else if let beyond = totalizer.atLeast(highest + 1) {
                solver.add([!beyond])
            }
        }
        // If nobody is sure to have none: a common floor, in unary, below everybody's breaks.
        guard let fairness, cap == nil else { return }
        let highest = most.max() ?? 0
        guard highest > fairness else { return }
        let floor = (1...(highest - fairness)).map { _ in solver.newVariable(hint: false) }
        for (lower, higher) in zip(floor, floor.dropFirst()) { solver.add([!higher, lower]) }
        for literals in breaks {
            let sums = CardinalityNetwork(literals, width: literals.count, in: solver).outputs
            for (rank, level) in floor.enumerated() {
                solver.add(rank < sums.count ? [!level, sums[rank]] : [!level])
                if rank + fairness < sums.count { solver.add([!sums[rank + fairness], level]) }
            }
        }
    }

    /// A day without a break is one unbroken stretch: a literal for each slot at which it may begin.
    ///
    /// From these the solver sees at once how many must be busy around noon, and cores speak of persons and not of
    /// single idle slots.
    private func unbrokenDays() {
        for (person, meetings) in problem.meetingsByParticipant.enumerated() {
            guard let broken = counts[person].first else { continue }
            let length = meetings.count
            var starts: [Literal] = []
            for start in 0...(problem.slots - length) {
                let stretch = start..<(start + length)
                guard Matching.exists(of: meetings.map { at[$0] }, onto: stretch) else { continue }
                let literal = solver.newVariable(
                    hint: stretch.allSatisfy { busy[person][$0].map(solver.hint(of:)) ?? false } && plan != nil)
                starts.append(literal)
                for slot in 0..<problem.slots {
                    guard let now = busy[person][slot] else { continue }
                    solver.add([!literal, stretch.contains(slot) ? now : !now])
                }
            }
            solver.add([broken] + starts)
            solver.atMostOne(starts)
        }
    }

    private func precedences() {
        var stairs: [Int: [Int: Literal]] = [:]
        for (later, meeting) in problem.meetings.enumerated() {
            for earlier in meeting.after {
                if stairs[earlier] == nil { stairs[earlier] = stair(of: earlier) }
                guard let done = stairs[earlier] else { continue }
                for (slot, literal) in at[later].sorted(by: { $0.key < $1.key }) {
                    // The last slot of the earlier meeting before this one.
                    let last = done.keys.filter { $0 < slot }.max()
                    solver.add([!literal] + (last.flatMap { done[$0] }.map { [$0] } ?? []))
                }
            }
        }
    }

    /// For each slot of a meeting, the literal of its lying there or before.
    private func stair(of meeting: Int) -> [Int: Literal] {
        var done: [Int: Literal] = [:]
        var last: Literal?
        for (slot, literal) in at[meeting].sorted(by: { $0.key < $1.key }) {
            let step = last.map { solver.either([$0, literal]) } ?? literal
            done[slot] = step
            last = step
        }
        return done
    }
}

/// Whether meetings can be given the slots of a stretch, one each.
private enum Matching {
    static func exists(of meetings: [[Int: Literal]], onto stretch: Range<Int>) -> Bool {
        var holder: [Int: Int] = [:]
        func place(_ meeting: Int, _ seen: inout Set<Int>) -> Bool {
            for slot in stretch where meetings[meeting][slot] != nil && seen.insert(slot).inserted {
                if let other = holder[slot], !place(other, &seen) { continue }
                holder[slot] = meeting
                return true
            }
            return false
        }
        for meeting in meetings.indices {
            var seen: Set<Int> = []
            if !place(meeting, &seen) { return false }
        }
        return true
    }
}
