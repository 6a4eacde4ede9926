import OfficeKit
import SQLStore

/// What is assigned to one body: all that its representative sees.
enum Assignments {
    /// Whether a clause is the body's: it is responsible for it, or owns an action under it.
    static func isAssigned(_ clause: Clause, actions: [Action], to body: String) -> Bool {
        clause.ourBodies.contains(body) || clause.theirBodies.contains(body)
            || actions.contains { $0.ownerBody == body }
    }

    /// Which agreements have something assigned to the body. A restricted one is the business of those named.
    private static func condition(of body: String, for viewer: Viewer) -> SQL {
        let seen = viewer.sees(table: "agreement", kind: Agreement.kind)
        return """
            (agreement.secrecy <> \(Secrecy.restricted) OR \(fragment: seen)) AND agreement.id IN (
                SELECT agreement_id FROM clause JOIN clause_body ON clause_body.clause_id = clause.id
                WHERE clause_body.body_id = \(body)
                UNION SELECT agreement_id FROM clause JOIN action ON action.clause_id = clause.id
                WHERE action.owner_body = \(body))
            """
    }

    static func agreement(
        code: String, of body: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> RegisteredAgreement? {
        try connection.first(
            """
            SELECT \(fragment: RegisteredAgreement.columns) FROM agreement
            WHERE code = \(code) AND \(fragment: condition(of: body, for: viewer))
            """, as: RegisteredAgreement.self)
    }

    static func agreements(
        of body: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [RegisteredAgreement] {
        try connection.rows(
            """
            SELECT \(fragment: RegisteredAgreement.columns) FROM agreement
            WHERE \(fragment: condition(of: body, for: viewer)) ORDER BY LENGTH(code), code
            """, as: RegisteredAgreement.self)
    }
}
