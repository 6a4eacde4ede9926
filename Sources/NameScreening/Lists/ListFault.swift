/// What is wrong with a list: where, and why. Printed as `file:line: reason`.
public struct ListFault: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    /// From 1; 0 where the whole file is meant.
    public let line: Int
    public let reason: String

    public init(file: String, line: Int = 0, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { line > 0 ? "\(file):\(line): \(reason)" : "\(file): \(reason)" }
}
