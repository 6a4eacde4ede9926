import Foundation
import Subprocess
import SystemPackage

/// Documents as other programs read them: LibreOffice and poppler, which `scripts/setup test` installs.
public enum Converted {
    /// What a program said when it would not.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// A file's text as LibreOffice has it, one line a paragraph, without marks of direction.
    public static func text(of bytes: [UInt8], named name: String) async throws -> String {
        String(decoding: try await office(bytes, named: name, to: "txt:Text (encoded):UTF8", "txt"), as: UTF8.self)
            .replacing("\u{200E}", with: "")
    }

    /// A file as LibreOffice prints it.
    public static func pdf(of bytes: [UInt8], named name: String) async throws -> [UInt8] {
        try await office(bytes, named: name, to: "pdf", "pdf")
    }

    /// The words of a PDF in the order in which they are read.
    public static func text(ofPDF bytes: [UInt8]) async throws -> String {
        try await inFolder { folder in
            let file = folder.appending(path: "in.pdf")
            try Data(bytes).write(to: file)
            return try await said(by: "pdftotext", ["-enc", "UTF-8", file.path, "-"])
        }
    }

    private static func office(
        _ bytes: [UInt8], named name: String, to format: String, _ suffix: String
    ) async throws -> [UInt8] {
        try await inFolder { folder in
            let file = folder.appending(path: name)
            try Data(bytes).write(to: file)
            // A profile of its own: two of one profile wait for each other.
            _ = try await said(
                by: "soffice",
                [
                    "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", format,
                    "--outdir", folder.appending(path: "out").path, file.path,
                ])
            let stem = file.deletingPathExtension().lastPathComponent
            return [UInt8](try Data(contentsOf: folder.appending(path: "out/\(stem).\(suffix)")))
        }
    }

    private static func said(by command: String, _ arguments: [String]) async throws -> String {
        let result = try await run(
            .name(command), arguments: Arguments(arguments), output: .string(limit: 8 << 20),
            error: .string(limit: 1 << 20))
        guard result.terminationStatus.isSuccess else {
            throw Failure(description: "\(command): \(result.terminationStatus) \(result.standardError)")
        }
        return result.standardOutput
    }

    private static func inFolder<T>(_ work: (URL) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "payvand-convert-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await work(folder)
    }
}
