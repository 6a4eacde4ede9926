import OfficeKit
import SQLStore

extension EvidenceReference {
    static let migration = SchemaMigration(
        id: "agreements-041-evidence-records",
        statements: """
            CREATE TABLE evidence_record (
                evidence_id TEXT PRIMARY KEY REFERENCES evidence (id),
                kind TEXT NOT NULL,
                record_id TEXT NOT NULL
            );
            """)

    /// Says that it shows what evidence tells of.
    func keep(for evidence: Evidence, under clause: RegisteredClause, in change: Change) throws {
        try change.connection.execute(
            """
            INSERT INTO evidence_record (evidence_id, kind, record_id) VALUES (\(evidence.id), \(kind), \(id))
            ON CONFLICT (evidence_id) DO UPDATE SET kind = excluded.kind, record_id = excluded.record_id
            """)
        try change.record(
            "journal.evidence.shownBy", evidence.subject, under: clause.agreement.subject,
            secrecy: clause.agreement.agreement.secrecy,
            changes: [FieldChange("evidence.field.record", .key, from: nil, to: "evidence.source.\(kind)")])
    }
}

/// All sources of records, those of the desks above among them.
struct EvidenceSources: Sendable {
    let sources: [any EvidenceSource]

    init(_ more: [any EvidenceSource] = []) { sources = [DocumentSource()] + more }

    /// What a form offers: each record with the name of its source.
    func choices(
        for agreement: RegisteredAgreement, visit: Visit, on connection: any SQLConnection
    ) throws -> [(value: String, label: String)] {
        try sources.flatMap { source in
            try source.records(for: agreement, viewer: visit.viewer, in: visit.language, on: connection).map {
                ($0.value, "\(visit.text.text(source.key)): \($0.label)")
            }
        }
    }

    /// The record that a form or a program names; nil when it names none.
    ///
    /// - Throws: a ``Problem`` of `record` when there is none for these eyes.
    func record(
        named value: String, viewer: Viewer, in language: Language, on connection: any SQLConnection
    ) throws -> EvidenceReference? {
        if value.isEmpty { return nil }
        let parts = value.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let source = sources.first(where: { $0.kind == parts[0] }),
            let found = try source.record(parts[1], viewer: viewer, in: language, on: connection)
        else { throw Problem(field: "record", key: "forms.errors.notInList") }
        return found
    }

    /// The values of the records that show evidence, by evidence.
    static func values(of evidence: [String], on connection: any SQLConnection) throws -> [String: String] {
        var found: [String: String] = [:]
        for part in evidence.chunked(by: 500) {
            for row in try connection.rows(
                "SELECT evidence_id, kind, record_id FROM evidence_record WHERE evidence_id IN \(list: part)")
            {
                let kind: String = try row[1]
                let id: String = try row[2]
                found[try row[0]] = "\(kind):\(id)"
            }
        }
        return found
    }

    /// What shows evidence: the source's name, and the record where these eyes may see it.
    func shown(
        by evidence: String, viewer: Viewer, in language: Language, on connection: any SQLConnection
    ) throws -> (key: String, record: EvidenceReference?)? {
        guard
            let row = try connection.first(
                "SELECT kind, record_id FROM evidence_record WHERE evidence_id = \(evidence)")
        else { return nil }
        let kind: String = try row["kind"]
        guard let source = sources.first(where: { $0.kind == kind }) else { return nil }
        return (source.key, try source.record(try row["record_id"], viewer: viewer, in: language, on: connection))
    }
}
