import Crypto
import Foundation

/// Proves that a form was shown by this office to the one who posts it.
///
/// The token is made of the session's secret, which only the page and the database know; a visitor without a session
/// gets a random secret in a cookie. Beside it, a request whose `Origin` is another site is refused at once.
enum FormToken {
    /// The token of a secret.
    static func make(from secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return Data(code).base64URL
    }

    /// Whether the token is of that secret, compared in constant time.
    static func isValid(_ token: String, for secret: String) -> Bool {
        let expected = Array(make(from: secret).utf8)
        let given = Array(token.utf8)
        guard expected.count == given.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(expected, given) { difference |= left ^ right }
        return difference == 0
    }
}

/// Secrets for cookies and tokens.
public enum Secret {
    /// 256 random bits in base64url.
    public static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Data(bytes).base64URL
    }
}

extension Data {
    /// As text that stands in addresses and cookies: RFC 4648, section 5, without padding.
    fileprivate var base64URL: String {
        let bytes = base64EncodedData().compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
