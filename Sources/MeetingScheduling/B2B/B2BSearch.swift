import Optimization

/// Local search for a ``B2BProblem``: annealing over partial plans.
///
/// A meeting is put at a slot and throws out what stands in its way, or two slots are exchanged along the chain of
/// meetings that hang together (a Kempe chain of the edge colouring). Full plans with few breaks come out in
/// milliseconds; that none is better is for the exact search to say.
final class B2BSearch {
    private static let breakCost = 10
    private static let unplacedCost = 25
    private static let unfairCost = 12

    private let problem: B2BProblem
    private let fairness: Int?
    /// Whether somebody never has a break, so that the fairness limit bounds everybody's breaks.
    private let someoneHasNone: Bool
    private let slots: Int
    private let domains: [[Int]]
    private let movable: [Int]
    private let before: [[Int]]
    private let after: [[Int]]
    private var random: RandomSource

    // State: -1 is nothing.
    private let first: Table<Int32>
    private let second: Table<Int32>
    private let slot: Table<Int32>
    private let allowed: Table<Bool>
    /// The meeting of a person at a slot, with a margin of one slot on either side.
    private let agenda: Table<Int32>
    private let runs: Table<Int32>
    private let load: Table<Int32>
    private let atSlot: Table<Int32>
    private let place: Table<Int32>
    private var unplaced: [Int32] = []
    private let histogram: Table<Int32>
    private var cost = 0
    private var undo: [(meeting: Int, slot: Int32)] = []
    private let mark: Table<Int32>
    private var marking: Int32 = 0
    private var chain: [Int] = []
    private var chainSlots: [Int32] = []

    private(set) var best: B2BPlan?
    private(set) var bestBreaks = Int.max
    private var bestCost = Int.max

    init(_ problem: B2BProblem, fairness: Int?, seed: Int) {
        self.problem = problem
        self.fairness = fairness
        slots = problem.slots
        random = RandomSource(seed: UInt64(bitPattern: Int64(seed)))
        let count = problem.meetings.count
        let domains = problem.meetings.map(problem.domain(of:))
        self.domains = domains
        movable = domains.indices.filter { domains[$0].count > 1 }
        before = problem.meetings.map(\.after)
        var after = Array(repeating: [Int](), count: count)
        for (index, meeting) in problem.meetings.enumerated() {
            for earlier in meeting.after { after[earlier].append(index) }
        }
        self.after = after
        first = Table(problem.meetings.map { Int32($0.first) }, or: 0)
        second = Table(problem.meetings.map { Int32($0.second) }, or: 0)
        slot = Table(count, filledWith: -1)
        allowed = Table(count * slots, filledWith: false)
        for (meeting, domain) in domains.enumerated() {
            for slot in domain { allowed[meeting * slots + slot] = true }
        }
        agenda = Table(problem.participants * (slots + 2), filledWith: -1)
        runs = Table(problem.participants, filledWith: 0)
        load = Table(slots, filledWith: 0)
        atSlot = Table(slots * max(1, min(count, problem.tables)), filledWith: -1)
        place = Table(count, filledWith: -1)
        histogram = Table(slots + 2, filledWith: 0)
        histogram[0] = Int32(problem.participants)
        mark = Table(count, filledWith: 0)
        let counts = problem.meetingsByParticipant.map(\.count)
        someoneHasNone = counts.contains { $0 <= 1 || $0 >= problem.slots }
        unplaced = (0..<count).map(Int32.init)
        for meeting in 0..<count { place[meeting] = Int32(meeting) }
        cost = count * Self.unplacedCost
    }

