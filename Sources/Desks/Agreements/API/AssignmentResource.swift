import OfficeKit
import SQLStore

/// What is assigned to the body for which the account speaks.
struct AssignmentsView: APIShape {
    /// One clause with the actions under it.
    struct Assignment: APIShape {
        let clause: ClauseView
        let actions: [PlannedActionView]
    }

    let items: [Assignment]

    static func load(_ visit: Visit, on connection: any SQLConnection) throws -> AssignmentsView {
        guard let body = visit.person?.body else { return AssignmentsView(items: []) }
        let agreements = try Assignments.agreements(of: body, for: visit.viewer, on: connection)
        return AssignmentsView(
            items: try agreements.flatMap { registered -> [Assignment] in
                let id = registered.agreement.id
                let actions = Dictionary(grouping: try Action.all(of: id, on: connection), by: \.clause)
                let repeats = try Recurrence.all(of: id, on: connection)
                let clauses = try Clause.all(of: id, on: connection).filter { clause in
                    clause.isLive(on: visit.today)
                        && Assignments.isAssigned(clause, actions: actions[clause.id] ?? [], to: body)
                }
                return try clauses.map { clause in
                    let below = actions[clause.id] ?? []
                    let versions = try Journal.versions(of: Action.kind, ids: below.map(\.id), on: connection)
                    let version = try Journal.version(of: RegisteredClause.kind, id: clause.id, on: connection)
                    return Assignment(
                        clause: ClauseView(clause, in: registered.code, version: version),
                        actions: below.map {
                            PlannedActionView(
                                $0, repeats: repeats[$0.id], clause: clause.number, version: versions[$0.id] ?? "0",
                                on: visit.today)
                        })
                }
            })
    }
}

extension AgreementsAPI {
    var assignments: [Route] {
        [
            API.get(
                "/assignments", for: .seeAssignments, "Lists the clauses assigned to the account's body",
                gives: AssignmentsView.self
            ) { visit in try await visit.read { try AssignmentsView.load(visit, on: $0) } }
        ]
    }
}
