import Crypto
import SQLStore

extension Change {
    /// Stores a file with its journal entry.
    ///
    /// - Parameters:
    ///   - bytes: the content.
    ///   - name: as its sender calls it; it is cleaned.
    ///   - subject: the record it belongs to.
    ///   - secrecy: the record's.
    /// - Throws: ``AttachmentError/tooLarge``, ``AttachmentError/empty``.
    public func attach(
        _ bytes: [UInt8], named name: String, to subject: Subject, secrecy: Secrecy
    ) throws -> Attachment {
        guard !bytes.isEmpty else { throw AttachmentError.empty }
        guard bytes.count <= Attachment.limit else { throw AttachmentError.tooLarge }
        let type = MediaType(of: bytes, named: name)
        let id = Identifier.make(at: at)
        let fileName = FileName.cleaned(name, for: type)
        let hash = Attachment.hexadecimal(SHA256.hash(data: bytes))
        try connection.execute(
            """
            INSERT INTO attachment (id, subject_kind, subject_id, file_name, media_type, size, sha256, created_at,
                account_id)
            VALUES (\(id), \(subject.kind), \(subject.id), \(fileName), \(type), \(bytes.count), \(hash), \(at),
                \(author.account))
            """)
        for (number, start) in stride(from: 0, to: bytes.count, by: Attachment.chunk).enumerated() {
            let chunk = Array(bytes[start..<min(start + Attachment.chunk, bytes.count)])
            try connection.execute(
                "INSERT INTO attachment_chunk (attachment_id, number, bytes) VALUES (\(id), \(number), \(chunk))")
        }
        try record(
            "journal.attachment.added", Subject(kind: "attachment", id: id, label: fileName), under: subject,
            secrecy: secrecy,
            changes: [
                FieldChange("attachment.field.name", from: nil, to: fileName),
                FieldChange("attachment.field.size", .number, from: nil, to: String(bytes.count)),
                FieldChange("attachment.field.sha256", from: nil, to: hash),
            ])
        return Attachment(
            id: id, subjectKind: subject.kind, subjectID: subject.id, fileName: fileName, mediaType: type,
            size: bytes.count, sha256: hash, createdAt: at, account: author.account)
    }

    /// Removes a file; the journal keeps its name and hash.
    ///
    /// - Throws: ``AttachmentError/missing`` when the record has no such file.
    public func detach(_ id: String, from subject: Subject, secrecy: Secrecy, reason: String? = nil) throws {
        guard let attachment = try Attachment.find(id, on: connection), attachment.subjectKind == subject.kind,
            attachment.subjectID == subject.id
        else { throw AttachmentError.missing }
        try connection.execute("DELETE FROM attachment_chunk WHERE attachment_id = \(id)")
        try connection.execute("DELETE FROM attachment WHERE id = \(id)")
        try record(
            "journal.attachment.removed", Subject(kind: "attachment", id: id, label: attachment.fileName),
            under: subject, secrecy: secrecy,
            changes: [
                FieldChange("attachment.field.name", from: attachment.fileName, to: nil),
                FieldChange("attachment.field.sha256", from: attachment.sha256, to: nil),
            ], reason: reason)
    }
}

extension Attachment {
    /// The attachment of that id.
    public static func find(_ id: String, on connection: any SQLConnection) throws -> Attachment? {
        try connection.first("SELECT * FROM attachment WHERE id = \(id)", as: Attachment.self)
    }

    /// The files of a record, oldest first.
    public static func list(
        of subject: (kind: String, id: String), on connection: any SQLConnection
    ) throws -> [Attachment] {
        try connection.rows(
            "SELECT * FROM attachment WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY id",
            as: Attachment.self)
    }

    /// Hands over the content chunk by chunk, each at most 1 MiB.
    public func forEachChunk(on connection: any SQLConnection, _ body: ([UInt8]) throws -> Void) throws {
        try connection.forEachRow("SELECT bytes FROM attachment_chunk WHERE attachment_id = \(id) ORDER BY number") {
            try body(try $0["bytes"])
        }
    }

    /// The whole content, proven against the hash.
    ///
    /// - Throws: ``AttachmentError/damaged(id:)``.
    public func content(on connection: any SQLConnection) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        try forEachChunk(on: connection) { bytes += $0 }
        guard Self.hexadecimal(SHA256.hash(data: bytes)) == sha256 else { throw AttachmentError.damaged(id: id) }
        return bytes
    }

    /// The headers that a download needs besides its type; `nosniff` keeps browsers from guessing another one.
    public func downloadHeaders(isInline: Bool = false) -> [(name: String, value: String)] {
        let headers = [
            ("Content-Type", mediaType.header),
            ("Content-Disposition", FileName.disposition(fileName, isInline: isInline && mediaType.isShownInline)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        // A browser's own PDF viewer does not start in a sandbox, and it runs nothing of the page's origin.
        return mediaType == .pdf ? headers : headers + [("Content-Security-Policy", "sandbox; default-src 'none'")]
    }

    static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
        digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
