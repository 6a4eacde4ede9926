import Optimization

/// Some requests of an ``Exhibition`` as clauses: which of them are held, when, by whom, with which interpreter.
///
/// Only feasibility is encoded. Idle gaps and shares belong to the local search, which goes on from what is found here.
final class ExhibitionEncoding {
    struct Place {
        let alternative: Int
        let slot: Int
        let literal: Literal
    }

    let solver: HintedSolver
    /// The places of each request; none for requests that are not taken part.
    private(set) var places: [[Place]]
    private let exhibition: Exhibition
    private var interpreting: [(request: Int, interpreter: Int, slot: Int, literal: Literal)] = []

    /// - Parameters:
    ///   - requests: those that may be held.
    ///   - plan: where the search begins.
    init(_ exhibition: Exhibition, requests: Set<Int>, near plan: ExhibitionPlan, seed: Int) {
        self.exhibition = exhibition
        solver = HintedSolver(seed: seed)
        places = Array(repeating: [], count: exhibition.requests.count)
        let old = Dictionary(plan.meetings.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        for request in requests.sorted() {
            for (index, alternative) in exhibition.requests[request].alternatives.enumerated() {
                for slot in exhibition.domain(of: exhibition.requests[request], with: alternative) {
                    let isOld = old[request].map { $0.alternative == index && $0.slot == slot } ?? false
                    let literal = solver.newVariable(hint: isOld)
                    places[request].append(Place(alternative: index, slot: slot, literal: literal))
                }
            }
            solver.atMostOne(places[request].map(\.literal))
        }
        people()
        rooms()
        interpreters(near: old)
        precedences()
    }

    /// The plan that stands in the solver.
    var found: ExhibitionPlan {
        var who: [Int: Int] = [:]
        for entry in interpreting where solver.solver.isTrue(entry.literal) { who[entry.request] = entry.interpreter }
        var plan = ExhibitionPlan(
            meetings: places.enumerated().compactMap { request, places in
                guard let place = places.first(where: { solver.solver.isTrue($0.literal) }) else { return nil }
                let needsOne = exhibition.requests[request].alternatives[place.alternative].pair != nil
                return .init(
                    request: request, alternative: place.alternative, slot: place.slot,
                    interpreter: needsOne ? who[request] : nil)
            })
        plan.rooms = plan.meetings.map { exhibition.requests[$0.request].room }
        return plan
    }

    private func day(_ slot: Int) -> Int { slot / max(1, exhibition.slotsPerDay) }

    private func people() {
        var at: [[Int]: [Literal]] = [:]
        for (request, places) in places.enumerated() {
            for place in places {
                let host = exhibition.requests[request].alternatives[place.alternative].host
                at[[exhibition.requests[request].guest, place.slot], default: []].append(place.literal)
                at[[host, place.slot], default: []].append(place.literal)
            }
        }
        for person in exhibition.people.indices {
            let lists = (0..<exhibition.slots).map { at[[person, $0]] ?? [] }
            for literals in lists { solver.atMostOne(literals) }
            for day in 0..<exhibition.days {
                let slots = (day * exhibition.slotsPerDay)..<((day + 1) * exhibition.slotsPerDay)
                let most = exhibition.people[person].maximumPerDay
                guard slots.count(where: { !lists[$0].isEmpty }) > most else { continue }
                solver.atMost(most, of: slots.compactMap { lists[$0].isEmpty ? nil : solver.either(lists[$0]) })
            }
        }
    }

    private func rooms() {
        for (room, capacity) in exhibition.rooms.sorted(by: { $0.key < $1.key }) {
            var at = Array(repeating: [Literal](), count: exhibition.slots)
            for (request, places) in places.enumerated() where exhibition.requests[request].room == room {
                let bySlot = Dictionary(grouping: places, by: \.slot)
                for (slot, list) in bySlot.sorted(by: { $0.key < $1.key }) {
                    at[slot].append(solver.either(list.map(\.literal)))
                }
            }
            for literals in at where literals.count > capacity {
                if let tooMany = Totalizer(literals, in: solver).atLeast(capacity + 1) { solver.add([!tooMany]) }
            }
        }
    }

    private func interpreters(near old: [Int: ExhibitionPlan.Meeting]) {
        var at: [[Int]: [Literal]] = [:]
        for (request, places) in places.enumerated() {
            for place in places {
                guard let pair = exhibition.requests[request].alternatives[place.alternative].pair else { continue }
                var choices: [Literal] = []
                for (index, interpreter) in exhibition.interpreters.enumerated()
                where interpreter.speaks(pair) && interpreter.available.contains(place.slot) {
                    let literal = solver.newVariable(
                        hint: solver.hint(of: place.literal) && old[request]?.interpreter == index)
                    // Whoever interprets is there because the meeting is.
                    solver.add([!literal, place.literal])
                    interpreting.append((request, index, place.slot, literal))
                    at[[index, place.slot], default: []].append(literal)
                    choices.append(literal)
                }
                solver.add([!place.literal] + choices)
                solver.atMostOne(choices)
            }
        }
        for (index, interpreter) in exhibition.interpreters.enumerated() {
            let lists = (0..<exhibition.slots).map { at[[index, $0]] ?? [] }
            for literals in lists { solver.atMostOne(literals) }
            for day in 0..<exhibition.days {
                let slots = (day * exhibition.slotsPerDay)..<((day + 1) * exhibition.slotsPerDay)
                guard slots.count(where: { !lists[$0].isEmpty }) > interpreter.maximumPerDay else { continue }
                solver.atMost(
                    interpreter.maximumPerDay,
                    of: slots.compactMap { lists[$0].isEmpty ? nil : solver.either(lists[$0]) })
            }
        }
    }

    private func precedences() {
        for (before, after) in exhibition.precedences {
            for first in places[before] {
                for second in places[after] where first.slot >= second.slot {
                    solver.add([!first.literal, !second.literal])
                }
            }
        }
    }
}
