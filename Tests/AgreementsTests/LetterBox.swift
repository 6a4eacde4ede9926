import Foundation
import OfficeTesting
import SQLStore

/// The letters that wait in the office's outbox.
struct LetterBox {
    struct Letter: Sendable {
        let recipient: String
        let language: String
        let subject: String
        let body: String

        /// The path of the link in it.
        var path: String? {
            body.firstMatch(of: /https?:\/\/[^\/\s]+(\/[up]\/[A-Za-z0-9_-]+)/).map { String($0.output.1) }
        }
    }

    /// In the order in which they were posted.
    static func all(of office: OfficeUnderTest) async throws -> [Letter] {
        try await office.read { connection in
            try connection.rows("SELECT recipient, language, subject, body FROM mail ORDER BY id").map { row in
                Letter(recipient: try row[0], language: try row[1], subject: try row[2], body: try row[3])
            }
        }
    }
}
