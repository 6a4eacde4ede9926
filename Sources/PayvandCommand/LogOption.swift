import ArgumentParser
import Foundation
import Logging
import OfficeKit

/// How the server tells what it does.
struct LogOption: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(help: "text or json: how log lines are written. (default: text on a terminal, else json)")
    var log: Format?
    @Option(
        help:
            "The least level that is written: debug, info, notice, warning. (default: notice on a terminal, else info)")
    var logLevel: Level?

    enum Level: String, ExpressibleByArgument, CaseIterable {
        case debug, info, notice, warning

        var level: Logger.Level {
            switch self {
            case .debug: .debug
            case .info: .info
            case .notice: .notice
            case .warning: .warning
            }
        }
    }

    /// Chooses the way of all log lines of the process; to be called once, before the first logger is made.
    func start() {
        switch log ?? (isTerminal ? .text : .json) {
        case .text: LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        case .json: LoggingSystem.bootstrap { JSONLogHandler(label: $0) }
        }
    }

    /// A logger of the chosen level.
    func logger(_ label: String) -> Logger {
        var logger = Logger(label: label)
        logger.logLevel = logLevel?.level ?? (isTerminal ? .notice : .info)
        return logger
    }

    private var isTerminal: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }
}
