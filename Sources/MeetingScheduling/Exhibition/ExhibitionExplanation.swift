import Optimization

/// Why a request is not held, or why a meeting lies where it does: what stands in the way of each other place.
public struct ExhibitionExplanation: Sendable {
    /// What stands in the way of one place.
    public enum Obstacle: Sendable, Hashable {
        case guestIsAway
        case hostIsAway(host: Int)
        case otherSession
        case guestMeets(request: Int)
        case hostMeets(request: Int)
        case guestDayIsFull
        case hostDayIsFull(host: Int)
        case roomsAreTaken(room: String)
        case interpretersAreTaken(Exhibition.LanguagePair)
        case noInterpreterSpeaks(Exhibition.LanguagePair)
        case mustFollow(request: Int)
        case mustPrecede(request: Int)
    }

    /// A place and everything that stands in its way; nothing if the meeting could simply be put there.
    public struct Place: Sendable {
        public var alternative: Int
        public var slot: Int
        public var obstacles: [Obstacle]
    }

    public let request: Int
    public let places: [Place]

    public init(of request: Int, in plan: ExhibitionPlan, of exhibition: Exhibition) {
        self.request = request
        let board = Board(plan.meetings.filter { $0.request != request }, exhibition)
        var places: [Place] = []
        for alternative in exhibition.requests[request].alternatives.indices {
            for slot in 0..<exhibition.slots {
                places.append(
                    Place(
                        alternative: alternative, slot: slot, obstacles: board.obstacles(request, alternative, slot)))
            }
        }
        self.places = places
    }

    /// How many places each obstacle rules out, the widest first: the reasons in short.
    public var reasons: [(obstacle: Obstacle, places: Int)] {
        var counts: [Obstacle: Int] = [:]
        for place in places { for obstacle in place.obstacles { counts[obstacle, default: 0] += 1 } }
        return counts.map { ($0.key, $0.value) }
            .sorted { ($1.1, "\($0.0)") < ($0.1, "\($1.0)") }
    }

    /// Places with nothing in the way.
    public var freePlaces: [Place] { places.filter(\.obstacles.isEmpty) }

    /// What it would cost to hold the request all the same: the plan with the fewest meetings moved, and what the
    /// objective loses by it (less than 0: gains).
    public static func costOfForcing(
        _ request: Int, in plan: ExhibitionPlan, of exhibition: Exhibition, control: SolveControl
    ) -> (answer: ExhibitionReplanner.Answer, cost: Int?) {
        var replanner = ExhibitionReplanner(exhibition, from: plan)
        replanner.forced = [request]
        replanner.fillingSteps = 0
        let answer = replanner.run(control: control)
        let before = ExhibitionChecker(exhibition).terms(of: plan).objective
        return (answer, answer.objective.map { before - $0 })
    }

    /// Who and what is taken when.
    private struct Board {
        let exhibition: Exhibition
        var meeting: [[Int]: Int] = [:]
        var day: [[Int]: Int] = [:]
        var rooms: [String: [Int: Int]] = [:]
        var interpreting: Set<[Int]> = []
        var interpreterDay: [[Int]: Int] = [:]
        var slots: [Int: Int] = [:]

        init(_ meetings: [ExhibitionPlan.Meeting], _ exhibition: Exhibition) {
            self.exhibition = exhibition
            for held in meetings {
                let request = exhibition.requests[held.request]
                let today = held.slot / exhibition.slotsPerDay
                slots[held.request] = held.slot
                for person in [request.guest, request.alternatives[held.alternative].host] {
                    meeting[[person, held.slot]] = held.request
                    day[[person, today], default: 0] += 1
                }
                rooms[request.room, default: [:]][held.slot, default: 0] += 1
                if let who = held.interpreter {
                    interpreting.insert([who, held.slot])
                    interpreterDay[[who, today], default: 0] += 1
                }
            }
        }

        func obstacles(_ number: Int, _ alternative: Int, _ slot: Int) -> [Obstacle] {
            let request = exhibition.requests[number]
            let option = request.alternatives[alternative]
            let today = slot / exhibition.slotsPerDay
            var found: [Obstacle] = []
            if !exhibition.people[request.guest].available.contains(slot) { found.append(.guestIsAway) }
            if !exhibition.people[option.host].available.contains(slot) { found.append(.hostIsAway(host: option.host)) }
            let isFirstHalf = slot % exhibition.slotsPerDay < exhibition.slotsPerDay / 2
            if request.session != 0, isFirstHalf != (request.session == 1) { found.append(.otherSession) }
            if let other = meeting[[request.guest, slot]] { found.append(.guestMeets(request: other)) }
            if let other = meeting[[option.host, slot]] { found.append(.hostMeets(request: other)) }
            if day[[request.guest, today], default: 0] >= exhibition.people[request.guest].maximumPerDay {
                found.append(.guestDayIsFull)
            }
            if day[[option.host, today], default: 0] >= exhibition.people[option.host].maximumPerDay {
                found.append(.hostDayIsFull(host: option.host))
            }
            if rooms[request.room]?[slot] ?? 0 >= exhibition.rooms[request.room] ?? 0 {
                found.append(.roomsAreTaken(room: request.room))
            }
            if let pair = option.pair {
                let speakers = exhibition.interpreters.indices.filter { exhibition.interpreters[$0].speaks(pair) }
                if speakers.isEmpty {
                    found.append(.noInterpreterSpeaks(pair))
                } else if !speakers.contains(where: { who in
                    exhibition.interpreters[who].available.contains(slot) && !interpreting.contains([who, slot])
                        && interpreterDay[[who, today], default: 0] < exhibition.interpreters[who].maximumPerDay
                }) {
                    found.append(.interpretersAreTaken(pair))
                }
            }
            for (before, after) in exhibition.precedences {
                if after == number, let other = slots[before], other >= slot {
                    found.append(.mustFollow(request: before))
                }
                if before == number, let other = slots[after], other <= slot {
                    found.append(.mustPrecede(request: after))
                }
            }
            return found
        }
    }
}
