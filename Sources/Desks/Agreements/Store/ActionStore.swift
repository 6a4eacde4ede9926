import OfficeKit
import PersianText
import SQLStore

extension Action {
    /// The record's kind in journal and search.
    public static let kind = "action"

    /// The actions under the clauses of one agreement, by date, those without one last.
    public static func all(of agreement: String, on connection: any SQLConnection) throws -> [Action] {
        try connection.rows(
            """
            SELECT action.id, clause_id, title, due, owner_body, owner_person, closed, cancelled, title_other,
                indicator, indicator_other, budget_line
            FROM action JOIN clause ON clause.id = action.clause_id
            WHERE clause.agreement_id = \(agreement)
            ORDER BY CASE WHEN due IS NULL THEN 1 ELSE 0 END, due, action.id
            """, as: Action.self)
    }

    /// The action of an id under a clause of an agreement; nil when there is none.
    public static func find(
        _ id: String, in agreement: RegisteredAgreement, on connection: any SQLConnection
    ) throws -> Action? {
        try connection.first(
            """
            SELECT action.id, clause_id, title, due, owner_body, owner_person, closed, cancelled, title_other,
                indicator, indicator_other, budget_line
            FROM action JOIN clause ON clause.id = action.clause_id
            WHERE action.id = \(id) AND clause.agreement_id = \(agreement.agreement.id)
            """, as: Action.self)
    }

    /// Plans an action under a clause.
    ///
    /// - Throws: the first ``Problem`` of ``problems(on:)``, or of an owner that is not known.
    @discardableResult
    public static func add(
        _ action: Action, under clause: RegisteredClause, on today: Day, in change: Change
    ) throws -> Action {
        let action = action.cleaned()
        try action.check(on: today, connection: change.connection)
        try change.connection.execute(
            """
            INSERT INTO action (id, clause_id, title, due, owner_body, owner_person, closed, cancelled, title_other,
                indicator, indicator_other, budget_line)
            VALUES (\(action.id), \(clause.clause.id), \(action.title), \(action.due.sqlValue),
                \(action.ownerBody.sqlValue), \(action.ownerPerson.sqlValue), \(action.closed.sqlValue),
                \(action.cancelled.sqlValue), \(action.translation.sqlValue), \(action.indicator.sqlValue),
                \(action.indicatorTranslation.sqlValue), \(action.budgetLine.sqlValue))
            """)
        try change.record(
            "journal.action.added", action.subject, under: clause.agreement.subject,
            secrecy: clause.agreement.agreement.secrecy,
            changes: try action.changes(from: nil, on: change.connection))
        try action.index(under: clause, in: change)
        return action
    }

    /// Changes an action: its wording, its owner, its date, that it is done or given up.
    ///
    /// - Throws: the first ``Problem`` of ``problems(on:)``, or of an owner that is not known.
    public func edit(to changed: Action, under clause: RegisteredClause, on today: Day, in change: Change) throws {
        let changed = changed.cleaned()
        guard changed != self else { return change.nothingChanged() }
        try changed.check(on: today, connection: change.connection)
        try change.connection.execute(
            """
            UPDATE action SET title = \(changed.title), due = \(changed.due.sqlValue),
                owner_body = \(changed.ownerBody.sqlValue), owner_person = \(changed.ownerPerson.sqlValue),
                closed = \(changed.closed.sqlValue), cancelled = \(changed.cancelled.sqlValue),
                title_other = \(changed.translation.sqlValue), indicator = \(changed.indicator.sqlValue),
                indicator_other = \(changed.indicatorTranslation.sqlValue),
                budget_line = \(changed.budgetLine.sqlValue)
            WHERE id = \(id)
            """)
        let verb =
            if closed == nil, changed.closed != nil {
                "journal.action.closed"
            } else if cancelled == nil, changed.cancelled != nil {
                "journal.action.cancelled"
            } else {
                "journal.action.changed"
            }
        try change.record(
            verb, changed.subject, under: clause.agreement.subject, secrecy: clause.agreement.agreement.secrecy,
            changes: try changed.changes(from: self, on: change.connection))
        try changed.index(under: clause, in: change)
    }

    /// What the journal calls it.
    public var subject: Subject { Subject(kind: Action.kind, id: id, label: title) }

    /// The texts as they are stored: cleaned, and none for an empty one.
    private func cleaned() -> Action {
        func clean(_ text: String?) -> String? {
            text.map { PersianText.clean($0, persianLetters: false) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        var action = self
        action.title = PersianText.clean(title, persianLetters: false)
        action.translation = clean(translation)
        action.indicator = clean(indicator)
        action.indicatorTranslation = clean(indicatorTranslation)
        action.budgetLine = clean(budgetLine)
        return action
    }

    private func check(on today: Day, connection: any SQLConnection) throws {
        if let problem = problems(on: today).first { throw problem }
        if let ownerBody {
            let found: Int = try connection.value("SELECT COUNT(*) FROM body WHERE id = \(ownerBody)") ?? 0
            guard found > 0 else { throw Problem(field: "ownerBody", key: "forms.errors.notInList") }
        }
        if let ownerPerson {
            let found: Int = try connection.value("SELECT COUNT(*) FROM person WHERE id = \(ownerPerson)") ?? 0
            guard found > 0 else { throw Problem(field: "ownerPerson", key: "forms.errors.notInList") }
        }
    }

    private func changes(from before: Action?, on connection: any SQLConnection) throws -> [FieldChange] {
        func body(_ id: String?) throws -> String? {
            try id.flatMap { try connection.value("SELECT COALESCE(name_fa, name_en) FROM body WHERE id = \($0)") }
        }
        func person(_ id: String?) throws -> String? {
            try id.flatMap { try connection.value("SELECT COALESCE(name_fa, name_en) FROM person WHERE id = \($0)") }
        }
        return FieldChange.differences(
            FieldChange("action.field.title", from: before?.title, to: title),
            FieldChange("action.field.translation", from: before?.translation, to: translation),
            FieldChange("action.field.indicator", from: before?.indicator, to: indicator),
            FieldChange(
                "action.field.indicatorTranslation", from: before?.indicatorTranslation, to: indicatorTranslation),
            FieldChange("action.field.budgetLine", from: before?.budgetLine, to: budgetLine),
            FieldChange("action.field.due", .day, from: before?.due?.iso, to: due?.iso),
            FieldChange(
                "action.field.ownerBody", from: try body(before?.ownerBody), to: try body(ownerBody),
                naming: .bodies([before?.ownerBody, ownerBody])),
            FieldChange(
                "action.field.ownerPerson", from: try person(before?.ownerPerson), to: try person(ownerPerson),
                naming: .persons([before?.ownerPerson, ownerPerson])),
            FieldChange("action.field.closed", .day, from: before?.closed?.iso, to: closed?.iso),
            FieldChange("action.field.cancelled", .day, from: before?.cancelled?.iso, to: cancelled?.iso))
    }
}

extension Action: RowReadable {
    public init(row: Row) throws {
        self.init(
            id: try row["id"], clause: try row["clause_id"], title: try row["title"], due: try row["due"],
            ownerBody: try row["owner_body"], ownerPerson: try row["owner_person"], closed: try row["closed"],
            cancelled: try row["cancelled"], translation: try row["title_other"], indicator: try row["indicator"],
            indicatorTranslation: try row["indicator_other"], budgetLine: try row["budget_line"])
    }
}
