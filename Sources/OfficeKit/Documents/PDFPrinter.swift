import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// Prints pages as PDF through a headless Chromium, where the machine has one.
///
/// What it prints is ours alone: no script, no network. It takes a second or two, so it is never called inside a
/// transaction; read first, then print.
public enum PDFPrinter {
    /// How many print at the same moment: each takes some 200 MB.
    private static let door = Door(places: 2)

    /// The page as PDF, with tags for screen readers.
    ///
    /// - Parameters:
    ///   - html: a whole page that needs no other file.
    ///   - seconds: how long it may take.
    /// - Throws: ``PDFError``.
    public static func print(_ html: String, within seconds: Int = 30) async throws -> [UInt8] {
        try await print(html, within: seconds, with: commands)
    }

    /// - Parameter commands: names or paths, of which the first that is there prints.
    static func print(_ html: String, within seconds: Int, with commands: [String]) async throws -> [UInt8] {
        try await door.pass {
            let folder = try privateFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            let page = folder.appending(path: "page.html")
            let result = folder.appending(path: "page.pdf")
            try Data(html.utf8).write(to: page)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await run(commands, page: page, result: result, folder: folder) }
                tasks.addTask {
                    try await Task.sleep(for: .seconds(seconds))
                    throw PDFError.tookTooLong(seconds: seconds)
                }
                // Whichever ends first decides; the command is ended when its task is cancelled.
                defer { tasks.cancelAll() }
                try await tasks.next()
            }
            guard let bytes = try? Data(contentsOf: result), bytes.starts(with: Data("%PDF-".utf8)) else {
                throw PDFError.failed("no PDF was written")
            }
            return [UInt8](bytes)
        }
    }

    /// What is tried, in this order; `PAYVAND_CHROMIUM` names another one.
    private static var commands: [String] {
        if let named = ProcessInfo.processInfo.environment["PAYVAND_CHROMIUM"], !named.isEmpty { return [named] }
        return ["chromium", "chromium-browser", "google-chrome"]
    }

    private static func run(_ commands: [String], page: URL, result: URL, folder: URL) async throws {
        var arguments = [
            "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run",
            "--disable-background-networking", "--user-data-dir=\(folder.path)/profile", "--no-pdf-header-footer",
            "--print-to-pdf=\(result.path)",
        ]
        // Chromium refuses its sandbox to root; the page has no script, and its policy allows none.
        if geteuid() == 0 { arguments.append("--no-sandbox") }
        arguments.append("file://\(page.path)")
        for command in commands {
            do {
                let outcome = try await Subprocess.run(
                    command.contains("/") ? .path(FilePath(command)) : .name(command), arguments: Arguments(arguments),
                    environment: .inherit.updating(["HOME": folder.path]), input: .none, output: .discarded,
                    error: .string(limit: 1 << 20))
                guard outcome.terminationStatus.isSuccess else {
                    throw PDFError.failed("\(outcome.terminationStatus) \(outcome.standardError.suffix(300))")
                }
                return
            } catch let error as SubprocessError where error.code == .executableNotFound {
                continue
            }
        }
        throw PDFError.notInstalled
    }

    /// A folder that nobody else can look into.
    private static func privateFolder() throws -> URL {
        var name = Array((FileManager.default.temporaryDirectory.path + "/payvand-print-XXXXXX").utf8CString)
        guard mkdtemp(&name) != nil else { throw Errno(rawValue: errno) }
        let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return URL(filePath: path, directoryHint: .isDirectory)
    }
}

/// Why a page cannot be printed.
public enum PDFError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no Chromium on the machine.
    case notInstalled
    case tookTooLong(seconds: Int)
    /// What the command said.
    case failed(String)

    public var description: String {
        switch self {
        case .notInstalled:
            "Chromium is not installed: run apt-get install chromium, or name its path in PAYVAND_CHROMIUM"
        case .tookTooLong(let seconds): "printing took longer than \(seconds) s"
        case .failed(let said): "printing failed: \(said)"
        }
    }
}

/// Lets a few in at a time, in the order in which they came.
private final class Door: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(free: places)) }

    func pass<T: Sendable>(_ work: () async throws -> T) async throws -> T {
        await withCheckedContinuation { continuation in
            let isIn = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isIn { continuation.resume() }
        }
        defer {
            let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
                if state.waiting.isEmpty {
                    state.free += 1
                    return nil
                }
                return state.waiting.removeFirst()
            }
            next?.resume()
        }
        return try await work()
    }
}
