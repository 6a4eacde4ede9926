/// A file of a market that cannot be read, with the line at which it went wrong.
public struct MalformedMarket: Error, Equatable, CustomStringConvertible {
    public let file: String
    /// Counted from one.
    public let line: Int
    public let reason: String

    public init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { "\(file):\(line): \(reason)" }
}
