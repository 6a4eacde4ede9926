/// The exhibition problem: which requests for meetings are met, by which host, at which slot, with which interpreter.
///
/// Everything counts from 0, as the file does.
public struct Exhibition: Sendable, Equatable {
    public struct Person: Sendable, Equatable {
        /// A guest delegation has a claim to a fair share of its requests.
        public var isDelegation: Bool
        public var available: Set<Int>
        public var maximumPerDay: Int
    }

    public struct Interpreter: Sendable, Equatable {
        public var languages: Set<String>
        public var available: Set<Int>
        public var maximumPerDay: Int

        public func speaks(_ pair: LanguagePair) -> Bool {
            languages.contains(pair.first) && languages.contains(pair.second)
        }
    }

    public struct LanguagePair: Sendable, Hashable {
        public var first: String
        public var second: String
    }

    /// One host who could receive the guest, and what that is worth.
    public struct Alternative: Sendable, Equatable {
        public var host: Int
        public var value: Int
        /// The languages to be interpreted; nil if guest and host understand each other.
        public var pair: LanguagePair?
    }

    public struct Request: Sendable, Equatable {
        public var guest: Int
        public var alternatives: [Alternative]
        public var isMust: Bool
        public var room: String
        /// 0 any, 1 the first half of a day, 2 the second.
        public var session: Int
    }

    public struct Weights: Sendable, Equatable {
        public var value = 10
        public var breaks = 4
        public var idle = 1
        public var under = 20
        public var must = 500
    }

    public var name: String
    public var days: Int
    public var slotsPerDay: Int
    public var people: [Person]
    public var rooms: [String: Int]
    public var interpreters: [Interpreter]
    public var requests: [Request]
    /// Pairs of requests: if both are held, the first strictly before the second.
    public var precedences: [(before: Int, after: Int)] { precedenceList.map { ($0.first, $0.second) } }
    var precedenceList: [Pair]
    public var weights: Weights
    /// The share of its requests that a delegation should have met.
    public var fairShare: Double

    struct Pair: Sendable, Equatable {
        var first: Int
        var second: Int
    }

    public var slots: Int { days * slotsPerDay }

    /// Slots a request may have with an alternative, in order.
    public func domain(of request: Request, with alternative: Alternative) -> [Int] {
        people[request.guest].available.intersection(people[alternative.host].available).filter { slot in
            let isFirstHalf = slot % slotsPerDay < slotsPerDay / 2
            return request.session == 0 || isFirstHalf == (request.session == 1)
        }.sorted()
    }

    /// The delegations whose fair share counts a request: its guest and all of its possible hosts.
    public func delegations(of request: Request) -> Set<Int> {
        Set([request.guest] + request.alternatives.map(\.host)).filter { people[$0].isDelegation }
    }

    /// How many requests of each delegation should be met; 0 for everybody else.
    public var neededShares: [Int] {
        var counts = Array(repeating: 0, count: people.count)
        for request in requests {
            for person in delegations(of: request) { counts[person] += 1 }
        }
        return counts.map { Int((fairShare * Double($0)).rounded(.up)) }
    }
}
