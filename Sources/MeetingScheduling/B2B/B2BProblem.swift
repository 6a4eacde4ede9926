/// The published meeting problem (B2BSP): every meeting is held, nobody waits more than need be.
///
/// Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret, "Constraint Solving Approaches to the
/// Business-to-Business Meeting Scheduling Problem", JAIR 74 (2022). Everything here counts from 0; files from 1.
public struct B2BProblem: Sendable, Equatable {
    /// Which half of the day a meeting is bound to.
    public enum Session: Int, Sendable {
        case morning = 1
        case afternoon = 2
        case any = 3
    }

    public struct Meeting: Sendable, Equatable {
        public var first: Int
        public var second: Int
        public var session: Session
        /// The one slot it may have.
        public var fixed: Int?
        /// Meetings that must lie strictly before it.
        public var after: [Int]

        public init(_ first: Int, _ second: Int, session: Session = .any, fixed: Int? = nil, after: [Int] = []) {
            self.first = first
            self.second = second
            self.session = session
            self.fixed = fixed
            self.after = after
        }
    }

    public var participants: Int
    public var slots: Int
    /// The first so many slots are the morning.
    public var morningSlots: Int
    /// How many meetings can take place at once.
    public var tables: Int
    public var meetings: [Meeting]
    /// Slots at which a participant is away, by participant.
    public var forbidden: [Set<Int>]

    public init(
        participants: Int, slots: Int, morningSlots: Int? = nil, tables: Int, meetings: [Meeting],
        forbidden: [Set<Int>]? = nil
    ) {
        self.participants = participants
        self.slots = slots
        self.morningSlots = morningSlots ?? slots
        self.tables = tables
        self.meetings = meetings
        self.forbidden = forbidden ?? Array(repeating: [], count: participants)
    }

    /// Slots a meeting may have by itself, in order.
    public func domain(of meeting: Meeting) -> [Int] {
        (0..<slots).filter { slot in
            switch meeting.session {
            case .morning where slot >= morningSlots, .afternoon where slot < morningSlots: return false
            default: break
            }
            if let fixed = meeting.fixed, fixed != slot { return false }
            return !forbidden[meeting.first].contains(slot) && !forbidden[meeting.second].contains(slot)
        }
    }

    public var meetingsByParticipant: [[Int]] {
        var lists = Array(repeating: [Int](), count: participants)
        for (index, meeting) in meetings.enumerated() {
            lists[meeting.first].append(index)
            if meeting.second != meeting.first { lists[meeting.second].append(index) }
        }
        return lists
    }
}
