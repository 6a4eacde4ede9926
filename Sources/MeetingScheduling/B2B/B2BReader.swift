/// Reads a ``B2BProblem`` from a `.dzn` file of the published kind.
///
/// `meetingsxBusiness` and `nMeetingsBusiness` repeat what `requested` says and are not read.
struct B2BReader {
    private let file: DZNFile

    static func read(_ bytes: [UInt8]) throws(InputFault) -> B2BProblem {
        try B2BReader(file: DZNFile(bytes)).problem()
    }

    private func problem() throws(InputFault) -> B2BProblem {
        let participants = try number("nBusiness", atLeast: 0, atMost: 100_000)
        let meetings = try number("nMeetings", atLeast: 0, atMost: 1_000_000)
        let tables = try number("nTables", atLeast: 0)
        let slots = try number("nTotalSlots", atLeast: 0, atMost: 10_000)
        let morning = try number("nMorningSlots", atLeast: 0)
        if morning > slots {
            throw InputFault(line: try item("nMorningSlots").line, "nMorningSlots is \(morning) of \(slots) slots")
        }
        var problem = B2BProblem(
            participants: participants, slots: slots, morningSlots: morning, tables: tables, meetings: [])
        for row in try requested(meetings) {
            let numbers = try row.map { (cell) throws(InputFault) in try self.number(of: cell, "requested") }
            let line = row[0].line
            for person in numbers[0...1] where person < 1 || person > participants {
                throw InputFault(line: line, "requested: participant \(person) of \(participants)")
            }
            if numbers[0] == numbers[1] {
                throw InputFault(line: line, "requested: participant \(numbers[0]) is to meet himself")
            }
            guard let session = B2BProblem.Session(rawValue: numbers[2]) else {
                throw InputFault(
                    line: line, "requested: session \(numbers[2]) is none of 1 (morning), 2 (afternoon), 3")
            }
            problem.meetings.append(.init(numbers[0] - 1, numbers[1] - 1, session: session))
        }
        for (person, item) in try list("forbidden", count: participants, of: "participants").enumerated() {
            for slot in try set(of: item, "forbidden") where slot != 0 {
                guard slot >= 1, slot <= slots else {
                    throw InputFault(line: item.line, "forbidden: slot \(slot) of \(slots)")
                }
                problem.forbidden[person].insert(slot - 1)
            }
        }
        for (meeting, item) in try list("fixed", count: meetings, of: "meetings").enumerated() {
            let slot = try number(of: item, "fixed")
            guard slot >= 0, slot <= slots else {
                throw InputFault(line: item.line, "fixed: slot \(slot) of \(slots)")
            }
            if slot > 0 { problem.meetings[meeting].fixed = slot - 1 }
        }
        for (meeting, item) in try list("precedences", count: meetings, of: "meetings").enumerated() {
            for earlier in try set(of: item, "precedences") where earlier != 0 {
                guard earlier >= 1, earlier <= meetings else {
                    throw InputFault(line: item.line, "precedences: meeting \(earlier) of \(meetings)")
                }
                problem.meetings[meeting].after.append(earlier - 1)
            }
        }
        return problem
    }

    private func item(_ name: String) throws(InputFault) -> DZNFile.Item {
        guard let item = file.items[name] else { throw InputFault(line: file.lineCount, "\(name) is missing") }
        return item
    }

    private func number(_ name: String, atLeast low: Int, atMost high: Int = .max) throws(InputFault) -> Int {
        let item = try item(name)
        let number = try number(of: item, name)
        guard number >= low, number <= high else { throw InputFault(line: item.line, "\(name) is \(number)") }
        return number
    }

    private func number(of item: DZNFile.Item, _ name: String) throws(InputFault) -> Int {
        guard case .number(let number) = item.value else {
            throw InputFault(line: item.line, "\(name): a number is expected")
        }
        return number
    }

    private func set(of item: DZNFile.Item, _ name: String) throws(InputFault) -> [Int] {
        switch item.value {
        case .set(let elements): return elements
        default: throw InputFault(line: item.line, "\(name): a set is expected, as {1,2} or {}")
        }
    }

    private func requested(_ count: Int) throws(InputFault) -> [[DZNFile.Item]] {
        let item = try item("requested")
        let rows: [[DZNFile.Item]]
        switch item.value {
        case .rows(let found): rows = found
        case .list(let found) where found.isEmpty: rows = []
        default: throw InputFault(line: item.line, "requested: a table is expected, as [|1,2,3|]")
        }
        // Some writers end each row with a comma before the bar; a row is three numbers.
        for row in rows where row.count != 3 {
            throw InputFault(line: row[0].line, "requested: a row has \(row.count) numbers, not 3")
        }
        guard rows.count == count else {
            throw InputFault(line: item.line, "requested has \(rows.count) rows for \(count) meetings")
        }
        return rows
    }

    private func list(_ name: String, count: Int, of what: String) throws(InputFault) -> [DZNFile.Item] {
        let item = try item(name)
        guard case .list(let found) = item.value else {
            throw InputFault(line: item.line, "\(name): a list is expected, as [1,2]")
        }
        guard found.count == count else {
            throw InputFault(line: item.line, "\(name) has \(found.count) entries for \(count) \(what)")
        }
        return found
    }
}

extension B2BProblem {
    /// Reads a `.dzn` file of the published kind.
    public init(dzn bytes: [UInt8]) throws(InputFault) { self = try B2BReader.read(bytes) }
}
