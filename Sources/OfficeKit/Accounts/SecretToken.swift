import Crypto
import Foundation

/// Random secrets that are shown once, and their digests, which alone are stored.
///
/// A plain SHA-256 is enough for a digest because the secrets are random: there is nothing to guess.
enum SecretToken {
    static func randomBytes(_ count: Int) -> [UInt8] {
        // The system's generator is cryptographically secure.
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// 32 random bytes in 43 characters that stand in a cookie or a header as they are (RFC 4648, section 5).
    static func make() -> String {
        Data(randomBytes(32)).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    /// SHA-256 in hexadecimal.
    static func digest(_ secret: String) -> String {
        SHA256.hash(data: Data(secret.utf8)).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
