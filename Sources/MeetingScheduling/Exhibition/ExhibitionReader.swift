extension Exhibition {
    /// Reads the JSON of an exhibition.
    public init(json bytes: [UInt8]) throws(InputFault) {
        let file = try JSONValue(parsing: bytes)
        let root = try file.object("the file")
        func count(_ key: String, atMost most: Int) throws(InputFault) -> Int {
            let value = try file.member(key)
            let number = try value.integer(key)
            guard number >= 0, number <= most else { throw InputFault(line: value.line, "\(key) is \(number)") }
            return number
        }
        name = try root["name"]?.text("name") ?? ""
        days = try count("days", atMost: 1000)
        slotsPerDay = try count("slots_per_day", atMost: 1000)
        let slots = days * slotsPerDay
        let total = try count("T", atMost: 1_000_000)
        if total != slots {
            throw InputFault(
                line: try file.member("T").line, "T is \(total), but \(days) days have \(slots) slots")
        }
        func available(_ value: JSONValue) throws(InputFault) -> Set<Int> {
            var set: Set<Int> = []
            for slot in try value.member("avail").list("avail") {
                let number = try slot.integer("avail")
                guard number >= 0, number < slots else {
                    throw InputFault(line: slot.line, "avail: slot \(number) of 0 to \(slots - 1)")
                }
                set.insert(number)
            }
            return set
        }
        func longestDay(_ value: JSONValue) throws(InputFault) -> Int {
            let most = try value.member("max_day")
            let number = try most.integer("max_day")
            if number < 0 { throw InputFault(line: most.line, "max_day is \(number)") }
            return number
        }
        func inOrder(_ value: JSONValue, _ index: Int, _ what: String) throws(InputFault) {
            guard let id = try value.object(what)["id"] else { return }
            if try id.integer("id") != index {
                throw InputFault(line: id.line, "\(what) \(index) has another id: ids count from 0 in order")
            }
        }
        people = []
        for (index, value) in try file.member("people").list("people").enumerated() {
            try inOrder(value, index, "person")
            people.append(
                Person(
                    isDelegation: try value.member("kind").text("kind") == "delegation",
                    available: try available(value), maximumPerDay: try longestDay(value)))
        }
        rooms = [:]
        for (key, value) in try file.member("rooms").object("rooms") {
            let number = try value.integer("rooms")
            if number < 0 { throw InputFault(line: value.line, "rooms: \(number) of \(key)") }
            rooms[key] = number
        }
        interpreters = []
        for (index, value) in try file.member("interpreters").list("interpreters").enumerated() {
            try inOrder(value, index, "interpreter")
            var languages: Set<String> = []
            for language in try value.member("langs").list("langs") { languages.insert(try language.text("langs")) }
            interpreters.append(
                Interpreter(
                    languages: languages, available: try available(value), maximumPerDay: try longestDay(value)))
        }
        requests = []
        for (index, value) in try file.member("requests").list("requests").enumerated() {
            try inOrder(value, index, "request")
            requests.append(try Self.request(value, people: people.count, rooms: rooms))
        }
        precedenceList = []
        for value in try root["prec"]?.list("prec") ?? [] {
            let pair = try value.list("prec")
            guard pair.count == 2 else { throw InputFault(line: value.line, "prec: two requests are expected") }
            let numbers = [try pair[0].integer("prec"), try pair[1].integer("prec")]
            for number in numbers where number < 0 || number >= requests.count {
                throw InputFault(line: value.line, "prec: request \(number) of 0 to \(requests.count - 1)")
            }
            precedenceList.append(Pair(first: numbers[0], second: numbers[1]))
        }
        weights = Weights()
        let weighed = try file.member("weights")
        weights.value = try Self.weight("value", of: weighed)
        weights.breaks = try Self.weight("break_", of: weighed)
        weights.idle = try Self.weight("idle", of: weighed)
        weights.under = try Self.weight("under", of: weighed)
        weights.must = try Self.weight("must", of: weighed)
        let share = try file.member("fair_share")
        fairShare = try share.number("fair_share")
        guard (0...1).contains(fairShare) else { throw InputFault(line: share.line, "fair_share is \(fairShare)") }
    }

    private static func weight(_ key: String, of value: JSONValue) throws(InputFault) -> Int {
        let weight = try value.member(key)
        let number = try weight.integer(key)
        guard number >= 0, number <= 1_000_000 else { throw InputFault(line: weight.line, "\(key) is \(number)") }
        return number
    }

    private static func request(
        _ value: JSONValue, people: Int, rooms: [String: Int]
    ) throws(InputFault) -> Request {
        func person(_ key: String, of value: JSONValue) throws(InputFault) -> Int {
            let member = try value.member(key)
            let number = try member.integer(key)
            guard number >= 0, number < people else {
                throw InputFault(line: member.line, "\(key): person \(number) of 0 to \(people - 1)")
            }
            return number
        }
        let room = try value.member("room")
        let session = try value.member("session")
        var request = Request(
            guest: try person("guest", of: value), alternatives: [], isMust: try value.member("must").bool("must"),
            room: try room.text("room"), session: try session.integer("session"))
        guard rooms[request.room] != nil else {
            throw InputFault(line: room.line, "room: there is no “\(request.room)”")
        }
        guard (0...2).contains(request.session) else {
            throw InputFault(line: session.line, "session \(request.session) is none of 0, 1, 2")
        }
        for value in try value.member("alts").list("alts") {
            let worth = try value.member("value")
            var alternative = Alternative(host: try person("host", of: value), value: try worth.integer("value"))
            if alternative.host == request.guest {
                throw InputFault(line: value.line, "host: person \(alternative.host) is to meet himself")
            }
            guard abs(alternative.value) <= 1_000_000 else {
                throw InputFault(line: worth.line, "value is \(alternative.value)")
            }
            if let pair = try value.object("alts")["pair"], !pair.isNull {
                let languages = try pair.list("pair")
                guard languages.count == 2 else {
                    throw InputFault(line: pair.line, "pair: two languages are expected")
                }
                alternative.pair = LanguagePair(
                    first: try languages[0].text("pair"), second: try languages[1].text("pair"))
            }
            request.alternatives.append(alternative)
        }
        return request
    }
}