    /// Anneals for a number of steps.
    ///
    /// - Parameters:
    ///   - target: stops as soon as a plan has no more breaks than this.
    ///   - found: told of each full plan that is better than all before.
    func run(steps: Int, target: Int, control: SolveControl, found: (B2BPlan, Int) -> Void) {
        guard !domains.contains(where: \.isEmpty), problem.tables > 0 || domains.isEmpty else { return }
        if domains.isEmpty {
            best = B2BPlan(slots: [])
            bestBreaks = 0
            found(B2BPlan(slots: []), 0)
            return
        }
        var cooling = Cooling(from: 4, to: 0.8)
        for step in 0..<steps {
            if step & 255 == 0 {
                if control.isOver || bestBreaks <= target { return }
                cooling.advance(to: Double(step) / Double(steps))
            }
            let cost = cost + unfairness
            undo.removeAll(keepingCapacity: true)
            guard move() else {
                rollBack()
                continue
            }
            if cooling.accepts(self.cost + unfairness - cost, &random) {
                if unplaced.isEmpty { keep(found) }
            } else {
                rollBack()
            }
        }
    }

    private func keep(_ found: (B2BPlan, Int) -> Void) {
        guard cost < bestCost else { return }
        var breaks = 0
        for person in 0..<problem.participants { breaks += max(0, Int(runs[person]) - 1) }
        guard breaks < bestBreaks, isFair else { return }
        let plan = B2BPlan(slots: slot.elements.map(Int.init))
        best = plan
        bestBreaks = breaks
        bestCost = breaks * Self.breakCost
        found(plan, breaks)
    }

    private var isFair: Bool { fairness == nil || spread <= fairness ?? 0 }

    /// Most breaks of anybody less the fewest of anybody.
    private var spread: Int {
        var low = 0
        while low <= slots && histogram[low] == 0 { low += 1 }
        var high = slots + 1
        while high > low && histogram[high] == 0 { high -= 1 }
        return high - low
    }

    /// The part of the cost that belongs to all persons together.
    private var unfairness: Int {
        guard let fairness, !someoneHasNone else { return 0 }
        return max(0, spread - fairness) * Self.unfairCost
    }

    private func costOfPerson(_ person: Int) -> Int {
        let breaks = max(0, Int(runs[person]) - 1)
        var cost = breaks * Self.breakCost
        if someoneHasNone, let fairness, breaks > fairness { cost += (breaks - fairness) * Self.unfairCost }
        return cost
    }

    // MARK: Moves

    private func move() -> Bool {
        let dice = random.below(100)
        if !unplaced.isEmpty && dice < 50 {
            let meeting = Int(unplaced[random.below(unplaced.count)])
            return put(meeting, at: wish(for: meeting))
        }
        guard !movable.isEmpty else { return false }
        let meeting = movable[random.below(movable.count)]
        let target = domains[meeting][random.below(domains[meeting].count)]
        if slot[meeting] < 0 { return put(meeting, at: target) }
        if Int(slot[meeting]) == target { return false }
        return dice < 55 ? put(meeting, at: target) : exchange(meeting, with: target)
    }

    /// A slot that is free for both, if a few tries find one.
    private func wish(for meeting: Int) -> Int {
        let domain = domains[meeting]
        var slot = domain[random.below(domain.count)]
        for _ in 0..<3 {
            if person(first[meeting], at: slot) < 0 && person(second[meeting], at: slot) < 0 { break }
            slot = domain[random.below(domain.count)]
        }
        return slot
    }

    private func put(_ meeting: Int, at target: Int) -> Bool {
        if slot[meeting] >= 0 { take(meeting) }
        let pair = (person(first[meeting], at: target), person(second[meeting], at: target))
        if pair.0 >= 0 { take(Int(pair.0)) }
        // Two persons may have two meetings with each other.
        if pair.1 >= 0 && pair.1 != pair.0 { take(Int(pair.1)) }
        if load[target] >= problem.tables {
            let row = target * min(problem.meetings.count, problem.tables)
            take(Int(atSlot[row + random.below(Int(load[target]))]))
        }
        for other in before[meeting] where Int(slot[other]) >= target { take(other) }
        for other in after[meeting] where slot[other] >= 0 && Int(slot[other]) <= target { take(other) }
        undo.append((meeting, -1))
        insert(meeting, at: target)
        return true
    }

