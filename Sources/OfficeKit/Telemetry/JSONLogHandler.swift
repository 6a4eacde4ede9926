import Foundation
import Logging
import Synchronization

/// Writes each log event as one line of JSON: `{"time":…,"level":…,"logger":…,"message":…,"metadata":{…}}`.
///
/// Whatever a visitor sends, it stays inside its line and its text: control characters are escaped.
public struct JSONLogHandler: LogHandler {
    /// Where the lines go.
    public typealias Output = @Sendable (String) -> Void

    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level = .info
    private let label: String
    private let now: @Sendable () -> Moment
    private let output: Output

    /// - Parameters:
    ///   - label: the logger's name.
    ///   - output: takes one whole line with its end.
    public init(
        label: String, level: Logger.Level = .info, now: @escaping @Sendable () -> Moment = { .now },
        output: @escaping Output = JSONLogHandler.standardError
    ) {
        self.label = label
        logLevel = level
        self.now = now
        self.output = output
    }

    /// One write for each line, so that lines of several threads and processes do not mix.
    public static let standardError: Output = { line in
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var line = "{\"time\":\"\(now().iso)\",\"level\":\"\(event.level.rawValue)\",\"logger\":"
        Self.append(label, to: &line)
        line += ",\"message\":"
        Self.append(event.message.description, to: &line)
        var all = metadata
        if let given = event.metadata { all.merge(given) { $1 } }
        if let error = event.error { all["error"] = "\(error)" }
        if !all.isEmpty {
            line += ",\"metadata\":"
            Self.append(.dictionary(all), to: &line)
        }
        output(line + "}\n")
    }

    private static func append(_ value: Logger.Metadata.Value, to line: inout String) {
        switch value {
        case .string(let text): append(text, to: &line)
        case .stringConvertible(let value): append(value.description, to: &line)
        case .array(let values):
            line += "["
            for (index, value) in values.enumerated() {
                if index > 0 { line += "," }
                append(value, to: &line)
            }
            line += "]"
        case .dictionary(let values):
            line += "{"
            for (index, key) in values.keys.sorted().enumerated() {
                if index > 0 { line += "," }
                append(key, to: &line)
                line += ":"
                if let value = values[key] { append(value, to: &line) }
            }
            line += "}"
        }
    }

    private static func append(_ text: String, to line: inout String) {
        line += "\""
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
            // Most words of a log are plain.
            line += text
            line += "\""
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": line += "\\\""
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            // The controls of C0 and C1, the line ends that some readers know, and marks that turn a terminal's text.
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                let digits = String(scalar.value, radix: 16)
                line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: line.unicodeScalars.append(scalar)
            }
        }
        line += "\""
    }
}
