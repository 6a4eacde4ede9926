import Cities
import OfficeKit
import SQLStore

/// All that the office holds about one agreement, read from one snapshot: what its pages show.
struct AgreementFile: Sendable {
    let registered: RegisteredAgreement
    let record: AgreementRecord
    let proof: StageProof
    let causes: [Dormancy]
    /// How long silence may last.
    let limits: SilenceLimits
    /// What is known around the agreement itself, without the documents under it, which fewer people may see.
    let around: Surroundings
    let clauses: [Clause]
    /// By clause.
    let actions: [String: [Action]]
    /// By clause, the latest first.
    let evidence: [String: [Evidence]]
    let attachments: [Attachment]
    /// The instrument that it carries out, if these eyes may see it.
    let parent: RegisteredAgreement?
    /// What stands right under it, as far as these eyes may see it.
    let documents: [RegisteredAgreement]
    let claims: ClaimSet
    /// By action.
    let recurrences: [String: Recurrence]
    /// What both sides say of it.
    let sides: BothSides
    /// What the people of the other side are called who have or had access, by access.
    let partnerNames: [String: String]
    /// Its path and those of the executive documents right under it, by agreement.
    let paths: [String: ApprovalPath]
    /// Where clauses were read from, by clause.
    let sources: [String: [ClauseSource]]
    let twins: TwinCheck
    let names: RecordNames

    var agreement: Agreement { registered.agreement }

    /// Reads the agreement of the address's `:code`.
    ///
    /// - Throws: ``Refusal/notFound`` when there is none for these eyes.
    static func load(_ visit: Visit) async throws -> AgreementFile {
        let code = visit.part("code")
        let viewer = visit.viewer
        let today = visit.today
        return try await visit.read { connection in
            guard let registered = try RegisteredAgreement.find(code: code, for: viewer, on: connection) else {
                throw Refusal.notFound
            }
            return try AgreementFile(registered, for: viewer, on: today, connection: connection)
        }
    }

    /// - Parameter isAssigned: whether the viewer looks at it for the work in it that is assigned to a body.
    init(
        _ registered: RegisteredAgreement, for viewer: Viewer, isAssigned: Bool = false, on today: Day,
        connection: any SQLConnection
    ) throws {
        let agreement = registered.agreement
        self.registered = registered
        record = try RecordStore.record(of: registered, on: connection)
        limits = try SilenceLimits.load(on: connection)
        proof = StageProof(of: record, on: today, limits: limits)
        causes = Dormancy.causes(of: record, proof: proof, on: today, limits: limits)
        around = try Surroundings.all(of: [agreement.id], on: connection)[agreement.id] ?? Surroundings()
        clauses = try Clause.all(of: agreement.id, on: connection)
        let actions = try Action.all(of: agreement.id, on: connection)
        let evidence = try Evidence.all(of: agreement.id, on: connection).map(\.evidence)
        self.actions = Dictionary(grouping: actions, by: \.clause)
        self.evidence = Dictionary(grouping: evidence, by: \.clause)
        attachments = try Attachment.list(of: (Agreement.kind, agreement.id), on: connection)
        parent = try agreement.parent.flatMap { id in
            try RegisteredAgreement.find(id: id, for: viewer, on: connection)
        }
        documents = try RegisteredAgreement.children(of: agreement.id, for: viewer, on: connection)
        claims = try ClaimSet.of(agreement.id, on: connection)
        recurrences = try Recurrence.all(of: agreement.id, on: connection)
        sides = try BothSides.load(of: agreement, actions: actions, on: today, connection: connection)
        partnerNames = try PartnerAccess.names(of: agreement, on: connection)
        paths = try ApprovalPath.all(
            of: ([registered] + documents).map(\.agreement).filter { $0.level == .executive }.map(\.id), on: connection)
        sources = try ClauseSource.all(of: agreement.id, on: connection)
        twins = try TwinCheck(clauses, of: agreement, on: today, connection: connection)
        names = try RecordNames(
            cities: agreement.parties.compactMap(\.city),
            bodies: clauses.flatMap { $0.ourBodies + $0.theirBodies } + agreement.parties.compactMap(\.body)
                + actions.compactMap(\.ownerBody),
            persons: actions.compactMap(\.ownerPerson) + agreement.signatories.compactMap(\.person),
            accounts: evidence.map(\.submittedBy), for: viewer, isAssigned: isAssigned, on: connection)
    }

    /// Where clauses of this tie belong: the agreement itself when work can start from it, else the document under it
    /// that is in force, the newest first.
    func workplace(on today: Day) -> RegisteredAgreement {
        if agreement.level.isExecutable { return registered }
        let inForce = Set(record.documents.filter { $0.isInForce(on: today) }.map(\.id))
        return documents.last { inForce.contains($0.agreement.id) } ?? registered
    }

    /// What the partners are called.
    func partners(in language: Language) -> [String] {
        agreement.parties.filter { $0.side == .theirs }.compactMap { party in
            party.city.flatMap { names.city($0, in: language) } ?? party.body.flatMap { names.body($0, in: language) }
        }
    }

    /// What the agreement is called.
    func title(in language: Language) -> String { agreement.title(in: language) ?? registered.code }
}

extension RegisteredAgreement {
    /// The agreement of an id, if these eyes may see it.
    static func find(
        id: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> RegisteredAgreement? {
        try connection.first(
            """
            SELECT \(fragment: columns) FROM agreement
            WHERE id = \(id) AND \(fragment: viewer.sees(table: "agreement", kind: Agreement.kind))
            """, as: RegisteredAgreement.self)
    }

    /// What stands right under an agreement and may be seen, in the order of codes.
    static func children(
        of id: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [RegisteredAgreement] {
        try connection.rows(
            """
            SELECT \(fragment: columns) FROM agreement
            WHERE parent_id = \(id) AND \(fragment: viewer.sees(table: "agreement", kind: Agreement.kind))
            ORDER BY LENGTH(code), code
            """, as: RegisteredAgreement.self)
    }
}
