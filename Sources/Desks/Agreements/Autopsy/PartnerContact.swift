import OfficeKit

/// A contact with the other side about an agreement: a letter, a call, a meeting.
public struct PartnerContact: Sendable, Hashable, Identifiable {
    /// Who spoke. Silence is broken only when the other side does.
    public enum Direction: String, Sendable, Hashable, CaseIterable, Codable {
        case ours, theirs, both

        /// The catalogue key of its name.
        public var key: String { "agreements.contact.direction.\(rawValue)" }
    }

    /// By which way.
    public enum Channel: String, Sendable, Hashable, CaseIterable, Codable {
        case letter, call, meeting, visit, other

        /// The catalogue key of its name.
        public var key: String { "agreements.contact.channel.\(rawValue)" }
    }

    public var id: String
    public var day: Day
    public var direction: Direction
    public var channel: Channel
    public var note: String?

    public init(id: String, day: Day, direction: Direction, channel: Channel, note: String? = nil) {
        self.id = id
        self.day = day
        self.direction = direction
        self.channel = channel
        self.note = note
    }

    /// What cannot be taken, each with its field.
    public func problems(on today: Day) -> [Problem] {
        var problems: [Problem] = []
        if day > today { problems.append(Problem(field: "day", key: "forms.errors.dateInFuture")) }
        if let note, note.count > Obstacle.textLimit {
            problems.append(
                Problem(field: "note", key: "forms.errors.tooLong", arguments: ["limit": String(Obstacle.textLimit)]))
        }
        return problems
    }
}

extension AgreementRecord {
    /// The day on which the other side was last heard, by a contact or by evidence that counts; nil when it never was.
    public func lastTwoWayContact(on today: Day) -> Day? {
        let heard = contacts.filter { $0.direction != .ours && $0.day <= today }.map(\.day)
        return (heard + evidence.filter { $0.counts(on: today) }.map(\.dated)).max()
    }
}
