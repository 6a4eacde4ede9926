import OfficeKit

/// One reminder of one thing on one day: at most one for each kind, thing and day, which the table's key makes sure of.
struct Reminder: Sendable, Hashable {
    /// What is reminded of.
    enum Kind: String, Sendable, CaseIterable {
        /// An action's day comes.
        case dueSoon
        /// An action's day has passed.
        case overdue
        /// A tie falls silent, or is.
        case silent
        /// A request has no answer.
        case unanswered

        /// The catalogue key of its name.
        var key: String { "reminders.kind.\(rawValue)" }
    }

    let kind: Kind
    /// The id of the action, the agreement or the request.
    let subject: String
    let day: Day
    /// What the thing was called.
    let label: String
    /// The agreement in which it stands; nil for a request, which may ask about several.
    let agreement: String?
    /// To whom a letter went; nil when there was nobody to write to.
    let recipient: String?
}

/// How often one is reminded: seldom enough to be read.
enum ReminderPace {
    /// Days before an action's day from which it is near.
    static let near = 7
    /// The most letters that one request is followed by.
    static let mostForRequest = 3

    /// Whether a reminder goes out today.
    ///
    /// - Parameters:
    ///   - since: days since the thing is so: since an action's day (negative before it), since the request was made;
    ///     for silence it is not looked at.
    ///   - last: the day of the last reminder of the kind.
    ///   - sent: how many there were.
    static func isDue(_ kind: Reminder.Kind, since: Int, last: Day?, sent: Int, on today: Day) -> Bool {
        let pause = last.map { today.days(since: $0) }
        switch kind {
        case .dueSoon:
            guard (-near...0).contains(since) else { return false }
            // When it comes near, and once more on its eve or its day.
            guard let pause else { return true }
            return since >= -1 && pause > 1
        case .overdue:
            guard since > 0 else { return false }
            return pause.map { $0 >= (since > 60 ? 30 : 7) } ?? true
        case .silent: return pause.map { $0 >= 30 } ?? true
        case .unanswered:
            guard since >= 5, sent < mostForRequest else { return false }
            return pause.map { $0 >= 5 } ?? true
        }
    }
}
