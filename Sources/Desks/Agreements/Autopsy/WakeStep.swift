import OfficeKit

/// A step that was planned to wake an agreement: for which cause, until when, and what came of it.
public struct WakeStep: Sendable, Hashable, Identifiable {
    /// How long after a step the agreement has time to wake, in days. The office's own rule: half a year.
    public static let patience = 180

    /// What came of a step.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// Not done yet.
        case planned
        /// Done, and there is still time.
        case waiting
        /// The stage rose within the time.
        case woke
        /// The time is over and the stage is no higher.
        case slept

        /// The catalogue key of its name.
        public var key: String { "agreements.wake.\(rawValue)" }
    }

    public var id: String
    public var cause: Dormancy.Cause
    public var due: Day
    public var done: Day?
    public var note: String?
    /// The stage when the step was done, or was planned while it is not done.
    public var before: Stage

    public init(
        id: String, cause: Dormancy.Cause, due: Day, done: Day? = nil, note: String? = nil, before: Stage
    ) {
        self.id = id
        self.cause = cause
        self.due = due
        self.done = done
        self.note = note
        self.before = before
    }

    /// What came of it, by the stage that the record had on each day from then on.
    ///
    /// - Parameter stage: the agreement's stage on a day.
    public func outcome(on today: Day, stage: (Day) -> Stage) -> Outcome {
        guard let done, done <= today else { return .planned }
        let end = done.adding(days: WakeStep.patience)
        // A rise may be over by the end, so that both ends and the months between are looked at.
        var day = min(end, today)
        while day >= done {
            if stage(day) > before { return .woke }
            day = day.adding(days: -30)
        }
        return end >= today ? .waiting : .slept
    }
}

/// Which steps have woken agreements, by cause: what the office learns from them.
public struct WakeRecord: Sendable, Hashable {
    public let cause: Dormancy.Cause
    public private(set) var planned = 0
    public private(set) var waiting = 0
    public private(set) var woke = 0
    public private(set) var slept = 0

    /// The share of the steps with a result after which the agreement woke; nil while none has a result.
    public var rate: Double? { woke + slept == 0 ? nil : Double(woke) / Double(woke + slept) }

    init(cause: Dormancy.Cause) { self.cause = cause }

    /// The records of all causes for which a step was planned, in the order of the causes.
    public static func all(of outcomes: [(cause: Dormancy.Cause, outcome: WakeStep.Outcome)]) -> [WakeRecord] {
        var records: [Dormancy.Cause: WakeRecord] = [:]
        for (cause, outcome) in outcomes {
            var record = records[cause] ?? WakeRecord(cause: cause)
            switch outcome {
            case .planned: record.planned += 1
            case .waiting: record.waiting += 1
            case .woke: record.woke += 1
            case .slept: record.slept += 1
            }
            records[cause] = record
        }
        return Dormancy.Cause.allCases.compactMap { records[$0] }
    }
}
