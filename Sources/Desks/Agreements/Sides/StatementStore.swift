import OfficeKit
import PersianText
import SQLStore

extension BothSides {
    /// What is said of an agreement and of the actions under it.
    static func load(
        of agreement: Agreement, actions: [Action], on today: Day, connection: any SQLConnection
    ) throws -> BothSides {
        let statements = try connection.rows(
            "SELECT * FROM side_statement WHERE agreement_id = \(agreement.id)", as: Statement.self)
        return BothSides(of: agreement, actions: actions, statements: statements, on: today)
    }
}

extension Statement: RowReadable {
    init(row: Row) throws {
        let topic: String = try row["topic"]
        let side: String = try row["side"]
        let verdict: String = try row["verdict"]
        self.init(
            id: try row["id"], topic: Topic(rawValue: topic) ?? .signed, action: try row["action_id"],
            side: Side(rawValue: side) ?? .theirs, access: try row["access_id"], account: try row["account_id"],
            verdict: Verdict(rawValue: verdict) ?? .answers, about: try row["about"], value: try row["value"],
            comment: try row["comment"], at: try row["at"])
    }

    /// Adds what a side says; the same said twice in a row stands once.
    ///
    /// - Parameter line: what was said before.
    func keep(after line: BothSides.Line, in agreement: RegisteredAgreement, change: Change) throws {
        if let problem = problems.first { throw problem }
        let comment = self.comment.map { PersianText.clean($0, persianLetters: false, isSingleLine: false) }
        if let last = line.statements.first, last.side == side, last.verdict == verdict, last.value == value,
            last.about == about, last.comment == comment, last.access == access, last.account == account
        {
            return change.nothingChanged()
        }
        try change.connection.execute(
            """
            INSERT INTO side_statement (id, agreement_id, topic, action_id, side, access_id, account_id, verdict,
                about, value, comment, at)
            VALUES (\(id), \(agreement.agreement.id), \(topic.rawValue), \(action.sqlValue), \(side.rawValue),
                \(access.sqlValue), \(account.sqlValue), \(verdict.rawValue), \(about.sqlValue), \(value.sqlValue),
                \(comment.sqlValue), \(at))
            """)
        try change.record(
            verb, Subject(kind: "statement", id: id, label: agreement.code), under: agreement.subject,
            secrecy: agreement.agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange("sides.field.topic", .key, from: nil, to: topic.key), told("sides.field.ours", about),
                told("sides.field.theirs", value), FieldChange("sides.field.comment", from: nil, to: comment)))
    }

    private var verb: String {
        switch verdict {
        case .confirms: "journal.statement.confirmed"
        case .disputes: "journal.statement.disputed"
        case .answers: "journal.statement.answered"
        }
    }

    private func told(_ field: String, _ value: String?) -> FieldChange {
        switch topic {
        case .signed: FieldChange(field, .day, from: nil, to: value)
        case .kind: FieldChange(field, .key, from: nil, to: value.map { "agreements.kind.\($0)" })
        case .action: FieldChange(field, .key, from: nil, to: value.map { "sides.state.\($0)" })
        }
    }
}
