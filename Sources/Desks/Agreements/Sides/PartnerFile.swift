import OfficeKit
import SQLStore

/// What one person of the other side sees: the agreement that is open to them and the documents under it, without what
/// is restricted, without sources' claims, evidence, files and the names of our people.
struct PartnerFile: Sendable {
    let access: PartnerAccess
    /// The agreement first.
    let files: [AgreementFile]
    let reports: [Evidence]

    var agreement: AgreementFile { files[0] }

    /// - Returns: nil when the access is closed, or the agreement has become restricted.
    static func load(
        _ id: String, at now: Moment, on today: Day, connection: any SQLConnection
    ) throws -> PartnerFile? {
        guard let access = try PartnerAccess.find(id, on: connection), access.isOpen(at: now),
            let registered = try RegisteredAgreement.find(id: access.agreement, for: .machine, on: connection),
            registered.agreement.secrecy != .restricted
        else { return nil }
        let family =
            [registered]
            + (try RegisteredAgreement.children(of: registered.agreement.id, for: .machine, on: connection))
            .filter { $0.agreement.secrecy != .restricted }
        let files = try family.map { one in
            // Bodies that are restricted have no name here; who is asked to see is nobody of ours.
            try AgreementFile(one, for: .visitor, isAssigned: true, on: today, connection: connection)
        }
        let holder = LinkHolder.account(of: access.id)
        let reports = files.flatMap { $0.evidence.values.flatMap { $0 } }.filter { $0.submittedBy == holder }
        return PartnerFile(access: access, files: files, reports: reports.sorted { $0.id > $1.id })
    }

    /// The agreement and the line of the address.
    ///
    /// - Throws: ``Refusal/notFound``.
    func line(of visit: Visit) throws -> (AgreementFile, BothSides.Line) {
        for file in visit.part("topic") == Statement.Topic.action.rawValue ? files : [agreement] {
            if let line = try? SidesPage.line(visit, in: file.sides) { return (file, line) }
        }
        throw Refusal.notFound
    }

    /// The agreement and the live clause of the address.
    ///
    /// - Throws: ``Refusal/notFound``.
    func clause(of visit: Visit) throws -> (AgreementFile, Clause) {
        for file in files {
            if let clause = file.clauses.first(where: { $0.id == visit.part("clause") }), clause.isLive(on: visit.today)
            {
                return (file, clause)
            }
        }
        throw Refusal.notFound
    }
}