    private func exchange(_ meeting: Int, with target: Int) -> Bool {
        let source = slot[meeting]
        marking += 1
        chain.removeAll(keepingCapacity: true)
        chainSlots.removeAll(keepingCapacity: true)
        chain.append(meeting)
        mark[meeting] = marking
        var next = 0
        var balance = 0
        while next < chain.count {
            let member = chain[next]
            next += 1
            let goal = slot[member] == source ? target : Int(source)
            balance += slot[member] == source ? 1 : -1
            guard allowed[member * slots + goal] else { return false }
            for other in [person(first[member], at: goal), person(second[member], at: goal)] where other >= 0 {
                if mark[Int(other)] != marking {
                    mark[Int(other)] = marking
                    chain.append(Int(other))
                }
            }
        }
        if Int(load[target]) + balance > problem.tables || Int(load[Int(source)]) - balance > problem.tables {
            return false
        }
        for member in chain {
            chainSlots.append(slot[member] == source ? Int32(target) : source)
            take(member)
        }
        for (member, goal) in zip(chain, chainSlots) {
            undo.append((member, -1))
            insert(member, at: Int(goal))
        }
        for member in chain {
            for other in before[member] where slot[other] >= slot[member] { return false }
            for other in after[member] where slot[other] >= 0 && slot[other] <= slot[member] { return false }
        }
        return true
    }

    // MARK: State

    @inline(__always) private func person(_ person: Int32, at slot: Int) -> Int32 {
        agenda[Int(person) * (slots + 2) + slot + 1]
    }

    private func take(_ meeting: Int) {
        undo.append((meeting, slot[meeting]))
        remove(meeting)
    }

    private func rollBack() {
        while let (meeting, old) = undo.popLast() {
            if slot[meeting] >= 0 { remove(meeting) }
            if old >= 0 { insert(meeting, at: Int(old)) }
        }
    }

    private func insert(_ meeting: Int, at target: Int) {
        occupy(Int(first[meeting]), target, Int32(meeting), 1)
        occupy(Int(second[meeting]), target, Int32(meeting), 1)
        let hole = Int(place[meeting])
        let last = unplaced.removeLast()
        if Int(last) != meeting {
            unplaced[hole] = last
            place[Int(last)] = Int32(hole)
        }
        place[meeting] = load[target]
        atSlot[target * min(problem.meetings.count, problem.tables) + Int(load[target])] = Int32(meeting)
        load[target] += 1
        slot[meeting] = Int32(target)
        cost -= Self.unplacedCost
    }

    private func remove(_ meeting: Int) {
        let target = Int(slot[meeting])
        occupy(Int(first[meeting]), target, -1, -1)
        occupy(Int(second[meeting]), target, -1, -1)
        load[target] -= 1
        let row = target * min(problem.meetings.count, problem.tables)
        let last = atSlot[row + Int(load[target])]
        atSlot[row + Int(place[meeting])] = last
        place[Int(last)] = place[meeting]
        place[meeting] = Int32(unplaced.count)
        unplaced.append(Int32(meeting))
        slot[meeting] = -1
        cost += Self.unplacedCost
    }

    private func occupy(_ person: Int, _ slot: Int, _ meeting: Int32, _ sign: Int32) {
        let cell = person * (slots + 2) + slot + 1
        agenda[cell] = meeting
        let neighbours: Int32 = (agenda[cell - 1] >= 0 ? 1 : 0) + (agenda[cell + 1] >= 0 ? 1 : 0)
        cost -= costOfPerson(person)
        histogram[max(0, Int(runs[person]) - 1)] -= 1
        runs[person] += sign * (1 - neighbours)
        histogram[max(0, Int(runs[person]) - 1)] += 1
        cost += costOfPerson(person)
    }
}
