import OfficeKit
import SQLStore

/// A record of the office that shows that an action happened: a document, and what upper desks offer, such as a meeting.
public struct EvidenceReference: Sendable, Hashable {
    /// The source's kind.
    public let kind: String
    public let id: String
    /// What it is called, in the language that was asked for.
    public let label: String
    /// Its page.
    public let href: String?

    public init(kind: String, id: String, label: String, href: String?) {
        self.kind = kind
        self.id = id
        self.label = label
        self.href = href
    }

    /// The value that stands for it in forms and the API: `document:0190…`.
    public var value: String { "\(kind):\(id)" }
}

/// Where records that can be evidence come from. A desk above offers its meetings, deals, visits, programmes or stories
/// by one of these, so that work is proven by the record it left and nobody reports for reporting's sake.
public protocol EvidenceSource: Sendable {
    /// Names the source in the database; never changes.
    var kind: String { get }
    /// The catalogue key of what its records are called together.
    var key: String { get }
    /// The records that may show work under an agreement, the likeliest first, as far as these eyes may see them.
    func records(
        for agreement: RegisteredAgreement, viewer: Viewer, in language: Language, on connection: any SQLConnection
    ) throws -> [EvidenceReference]
    /// The record of an id; nil when there is none for these eyes.
    func record(
        _ id: String, viewer: Viewer, in language: Language, on connection: any SQLConnection
    ) throws -> EvidenceReference?
}

/// The documents of an agreement, of the instrument above it and of those under it.
public struct DocumentSource: EvidenceSource {
    public let kind = "document"
    public let key = "evidence.source.document"

    public init() {}

    public func records(
        for agreement: RegisteredAgreement, viewer: Viewer, in language: Language, on connection: any SQLConnection
    ) throws -> [EvidenceReference] {
        let id = agreement.agreement.id
        let parent = try agreement.agreement.parent.flatMap { id in
            try RegisteredAgreement.find(id: id, for: viewer, on: connection)
        }
        let family =
            [agreement] + [parent].compactMap { $0 }
            + (try RegisteredAgreement.children(of: id, for: viewer, on: connection))
        return try family.flatMap { one in
            try Attachment.list(of: (Agreement.kind, one.agreement.id), on: connection).reversed()
                .map { reference(to: $0, of: one) }
        }
    }

    public func record(
        _ id: String, viewer: Viewer, in language: Language, on connection: any SQLConnection
    ) throws -> EvidenceReference? {
        guard let file = try Attachment.find(id, on: connection), file.subjectKind == Agreement.kind,
            let agreement = try RegisteredAgreement.find(id: file.subjectID, for: viewer, on: connection)
        else { return nil }
        return reference(to: file, of: agreement)
    }

    private func reference(to file: Attachment, of agreement: RegisteredAgreement) -> EvidenceReference {
        EvidenceReference(
            kind: kind, id: file.id, label: "\(agreement.code) · \(file.fileName)",
            href: "\(agreement.href)/files/\(file.id)")
    }
}
