import CArgon2

/// Argon2id (RFC 9106), kept as PHC strings: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
public enum Argon2 {
    /// What one hash costs.
    public struct Cost: Sendable, Hashable {
        /// Memory in KiB.
        public let memory: UInt32
        /// Passes over the memory.
        public let passes: UInt32
        /// Lanes that may be filled at the same time.
        public let lanes: UInt32

        public init(memory: UInt32, passes: UInt32, lanes: UInt32) {
            self.memory = memory
            self.passes = passes
            self.lanes = lanes
        }

        /// 19 MiB, two passes, one lane: OWASP's Password Storage Cheat Sheet.
        public static let recommended = Cost(memory: 19_456, passes: 2, lanes: 1)
    }

    /// The library's refusal, with its code of `argon2.h`.
    public struct Failure: Error, Sendable, Equatable {
        public let code: Int32
    }

    /// The PHC string of a password with a salt of 16 random bytes.
    static func hash(_ password: [UInt8], cost: Cost) throws(Failure) -> String {
        let salt = SecretToken.randomBytes(16)
        let hashLength = 32
        let length = argon2_encodedlen(
            cost.passes, cost.memory, cost.lanes, UInt32(salt.count), UInt32(hashLength), Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let code = argon2id_hash_encoded(
            cost.passes, cost.memory, cost.lanes, password, password.count, salt, salt.count, hashLength,
            &encoded, encoded.count)
        guard code == 0 else { throw Failure(code: code) }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether the PHC string is that of the password; a malformed one is nobody's.
    static func verify(_ password: [UInt8], against encoded: String) -> Bool {
        argon2id_verify(encoded, password, password.count) == 0
    }

    /// What a PHC string cost; nil for anything but Argon2id of version 19.
    static func cost(of encoded: String) -> Cost? {
        let parts = encoded.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[1] == "argon2id", parts[2] == "v=19" else { return nil }
        var numbers: [Substring: UInt32] = [:]
        for part in parts[3].split(separator: ",") {
            let pair = part.split(separator: "=")
            guard pair.count == 2, let number = UInt32(pair[1]) else { return nil }
            numbers[pair[0]] = number
        }
        guard let memory = numbers["m"], let passes = numbers["t"], let lanes = numbers["p"] else { return nil }
        return Cost(memory: memory, passes: passes, lanes: lanes)
    }
}
