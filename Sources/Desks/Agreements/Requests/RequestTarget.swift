import Cities
import OfficeKit
import SQLStore

/// An action that is asked about, with where it stands.
struct RequestTarget: Sendable {
    let agreement: RegisteredAgreement
    let clause: RegisteredClause
    let action: Action

    /// Whether an outsider may be told of it: what is restricted is the business of those named.
    var isTellable: Bool { agreement.agreement.secrecy != .restricted }

    /// The actions of some ids that these eyes may see, in the order of the ids.
    static func load(
        _ actions: [String], viewer: Viewer, on connection: any SQLConnection
    ) throws -> [RequestTarget] {
        var places: [String: String] = [:]
        for part in actions.chunked(by: 500) {
            for row in try connection.rows(
                """
                SELECT action.id, clause.agreement_id FROM action JOIN clause ON clause.id = action.clause_id
                WHERE action.id IN \(list: part)
                """)
            { places[try row[0]] = try row[1] }
        }
        var agreements: [String: (RegisteredAgreement, [Clause], [Action])] = [:]
        for id in Set(places.values) {
            guard let agreement = try RegisteredAgreement.find(id: id, for: viewer, on: connection) else { continue }
            agreements[id] = (
                agreement, try Clause.all(of: id, on: connection), try Action.all(of: id, on: connection)
            )
        }
        return actions.compactMap { id in
            guard let place = places[id], let (agreement, clauses, actions) = agreements[place],
                let action = actions.first(where: { $0.id == id }),
                let clause = clauses.first(where: { $0.id == action.clause })
            else { return nil }
            return RequestTarget(
                agreement: agreement, clause: RegisteredClause(agreement: agreement, clause: clause), action: action)
        }
    }

    /// The open actions that a body owns and an outsider may be told of, the first due first.
    static func open(
        of body: String, on today: Day, viewer: Viewer, connection: any SQLConnection
    ) throws -> [RequestTarget] {
        let ids = try connection.rows(
            """
            SELECT action.id FROM action WHERE owner_body = \(body) AND closed IS NULL AND cancelled IS NULL
            ORDER BY CASE WHEN due IS NULL THEN 1 ELSE 0 END, due, action.id LIMIT 500
            """
        ).map { row -> String in try row[0] }
        let found = try load(ids, viewer: viewer, on: connection).filter { target in
            target.isTellable && target.clause.clause.isLive(on: today) && target.agreement.agreement.ended == nil
        }
        return Array(found.prefix(UpdateRequest.mostItems))
    }
}

/// Someone who can be asked.
struct RequestPerson: Sendable, Hashable {
    let person: Person
    let post: String?
    let email: String

    /// The action's owner first, then who holds a post at the body, those who can be written to alone.
    static func likely(
        for targets: [RequestTarget], at body: String?, viewer: Viewer, in language: Language, on today: Day,
        connection: any SQLConnection
    ) throws -> [RequestPerson] {
        var found: [RequestPerson] = []
        func add(_ person: Person, _ post: String?) {
            guard let email = person.email, Mail.isAddress(email), !found.contains(where: { $0.person.id == person.id })
            else { return }
            found.append(RequestPerson(person: person, post: post, email: email))
        }
        for id in Set(targets.compactMap(\.action.ownerPerson)).sorted() {
            if let person = try Person.find(id, for: viewer, on: connection) { add(person, nil) }
        }
        let bodies =
            body.map { [$0] }
            ?? targets.flatMap { target in target.action.ownerBody.map { [$0] } ?? target.clause.clause.ourBodies }
        for body in Set(bodies).sorted() {
            let holders = try Holder.list(at: body, for: viewer, on: connection).filter { $0.post.isHeld(on: today) }
            for holder in Holder.ordered(holders, on: today) { add(holder.person, holder.post.title(in: language)) }
        }
        return found
    }
}
