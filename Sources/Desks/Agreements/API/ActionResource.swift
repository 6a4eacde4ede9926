import Cities
import OfficeKit
import SQLStore

/// A dated piece of work under a clause.
struct PlannedActionView: APIVersioned {
    static let schemaName = "Action"
    static let notes: [String: FieldNote] = [
        "clause": FieldNote("The clause's number."),
        "ownerBody": FieldNote("The id of the body that answers for it."),
        "ownerPerson": FieldNote("The id of the person who answers for it."),
        "closed": FieldNote("The day its owner called it done; whether that holds, its evidence shows."),
        "cancelled": FieldNote("The day it was given up."),
        "translation": FieldNote("The title in the other language, for the executive document."),
        "indicator": FieldNote("By what its success is seen."),
        "budgetLine": FieldNote("The line of the budget that pays for it."),
        "isOverdue": FieldNote("Whether its day has passed and it is still open."),
        "repeats": FieldNote("How it comes back: when evidence of it is accepted, the next one is planned."),
    ]

    let id: String
    let version: String
    let clause: Int
    let title: String
    let due: Day?
    let ownerBody: String?
    let ownerPerson: String?
    let closed: Day?
    let cancelled: Day?
    let translation: String?
    let indicator: String?
    let indicatorTranslation: String?
    let budgetLine: String?
    let isOverdue: Bool
    let repeats: RecurrenceValue?

    init(_ action: Action, repeats: Recurrence?, clause: Int, version: String, on today: Day) {
        id = action.id
        self.version = version
        self.clause = clause
        title = action.title
        due = action.due
        ownerBody = action.ownerBody
        ownerPerson = action.ownerPerson
        closed = action.closed
        cancelled = action.cancelled
        translation = action.translation
        indicator = action.indicator
        indicatorTranslation = action.indicatorTranslation
        budgetLine = action.budgetLine
        isOverdue = action.isOverdue(on: today)
        self.repeats = repeats.map { RecurrenceValue($0) }
    }

    static func load(_ id: String, visit: Visit, on connection: any SQLConnection) throws -> PlannedActionView {
        let (action, clause) = try AgreementsAPI.action(id, of: visit, on: connection)
        let version = try Journal.version(of: Action.kind, id: id, on: connection)
        return PlannedActionView(
            action, repeats: try Recurrence.of(id, on: connection), clause: clause.clause.number, version: version,
            on: visit.today)
    }
}

/// An action as a program sends it.
struct ActionInput: APIInput {
    static let notes: [String: FieldNote] = [
        "clause": FieldNote("The clause's number, which stays.", least: 1, most: 9999),
        "ownerBody": FieldNote("The id of the body that answers for it.", most: 64),
        "ownerPerson": FieldNote("The id of the person who answers for it.", most: 64),
        "closed": FieldNote("The day it was done."),
        "cancelled": FieldNote("The day it was given up."),
        "repeats": FieldNote("How it comes back; it comes once when left out. It needs a date."),
        "translation": FieldNote("The title in the other language, for the executive document."),
        "indicator": FieldNote("By what its success is seen."),
        "budgetLine": FieldNote("The line of the budget that pays for it."),
    ]

    let clause: Int
    let title: String
    let due: Day?
    let ownerBody: String?
    let ownerPerson: String?
    let closed: Day?
    let cancelled: Day?
    let repeats: RecurrenceValue?
    let translation: String?
    let indicator: String?
    let indicatorTranslation: String?
    let budgetLine: String?

    /// - Throws: a ``Problem`` of an owner that is not there for these eyes.
    func action(
        id: String, clause: String, replacing before: Action?, viewer: Viewer, on connection: any SQLConnection
    ) throws -> Action {
        if let ownerBody, ownerBody != before?.ownerBody,
            try Body.find(ownerBody, for: viewer, on: connection) == nil
        {
            throw Problem(field: "ownerBody", key: "forms.errors.notInList")
        }
        if let ownerPerson, ownerPerson != before?.ownerPerson,
            try Person.find(ownerPerson, for: viewer, on: connection) == nil
        {
            throw Problem(field: "ownerPerson", key: "forms.errors.notInList")
        }
        return Action(
            id: id, clause: clause, title: title, due: due, ownerBody: ownerBody, ownerPerson: ownerPerson,
            closed: closed, cancelled: cancelled, translation: translation, indicator: indicator,
            indicatorTranslation: indicatorTranslation, budgetLine: budgetLine)
    }
}

/// How an action comes back.
struct RecurrenceValue: APIInput {
    static let schemaName = "Recurrence"
    static let notes: [String: FieldNote] = [
        "every": FieldNote("Every so many units; one when left out.", least: 1, most: 60),
        "calendar": FieldNote("Whose months and years are counted; Gregorian when left out."),
        "until": FieldNote("No occurrence is due after it."),
    ]

