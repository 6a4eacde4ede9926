import OfficeKit
import SQLStore

/// The desk's part of the API.
struct AgreementsAPI: Sendable {
    let keeper: RegisterKeeper
    var sources = EvidenceSources()

    var routes: [Route] {
        register + measures + agreements + clauses + actions + evidence + claims + assignments + paths + requests
            + sides
    }

    /// The register as the visitor may see it. Only for reads: inside a change it would keep what may yet be undone.
    func register(of visit: Visit, on connection: any SQLConnection) throws -> Register {
        try keeper.register(for: visit.viewer, on: visit.today, connection: connection)
    }

    /// The agreement of the address's `:code`.
    ///
    /// - Throws: ``Refusal/notFound`` when there is none for these eyes.
    static func agreement(of visit: Visit, on connection: any SQLConnection) throws -> RegisteredAgreement {
        guard
            let found = try RegisteredAgreement.find(code: visit.part("code"), for: visit.viewer, on: connection)
        else { throw Refusal.notFound }
        return found
    }

    /// The clause of a number that the body names.
    ///
    /// - Throws: a ``Problem`` of `clause`.
    static func clause(
        _ number: Int, of agreement: RegisteredAgreement, on connection: any SQLConnection
    ) throws -> RegisteredClause {
        guard let clause = try RegisteredClause.find(number, in: agreement, on: connection) else {
            throw Problem(field: "clause", key: "forms.errors.notInList")
        }
        return clause
    }

    /// The clause of an id, under which a record stands.
    static func clause(
        id: String, of agreement: RegisteredAgreement, on connection: any SQLConnection
    ) throws -> RegisteredClause {
        let clauses = try Clause.all(of: agreement.agreement.id, on: connection)
        guard let clause = clauses.first(where: { $0.id == id }) else { throw Refusal.notFound }
        return RegisteredClause(agreement: agreement, clause: clause)
    }
}

extension Reason {
    /// The sentence in the visitor's language.
    func sentence(for visit: Visit) -> String {
        sentence(in: visit.text) { visit.dayFormat.text($0) }
    }
}
