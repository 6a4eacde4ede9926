/// The objective of a plan, term by term.
public struct ExhibitionTerms: Sendable, Equatable {
    public var value = 0
    public var held = 0
    /// Idle periods within a day, between two meetings of one person.
    public var breaks = 0
    /// Slots of these periods.
    public var idle = 0
    /// Delegations below their fair share.
    public var under = 0
    public var missedMusts = 0
    public var objective = 0
}

/// Verifies a plan against the exhibition's own words; shares nothing with the searches.
public struct ExhibitionChecker: Sendable {
    public let exhibition: Exhibition

    public init(_ exhibition: Exhibition) { self.exhibition = exhibition }

    /// What is wrong with a plan. Empty for a plan that holds.
    public func faults(of plan: ExhibitionPlan) -> [String] {
        var faults: [String] = []
        var slots: [Int: Int] = [:]
        var busy: [[Int]: Int] = [:]
        var rooms: [String: [Int: Int]] = [:]
        var daily: [[Int]: Int] = [:]
        var interpreting: [[Int]: Int] = [:]
        var interpretedDaily: [[Int]: Int] = [:]
        var unnamed: [Int: [Exhibition.LanguagePair]] = [:]
        for meeting in plan.meetings {
            guard exhibition.requests.indices.contains(meeting.request) else {
                faults.append("there is no request \(meeting.request)")
                continue
            }
            let request = exhibition.requests[meeting.request]
            let name = "request \(meeting.request) at slot \(meeting.slot)"
            guard request.alternatives.indices.contains(meeting.alternative) else {
                faults.append("\(name): there is no alternative \(meeting.alternative)")
                continue
            }
            guard meeting.slot >= 0, meeting.slot < exhibition.slots else {
                faults.append("\(name): slots are 0 to \(exhibition.slots - 1)")
                continue
            }
            if slots.updateValue(meeting.slot, forKey: meeting.request) != nil { faults.append("\(name): held twice") }
            let alternative = request.alternatives[meeting.alternative]
            let day = meeting.slot / exhibition.slotsPerDay
            for person in [request.guest, alternative.host] {
                if !exhibition.people[person].available.contains(meeting.slot) {
                    faults.append("\(name): person \(person) is away")
                }
                if let other = busy.updateValue(meeting.request, forKey: [person, meeting.slot]) {
                    faults.append("\(name): person \(person) is in the meeting of request \(other)")
                }
                daily[[person, day], default: 0] += 1
            }
            let isFirstHalf = meeting.slot % exhibition.slotsPerDay < exhibition.slotsPerDay / 2
            if request.session != 0, isFirstHalf != (request.session == 1) {
                faults.append("\(name): it must be in the other half of the day")
            }
            rooms[request.room, default: [:]][meeting.slot, default: 0] += 1
            if let pair = alternative.pair {
                if let who = meeting.interpreter {
                    guard exhibition.interpreters.indices.contains(who) else {
                        faults.append("\(name): there is no interpreter \(who)")
                        continue
                    }
                    let interpreter = exhibition.interpreters[who]
                    if !interpreter.speaks(pair) {
                        faults.append("\(name): interpreter \(who) does not speak \(pair.first) and \(pair.second)")
                    }
                    if !interpreter.available.contains(meeting.slot) {
                        faults.append("\(name): interpreter \(who) is away")
                    }
                    if interpreting.updateValue(meeting.request, forKey: [who, meeting.slot]) != nil {
                        faults.append("\(name): interpreter \(who) is in another meeting")
                    }
                    interpretedDaily[[who, day], default: 0] += 1
                } else {
                    unnamed[meeting.slot, default: []].append(pair)
                }
            }
        }
        for (room, loads) in rooms {
            for (slot, load) in loads where load > exhibition.rooms[room] ?? 0 {
                faults.append("slot \(slot): \(load) meetings in \(exhibition.rooms[room] ?? 0) rooms “\(room)”")
            }
        }
        for (key, count) in daily where count > exhibition.people[key[0]].maximumPerDay {
            faults.append("person \(key[0]) has \(count) meetings on day \(key[1])")
        }
        for (key, count) in interpretedDaily where count > exhibition.interpreters[key[0]].maximumPerDay {
            faults.append("interpreter \(key[0]) has \(count) meetings on day \(key[1])")
        }
        for (slot, pairs) in unnamed where !canBeInterpreted(pairs, at: slot, besides: interpreting) {
            faults.append("slot \(slot): too few interpreters")
        }
        for (before, after) in exhibition.precedences {
            if let first = slots[before], let second = slots[after], first >= second {
                faults.append("request \(before) must be before request \(after)")
            }
        }
        return faults.sorted()
    }

    /// Whether interpreters can be found for meetings that name none: a matching for the slot. Their longest day is
    /// judged only where they are named.
    private func canBeInterpreted(
        _ pairs: [Exhibition.LanguagePair], at slot: Int, besides taken: [[Int]: Int]
    ) -> Bool {
        var holder: [Int: Int] = [:]
        func place(_ index: Int, _ seen: inout Set<Int>) -> Bool {
            for (who, interpreter) in exhibition.interpreters.enumerated()
            where interpreter.speaks(pairs[index]) && interpreter.available.contains(slot)
                && taken[[who, slot]] == nil && seen.insert(who).inserted
            {
                if let other = holder[who], !place(other, &seen) { continue }
                holder[who] = index
                return true
            }
            return false
        }
        for index in pairs.indices {
            var seen: Set<Int> = []
            if !place(index, &seen) { return false }
        }
        return true
    }

    /// The objective of a plan that holds, term by term.
    public func terms(of plan: ExhibitionPlan) -> ExhibitionTerms {
        var terms = ExhibitionTerms()
        var times = Array(repeating: [Int](), count: exhibition.people.count)
        var shares = Array(repeating: 0, count: exhibition.people.count)
        var held: Set<Int> = []
        for meeting in plan.meetings {
            let request = exhibition.requests[meeting.request]
            let alternative = request.alternatives[meeting.alternative]
            held.insert(meeting.request)
            terms.value += alternative.value
            times[request.guest].append(meeting.slot)
            times[alternative.host].append(meeting.slot)
            for person in exhibition.delegations(of: request) { shares[person] += 1 }
        }
        terms.held = held.count
        for list in times {
            let sorted = list.sorted()
            for (one, next) in zip(sorted, sorted.dropFirst())
            where next > one + 1 && next / exhibition.slotsPerDay == one / exhibition.slotsPerDay {
                terms.breaks += 1
                terms.idle += next - one - 1
            }
        }
        terms.under = zip(shares, exhibition.neededShares).count { $0 < $1 }
        terms.missedMusts = exhibition.requests.indices.count { exhibition.requests[$0].isMust && !held.contains($0) }
        let weights = exhibition.weights
        terms.objective =
            weights.value * terms.value - weights.breaks * terms.breaks - weights.idle * terms.idle
            - weights.under * terms.under - weights.must * terms.missedMusts
        return terms
    }
}
