import Foundation

/// The test vectors beside the checkout. A missing file fails the test that needs it.
enum Vectors {
    private static let shared = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")

    static func json<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(contentsOf: shared.appending(path: "vectors/persian/\(name)")))
    }

    /// The rows of a table of `data/08-persian`, without its head.
    static func table(_ name: String) throws -> [[String]] {
        let text = String(
            decoding: try Data(contentsOf: shared.appending(path: "data/08-persian/\(name)")), as: UTF8.self)
        return text.split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
