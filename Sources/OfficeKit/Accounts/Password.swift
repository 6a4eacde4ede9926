/// The rules for passwords, and passwords that the program makes.
///
/// Length counts and little else: NIST SP 800-63B asks for no mixture of kinds of characters.
public enum Password {
    /// In characters as Unicode counts them (scalars), so that a joined Persian letter is not one less.
    public static let shortest = 10
    public static let longest = 256

    /// Why a password cannot be taken; nil when it can.
    ///
    /// - Parameter field: the field of the form that the problem names.
    public static func problem(with password: String, username: String, field: String) -> Problem? {
        let length = password.unicodeScalars.count
        if length < shortest {
            return Problem(field: field, key: "auth.passwordTooShort", arguments: ["limit": String(shortest)])
        }
        if length > longest {
            return Problem(field: field, key: "auth.passwordTooLong", arguments: ["limit": String(longest)])
        }
        let small = password.lowercased()
        if !username.isEmpty, small.contains(username.lowercased()) {
            return Problem(field: field, key: "auth.passwordContainsName")
        }
        return isObvious(small) ? Problem(field: field, key: "auth.passwordCommon") : nil
    }

    private static let obvious: Set<String> = [
        "password", "passwordpassword", "passw0rd", "p@ssw0rd", "qwerty", "qwertyuiop", "qwertyqwerty", "asdfghjkl",
        "zxcvbnm", "1q2w3e4r5t", "1qaz2wsx3edc", "admin", "administrator", "adminadmin", "welcome", "letmein",
        "iloveyou", "changeme", "payvand", "tehran", "international", "secret", "گذرواژه", "رمزعبور", "پسورد",
        "پیوند", "تهران", "شهرداری",
    ]

    /// A well-known word with digits and signs around it, few different characters, or a run like `1234567890`.
    private static func isObvious(_ password: String) -> Bool {
        let core = password.filter { $0.isLetter || $0.isNumber || $0 == "@" }
        let word = String(core.drop(while: \.isNumber).reversed().drop(while: \.isNumber).reversed())
        if obvious.contains(password) || obvious.contains(core) || obvious.contains(word) { return true }
        if Set(password.unicodeScalars).count < 4 { return true }
        let values = password.unicodeScalars.map { Int($0.value) }
        let steps = zip(values, values.dropFirst()).map { $1 - $0 }
        // 9 is followed by 0 in a run of digits.
        return steps.allSatisfy { $0 == 1 || $0 == -9 } || steps.allSatisfy { $0 == -1 || $0 == 9 }
    }

    /// A password that can be read over the telephone: `kamol-tibad-ruzen-sapik`.
    ///
    /// Each of the four words is one of 15³ · 5² = 84 375, together 65 bits.
    public static func generated() -> String {
        let consonants = Array("bdfghjklmnprstz")
        let vowels = Array("aeiou")
        // The system's generator is cryptographically secure.
        var generator = SystemRandomNumberGenerator()
        func letter(of letters: [Character]) -> Character {
            letters[Int.random(in: 0..<letters.count, using: &generator)]
        }
        return (1...4).map { _ in
            String((0..<5).map { letter(of: $0.isMultiple(of: 2) ? consonants : vowels) })
        }.joined(separator: "-")
    }
}
