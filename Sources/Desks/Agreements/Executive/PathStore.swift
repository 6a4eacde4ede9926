import OfficeKit
import PersianText
import SQLStore

extension PathStep: SQLBindable, SQLReadable {}
extension PathRecord.Kind: SQLBindable, SQLReadable {}

extension PathRules {
    /// The office's rules; those of an office that has set none are the usual ones.
    public static func load(on connection: any SQLConnection) throws -> PathRules {
        var rules = PathRules.usual
        for row in try connection.rows(
            "SELECT name, value FROM office_setting WHERE name IN \(list: ["path_demanded", "path_gates"])")
        {
            let value: String = try row["value"]
            if try row["name"] == "path_demanded" {
                rules.isDemanded = value == "yes"
            } else {
                rules.isProposal = false
            }
        }
        guard !rules.isProposal else { return rules }
        rules.gates = try connection.rows(
            "SELECT id, step, name_fa, name_en, decider_fa, decider_en FROM path_gate ORDER BY place"
        ).map { row in
            PathGate(
                id: try row["id"], step: try row["step"], namePersian: try row["name_fa"],
                nameEnglish: try row["name_en"], deciderPersian: try row["decider_fa"],
                deciderEnglish: try row["decider_en"])
        }
        return rules
    }

    /// Puts these rules in the place of those that stand.
    public func save(in change: Change) throws {
        let connection = change.connection
        let before = try PathRules.load(on: connection)
        var kept = self
        kept.isProposal = false
        guard kept != before else { return change.nothingChanged() }
        try connection.execute("DELETE FROM path_gate")
        for (place, gate) in gates.enumerated() {
            try connection.execute(
                """
                INSERT INTO path_gate (id, place, step, name_fa, name_en, decider_fa, decider_en)
                VALUES (\(gate.id), \(place), \(gate.step), \(gate.namePersian), \(gate.nameEnglish),
                    \(gate.deciderPersian), \(gate.deciderEnglish))
                """)
        }
        for (name, value) in [("path_demanded", isDemanded ? "yes" : "no"), ("path_gates", "set")] {
            try connection.execute(
                """
                INSERT INTO office_setting (name, value) VALUES (\(name), \(value))
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """)
        }
        func words(_ gates: [PathGate]) -> String {
            gates.map { $0.name(in: .fa) }.joined(separator: "؛ ")
        }
        func yesNo(_ flag: Bool) -> String { flag ? "common.yes" : "common.no" }
        try change.record(
            "journal.path.configured", Subject(kind: "settings", id: "path", label: "path"), secrecy: .office,
            changes: FieldChange.differences(
                FieldChange("path.field.gates", from: words(before.gates), to: words(gates)),
                FieldChange("path.field.isDemanded", .key, from: yesNo(before.isDemanded), to: yesNo(isDemanded))))
    }
}

extension ApprovalPath {
    /// The path of one executive document.
    public static func load(of agreement: String, on connection: any SQLConnection) throws -> ApprovalPath {
        try all(of: [agreement], on: connection)[agreement] ?? ApprovalPath()
    }

