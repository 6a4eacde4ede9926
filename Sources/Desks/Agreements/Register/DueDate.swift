import OfficeKit

/// One date of one agreement: an action that is due, or the silence that is coming.
struct DueDate: Sendable {
    /// What is to be said of a date.
    enum State: String, CaseIterable, Sendable {
        case overdue, soon, silence, later
    }

    let line: RegisterLine
    let day: Day
    /// The action; nil for the silence that is coming.
    let title: String?
    let state: State

    /// The days ahead that count as soon.
    private static let soon = 30

    /// The open actions of one agreement, the oldest first.
    static func actions(of line: RegisterLine, on today: Day) -> [DueDate] {
        line.due.map { action in
            let left = action.due.days(since: today)
            return DueDate(
                line: line, day: action.due, title: action.title,
                state: left < 0 ? .overdue : left <= soon ? .soon : .later)
        }
    }

    /// The coming silence of one tie, within the office's warning. A document's silence is that of its tie.
    static func silence(of line: RegisterLine, on today: Day, limits: SilenceLimits) -> DueDate? {
        guard let silent = line.fallsSilent, silent.days(since: today) <= limits.warning else { return nil }
        return DueDate(line: line, day: silent, title: nil, state: .silence)
    }

    /// By day, then by code.
    static func isBefore(_ left: DueDate, _ right: DueDate) -> Bool {
        if left.day != right.day { return left.day < right.day }
        let codes = (left.line.registered.code, right.line.registered.code)
        return (codes.0.utf8.count, codes.0) < (codes.1.utf8.count, codes.1)
    }

    /// Two lists in order as one; equal ones of the first come first.
    static func merged(_ left: [DueDate], _ right: [DueDate]) -> [DueDate] {
        if right.isEmpty { return left }
        var all: [DueDate] = []
        all.reserveCapacity(left.count + right.count)
        var rest = right[...]
        for date in left {
            while let next = rest.first, isBefore(next, date) {
                all.append(next)
                rest.removeFirst()
            }
            all.append(date)
        }
        return all + rest
    }
}
