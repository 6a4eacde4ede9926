import OfficeKit
import SQLStore

/// A document or record that shows work under a clause, with what became of it.
struct EvidenceView: APIVersioned {
    static let notes: [String: FieldNote] = [
        "clause": FieldNote("The clause's number."),
        "action": FieldNote("The id of the action it shows; left out for work that nobody had planned."),
        "dated": FieldNote("The day on which what it shows took place."),
        "submittedBy": FieldNote("Who submitted it."),
        "record": FieldNote("The record of the office that shows it: its source and its id."),
        "reason": FieldNote("What was missing, when it was returned."),
    ]

    /// A file that came with it.
    struct File: APIShape {
        static let schemaName = "File"
        static let notes: [String: FieldNote] = [
            "type": FieldNote("The media type, as found from the content."), "size": FieldNote("In bytes."),
        ]
        let id: String
        let name: String
        let type: String
        let size: Int
        let sha256: String
    }

    let id: String
    let version: String
    let clause: Int
    let action: String?
    let title: String
    let dated: Day
    let link: String?
    let files: [File]
    let record: String?
    let submittedBy: Wording
    let submittedOn: Day
    let state: Evidence.State.Name
    let decidedBy: Wording?
    let decidedOn: Day?
    let reason: String?

    static func load(_ id: String, visit: Visit, on connection: any SQLConnection) throws -> EvidenceView {
        let (evidence, link, clause) = try AgreementsAPI.evidence(id, of: visit, on: connection)
        let views = try views(
            of: [(evidence, link)], clauses: [clause.clause.id: clause.clause.number], on: connection)
        guard let view = views.first else { throw Refusal.notFound }
        return view
    }

    /// - Parameter clauses: the numbers of clauses, by id.
    static func views(
        of all: [(evidence: Evidence, link: String?)], clauses: [String: Int], on connection: any SQLConnection
    ) throws -> [EvidenceView] {
        let versions = try Journal.versions(of: Evidence.kind, ids: all.map(\.evidence.id), on: connection)
        let accounts = Set(all.flatMap { [$0.evidence.submittedBy, $0.evidence.state.decision?.by].compactMap { $0 } })
        var names: [String: Wording] = [:]
        for row in try connection.rows(
            "SELECT id, name_fa, name_en FROM account WHERE id IN \(list: Array(accounts))")
        {
            names[try row[0]] = Wording(fa: try row[1], en: try row[2])
        }
        for (id, name) in try LinkHolder.names(of: Array(accounts), on: connection) {
            names[id] = Wording(fa: name, en: name)
        }
        let records = try EvidenceSources.values(of: all.map(\.evidence.id), on: connection)
        return try all.map { evidence, link in
            let files = try Attachment.list(of: (Evidence.kind, evidence.id), on: connection)
            let decision = evidence.state.decision
            return EvidenceView(
                id: evidence.id, version: versions[evidence.id] ?? "0", clause: clauses[evidence.clause] ?? 0,
                action: evidence.action, title: evidence.title, dated: evidence.dated, link: link,
                files: files.map {
                    File(
                        id: $0.id, name: $0.fileName, type: $0.mediaType.header, size: $0.size, sha256: $0.sha256)
                }, record: records[evidence.id], submittedBy: names[evidence.submittedBy] ?? Wording(fa: nil, en: nil),
                submittedOn: evidence.submittedOn, state: evidence.state.name,
                decidedBy: decision.flatMap { names[$0.by] }, decidedOn: decision?.on, reason: decision?.reason)
        }
    }
}

/// All evidence of an agreement.
struct EvidenceListView: APIShape {
    let items: [EvidenceView]

    static func load(_ visit: Visit, on connection: any SQLConnection) throws -> EvidenceListView {
        let agreement = try AgreementsAPI.agreement(of: visit, on: connection).agreement.id
        return EvidenceListView(
            items: try EvidenceView.views(
                of: try Evidence.all(of: agreement, on: connection),
                clauses: try AgreementsAPI.clauseNumbers(of: agreement, on: connection), on: connection))
    }
}

extension Evidence.State {
    /// Who decided what became of it, when, and why.
    fileprivate var decision: (by: String, on: Day, reason: String?)? {
        switch self {
        case .submitted: nil
        case .accepted(let by, let on), .withdrawn(let by, let on): (by, on, nil)
        case .returned(let by, let on, let reason): (by, on, reason)
        }
    }
}
