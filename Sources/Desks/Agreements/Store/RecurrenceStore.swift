import OfficeKit
import SQLStore

extension Recurrence {
    static let migration = SchemaMigration(
        id: "agreements-040-recurrence",
        statements: """
            CREATE TABLE action_recurrence (
                action_id TEXT PRIMARY KEY REFERENCES action (id),
                every BIGINT NOT NULL,
                unit TEXT NOT NULL,
                calendar TEXT NOT NULL,
                wanted_day BIGINT NOT NULL,
                until TEXT,
                next_id TEXT UNIQUE REFERENCES action (id)
            );
            """)

    /// The recurrences of an agreement's actions, by action.
    static func all(of agreement: String, on connection: any SQLConnection) throws -> [String: Recurrence] {
        try connection.rows(
            """
            SELECT action_recurrence.* FROM action_recurrence
            JOIN action ON action.id = action_recurrence.action_id
            JOIN clause ON clause.id = action.clause_id WHERE clause.agreement_id = \(agreement)
            """
        ).reduce(into: [:]) { found, row in found[try row["action_id"]] = try Recurrence(row: row) }
    }

    /// How an action comes back; nil for one that does not.
    static func of(_ action: String, on connection: any SQLConnection) throws -> Recurrence? {
        try connection.first(
            "SELECT * FROM action_recurrence WHERE action_id = \(action)", as: Recurrence.self)
    }

    /// Says how an action comes back, or that it no longer does.
    static func set(
        _ recurrence: Recurrence?, of action: Action, under clause: RegisteredClause, in change: Change
    ) throws {
        let before = try of(action.id, on: change.connection)
        guard recurrence != before else { return change.nothingChanged() }
        if let problem = recurrence?.problems(due: action.due).first { throw problem }
        if let recurrence {
            try change.connection.execute(
                """
                INSERT INTO action_recurrence (action_id, every, unit, calendar, wanted_day, until)
                VALUES (\(action.id), \(recurrence.every), \(recurrence.unit.rawValue),
                    \(recurrence.calendar.rawValue), \(recurrence.day), \(recurrence.until.sqlValue))
                ON CONFLICT (action_id) DO UPDATE SET every = excluded.every, unit = excluded.unit,
                    calendar = excluded.calendar, wanted_day = excluded.wanted_day, until = excluded.until
                """)
        } else {
            try change.connection.execute("DELETE FROM action_recurrence WHERE action_id = \(action.id)")
        }
        try change.record(
            "journal.action.recurs", action.subject, under: clause.agreement.subject,
            secrecy: clause.agreement.agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange("action.field.repeats", .key, from: before?.unit.key, to: recurrence?.unit.key),
                FieldChange(
                    "action.field.every", .number, from: before.map { String($0.every) },
                    to: recurrence.map { String($0.every) }),
                FieldChange("action.field.until", .day, from: before?.until?.iso, to: recurrence?.until?.iso)))
    }

    /// Closes an occurrence that evidence has shown, and plans the next one, once however often it is accepted.
    ///
    /// - Parameter dated: the day of what the evidence shows.
    static func planNext(
        after occurrence: String, shownOn dated: Day, under clause: RegisteredClause, on today: Day, in change: Change
    ) throws {
        let connection = change.connection
        guard let recurrence = try of(occurrence, on: connection), clause.clause.isLive(on: today),
            let action = try Action.find(occurrence, in: clause.agreement, on: connection), action.cancelled == nil
        else { return }
        let planned: String? = try connection.value(
            "SELECT next_id FROM action_recurrence WHERE action_id = \(occurrence)")
        if action.closed == nil {
            var closed = action
            closed.closed = min(dated, today)
            try action.edit(to: closed, under: clause, on: today, in: change)
        }
        guard planned == nil, let next = action.due.flatMap({ recurrence.next(after: $0) }) else { return }
        var following = action
        following.id = Identifier.make(at: change.at)
        following.due = next
        following.closed = nil
        try Action.add(following, under: clause, on: today, in: change)
        try set(recurrence, of: following, under: clause, in: change)
        try connection.execute(
            "UPDATE action_recurrence SET next_id = \(following.id) WHERE action_id = \(occurrence)")
    }
}

extension Recurrence: RowReadable {
    public init(row: Row) throws {
        let unit: String = try row["unit"]
        let calendar: String = try row["calendar"]
        self.init(
            every: try row["every"], unit: Unit(rawValue: unit) ?? .month,
            calendar: CalendarChoice(rawValue: calendar) ?? .gregorian, day: try row["wanted_day"],
            until: try row["until"])
    }
}
