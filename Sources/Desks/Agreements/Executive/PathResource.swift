import OfficeKit
import SQLStore

/// How far an executive document has come, with the gates of the office and what was recorded.
struct PathView: APIVersioned {
    static let notes: [String: FieldNote] = [
        "step": FieldNote("Computed from the records."),
        "isDemanded": FieldNote("Whether the office lets the document count for the stage only once it is in force."),
        "missing": FieldNote("The ids of the gates for which the next step waits."),
    ]

    /// What has to be decided at a step.
    struct GateView: APIShape {
        static let schemaName = "PathGate"
        static let notes: [String: FieldNote] = [
            "documentNumber": FieldNote("Of the decision; left out while nothing is decided.")
        ]
        let id: String
        let step: PathStep
        let name: Wording
        let decider: Wording
        let documentNumber: String?
        let dated: Day?
    }

    /// One line of what was recorded, in order.
    struct RecordView: APIShape {
        static let schemaName = "PathRecord"
        let kind: PathRecord.Kind
        let step: PathStep
        let gate: String?
        let documentNumber: String
        let dated: Day
        let reason: String?
    }

    let code: String
    let version: String
    let step: PathStep
    let isDemanded: Bool
    let missing: [String]
    let inForceSince: Day?
    let gates: [GateView]
    let records: [RecordView]

    static func load(_ visit: Visit, on connection: any SQLConnection) throws -> PathView {
        let registered = try AgreementsAPI.executive(of: visit, on: connection)
        let path = try ApprovalPath.load(of: registered.agreement.id, on: connection)
        return PathView(
            code: registered.code, version: String(path.records.count), step: path.step,
            isDemanded: path.rules.isDemanded, missing: path.missing.map(\.id), inForceSince: path.inForceSince,
            gates: path.rules.gates.map { gate in
                let record = path.passed[gate.id]
                let shown = record?.gate ?? gate
                return GateView(
                    id: gate.id, step: gate.step, name: Wording(fa: shown.namePersian, en: shown.nameEnglish),
                    decider: Wording(fa: shown.deciderPersian, en: shown.deciderEnglish),
                    documentNumber: record?.documentNumber, dated: record?.dated)
            },
            records: path.records.map { record in
                RecordView(
                    kind: record.kind, step: record.step, gate: record.gate?.id,
                    documentNumber: record.documentNumber, dated: record.dated, reason: record.reason)
            })
    }
}

/// A step of the path as a program records it.
struct PathInput: APIInput {
    static let notes: [String: FieldNote] = [
        "kind": FieldNote("`passed` for a gate, `advanced` for the next step, `returned` to send it back."),
        "step": FieldNote("Where it goes; left out for a gate."),
        "gate": FieldNote("The gate's id, for `passed` alone.", most: 64),
        "documentNumber": FieldNote("The number of the decision or letter."),
        "dated": FieldNote("The day of the decision or letter."),
        "reason": FieldNote("Why it is sent back; else a note."),
    ]

    let kind: PathRecord.Kind
    let step: PathStep?
    let gate: String?
    let documentNumber: String
    let dated: Day
    let reason: String?
}

extension AgreementsAPI {
    /// The executive document of the address's `:code`.
    ///
    /// - Throws: ``Refusal/notFound`` for other levels too.
    static func executive(of visit: Visit, on connection: any SQLConnection) throws -> RegisteredAgreement {
        let registered = try agreement(of: visit, on: connection)
        guard registered.agreement.level == .executive else { throw Refusal.notFound }
        return registered
    }

    var paths: [Route] {
        [
            API.get(
                "/agreements/:code/path", for: .read, "Tells an executive document's path to being in force",
                gives: PathView.self
            ) { visit in
                try await visit.read { try PathView.load(visit, on: $0) }
            },
            API.act(
                "/agreements/:code/path", for: .editAgreements,
                "Records a step of the path: a gate passed, the next step, a return", takes: PathInput.self,
                gives: PathView.self
            ) { input, visit, change in
                let registered = try Self.executive(of: visit, on: change.connection)
                let path = try ApprovalPath.load(of: registered.agreement.id, on: change.connection)
                guard let account = visit.person?.account else { throw Refusal.forbidden }
                var gate: PathGate?
                if input.kind == .passed {
                    gate = path.rules.gates.first { $0.id == input.gate }
                    if gate == nil { throw Problem(field: "gate", key: "forms.errors.notInList") }
                }
                guard let step = gate?.step ?? input.step else {
                    throw Problem(field: "step", key: "forms.errors.required")
                }
                let record = PathRecord(
                    id: Identifier.make(at: change.at), kind: input.kind, step: step, gate: gate,
                    documentNumber: input.documentNumber, dated: input.dated, reason: input.reason, by: account,
                    at: change.at)
                do {
                    try PathRecord.add(
                        record, to: registered,
                        hasClauses: try ExecutiveFile.hasClauses(
                            registered, on: visit.today, connection: change.connection),
                        on: visit.today, in: change)
                    if record.kind == .advanced, record.step == .inForce {
                        try ExecutiveFile.keepWording(of: registered, visit: visit, in: change)
                    }
                } catch let problems as Problems {
                    throw Rejection(problems.list)
                }
            } show: { visit, connection in
                try PathView.load(visit, on: connection)
            },
        ]
    }
}
