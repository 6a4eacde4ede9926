import Crypto
import Foundation

/// The six-digit codes of an authenticator app: RFC 6238 over SHA-1 in steps of 30 seconds.
public struct TOTP: Sendable, Hashable {
    /// The key that app and server share.
    public let secret: [UInt8]

    public init(secret: [UInt8]) { self.secret = secret }

    /// A key of 20 random bytes, as long as the hash (RFC 4226, section 4, R6).
    public static func generated() -> TOTP { TOTP(secret: SecretToken.randomBytes(20)) }

    /// The number of whole half minutes since 1970.
    static func step(at moment: Moment) -> Int64 { moment.milliseconds / 30_000 }

    /// The code of a step, as RFC 4226, section 5.3 cuts it out of the HMAC.
    func code(step: Int64, digits: Int = 6) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 15)
        let number =
            UInt32(mac[offset] & 127) << 24 | UInt32(mac[offset + 1]) << 16 | UInt32(mac[offset + 2]) << 8
            | UInt32(mac[offset + 3])
        var modulus: UInt32 = 1
        for _ in 0..<digits { modulus *= 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code was typed: this one, the one before or the one after.
    ///
    /// - Parameter last: the step of the last code taken; it and all before it are refused, so that a code that was
    ///   overheard cannot be used again.
    /// - Returns: the step to remember; nil when the code is wrong or spent.
    func step(matching typed: String, at moment: Moment, after last: Int64?) -> Int64? {
        let now = Self.step(at: moment)
        let digits = Array(typed.utf8)
        var found: Int64?
        for step in (now - 1)...(now + 1) where step > last ?? .min {
            let code = Array(code(step: step).utf8)
            // Every place is compared, so that the time does not tell how many were right.
            var difference = code.count ^ digits.count
            for (left, right) in zip(code, digits) { difference |= Int(left ^ right) }
            if difference == 0, found == nil { found = step }
        }
        return found
    }

    /// The key as a person types it into an app: groups of four.
    public var key: String {
        var text = ""
        for (index, character) in Base32.encode(secret).enumerated() {
            if index > 0, index.isMultiple(of: 4) { text.append(" ") }
            text.append(character)
        }
        return text
    }

    /// The address that hands the key to an app.
    public func address(issuer: String, account: String) -> String {
        let allowed = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: allowed) ?? "" }
        return "otpauth://totp/\(encoded(issuer)):\(encoded(account))?secret=\(Base32.encode(secret))"
            + "&issuer=\(encoded(issuer))&algorithm=SHA1&digits=6&period=30"
    }
}
