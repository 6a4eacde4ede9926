import Foundation
import SQLStore
import Testing

@testable import OfficeKit

@Suite("Outbox")
struct JobsOutboxTests {
    static let tables = [Journal.migration, Jobs.migration]

    static func mail(subject: String = "یادآوری تفاهم‌نامه") throws -> Mail {
        try Mail(
            from: "office@city.example", to: "person@city.example", named: "مریم", in: .fa, subject: subject,
            body: "سلام\n.\nپایان", headers: [Mail.Header("Reply-To", "office@city.example")])
    }

    /// A command that keeps what it is given; it fails when its folder has a file `fail`, and without reading the letter
    /// when it has a file `deaf`.
    static func command() throws -> (path: String, folder: URL) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "outbox-\(Identifier.make())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "sendmail")
        let script = """
            #!/bin/sh
            cd "\(folder.path)" || exit 1
            if [ -e deaf ]; then exec <&-; exit 67; fi
            if [ -e fail ]; then cat > /dev/null; echo "no such user" >&2; exit 67; fi
            printf '%s\\n' "$@" > arguments
            cat > letter
            """
        try Data(script.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return (file.path, folder)
    }

    @Test("a letter is handed to the command once, with its addresses as arguments", arguments: TestEngine.allCases)
    func sent(engine: TestEngine) async throws {
        let (path, folder) = try Self.command()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await withOffice(on: engine, migrations: Self.tables) { office in
            let mail = try Self.mail()
            _ = try await office.store.write { try Outbox.post(mail, at: .now, on: $0) }
            let runner = JobRunner(
                office: office, handlers: [Outbox.kind: Outbox(office: office, command: path).handler])
            #expect(try await runner.runNext())
            #expect(try await runner.runNext() == false)
            let arguments = try String(contentsOf: folder.appending(path: "arguments"), encoding: .utf8)
            #expect(arguments == "-i\n-f\noffice@city.example\n--\nperson@city.example\n")
            let letter = try String(contentsOf: folder.appending(path: "letter"), encoding: .utf8)
            #expect(letter.contains("Content-Language: fa\n") && letter.contains("Reply-To: office@city.example\n"))
            let body = try #require(letter.components(separatedBy: "\n\n").last)
            let bytes = try #require(Data(base64Encoded: body, options: .ignoreUnknownCharacters))
            #expect(String(decoding: bytes, as: UTF8.self) == "سلام\r\n.\r\nپایان")
            #expect(try await office.read { try Outbox.waiting(on: $0).count } == 0)
        }
    }

    @Test("without a command a letter stays in the line and says why", arguments: TestEngine.allCases)
    func noCommand(engine: TestEngine) async throws {
        let clock = TurnedClock()
        try await withOffice(on: engine, migrations: Self.tables, now: clock.reading) { office in
            let mail = try Self.mail()
            let now = clock.now
            _ = try await office.store.write { try Outbox.post(mail, at: now, on: $0) }
            let runner = JobRunner(
                office: office, handlers: [Outbox.kind: Outbox(office: office, command: nil).handler])
            for _ in 0..<12 {
                #expect(try await runner.runNext())
                clock.turn(seconds: 900)
            }
            let (count, problem) = try await office.read { try Outbox.waiting(on: $0) }
            #expect(count == 1 && problem == "no mail command is set")
            let later = clock.now
            #expect(try await office.read { try Jobs.counts(now: later, on: $0).dead } == 0)
        }
    }

    @Test("a refused letter is tried again and keeps what the command said")
    func refused() async throws {
        let (path, folder) = try Self.command()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder.appending(path: "fail"))
        let clock = TurnedClock()
        try await withOffice(on: .sqlite, migrations: Self.tables, now: clock.reading) { office in
            let mail = try Self.mail()
            let now = clock.now
            _ = try await office.store.write { try Outbox.post(mail, at: now, on: $0) }
            let runner = JobRunner(
                office: office, handlers: [Outbox.kind: Outbox(office: office, command: path).handler])
            #expect(try await runner.runNext())
            #expect(try await office.read { try Outbox.waiting(on: $0).problem }?.contains("no such user") == true)
            try FileManager.default.removeItem(at: folder.appending(path: "fail"))
            try Data().write(to: folder.appending(path: "deaf"))
            clock.turn(seconds: 30)
            #expect(try await runner.runNext())
            #expect(try await office.read { try Outbox.waiting(on: $0).problem } != nil)
            try FileManager.default.removeItem(at: folder.appending(path: "deaf"))
            clock.turn(seconds: 60)
            #expect(try await runner.runNext())
            #expect(try await office.read { try Outbox.waiting(on: $0).count } == 0)
        }
    }

    @Test(
        "what is not an address is refused",
        arguments: ["", "a", "@b", "a@", "-x@b.c", "a b@c", "a@b@c", "a@b\nBcc: c@d", "a..b@c", "ب@c", "a@b,c@d"])
    func addresses(text: String) {
        #expect(throws: MailError.address(text)) {
            try Mail(from: "o@city.example", to: text, in: .en, subject: "", body: "")
        }
    }

    @Test("a subject cannot add headers, and long ones are folded in words of 75 characters")
    func subject() throws {
        let mail = try Self.mail(subject: String(repeating: "تفاهم‌نامهٔ ", count: 20) + "\r\nBcc: evil@example.com")
        let text = String(decoding: mail.message(id: "1", at: Moment(milliseconds: 0)), as: UTF8.self)
        #expect(!text.contains("Bcc:"))
        #expect(text.utf8.allSatisfy { $0 < 0x7F })
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 998 })
        #expect(text.hasPrefix("Date: Thu, 01 Jan 1970 00:00:00 +0000\n"))
        #expect(throws: MailError.header("X")) {
            try Mail(
                from: "a@b", to: "a@b", in: .en, subject: "", body: "", headers: [Mail.Header("X", "1\nBcc: e@f")])
        }
    }
}
