import SQLStore

/// What an account is in the office. What each may do stands in ``Permission``.
public enum Role: String, Sendable, CaseIterable, Codable, SQLBindable, SQLReadable {
    case administrator, deputy, urbanOfficer, economicOfficer, citizenOfficer, protocolOfficer, editor
    case bodyRepresentative, viewer
}
