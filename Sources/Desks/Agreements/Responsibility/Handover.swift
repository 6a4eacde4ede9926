import Cities
import OfficeKit
import SQLStore

/// The open actions that a person owns, to be taken over by another when the person leaves.
struct Handover: Sendable {
    /// One open action with the clause it stands under.
    struct Item: Sendable {
        let action: Action
        let clause: RegisteredClause
    }

    let items: [Item]
    /// How many more there are in agreements that the viewer may not see.
    let hidden: Int

    private static func condition(_ person: String) -> SQL {
        "action.owner_person = \(person) AND action.closed IS NULL AND action.cancelled IS NULL AND clause.withdrawn IS NULL"
    }

    /// How many open actions of a person a viewer may see.
    static func count(of person: String, for viewer: Viewer, on connection: any SQLConnection) throws -> Int {
        try connection.value(
            """
            SELECT COUNT(*) FROM action JOIN clause ON clause.id = action.clause_id
            JOIN agreement ON agreement.id = clause.agreement_id
            WHERE \(fragment: condition(person)) AND \(fragment: viewer.sees(table: "agreement", kind: Agreement.kind))
            """) ?? 0
    }

    static func load(of person: String, for viewer: Viewer, on connection: any SQLConnection) throws -> Handover {
        let seen = try connection.rows(
            """
            SELECT DISTINCT agreement.code FROM action JOIN clause ON clause.id = action.clause_id
            JOIN agreement ON agreement.id = clause.agreement_id
            WHERE \(fragment: condition(person)) AND \(fragment: viewer.sees(table: "agreement", kind: Agreement.kind))
            """
        ).map { row -> String in try row[0] }
        let all: Int =
            try connection.value(
                """
                SELECT COUNT(*) FROM action JOIN clause ON clause.id = action.clause_id
                WHERE \(fragment: condition(person))
                """) ?? 0
        var items: [Item] = []
        for code in seen {
            guard let agreement = try RegisteredAgreement.find(code: code, for: viewer, on: connection) else {
                continue
            }
            let clauses = Dictionary(
                try Clause.all(of: agreement.agreement.id, on: connection).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first })
            for action in try Action.all(of: agreement.agreement.id, on: connection)
            where action.ownerPerson == person && action.closed == nil && action.cancelled == nil {
                guard let clause = clauses[action.clause], clause.withdrawn == nil else { continue }
                items.append(Item(action: action, clause: RegisteredClause(agreement: agreement, clause: clause)))
            }
        }
        items.sort { left, right in
            let days = (left.action.due ?? .distant, right.action.due ?? .distant)
            return days.0 == days.1 ? left.action.id < right.action.id : days.0 < days.1
        }
        return Handover(items: items, hidden: all - items.count)
    }

    /// Gives all of it, or what stands with one body, to another person.
    ///
    /// - Parameters:
    ///   - heir: who takes over.
    ///   - body: only the work of this body; nil for all.
    /// - Returns: how many actions changed hands.
    func give(to heir: String, ofBody body: String? = nil, on today: Day, in change: Change) throws -> Int {
        let given = items.filter { body == nil || $0.action.ownerBody == body }
        for item in given {
            var changed = item.action
            changed.ownerPerson = heir
            try item.action.edit(to: changed, under: item.clause, on: today, in: change)
        }
        if given.isEmpty { change.nothingChanged() }
        return given.count
    }
}

extension Day {
    /// After every day that has a date.
    fileprivate static let distant = Day(epochDay: .max)
}

extension AgreementTies {
    public func openWork(of person: String, for viewer: Viewer, on connection: any SQLConnection) throws -> OpenWork? {
        let count = try Handover.count(of: person, for: viewer, on: connection)
        return count == 0 ? nil : OpenWork(count: count, href: HandoverRoutes.href(of: person))
    }
}
