import SQLStore

/// A file that belongs to a record. Its content lies in the database in chunks, so that it is written in one
/// transaction with its record and one backup holds all.
///
/// Who may see the record may download the file: the caller asks ``Viewer`` before it reads the content.
public struct Attachment: Sendable, Hashable, Identifiable {
    /// The largest file, in bytes: 25 MB.
    public static let limit = 25 * 1024 * 1024
    /// The size of each chunk but the last.
    static let chunk = 1 << 20

    public let id: String
    /// The record it belongs to.
    public let subjectKind: String
    public let subjectID: String
    /// Cleaned, with an extension that fits the content.
    public let fileName: String
    /// Found from the content.
    public let mediaType: MediaType
    /// In bytes.
    public let size: Int
    /// Of the content, in hexadecimal.
    public let sha256: String
    public let createdAt: Moment
    /// Who added it; nil when the machine did.
    public let account: String?

    static let migration = SchemaMigration(
        id: "office-020-attachments",
        statements: """
            CREATE TABLE attachment (
                id TEXT PRIMARY KEY,
                subject_kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                file_name TEXT NOT NULL,
                media_type TEXT NOT NULL,
                size BIGINT NOT NULL,
                sha256 TEXT NOT NULL,
                created_at TEXT NOT NULL,
                account_id TEXT
            );
            CREATE INDEX attachment_subject ON attachment (subject_kind, subject_id, id);
            CREATE TABLE attachment_chunk (
                attachment_id TEXT NOT NULL REFERENCES attachment (id) ON DELETE CASCADE,
                number BIGINT NOT NULL,
                bytes BYTEA NOT NULL,
                PRIMARY KEY (attachment_id, number)
            );
            """)
}

extension Attachment: RowReadable {
    public init(row: Row) throws {
        id = try row["id"]
        subjectKind = try row["subject_kind"]
        subjectID = try row["subject_id"]
        fileName = try row["file_name"]
        mediaType = try row["media_type"]
        size = try row["size"]
        sha256 = try row["sha256"]
        createdAt = try row["created_at"]
        account = try row["account_id"]
    }
}

/// Why a file is not taken or cannot be given.
public enum AttachmentError: Error, Sendable, Equatable {
    /// Larger than ``Attachment/limit``.
    case tooLarge
    /// A file without content.
    case empty
    /// No such attachment.
    case missing
    /// The content in the database is not what was stored.
    case damaged(id: String)
}
