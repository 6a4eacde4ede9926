import Optimization

/// Local search for an ``Exhibition``: a greedy plan, then annealing with ejections and Kempe chains.
///
/// A request is put at a slot and throws out what stands in its way (of guest, host, room, longest day, interpreter,
/// precedence), or two slots are exchanged along the chain of meetings that hang together. Interpreters are part of
/// the plan and are kept where possible.
final class ExhibitionSearch {
    /// What a plan may be held against when it is made anew.
    struct Reference {
        var plan: ExhibitionPlan
        /// The price of moving or dropping one of its meetings.
        var price: Int
        /// Requests that stay exactly as they are.
        var pinned: Set<Int> = []
    }

    private typealias Place = (alternative: Int32, slot: Int32, interpreter: Int32)

    private let exhibition: Exhibition
    private let weights: Exhibition.Weights
    private let slots: Int
    private let perDay: Int
    private let days: Int
    private let people: Int
    private var random: RandomSource

    private let guest: Table<Int32>
    private let room: Table<Int32>
    private let must: Table<Bool>
    private let firstAlternative: Table<Int32>
    private let alternativeCount: Table<Int32>
    private let host: Table<Int32>
    private let value: Table<Int32>
    private let pair: Table<Int32>
    private var domains: [[Int32]] = []
    private let allowed: Table<Bool>
    private let capacity: Table<Int32>
    private let longest: Table<Int32>
    private let interpreterFree: Table<Bool>
    private let interpreterLongest: Table<Int32>
    private let speakers: [[Int32]]
    private let before: [[Int32]]
    private let after: [[Int32]]
    private let delegations: [[Int32]]
    private let needed: Table<Int32>
    private let frozen: Table<Bool>
    private let referenceSlot: Table<Int32>
    private let referenceAlternative: Table<Int32>
    private let price: Int

    // State; -1 is nothing.
    private let alternative: Table<Int32>
    private let slot: Table<Int32>
    private let interpreter: Table<Int32>
    private let agenda: Table<Int32>
    /// The slots of a person's day as bits, for days of up to 64 slots.
    private let mask: Table<UInt64>
    private let dayLoad: Table<Int32>
    private let roomLoad: Table<Int32>
    private let interpreting: Table<Int32>
    private let interpreterLoad: Table<Int32>
    private let share: Table<Int32>
    private var open: [Int32] = []
    private let openPlace: Table<Int32>
    private(set) var objective = 0
    private var undo: [(request: Int, place: Place)] = []
    private let mark: Table<Int32>
    private var marking: Int32 = 0
    private var chain: [Int] = []
    private var places: [Place] = []

    private var best: [Place] = []
    /// Requests that may lie elsewhere than in the best plan, so that keeping a plan costs what has changed.
    private var dirty: [Int32] = []
    private let isDirty: Table<Bool>
    private(set) var bestObjective = Int.min
    private let reachable: [Int]

