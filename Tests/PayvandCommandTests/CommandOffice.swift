import Foundation
import Logging
import SQLStore

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
        // Files and not pipes, for a full pipe stops the program.
        let names = ["in", "out", "err"].map { folder.appending(path: UUID().uuidString + "." + $0) }
        try Data(input.utf8).write(to: names[0])
        for name in names.dropFirst() { try Data().write(to: name) }
        let process = Process()
        process.executableURL = root.appending(path: ".build/debug/payvand")
        process.arguments = words
        process.currentDirectoryURL = root
        var environment = ProcessInfo.processInfo.environment
        environment["PAYVAND_DATABASE"] = database
        process.environment = environment
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: names[1], encoding: .utf8),
            errors: try String(contentsOf: names[2], encoding: .utf8))
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
        let store = try await openStore(StoreAddress(parsing: database), logger: Logger(label: "test"))
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
