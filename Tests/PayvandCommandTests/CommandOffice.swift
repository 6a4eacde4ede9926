import Foundation
import Logging
import SQLStore
import Subprocess
import SystemPackage

@testable import Cities

/// An office that is reached by the built program alone, with the cities that `data/claims_iran.tsv` names.
struct CommandOffice: Sendable {
    /// What a command left behind.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    static var engines: [Engine] { postgres == nil ? [.sqlite] : [.sqlite, .postgres] }
    private static var postgres: String? { ProcessInfo.processInfo.environment["PAYVAND_TEST_POSTGRES"] }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL
    /// The real file of claims.
    static let claims = root.appending(path: "data/claims_iran.tsv")

    /// A folder of its own for the files of one test.
    let folder: URL
    let database: String

    /// Runs the body with an empty database, which is gone afterwards.
    static func use(_ engine: Engine = .sqlite, _ body: (CommandOffice) async throws -> Void) async throws {
        let name = "commands_" + UUID().uuidString.replacing("-", with: "").prefix(12).lowercased()
        let folder = FileManager.default.temporaryDirectory.appending(path: "payvand-\(name)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var database = "sqlite:" + folder.appending(path: "office.sqlite").path
        if engine == .postgres, let url = postgres { database = url + "?schema=\(name)" }
        let office = CommandOffice(folder: folder, database: database)
        let outcome: Result<Void, any Error>
        do {
            try await body(office)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        if engine == .postgres {
            try await office.change { try $0.script("DROP SCHEMA IF EXISTS \(name) CASCADE") }
        }
        try outcome.get()
    }

    /// Runs `payvand` with these words on this office's database.
    @discardableResult
    func run(_ words: String..., input: String = "") async throws -> Outcome {
        try await Self.run(words, input: input, database: database, folder: folder)
    }

    /// Runs `payvand` without an office.
    static func run(_ words: String..., input: String = "") async throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(path: "payvand-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await run(words, input: input, database: nil, folder: folder)
    }

    private static func run(
        _ words: [String], input: String, database: String?, folder: URL
    ) async throws -> Outcome {
        // A file and not a pipe, for a command need not read what it is given. Foundation's Process is no help either:
        // it reads the machine's limits while other tests open files, and now and then ends the program.
        let given = folder.appending(path: UUID().uuidString + ".in")
        try Data(input.utf8).write(to: given)
        let result = try await Subprocess.run(
            .path(FilePath(root.appending(path: ".build/debug/payvand").path)), arguments: Arguments(words),
            environment: .inherit.updating(["PAYVAND_DATABASE": database]), workingDirectory: FilePath(root.path),
            input: .fileDescriptor(
                try FileDescriptor.open(FilePath(given.path), .readOnly), closeAfterSpawningProcess: true),
            output: .string(limit: 16 << 20), error: .string(limit: 16 << 20))
        guard case .exited(let code) = result.terminationStatus else {
            return Outcome(status: -1, output: result.standardOutput, errors: "\(result.terminationStatus)")
        }
        return Outcome(status: Int32(code), output: result.standardOutput, errors: result.standardError)
    }

    /// Makes the office.
    @discardableResult
    func setUp(sample: Bool = false) async throws -> Outcome {
        let data = try Self.data.get().path
        return sample
            ? try await run("setup", "--sample", "--data", data) : try await run("setup", "--data", data)
    }

    /// Writes a file into the test's folder.
    func file(_ name: String, _ content: String) throws -> String {
        let url = folder.appending(path: name)
        try Data(content.utf8).write(to: url)
        return url.path
    }

    /// Changes the database behind the program's back.
    func change(_ body: @escaping @Sendable (any SQLConnection) throws -> Void) async throws {
        let store = try await openStore(
            StoreAddress(parsing: database), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await store.write(body)
        await store.close()
    }

    /// The register as the command tells it.
    func register() async throws -> [RegisteredLine] {
        let outcome = try await run("agreements", "--json")
        return try JSONDecoder().decode([RegisteredLine].self, from: Data(outcome.output.utf8))
    }

    /// What programs read of an agreement.
    struct RegisteredLine: Decodable, Equatable {
        let code: String
        let partner: String
        let kind: String
        let level: String
        let signed: String?
        let stage: String
        let reason: String
        let claimsOpen: Int
    }
}

extension CommandOffice {
    /// The reference data, with the cities of the claims alone.
    private static let data = Result {
        let whole = root.appending(path: "data")
        let folder = FileManager.default.temporaryDirectory.appending(path: "payvand-data-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["countries.tsv", "counterpart_tiers.tsv", "map.tsv.gz", "holidays.tsv.gz", "claims_iran.tsv"] {
            try FileManager.default.copyItem(at: whole.appending(path: name), to: folder.appending(path: name))
        }
        let claims = try String(contentsOf: CommandOffice.claims, encoding: .utf8).split(separator: "\n").dropFirst()
        // Both sides, and two towns of one name.
        let ids = Set(
            claims.flatMap { line -> [Substring] in
                let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                return [fields[2], fields[6]]
            } + ["4250542", "4409896"])
        for name in ["cities.tsv", "city_names.tsv", "city_names_odbl.tsv"] {
            let file = try ReferenceFile(name, in: whole)
            let lines = String(decoding: file.content, as: UTF8.self).split(separator: "\n")
            let kept = lines.enumerated().filter { place, line in
                place == 0 || ids.contains(line.prefix { $0 != "\t" })
            }
            let text = kept.map { String($0.element) + "\n" }.joined()
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        return folder
    }
}
