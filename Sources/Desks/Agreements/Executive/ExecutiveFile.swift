import OfficeKit
import SQLStore

/// An executive document with its path and the clauses that it carries out, read from one snapshot.
struct ExecutiveFile: Sendable {
    let file: AgreementFile
    let path: ApprovalPath
    /// Where its clauses stand: itself, or the tie above it as long as it has none of its own.
    let source: AgreementFile
    let clauses: [Clause]
    let gaps: [DraftGap]
    /// Who recorded the steps, by account.
    let names: RecordNames

    /// Reads the executive document of the address's `:code`.
    ///
    /// - Throws: ``Refusal/notFound`` when there is none for these eyes, or it is of another level.
    static func load(_ visit: Visit) async throws -> ExecutiveFile {
        let code = visit.part("code")
        let viewer = visit.viewer
        let today = visit.today
        return try await visit.read { connection in
            guard let registered = try RegisteredAgreement.find(code: code, for: viewer, on: connection),
                registered.agreement.level == .executive
            else { throw Refusal.notFound }
            return try ExecutiveFile(registered, for: viewer, on: today, connection: connection)
        }
    }

    init(
        _ registered: RegisteredAgreement, for viewer: Viewer, on today: Day, connection: any SQLConnection
    ) throws {
        let own = try AgreementFile(registered, for: viewer, on: today, connection: connection)
        file = own
        path = own.paths[registered.agreement.id] ?? ApprovalPath()
        var source = own
        // A tie's promises are drafted into its first document; copied, each would be promised twice.
        if !own.clauses.contains(where: { $0.isLive(on: today) }), let parent = own.parent {
            source = try AgreementFile(parent, for: viewer, on: today, connection: connection)
        }
        self.source = source
        clauses = source.clauses.filter { $0.isLive(on: today) }
        gaps = DraftGap.gaps(of: clauses, actions: source.actions, on: today)
        names = try RecordNames(accounts: path.records.map(\.by), for: viewer, on: connection)
    }

    /// Keeps the wording of the day on which the document came in force, as a Word file among its attachments: what the
    /// clauses say later is another matter.
    ///
    /// It names what everybody who may read the agreement may see, and not what the one who recorded it sees.
    static func keepWording(of registered: RegisteredAgreement, visit: Visit, in change: Change) throws {
        let eyes =
            registered.agreement.secrecy == .everyone ? Viewer.visitor : Viewer(account: "", role: .urbanOfficer)
        let connection = change.connection
        guard let now = try RegisteredAgreement.find(code: registered.code, for: .machine, on: connection) else {
            return
        }
        let executive = try ExecutiveFile(now, for: eyes, on: visit.today, connection: connection)
        let document = ExecutiveText(executive, visit: visit).document()
        _ = try change.attach(
            try document.word().docx(), named: "\(registered.code)-in-force-\(visit.today.iso).docx",
            to: registered.subject, secrecy: registered.agreement.secrecy)
    }

    /// Whether the document says anything, whoever may see it: asked within a change.
    static func hasClauses(
        _ registered: RegisteredAgreement, on today: Day, connection: any SQLConnection
    ) throws -> Bool {
        for id in [registered.agreement.id, registered.agreement.parent].compactMap({ $0 })
        where try Clause.all(of: id, on: connection).contains(where: { $0.isLive(on: today) }) {
            return true
        }
        return false
    }
}
