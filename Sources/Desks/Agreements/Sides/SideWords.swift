import OfficeKit

/// What both sides say, in the reader's words.
struct SideWords: Sendable {
    let visit: Visit
    /// The titles of actions, by id.
    let actions: [String: String]
    /// What the people of the other side are called, by access.
    let people: [String: String]
    /// When actions are due, by id.
    var dues: [String: Day] = [:]
    /// What the other side is called.
    var partner: String?

    private var text: Catalogue { visit.text }

    /// A stored value of a topic.
    func value(_ value: String?, of topic: Statement.Topic) -> String? {
        guard let value else { return nil }
        switch topic {
        case .signed: return PartialDay(iso: value).map { visit.dayFormat.text($0, .both) } ?? value
        case .kind: return AgreementKind(rawValue: value).map { text.text($0.key) } ?? value
        case .action: return Statement.ActionState(rawValue: value).map { text.text($0.key) } ?? value
        }
    }

    /// What a line is about.
    func subject(_ line: BothSides.Line) -> String {
        line.action.flatMap { actions[$0] } ?? text.text(line.topic.key)
    }

    /// What our record says.
    func ours(_ line: BothSides.Line) -> String {
        let due = line.action.flatMap { dues[$0] }.map {
            text.text("action.dueOn", ["day": visit.dayFormat.text($0)])
        }
        return [value(line.ours, of: line.topic) ?? text.text("common.notRecorded"), due].compactMap { $0 }
            .joined(separator: " · ")
    }

    /// A statement in a sentence.
    func sentence(_ statement: Statement) -> String {
        let said = value(statement.value, of: statement.topic)
        let about = value(statement.about, of: statement.topic)
        switch statement.verdict {
        case .confirms: return text.text("sides.says.confirms", ["value": about ?? ""])
        case .disputes:
            return said.map { text.text("sides.says.instead", ["value": $0]) } ?? text.text("sides.says.disputes")
        case .answers: return statement.comment ?? ""
        }
    }

    /// Who said it and when.
    func author(_ statement: Statement) -> String {
        let who = statement.access.flatMap { people[$0] } ?? visit.settings.name(in: visit.language)
        return [who, visit.shown(statement.at)].compactMap { $0 }.joined(separator: " · ")
    }

    func badge(_ standing: BothSides.Standing) -> BadgeView {
        let tone: BadgeView.Tone =
            switch standing {
            case .unsaid: .neutral
            case .agreed: .success
            case .disputed: .danger
            case .outdated: .warning
            }
        return BadgeView(tone, text.text(standing.key))
    }
}

/// Both sides next to each other, as `sides.mustache` shows them.
struct SidesView: Sendable {
    struct Line: Sendable {
        let subject: String
        let ours: String
        let theirs: String?
        let theirComment: String?
        let theirAuthor: String?
        let answer: String?
        let answerAuthor: String?
        let badge: BadgeView
        let earlier: [String]
        let href: String?
        let linkLabel: String
    }

    var id: String
    var title: String
    let oursTitle: String
    let theirsTitle: String
    let earlierTitle: String
    let lines: [Line]

    /// - Parameters:
    ///   - href: where one answers a line, or says something of it; nil where these eyes may not.
    ///   - isWhole: whether lines of which nobody has said anything are shown too.
    init(
        _ sides: BothSides, words: SideWords, isWhole: Bool, linkLabel: String, href: (BothSides.Line) -> String?
    ) {
        let text = words.visit.text
        id = "sides"
        title = text.text("sides.title")
        oursTitle = words.visit.settings.name(in: words.visit.language)
        theirsTitle = words.partner ?? text.text("agreements.side.theirs")
        earlierTitle = text.text("sides.earlier")
        lines = sides.lines.filter { isWhole || !$0.statements.isEmpty }.map { line in
            let theirs = line.theirs
            let answer = line.answer
            let shown = Set([theirs?.id, answer?.id].compactMap { $0 })
            return Line(
                subject: words.subject(line),
                ours: words.ours(line),
                theirs: theirs.map { words.sentence($0) }, theirComment: theirs?.comment,
                theirAuthor: theirs.map { words.author($0) }, answer: answer?.comment,
                answerAuthor: answer.map { words.author($0) }, badge: words.badge(line.standing),
                earlier: line.statements.filter { !shown.contains($0.id) }.map { statement in
                    [
                        words.sentence(statement), statement.verdict == .answers ? nil : statement.comment,
                        words.author(statement),
                    ].compactMap { $0 }.joined(separator: " · ")
                }, href: href(line), linkLabel: linkLabel)
        }
    }
}
