/// What can be done in the office, and who may do it: the one table of rights.
///
/// A route names the permission it needs; what an account then sees of each record is ``Secrecy``'s matter.
public enum Permission: String, Sendable, CaseIterable {
    /// Sees pages that need no account.
    case visit
    /// Changes the own language, password and second factor.
    case useAccount
    /// Comes in: where everybody lands, and what is shown to each as far as it is theirs.
    case enter
    /// Reads records of the office, as far as their secrecy allows.
    case read
    /// Takes lists home as CSV and XLSX.
    case export
    /// Adds and changes cities, bodies, persons and posts.
    case editContacts
    /// Adds and changes agreements, clauses and actions; settles claims.
    case editAgreements
    /// Submits evidence; a body's representative only for what is assigned to the body.
    case submitEvidence
    /// Sees the clauses assigned to the own body, and nothing else.
    case seeAssignments
    /// Accepts or returns evidence of others.
    case reviewEvidence
    /// Asks bodies for updates of their actions.
    case askForUpdates
    /// Opens an agreement to its counterpart by a personal link.
    case shareAgreements
    /// Imports files.
    case importRecords
    /// Reads the history of records.
    case readJournal
    /// Manages accounts.
    case manageAccounts
    /// Changes the office's settings.
    case manageOffice

    /// The roles that have it; `visit` needs none.
    public var roles: Set<Role> {
        let officers: Set<Role> = [.administrator, .deputy, .urbanOfficer, .economicOfficer, .citizenOfficer]
        switch self {
        case .visit, .useAccount, .enter: return Set(Role.allCases)
        case .read: return Set(Role.allCases).subtracting([.bodyRepresentative])
        case .export: return officers.union([.protocolOfficer, .editor])
        case .editContacts: return officers.union([.protocolOfficer])
        case .editAgreements: return officers
        case .submitEvidence: return officers.union([.protocolOfficer, .bodyRepresentative])
        case .seeAssignments: return [.bodyRepresentative]
        case .reviewEvidence, .askForUpdates, .shareAgreements: return officers
        case .importRecords: return [.administrator, .deputy]
        case .readJournal: return officers.union([.protocolOfficer, .editor])
        case .manageAccounts, .manageOffice: return [.administrator]
        }
    }
}

extension Role {
    /// Whether the role has the permission.
    public func may(_ permission: Permission) -> Bool { permission.roles.contains(self) }
}
