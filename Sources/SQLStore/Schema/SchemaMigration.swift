import Crypto
import Foundation

/// One step of the schema's growth. Once released, its text never changes.
public struct SchemaMigration: Sendable {
    /// A name that sorts and speaks, such as `agreements-001-clauses`.
    public let id: String
    private let scripts: [Engine: String]

    /// A script that is the same for both engines.
    public init(id: String, statements: String) {
        self.id = id
        scripts = [.sqlite: statements, .postgres: statements]
    }

    /// A script for each engine, where they must differ.
    public init(id: String, sqlite: String, postgres: String) {
        self.id = id
        scripts = [.sqlite: sqlite, .postgres: postgres]
    }

    /// The statements for an engine.
    public func script(for engine: Engine) -> String {
        scripts[engine] ?? ""
    }

    /// SHA-256 of the engine's script, in hexadecimal.
    public func checksum(for engine: Engine) -> String {
        SHA256.hash(data: Data(script(for: engine).utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
