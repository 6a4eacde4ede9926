import Crypto
import Foundation
import HTTPTypes
import NIOCore
import SQLStore

/// The name that a form or a program gives to one sending, so that sending it again makes nothing new.
struct SubmissionKey: Sendable, Hashable {
    let id: String
    let account: String
    /// SHA-256 of what was sent; nil for forms, which may be corrected and sent again.
    let digest: String?

    init(id: String, account: String, digest: String? = nil) {
        self.id = id
        self.account = account
        self.digest = digest
    }

    /// What the header `Idempotency-Key` says; nil without it.
    ///
    /// - Throws: a ``Rejection`` of the header.
    init?(of visit: Visit) throws {
        guard let account = visit.person?.account,
            let header = visit.headers.first(where: { $0.name.canonicalName == "idempotency-key" })
        else { return nil }
        let isPlain = header.value.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPlain, (1...64).contains(header.value.utf8.count) else {
            throw Rejection([Problem(field: "Idempotency-Key", key: "api.errors.badKey")])
        }
        var hash = SHA256()
        hash.update(data: Data("\(visit.path)\n".utf8))
        hash.update(data: Data(visit.body.readableBytesView))
        // A program's keys and a form's are apart.
        id = "api:" + header.value
        self.account = account
        digest = hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

/// What was made by one sending.
enum Submission {
    /// Makes something unless the same sending has made it before, in the transaction that keeps it.
    ///
    /// - Parameter make: makes it and returns its address.
    /// - Returns: the address of what was made now or then.
    /// - Throws: a ``Rejection`` when the key was used for something else; what `make` throws.
    static func once(_ key: SubmissionKey?, in change: Change, _ make: () throws -> String) throws -> String {
        guard let key else { return try make() }
        let connection = change.connection
        if let made = try connection.first(
            "SELECT location, digest FROM submission WHERE id = \(key.id) AND account_id = \(key.account)")
        {
            let digest: String? = try made["digest"]
            guard digest == key.digest else {
                throw Rejection([Problem(field: "Idempotency-Key", key: "api.errors.keyReused")])
            }
            change.nothingChanged()
            return try made["location"]
        }
        let location = try make()
        try connection.execute(
            """
            INSERT INTO submission (id, account_id, location, at, digest)
            VALUES (\(key.id), \(key.account), \(location), \(change.at), \(key.digest.sqlValue))
            """)
        return location
    }

    static let digests = SchemaMigration(
        id: "office-041-submission-digests", statements: "ALTER TABLE submission ADD COLUMN digest TEXT;")
}