    /// The paths of some executive documents, by agreement.
    static func all(of agreements: [String], on connection: any SQLConnection) throws -> [String: ApprovalPath] {
        guard !agreements.isEmpty else { return [:] }
        let rules = try PathRules.load(on: connection)
        var records: [String: [PathRecord]] = [:]
        for row in try connection.rows(
            """
            SELECT agreement_id, id, kind, step, gate_id, name_fa, name_en, decider_fa, decider_en, document_number,
                dated, reason, recorded_by, recorded_at
            FROM path_record WHERE agreement_id IN \(list: agreements) ORDER BY agreement_id, place
            """)
        {
            records[try row["agreement_id"], default: []].append(try PathRecord(row: row))
        }
        return Dictionary(
            agreements.map { ($0, ApprovalPath(records[$0] ?? [], rules: rules)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Since when executive documents have been in force by their paths, by agreement; what is not, is not in it.
    static func inForce(among agreements: [String], on connection: any SQLConnection) throws -> [String: Day] {
        var days: [String: Day] = [:]
        for part in agreements.chunked(by: 500) {
            // Nothing leads back from being in force, so that the record alone tells.
            for row in try connection.rows(
                """
                SELECT agreement_id, dated FROM path_record
                WHERE agreement_id IN \(list: part) AND kind = \(PathRecord.Kind.advanced)
                  AND step = \(PathStep.inForce)
                """)
            {
                days[try row[0]] = try row[1] as Day
            }
        }
        return days
    }
}

extension PathRecord {
    /// The record's kind in the journal.
    static let recordKind = "path"

    /// Adds a record to an executive document's path, as it is then. Once in force, the document is signed too: at that
    /// day, unless another one is known.
    ///
    /// - Throws: ``Problems`` of ``ApprovalPath/problems(adding:hasClauses:on:)``; the first problem of the agreement.
    public static func add(
        _ record: PathRecord, to registered: RegisteredAgreement, hasClauses: Bool, on today: Day, in change: Change
    ) throws {
        let connection = change.connection
        var record = record
        record.documentNumber = PersianText.clean(record.documentNumber, persianLetters: false)
        record.reason = record.reason.map { PersianText.clean($0, isSingleLine: false) }
        let path = try ApprovalPath.load(of: registered.agreement.id, on: connection)
        let problems = path.problems(adding: record, hasClauses: hasClauses, on: today)
        guard problems.isEmpty else { throw Problems(problems) }
        let gate = record.gate
        try connection.execute(
            """
            INSERT INTO path_record (id, agreement_id, place, kind, step, gate_id, name_fa, name_en, decider_fa,
                decider_en, document_number, dated, reason, recorded_by, recorded_at)
            VALUES (\(record.id), \(registered.agreement.id), \(path.records.count), \(record.kind), \(record.step),
                \((gate?.id).sqlValue), \((gate?.namePersian).sqlValue), \((gate?.nameEnglish).sqlValue),
                \((gate?.deciderPersian).sqlValue), \((gate?.deciderEnglish).sqlValue), \(record.documentNumber),
                \(record.dated), \(record.reason.sqlValue), \(record.by), \(record.at))
            """)
        let verb =
            switch record.kind {
            case .advanced: "journal.path.advanced"
            case .passed: "journal.path.passed"
            case .returned: "journal.path.returned"
            }
        try change.record(
            verb, Subject(kind: recordKind, id: record.id, label: registered.code), under: registered.subject,
            secrecy: registered.agreement.secrecy,
            changes: FieldChange.differences(
                FieldChange("path.field.step", .key, from: path.step.key, to: record.step.key),
                FieldChange("path.field.gate", from: nil, to: gate?.name(in: .fa)),
                FieldChange("path.field.decider", from: nil, to: gate?.decider(in: .fa)),
                FieldChange("path.field.documentNumber", from: nil, to: record.documentNumber),
                FieldChange("path.field.dated", .day, from: nil, to: record.dated.iso)),
            reason: record.reason)
        guard record.kind == .advanced, record.step == .inForce, !registered.agreement.isSigned else { return }
        var signed = registered.agreement
        signed.isSigned = true
        signed.signed = signed.signed ?? PartialDay(record.dated)
        try registered.edit(to: signed, on: today, in: change)
    }
}

extension PathRecord: RowReadable {
    public init(row: Row) throws {
        let step: PathStep = try row["step"]
        let gate: String? = try row["gate_id"]
        self.init(
            id: try row["id"], kind: try row["kind"], step: step,
            gate: try gate.map { id in
                PathGate(
                    id: id, step: step, namePersian: try row["name_fa"] ?? "", nameEnglish: try row["name_en"] ?? "",
                    deciderPersian: try row["decider_fa"] ?? "", deciderEnglish: try row["decider_en"] ?? "")
            },
            documentNumber: try row["document_number"], dated: try row["dated"], reason: try row["reason"],
            by: try row["recorded_by"], at: try row["recorded_at"])
    }
}
