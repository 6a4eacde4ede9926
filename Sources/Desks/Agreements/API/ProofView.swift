import OfficeKit
import SQLStore

/// What an agreement's stage stands on, clause by clause, down to the evidence.
struct ProofView: APIShape {
    static let notes: [String: FieldNote] = [
        "stage": FieldNote(choices: Stage.allCases.map(\.name)),
        "clauses": FieldNote("Its live clauses, and those of the documents under it."),
        "unseen": FieldNote(
            "How many clauses stand in documents that this account may not see; they count all the same."),
    ]

    /// One clause with what shows its stage.
    struct ClauseProofView: APIShape {
        static let schemaName = "ClauseProof"
        static let notes: [String: FieldNote] = [
            "agreement": FieldNote("The code of the document in which it stands."),
            "stage": FieldNote(choices: Stage.allCases.map(\.name)),
            "actions": FieldNote("The live actions that have an owner and a date."),
            "fulfilled": FieldNote("The actions closed and shown by accepted evidence."),
            "evidence": FieldNote("The evidence that counts, the latest first."),
            "silentSince": FieldNote("The day of the latest evidence, when silence since has made it fall."),
        ]

        let agreement: String
        let number: Int
        let stage: String
        let reason: String
        let actions: [String]
        let fulfilled: [String]
        let evidence: [String]
        let lastEvidence: Day?
        let silentSince: Day?
    }

    let code: String
    let stage: String
    let reason: String
    let lastEvidence: Day?
    let clauses: [ClauseProofView]
    let unseen: Int

    static func load(_ visit: Visit, on connection: any SQLConnection) throws -> ProofView {
        let registered = try AgreementsAPI.agreement(of: visit, on: connection)
        let record = try RecordStore.record(of: registered, on: connection)
        let proof = StageProof(of: record, on: visit.today, limits: try SilenceLimits.load(on: connection))
        let places = try places(of: proof.clauses.map(\.clause), visit: visit, on: connection)
        let seen = proof.clauses.compactMap { clause in
            places[clause.clause].map { ClauseProofView(clause, in: $0, visit: visit) }
        }
        return ProofView(
            code: registered.code, stage: proof.stage.value.name, reason: proof.stage.reason.sentence(for: visit),
            lastEvidence: proof.lastEvidence, clauses: seen, unseen: proof.clauses.count - seen.count)
    }

    /// The codes of the documents in which clauses stand, as far as these eyes may see them.
    private static func places(
        of clauses: [String], visit: Visit, on connection: any SQLConnection
    ) throws -> [String: String] {
        var codes: [String: String] = [:]
        for part in clauses.chunked(by: 500) {
            for row in try connection.rows(
                """
                SELECT clause.id, agreement.code FROM clause JOIN agreement ON agreement.id = clause.agreement_id
                WHERE clause.id IN \(list: part)
                  AND \(fragment: visit.viewer.sees(table: "agreement", kind: Agreement.kind))
                """)
            {
                codes[try row[0]] = try row[1] as String
            }
        }
        return codes
    }
}

extension ProofView.ClauseProofView {
    init(_ proof: ClauseProof, in agreement: String, visit: Visit) {
        self.agreement = agreement
        number = proof.number
        stage = proof.stage.value.name
        reason = proof.stage.reason.sentence(for: visit)
        actions = proof.actions
        fulfilled = proof.fulfilled
        evidence = proof.evidence
        lastEvidence = proof.lastEvidence
        silentSince = proof.silentSince
    }
}
