import Foundation
import SQLStore
import Subprocess
import SystemPackage

/// The letters that wait to be sent, and the way they leave: through a command that is called as sendmail is.
///
/// No letter is sent within a request. Without a command letters stay in the line and say so.
public struct Outbox: Sendable {
    /// The kind of its jobs.
    public static let kind = "mail.deliver"
    /// What a letter waits for when no command is set.
    static let noCommand = "no mail command is set"

    private struct Payload: Codable {
        let mail: String
    }

    private let office: Office
    private let command: String?

    /// - Parameter command: the path of sendmail, msmtp or the like; nil when the machine sends no mail.
    public init(office: Office, command: String?) {
        self.office = office
        self.command = command
    }

    /// Puts a letter into the line, in the transaction of the change that calls for it.
    ///
    /// - Returns: the letter's id.
    @discardableResult
    public static func post(_ mail: Mail, at moment: Moment, on connection: any SQLConnection) throws -> String {
        let id = Identifier.make()
        let headers = String(decoding: try JSONEncoder().encode(mail.headers), as: UTF8.self)
        try connection.execute(
            """
            INSERT INTO mail (id, created_at, sender, recipient, recipient_name, language, subject, body, headers)
            VALUES (\(id), \(moment), \(mail.sender), \(mail.recipient), \(mail.recipientName),
                \(mail.language.rawValue), \(mail.subject), \(mail.body), \(headers))
            """)
        try Jobs.enqueue(kind, payload: Payload(mail: id), at: moment, now: moment, on: connection)
        return id
    }

    /// How many letters wait, and what the last one that could not be sent waits for.
    public static func waiting(on connection: any SQLConnection) throws -> (count: Int, problem: String?) {
        let count: Int = try connection.value("SELECT COUNT(*) FROM mail WHERE sent_at IS NULL") ?? 0
        let problem: String? = try connection.value(
            "SELECT problem FROM mail WHERE sent_at IS NULL AND problem IS NOT NULL ORDER BY id DESC LIMIT 1")
        return (count, problem)
    }

    /// The handler for ``JobRunner``.
    public var handler: JobRunner.Handler {
        { job in try await deliver(job) }
    }

    private func deliver(_ job: Job) async throws {
        let id = try job.decoded(as: Payload.self).mail
        let found = try await office.read { try Self.letter(id, on: $0) }
        guard let (mail, createdAt, isSent) = found else { throw MailError.missing }
        if isSent { return }
        do {
            guard let command else { throw JobPostponed(seconds: 900, reason: Self.noCommand) }
            try await Self.send(
                mail.message(id: id, at: createdAt), from: mail.sender, to: mail.recipient, through: command)
        } catch {
            let problem = (error as? JobPostponed)?.reason ?? String(describing: error)
            _ = try await office.store.write { try $0.execute("UPDATE mail SET problem = \(problem) WHERE id = \(id)") }
            throw error
        }
        let now = office.now()
        _ = try await office.store.write {
            try $0.execute("UPDATE mail SET sent_at = \(now), problem = NULL WHERE id = \(id)")
        }
    }

    private static func letter(
        _ id: String, on connection: any SQLConnection
    ) throws -> (mail: Mail, createdAt: Moment, isSent: Bool)? {
        guard let row = try connection.first("SELECT * FROM mail WHERE id = \(id)") else { return nil }
        let headers: String = try row["headers"]
        let sentAt: Moment? = try row["sent_at"]
        let mail = try Mail(
            from: try row["sender"], to: try row["recipient"], named: try row["recipient_name"],
            in: Language(rawValue: try row["language"]) ?? .fa, subject: try row["subject"], body: try row["body"],
            headers: try JSONDecoder().decode([Mail.Header].self, from: Data(headers.utf8)))
        return (mail, try row["created_at"], sentAt != nil)
    }

    /// `-i`: a line of one dot does not end the letter. `--`: what follows is an address and never an option.
    private static func send(
        _ message: [UInt8], from sender: String, to recipient: String, through command: String
    ) async throws {
        let letter = try UnnamedFile.holding(message)
        let result = try await run(
            .path(FilePath(command)), arguments: Arguments(["-i", "-f", sender, "--", recipient]),
            input: .fileDescriptor(letter, closeAfterSpawningProcess: true), output: .discarded,
            error: .string(limit: 65_536))
        guard result.terminationStatus.isSuccess else {
            throw MailError.refused("\(result.terminationStatus) \(result.standardError.prefix(500))".trimmed)
        }
    }
}
