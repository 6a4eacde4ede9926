import OfficeKit

/// What one side says of a fact of an agreement. Statements are added and never changed: who thinks otherwise later says
/// so in a new one, and both stay.
struct Statement: Sendable, Hashable, Identifiable {
    /// What it is about.
    enum Topic: String, Sendable, CaseIterable {
        case signed, kind, action

        /// The catalogue key of its name.
        var key: String { "sides.topic.\(rawValue)" }
    }

    enum Verdict: String, Sendable, CaseIterable {
        case confirms, disputes
        /// What the office writes back.
        case answers

        /// The catalogue key of its name.
        var key: String { "sides.verdict.\(rawValue)" }
    }

    /// How an action stands, as both sides call it.
    enum ActionState: String, Sendable, CaseIterable {
        case open, done, givenUp

        /// The catalogue key of its name.
        var key: String { "sides.state.\(rawValue)" }

        init(of action: Action, on day: Day) {
            self = !action.isLive(on: day) ? .givenUp : action.isOpen(on: day) ? .open : .done
        }
    }

    /// A comment's greatest length, in characters.
    static let commentLimit = 2000

    let id: String
    let topic: Topic
    /// The action; nil where the agreement itself is meant.
    let action: String?
    let side: Side
    /// Whose personal link it came by, for the other side's.
    let access: String?
    /// Who wrote it for the office.
    let account: String?
    let verdict: Verdict
    /// What our record said then: a date, a kind or a state, as stored; nil when it said nothing.
    let about: String?
    /// What the side says instead, as stored; nil when it only confirms or says that ours is wrong.
    let value: String?
    let comment: String?
    let at: Moment

    /// Why it cannot be kept as it is; empty when it can.
    var problems: [Problem] {
        var problems: [Problem] = []
        let length = comment?.count ?? 0
        if length > Statement.commentLimit {
            problems.append(
                Problem(
                    field: "comment", key: "forms.errors.tooLong", arguments: ["limit": String(Statement.commentLimit)])
            )
        }
        switch verdict {
        case .confirms:
            if about == nil { problems.append(Problem(field: "verdict", key: "sides.problem.nothingToConfirm")) }
        case .disputes:
            if let value, value == about {
                problems.append(Problem(field: "value", key: "sides.problem.same"))
            } else if value == nil, length == 0 {
                problems.append(Problem(field: "comment", key: "sides.problem.sayWhat"))
            }
        case .answers:
            if length == 0 { problems.append(Problem(field: "comment", key: "forms.errors.required")) }
        }
        return problems
    }
}

/// What both sides say of one agreement, fact by fact, side by side.
struct BothSides: Sendable {
    /// How the two stand to each other.
    enum Standing: String, Sendable, CaseIterable {
        /// The other side has said nothing.
        case unsaid
        /// Both say the same.
        case agreed
        /// They contradict each other.
        case disputed
        /// The other side confirmed what our record no longer says.
        case outdated

        /// The catalogue key of its name.
        var key: String { "sides.standing.\(rawValue)" }
    }

    struct Line: Sendable {
        let topic: Statement.Topic
        /// The action, where one is meant.
        let action: String?
        /// What our record says now, as stored.
        let ours: String?
        /// All that was said, the latest first.
        let statements: [Statement]

        /// The last word of the other side.
        var theirs: Statement? { statements.first { $0.side == .theirs } }
        /// The office's last word.
        var answer: Statement? { statements.first { $0.side == .ours } }

        var standing: Standing {
            guard let theirs else { return .unsaid }
            switch theirs.verdict {
            case .confirms: return theirs.about == ours ? .agreed : .outdated
            // Our record may have come to say what they said.
            case .disputes, .answers: return theirs.value.map { $0 == ours } ?? false ? .agreed : .disputed
            }
        }
    }

    let lines: [Line]

    /// - Parameters:
    ///   - actions: in the order in which they are shown.
    ///   - statements: in any order.
    init(of agreement: Agreement, actions: [Action], statements: [Statement], on today: Day) {
        let sorted = statements.sorted { ($0.at, $0.id) > ($1.at, $1.id) }
        func line(_ topic: Statement.Topic, _ action: String?, ours: String?) -> Line {
            Line(
                topic: topic, action: action, ours: ours,
                statements: sorted.filter { $0.topic == topic && $0.action == action })
        }
        lines =
            [
                line(.signed, nil, ours: agreement.signed?.iso), line(.kind, nil, ours: agreement.kind.rawValue),
            ]
            + actions.map { action in
                line(.action, action.id, ours: Statement.ActionState(of: action, on: today).rawValue)
            }
    }

    private init(_ lines: [Line]) { self.lines = lines }

    /// Some of the lines.
    func only(_ isWanted: (Line) -> Bool) -> BothSides { BothSides(lines.filter(isWanted)) }

    var disputed: Int { lines.count { $0.standing == .disputed } }
    var isSilent: Bool { lines.allSatisfy(\.statements.isEmpty) }

    func line(_ topic: Statement.Topic, _ action: String?) -> Line? {
        lines.first { $0.topic == topic && $0.action == action }
    }
}
