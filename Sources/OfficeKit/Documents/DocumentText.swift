import Foundation
import Subprocess
import SystemPackage

/// The words of a document that somebody sent: plain text as it is, others through the machine's own commands.
public enum DocumentText {
    /// The longest text that is read, in bytes.
    public static let limit = 4 << 20
    /// How long a command may take, in seconds.
    private static let patience = 60

    /// The text, pages parted by form feeds where the document has pages.
    ///
    /// - Throws: ``DocumentTextError``.
    public static func text(of bytes: [UInt8], named name: String = "") async throws -> String {
        let type = MediaType(of: bytes, named: name)
        let text: String
        switch type {
        case .text, .csv: text = String(decoding: bytes, as: UTF8.self)
        case .docx: text = try await pandoc(bytes, from: "docx")
        case .odt: text = try await pandoc(bytes, from: "odt")
        case .pdf:
            // -layout keeps columns side by side, where scripts tell them apart.
            text = try await output(of: "pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], reading: bytes)
        default: throw DocumentTextError.unsupported(type)
        }
        guard text.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else {
            throw DocumentTextError.noText
        }
        return text
    }

    /// Wide columns, so that no paragraph is broken and each cell of a table keeps its words on few lines.
    private static func pandoc(_ bytes: [UInt8], from format: String) async throws -> String {
        try await output(
            of: "pandoc",
            ["--sandbox", "--from", format, "--to", "plain", "--wrap=none", "--columns=160"], reading: bytes)
    }

    private static func output(of command: String, _ arguments: [String], reading bytes: [UInt8]) async throws -> String
    {
        let file = try UnnamedFile.holding(bytes)
        return try await withThrowingTaskGroup(of: String.self) { tasks in
            tasks.addTask { try await said(by: command, arguments, reading: file) }
            tasks.addTask {
                try await Task.sleep(for: .seconds(patience))
                throw DocumentTextError.unreadable("\(command) took longer than \(patience) s")
            }
            defer { tasks.cancelAll() }
            return try await tasks.next() ?? ""
        }
    }

    private static func said(
        by command: String, _ arguments: [String], reading file: FileDescriptor
    ) async throws -> String {
        do {
            let result = try await run(
                .name(command), arguments: Arguments(arguments),
                input: .fileDescriptor(file, closeAfterSpawningProcess: true), output: .string(limit: limit),
                error: .string(limit: 65_536))
            guard result.terminationStatus.isSuccess else {
                throw DocumentTextError.unreadable(String(result.standardError.prefix(300)))
            }
            return result.standardOutput
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw DocumentTextError.noCommand(command)
        }
    }
}

/// Why a document's text cannot be had.
public enum DocumentTextError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The command that reads it is not installed.
    case noCommand(String)
    case unsupported(MediaType)
    /// The command gave up; what it said.
    case unreadable(String)
    /// A scanned document, or an empty one.
    case noText

    public var description: String {
        switch self {
        case .noCommand(let command): "\(command) is not installed"
        case .unsupported(let type): "documents of type \(type.rawValue) are not read"
        case .unreadable(let said): "the document cannot be read: \(said)"
        case .noText: "the document holds no text; perhaps it is a scan"
        }
    }
}
