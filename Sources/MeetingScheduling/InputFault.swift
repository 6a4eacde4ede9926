/// Why a file cannot be read: the line and a reason that says what to change.
public struct InputFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1.
    public let line: Int
    public let reason: String

    public init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    /// `12: reason`, to stand behind a file's name and a colon.
    public var description: String { "\(line): \(reason)" }
}