    init(_ exhibition: Exhibition, seed: Int, reference: Reference? = nil) {
        self.exhibition = exhibition
        weights = exhibition.weights
        slots = exhibition.slots
        perDay = max(1, exhibition.slotsPerDay)
        days = exhibition.days
        people = exhibition.people.count
        random = RandomSource(seed: UInt64(bitPattern: Int64(seed)))
        let requests = exhibition.requests
        let count = requests.count
        let classes = exhibition.rooms.keys.sorted()
        let classNumber = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, Int32($0)) })
        guest = Table(requests.map { Int32($0.guest) }, or: 0)
        room = Table(requests.map { classNumber[$0.room] ?? 0 }, or: 0)
        must = Table(requests.map(\.isMust), or: false)
        alternativeCount = Table(requests.map { Int32($0.alternatives.count) }, or: 0)
        var starts: [Int32] = []
        var all: [Exhibition.Alternative] = []
        var pairs: [Exhibition.LanguagePair: Int32] = [:]
        var speakers: [[Int32]] = []
        var pairOf: [Int32] = []
        for request in requests {
            starts.append(Int32(all.count))
            for option in request.alternatives {
                all.append(option)
                domains.append(exhibition.domain(of: request, with: option).map(Int32.init))
                guard let wanted = option.pair else {
                    pairOf.append(-1)
                    continue
                }
                if pairs[wanted] == nil {
                    pairs[wanted] = Int32(speakers.count)
                    speakers.append(
                        exhibition.interpreters.indices.filter { exhibition.interpreters[$0].speaks(wanted) }
                            .map(Int32.init))
                }
                pairOf.append(pairs[wanted] ?? -1)
            }
        }
        self.speakers = speakers
        firstAlternative = Table(starts, or: 0)
        host = Table(all.map { Int32($0.host) }, or: 0)
        value = Table(all.map { Int32($0.value) }, or: 0)
        pair = Table(pairOf, or: -1)
        allowed = Table(all.count * slots, filledWith: false)
        for (index, domain) in domains.enumerated() {
            for slot in domain { allowed[index * slots + Int(slot)] = true }
        }
        capacity = Table(classes.map { Int32(clamping: exhibition.rooms[$0] ?? 0) }, or: 0)
        longest = Table(exhibition.people.map { Int32(clamping: $0.maximumPerDay) }, or: 0)
        interpreterFree = Table(exhibition.interpreters.count * slots, filledWith: false)
        for (index, person) in exhibition.interpreters.enumerated() {
            for slot in person.available { interpreterFree[index * slots + slot] = true }
        }
        interpreterLongest = Table(exhibition.interpreters.map { Int32(clamping: $0.maximumPerDay) }, or: 0)
        var before = Array(repeating: [Int32](), count: count)
        var after = before
        for (first, second) in exhibition.precedences {
            before[second].append(Int32(first))
            after[first].append(Int32(second))
        }
        self.before = before
        self.after = after
        delegations = requests.map { exhibition.delegations(of: $0).sorted().map(Int32.init) }
        needed = Table(exhibition.neededShares.map(Int32.init), or: 0)
        frozen = Table(count, filledWith: false)
        referenceSlot = Table(count, filledWith: -1)
        referenceAlternative = Table(count, filledWith: -1)
        price = reference?.price ?? 0
        for meeting in reference?.plan.meetings ?? [] {
            referenceSlot[meeting.request] = Int32(meeting.slot)
            referenceAlternative[meeting.request] = Int32(meeting.alternative)
        }
        alternative = Table(count, filledWith: -1)
        slot = Table(count, filledWith: -1)
        interpreter = Table(count, filledWith: -1)
        agenda = Table(people * slots, filledWith: -1)
        mask = Table(people * days, filledWith: 0)
        dayLoad = Table(people * days, filledWith: 0)
        roomLoad = Table(classes.count * slots, filledWith: 0)
        interpreting = Table(exhibition.interpreters.count * slots, filledWith: -1)
        interpreterLoad = Table(exhibition.interpreters.count * days, filledWith: 0)
        share = Table(people, filledWith: 0)
        openPlace = Table(count, filledWith: -1)
        mark = Table(count, filledWith: 0)
        isDirty = Table(count, filledWith: false)
        let domains = domains
        reachable = requests.indices.filter { index in
            let start = Int(starts[index])
            return (start..<(start + requests[index].alternatives.count)).contains { !domains[$0].isEmpty }
        }
        for request in 0..<count { objective += worth(request) }
        for person in 0..<people where needed[person] > 0 { objective -= weights.under }
        for request in reachable { addOpen(request) }
        if let reference {
            for meeting in reference.plan.meetings {
                _ = insert(
                    meeting.request, Int32(meeting.alternative), Int32(meeting.slot),
                    Int32(meeting.interpreter ?? -1))
                frozen[meeting.request] = reference.pinned.contains(meeting.request) && slot[meeting.request] >= 0
            }
        }
    }

    var bestPlan: ExhibitionPlan {
        var meetings: [ExhibitionPlan.Meeting] = []
        for (request, place) in best.enumerated() where place.alternative >= 0 {
            meetings.append(
                .init(
                    request: request, alternative: Int(place.alternative), slot: Int(place.slot),
                    interpreter: place.interpreter < 0 ? nil : Int(place.interpreter)))
        }
        var plan = ExhibitionPlan(meetings: meetings)
        plan.rooms = plan.meetings.map { exhibition.requests[$0.request].room }
        return plan
    }

    /// The first plan: the most valuable requests first, each where it costs least.
    func buildGreedily(control: SolveControl) {
        func rank(_ request: Int) -> Int {
            let start = Int(firstAlternative[request])
            let top = (start..<(start + Int(alternativeCount[request]))).map { Int(value[$0]) }.max() ?? 0
            return top + (must[request] ? 1_000_000_000 : 0)
        }
        let ranks = reachable.map { (rank($0), $0) }
        for (_, request) in ranks.sorted(by: { ($1.0, $0.1) < ($0.0, $1.1) }) where slot[request] < 0 {
            if control.isOver { break }
            var top = objective
            var choice: (Int32, Int32)?
            let start = Int(firstAlternative[request])
            for option in 0..<alternativeCount[request] {
                for target in domains[start + Int(option)] where insert(request, option, target, -1) {
                    if objective > top {
                        top = objective
                        choice = (option, target)
                    }
                    remove(request)
                }
            }
            if let choice, insert(request, choice.0, choice.1, -1) { touch(request) }
        }
        keep()
    }

    /// Anneals from where the search stands.
    ///
    /// - Parameters:
    ///   - steps: the cooling is spread over so many.
    ///   - target: stops when the objective reaches it.
    func anneal(steps: Int, from warm: Double, to cold: Double, target: Int, control: SolveControl) {
        guard !reachable.isEmpty else { return }
        var cooling = Cooling(from: warm, to: cold)
        for step in 0..<steps {
            if step & 127 == 0 {
                if control.isOver || bestObjective >= target { return }
                cooling.advance(to: Double(step) / Double(steps))
            }
            let start = objective
            undo.removeAll(keepingCapacity: true)
            if move() && cooling.accepts(start - objective, &random) {
                if objective > bestObjective { keep() }
            } else {
                rollBack()
            }
        }
    }

    /// Goes back to the best plan found.
    func returnToBest() {
        for request in 0..<slot.count where slot[request] >= 0 { remove(request) }
        for (request, place) in best.enumerated() where place.alternative >= 0 {
            _ = insert(request, place.alternative, place.slot, place.interpreter)
        }
    }

    private func keep() {
        bestObjective = objective
        if best.isEmpty {
            best = (0..<slot.count).map { (alternative[$0], slot[$0], interpreter[$0]) }
        } else {
            for request in dirty.lazy.map(Int.init) {
                best[request] = (alternative[request], slot[request], interpreter[request])
            }
        }
        for request in dirty { isDirty[Int(request)] = false }
        dirty.removeAll(keepingCapacity: true)
    }

    private func touch(_ request: Int) {
        if isDirty[request] { return }
        isDirty[request] = true
        dirty.append(Int32(request))
    }

    // MARK: Moves

    private func move() -> Bool {
        let dice = random.below(100)
        if !open.isEmpty && dice < 40 {
            let request = Int(open[random.below(open.count)])
            return place(request, preferFree: dice < 25)
        }
        let request = reachable[random.below(reachable.count)]
        if slot[request] < 0 { return false }
        return dice < 65 ? place(request, preferFree: dice < 60) : exchange(request)
    }

    private func place(_ request: Int, preferFree: Bool) -> Bool {
        let option = random.below(Int(alternativeCount[request]))
        let index = Int(firstAlternative[request]) + option
        let domain = domains[index]
        if domain.isEmpty { return false }
        var target = domain[random.below(domain.count)]
        if preferFree {
            for _ in 0..<8 where !isFree(Int(guest[request]), target) || !isFree(Int(host[index]), target) {
                target = domain[random.below(domain.count)]
            }
        }
        if slot[request] == target && Int(alternative[request]) == option { return false }
        return force(request, Int32(option), target)
    }

    @inline(__always) private func isFree(_ person: Int, _ slot: Int32) -> Bool {
        agenda[person * slots + Int(slot)] < 0
    }

    private func force(_ request: Int, _ option: Int32, _ target: Int32) -> Bool {
        let index = Int(firstAlternative[request] + option)
        let pair = (Int(guest[request]), Int(host[index]))
        let day = Int(target) / perDay
        guard take(request), clear(pair.0, target), clear(pair.1, target) else { return false }
        for other in before[request] where slot[Int(other)] >= target {
            if !take(Int(other)) { return false }
        }
        for other in after[request] where slot[Int(other)] >= 0 && slot[Int(other)] <= target {
            if !take(Int(other)) { return false }
        }
        guard clearDay(pair.0, day), clearDay(pair.1, day), clearRoom(Int(room[request]), target),
            clearInterpreter(Int(self.pair[index]), target)
        else { return false }
        return record(request, option, target, -1)
    }

    private func clear(_ person: Int, _ target: Int32) -> Bool {
        let other = agenda[person * slots + Int(target)]
        return other < 0 || take(Int(other))
    }

    private func clearDay(_ person: Int, _ day: Int) -> Bool {
        while dayLoad[person * days + day] >= longest[person] {
            if dayLoad[person * days + day] == 0 { return false }
            var victim = -1
            var seen = 0
            for slot in (day * perDay)..<((day + 1) * perDay) where agenda[person * slots + slot] >= 0 {
                seen += 1
                if random.below(seen) == 0 { victim = Int(agenda[person * slots + slot]) }
            }
            if victim < 0 || !take(victim) { return false }
        }
        return true
    }

    private func clearRoom(_ room: Int, _ target: Int32) -> Bool {
        guard roomLoad[room * slots + Int(target)] >= capacity[room] else { return true }
        var victim = -1
        var least = Int.max
        for _ in 0..<12 {
            let other = Int(agenda[random.below(people) * slots + Int(target)])
            if other >= 0, Int(self.room[other]) == room, worth(other) < least {
                least = worth(other)
                victim = other
            }
        }
        return victim >= 0 && take(victim) && roomLoad[room * slots + Int(target)] < capacity[room]
    }

    private func clearInterpreter(_ pair: Int, _ target: Int32) -> Bool {
        if pair < 0 || findInterpreter(pair, target) >= 0 { return true }
        let list = speakers[pair]
        if list.isEmpty { return false }
        let who = Int(list[random.below(list.count)])
        guard interpreterFree[who * slots + Int(target)], interpreterLongest[who] > 0 else { return false }
        let there = interpreting[who * slots + Int(target)]
        if there >= 0 && !take(Int(there)) { return false }
        let day = Int(target) / perDay
        if interpreterLoad[who * days + day] >= interpreterLongest[who] {
            var victim = -1
            var seen = 0
            for slot in (day * perDay)..<((day + 1) * perDay) where interpreting[who * slots + slot] >= 0 {
                seen += 1
                if random.below(seen) == 0 { victim = Int(interpreting[who * slots + slot]) }
            }
            if victim < 0 || !take(victim) { return false }
        }
        return true
    }

    private func findInterpreter(_ pair: Int, _ target: Int32) -> Int32 {
        let list = speakers[pair]
        if list.isEmpty { return -1 }
        let offset = random.below(list.count)
        for index in 0..<list.count {
            let who = list[(index + offset) % list.count]
            if canInterpret(Int(who), target) { return who }
        }
        return -1
    }

    private func canInterpret(_ who: Int, _ target: Int32) -> Bool {
        let cell = who * slots + Int(target)
        return interpreterFree[cell] && interpreting[cell] < 0
            && interpreterLoad[who * days + Int(target) / perDay] < interpreterLongest[who]
    }

    private func exchange(_ request: Int) -> Bool {
        let source = slot[request]
        let domain = domains[Int(firstAlternative[request] + alternative[request])]
        let target = domain[random.below(domain.count)]
        if target == source { return false }
        marking += 1
        chain.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        chain.append(request)
        mark[request] = marking
        var next = 0
        while next < chain.count {
            let member = chain[next]
            next += 1
            let goal = slot[member] == source ? target : source
            let index = Int(firstAlternative[member] + alternative[member])
            guard allowed[index * slots + Int(goal)], !frozen[member], chain.count <= 60 else { return false }
            for person in [Int(guest[member]), Int(host[index])] {
                let other = agenda[person * slots + Int(goal)]
                if other >= 0 && mark[Int(other)] != marking {
                    mark[Int(other)] = marking
                    chain.append(Int(other))
                }
            }
        }
        for member in chain {
            places.append((alternative[member], slot[member] == source ? target : source, interpreter[member]))
            if !take(member) { return false }
        }
        for (member, place) in zip(chain, places)
        where !record(member, place.alternative, place.slot, place.interpreter) { return false }
        return true
    }

    // MARK: State

    private func take(_ request: Int) -> Bool {
        if frozen[request] { return false }
        undo.append((request, (alternative[request], slot[request], interpreter[request])))
        touch(request)
        if slot[request] >= 0 { remove(request) }
        return true
    }

    private func record(_ request: Int, _ option: Int32, _ target: Int32, _ who: Int32) -> Bool {
        undo.append((request, (-1, -1, -1)))
        touch(request)
        return insert(request, option, target, who)
    }

    private func rollBack() {
        // First everything out, then everything back: no old place is taken when its owner returns.
        for entry in undo where slot[entry.request] >= 0 { remove(entry.request) }
        marking += 1
        for (request, place) in undo where mark[request] != marking {
            // The first entry of a request is the oldest.
            mark[request] = marking
            if place.alternative >= 0 { _ = insert(request, place.alternative, place.slot, place.interpreter) }
        }
        undo.removeAll(keepingCapacity: true)
    }

    /// Puts a request where everything is free; changes nothing if something is not.
    private func insert(_ request: Int, _ option: Int32, _ target: Int32, _ wish: Int32) -> Bool {
        let index = Int(firstAlternative[request] + option)
        let first = Int(guest[request])
        let second = Int(host[index])
        let time = Int(target)
        let day = time / perDay
        let roomCell = Int(room[request]) * slots + time
        guard allowed[index * slots + time], isFree(first, target), isFree(second, target),
            roomLoad[roomCell] < capacity[Int(room[request])],
            dayLoad[first * days + day] < longest[first], dayLoad[second * days + day] < longest[second]
        else { return false }
        for other in before[request] where slot[Int(other)] >= target || other == request { return false }
        for other in after[request] where slot[Int(other)] >= 0 && slot[Int(other)] <= target { return false }
        var who: Int32 = -1
        if pair[index] >= 0 {
            who = wish >= 0 && canInterpret(Int(wish), target) ? wish : findInterpreter(Int(pair[index]), target)
            if who < 0 { return false }
            interpreting[Int(who) * slots + time] = Int32(request)
            interpreterLoad[Int(who) * days + day] += 1
        }
        objective -= worth(request)
        occupy(first, time, Int32(request))
        occupy(second, time, Int32(request))
        roomLoad[roomCell] += 1
        for person in delegations[request] {
            share[Int(person)] += 1
            if share[Int(person)] == needed[Int(person)] { objective += weights.under }
        }
        alternative[request] = option
        slot[request] = target
        interpreter[request] = who
        removeOpen(request)
        objective += worth(request)
        return true
    }

    private func remove(_ request: Int) {
        let index = Int(firstAlternative[request] + alternative[request])
        let time = Int(slot[request])
        objective -= worth(request)
        vacate(Int(guest[request]), time)
        vacate(Int(host[index]), time)
        roomLoad[Int(room[request]) * slots + time] -= 1
        if interpreter[request] >= 0 {
            interpreting[Int(interpreter[request]) * slots + time] = -1
            interpreterLoad[Int(interpreter[request]) * days + time / perDay] -= 1
        }
        for person in delegations[request] {
            if share[Int(person)] == needed[Int(person)] { objective -= weights.under }
            share[Int(person)] -= 1
        }
        alternative[request] = -1
        slot[request] = -1
        interpreter[request] = -1
        addOpen(request)
        objective += worth(request)
    }

    /// What a request adds to the objective as it stands.
    @inline(__always) private func worth(_ request: Int) -> Int {
        let isMoved =
            referenceSlot[request] >= 0
            && (slot[request] != referenceSlot[request] || alternative[request] != referenceAlternative[request])
        let penalty = isMoved ? price : 0
        if slot[request] < 0 { return (must[request] ? -weights.must : 0) - penalty }
        return weights.value * Int(value[Int(firstAlternative[request] + alternative[request])]) - penalty
    }

    private func occupy(_ person: Int, _ time: Int, _ request: Int32) {
        let day = time / perDay
        objective += idleCost(person, day)
        agenda[person * slots + time] = request
        if perDay <= 64 { mask[person * days + day] |= 1 << UInt64(time % perDay) }
        dayLoad[person * days + day] += 1
        objective -= idleCost(person, day)
    }

    private func vacate(_ person: Int, _ time: Int) {
        let day = time / perDay
        objective += idleCost(person, day)
        agenda[person * slots + time] = -1
        if perDay <= 64 { mask[person * days + day] &= ~(1 << UInt64(time % perDay)) }
        dayLoad[person * days + day] -= 1
        objective -= idleCost(person, day)
    }

    @inline(__always) private func idleCost(_ person: Int, _ day: Int) -> Int {
        if perDay <= 64 {
            let bits = mask[person * days + day]
            if bits == 0 { return 0 }
            let runs = (bits & ~(bits << 1)).nonzeroBitCount
            let idle = 64 - bits.leadingZeroBitCount - bits.trailingZeroBitCount - bits.nonzeroBitCount
            return weights.breaks * (runs - 1) + weights.idle * idle
        }
        var cost = 0
        var last = -1
        for time in (day * perDay)..<((day + 1) * perDay) where agenda[person * slots + time] >= 0 {
            if last >= 0 && time > last + 1 { cost += weights.breaks + weights.idle * (time - last - 1) }
            last = time
        }
        return cost
    }

    private func addOpen(_ request: Int) {
        openPlace[request] = Int32(open.count)
        open.append(Int32(request))
    }

    private func removeOpen(_ request: Int) {
        let hole = Int(openPlace[request])
        guard hole >= 0 else { return }
        let last = open.removeLast()
        if Int(last) != request {
            open[hole] = last
            openPlace[Int(last)] = Int32(hole)
        }
        openPlace[request] = -1
    }
}
