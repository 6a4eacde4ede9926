import MeetingScheduling
import Optimization

/// Small problems with every variant of the published format, for comparison with trying everything.
enum RandomProblems {
    static func b2b(seed: UInt64) -> B2BProblem {
        var random = RandomSource(seed: seed)
        let slots = 3 + random.below(3)
        let participants = 3 + random.below(3)
        var problem = B2BProblem(
            participants: participants, slots: slots, morningSlots: random.below(slots + 1),
            tables: 1 + random.below(3), meetings: [])
        for index in 0..<(2 + random.below(4)) {
            let first = random.below(participants)
            let second = (first + 1 + random.below(participants - 1)) % participants
            var meeting = B2BProblem.Meeting(first, second)
            switch random.below(8) {
            case 0: meeting.session = .morning
            case 1: meeting.session = .afternoon
            case 2: meeting.fixed = random.below(slots)
            case 3 where index > 0: meeting.after = [random.below(index)]
            default: break
            }
            problem.meetings.append(meeting)
        }
        for person in 0..<participants where random.below(3) == 0 {
            problem.forbidden[person].insert(random.below(slots))
        }
        return problem
    }

    /// The fewest breaks of any plan, by trying all; nil if there is no plan.
    static func optimum(of problem: B2BProblem, fairness: Int?) -> Int? {
        let checker = B2BChecker(problem, fairness: fairness)
        var slots = Array(repeating: 0, count: problem.meetings.count)
        var best: Int?
        while true {
            let plan = B2BPlan(slots: slots)
            if checker.faults(of: plan).isEmpty {
                best = min(best ?? .max, plan.breaks(in: problem).reduce(0, +))
            }
            var digit = 0
            while digit < slots.count {
                slots[digit] += 1
                if slots[digit] < problem.slots { break }
                slots[digit] = 0
                digit += 1
            }
            if digit == slots.count { return best }
        }
    }

    /// An exhibition of some size with everything in it, as JSON.
    static func exhibition(seed: UInt64, slotsPerDay: Int = 6, requests: Int = 30) -> String {
        var random = RandomSource(seed: seed)
        let days = 2
        let slots = days * slotsPerDay
        func available(_ random: inout RandomSource) -> String {
            "[" + (0..<slots).filter { _ in random.below(5) > 0 }.map(String.init).joined(separator: ",") + "]"
        }
        let languages = ["fa", "en", "ru", "ar"]
        var people: [String] = []
        for id in 0..<12 {
            people.append(
                """
                {"id": \(id), "kind": "\(id < 5 ? "delegation" : "host")", "rank": 1, "langs": ["fa"], \
                "avail": \(available(&random)), "max_day": \(1 + random.below(slotsPerDay))}
                """)
        }
        var interpreters: [String] = []
        for id in 0..<2 {
            interpreters.append(
                """
                {"id": \(id), "langs": ["fa", "\(languages[1 + random.below(3)])"], "avail": \(available(&random)), \
                "max_day": \(1 + random.below(4))}
                """)
        }
        var rows: [String] = []
        for id in 0..<requests {
            let alternatives = (0..<(1 + random.below(2))).map { _ in
                let pair = random.below(3) == 0 ? "[\"\(languages[1 + random.below(3)])\", \"fa\"]" : "null"
                return "{\"host\": \(5 + random.below(7)), \"value\": \(1 + random.below(20)), \"pair\": \(pair)}"
            }
            rows.append(
                """
                {"guest": \(random.below(5)), "alts": [\(alternatives.joined(separator: ", "))], \
                "must": \(random.below(10) == 0), "room": "\(random.below(2) == 0 ? "suite" : "table")", \
                "session": \(random.below(8) == 0 ? 1 + random.below(2) : 0), "id": \(id)}
                """)
        }
        let precedences = requests > 3 ? "[[0, 1], [2, 3]]" : "[]"
        return """
            {"name": "sample", "T": \(slots), "days": \(days), "slots_per_day": \(slotsPerDay),
            "people": [\(people.joined(separator: ",\n"))],
            "rooms": {"suite": 1, "table": 2}, "interpreters": [\(interpreters.joined(separator: ",\n"))],
            "requests": [\(rows.joined(separator: ",\n"))], "prec": \(precedences),
            "weights": {"value": 10, "break_": 4, "idle": 1, "under": 20, "must": 500}, "fair_share": 0.4}
            """
    }
}
