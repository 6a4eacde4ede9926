import OfficeKit

/// Something outside the document that keeps it asleep: a barrier, or a side that does not want.
///
/// It says since when and by what source, and until when that is believed: what nobody has looked at again since then
/// is shown as stale and no longer counts as a cause.
public struct Obstacle: Sendable, Hashable, Identifiable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case sanction, payment, licence, noWillOurs, noWillTheirs

        /// The catalogue key of its name.
        public var key: String { "agreements.obstacle.\(rawValue)" }
        /// The cause that it is.
        var cause: Dormancy.Cause {
            switch self {
            case .sanction: .sanction
            case .payment: .payment
            case .licence: .licence
            case .noWillOurs: .noWillOurs
            case .noWillTheirs: .noWillTheirs
            }
        }
    }

    /// The greatest length of a source and of a note, in characters.
    public static let textLimit = 1000

    public var id: String
    public var kind: Kind
    public var since: PartialDay
    public var source: String
    public var note: String?
    /// The last day on which it is believed without another look; nil without an end.
    public var until: Day?
    /// The day from which it stands in the way no more.
    public var lifted: Day?

    public init(
        id: String, kind: Kind, since: PartialDay, source: String, note: String? = nil, until: Day? = nil,
        lifted: Day? = nil
    ) {
        self.id = id
        self.kind = kind
        self.since = since
        self.source = source
        self.note = note
        self.until = until
        self.lifted = lifted
    }

    /// Whether it had begun and had not been lifted.
    public func stands(on day: Day) -> Bool { since.earliest <= day && lifted.map { $0 > day } != false }

    /// Whether it stands and nobody has looked at it since its time was over.
    public func isStale(on day: Day) -> Bool { stands(on: day) && until.map { $0 < day } == true }

    /// Whether it counts as a cause.
    public func holds(on day: Day) -> Bool { stands(on: day) && !isStale(on: day) }

    /// What cannot be taken, each with its field.
    public func problems(on today: Day) -> [Problem] {
        var problems: [Problem] = []
        if source.isEmpty { problems.append(Problem(field: "source", key: "forms.errors.required")) }
        for (field, text) in [("source", source), ("note", note ?? "")] where text.count > Obstacle.textLimit {
            problems.append(
                Problem(field: field, key: "forms.errors.tooLong", arguments: ["limit": String(Obstacle.textLimit)]))
        }
        if since.earliest > today { problems.append(Problem(field: "since", key: "forms.errors.dateInFuture")) }
        if let until, until < since.earliest {
            problems.append(Problem(field: "until", key: "agreements.problem.untilBeforeSince"))
        }
        return problems
    }
}