    let every: Int?
    let unit: Recurrence.Unit
    let calendar: CalendarChoice?
    let until: Day?

    init(_ recurrence: Recurrence) {
        every = recurrence.every
        unit = recurrence.unit
        calendar = recurrence.calendar
        until = recurrence.until
    }

    /// - Parameter known: how it came back while its date was the same: the day of the month that is wanted stays.
    func recurrence(of action: Action, known: Recurrence?) throws -> Recurrence {
        guard let due = action.due else { throw Problem(field: "due", key: "agreements.problem.recurrenceNeedsDue") }
        var recurrence = Recurrence(
            every: every ?? 1, unit: unit, calendar: calendar ?? .gregorian, from: due, until: until)
        if let known, known.calendar == recurrence.calendar { recurrence.day = known.day }
        return recurrence
    }
}

/// All actions of an agreement.
struct ActionsView: APIShape {
    let items: [PlannedActionView]
}

extension AgreementsAPI {
    /// The action of an id under the agreement of the address's `:code`, with its clause.
    ///
    /// - Throws: ``Refusal/notFound``.
    static func action(
        _ id: String, of visit: Visit, on connection: any SQLConnection
    ) throws -> (action: Action, clause: RegisteredClause) {
        let agreement = try agreement(of: visit, on: connection)
        guard let action = try Action.find(id, in: agreement, on: connection) else { throw Refusal.notFound }
        return (action, try clause(id: action.clause, of: agreement, on: connection))
    }

    var actions: [Route] {
        [
            API.get(
                "/agreements/:code/actions", for: .read, "Lists an agreement's actions, by date",
                gives: ActionsView.self
            ) { visit in
                try await visit.read { connection in
                    let agreement = try Self.agreement(of: visit, on: connection).agreement.id
                    let numbers = try Self.clauseNumbers(of: agreement, on: connection)
                    let actions = try Action.all(of: agreement, on: connection)
                    let versions = try Journal.versions(of: Action.kind, ids: actions.map(\.id), on: connection)
                    let repeats = try Recurrence.all(of: agreement, on: connection)
                    return ActionsView(
                        items: actions.map {
                            PlannedActionView(
                                $0, repeats: repeats[$0.id], clause: numbers[$0.clause] ?? 0,
                                version: versions[$0.id] ?? "0",
                                on: visit.today)
                        })
                }
            },
            API.create(
                "/agreements/:code/actions", for: .editAgreements, "Plans an action", takes: ActionInput.self,
                gives: PlannedActionView.self
            ) { input, visit, change in
                let agreement = try Self.agreement(of: visit, on: change.connection)
                let clause = try Self.clause(input.clause, of: agreement, on: change.connection)
                let action = try input.action(
                    id: Identifier.make(at: change.at), clause: clause.clause.id, replacing: nil,
                    viewer: visit.viewer, on: change.connection)
                let added = try Action.add(action, under: clause, on: visit.today, in: change)
                try Recurrence.set(
                    input.repeats?.recurrence(of: added, known: nil), of: added, under: clause, in: change)
                return added.id
            } show: { id, visit, connection in
                try PlannedActionView.load(id, visit: visit, on: connection)
            },
            API.get("/agreements/:code/actions/:id", for: .read, "Tells an action", gives: PlannedActionView.self) {
                visit in
                try await visit.read { try PlannedActionView.load(visit.part("id"), visit: visit, on: $0) }
            },
            API.replace(
                "/agreements/:code/actions/:id", for: .editAgreements,
                "Changes an action, says that it is done, or gives it up", takes: ActionInput.self,
                gives: PlannedActionView.self
            ) { input, visit, change in
                let (before, clause) = try Self.action(visit.part("id"), of: visit, on: change.connection)
                guard input.clause == clause.clause.number else {
                    throw Problem(field: "clause", key: "api.errors.fixed")
                }
                let changed = try input.action(
                    id: before.id, clause: before.clause, replacing: before, viewer: visit.viewer,
                    on: change.connection)
                try before.edit(to: changed, under: clause, on: visit.today, in: change)
                let known = before.due == changed.due ? try Recurrence.of(before.id, on: change.connection) : nil
                try Recurrence.set(
                    input.repeats?.recurrence(of: changed, known: known), of: changed, under: clause, in: change)
            } show: { visit, connection in
                try PlannedActionView.load(visit.part("id"), visit: visit, on: connection)
            },
        ]
    }

    /// The numbers of an agreement's clauses, by id.
    static func clauseNumbers(of agreement: String, on connection: any SQLConnection) throws -> [String: Int] {
        let clauses = try Clause.all(of: agreement, on: connection)
        return Dictionary(clauses.map { ($0.id, $0.number) }, uniquingKeysWith: { first, _ in first })
    }
}
