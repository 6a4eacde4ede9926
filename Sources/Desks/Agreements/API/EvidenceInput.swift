import Foundation
import OfficeKit
import SQLStore

/// Evidence as a program sends it. A link, a file or both must show it.
struct EvidenceInput: APIInput {
    static let fieldNames = ["proof": "link"]
    static let notes: [String: FieldNote] = [
        "clause": FieldNote("The clause's number.", least: 1, most: 9999),
        "action": FieldNote("The id of the action it shows, of the same clause.", most: 64),
        "dated": FieldNote("The day on which what it shows took place."),
        "link": FieldNote("A web address where it can be seen."),
        "files": FieldNote(most: 10),
        "record": FieldNote("A record of the office that shows it: `document:` and a file's id.", most: 100),
    ]
    /// A file of the largest size is a third longer in Base64.
    static let bodyLimit = 36 << 20

    /// A file inside the body.
    struct FileInput: APIInput {
        static let notes: [String: FieldNote] = [
            "name": FieldNote(least: 1, most: 255),
            "content": FieldNote("In Base64 (RFC 4648).", least: 1, format: "byte"),
        ]
        let name: String
        let content: String
    }

    let clause: Int
    let action: String?
    let title: String
    let dated: Day
    let link: String?
    let files: [FileInput]?
    let record: String?

    /// - Throws: a ``Problem`` of a file that is not Base64, or of a record that is not there for these eyes.
    func submission(
        of evidence: Evidence, from sources: EvidenceSources, visit: Visit, on connection: any SQLConnection
    ) throws -> Evidence.Submission {
        let files = try (self.files ?? []).enumerated().map { place, file in
            guard let content = Data(base64Encoded: file.content) else {
                throw Problem(field: "files.\(place).content", key: "api.errors.notBase64")
            }
            return FormData.File(field: "files", name: file.name, bytes: [UInt8](content))
        }
        // A body's representative sees no records.
        let record = try sources.record(
            named: visit.may(.read) ? self.record ?? "" : "", viewer: visit.viewer, in: visit.language, on: connection)
        return Evidence.Submission(
            evidence, link: link.flatMap { $0.isEmpty ? nil : $0 }, files: files, record: record)
    }

    /// Says what is wrong with files as a problem of theirs.
    func keeping<T>(_ work: () throws -> T) throws -> T {
        do {
            return try work()
        } catch AttachmentError.tooLarge {
            throw Problem(field: "files", key: "forms.errors.fileTooLarge")
        } catch AttachmentError.empty {
            throw Problem(field: "files", key: "forms.errors.fileEmpty")
        }
    }
}

/// What is decided on another's evidence.
struct ReviewInput: APIInput {
    static let fieldNames = ["review": "decision"]
    static let notes: [String: FieldNote] = [
        "reason": FieldNote("What is missing, so that it can be mended; needed when it is returned.")
    ]

    enum Decision: String, Codable, CaseIterable, Sendable { case accept, `return` }

    let decision: Decision
    let reason: String?

    var review: EvidenceReview {
        switch decision {
        case .accept: .accept
        case .return: .return(reason: reason ?? "")
        }
    }
}
