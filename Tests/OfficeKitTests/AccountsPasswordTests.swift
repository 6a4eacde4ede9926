import Foundation
import Testing

@testable import OfficeKit

@Suite("Passwords")
struct AccountsPasswordTests {
    let hasher = PasswordHasher(cost: AccountsOffice.cheap)

    @Test("a hash is a PHC string of Argon2id with its cost, and a salt of its own")
    func phc() async throws {
        let first = try await hasher.hash("one two three")
        let second = try await hasher.hash("one two three")
        #expect(first.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
        #expect(first != second)
        #expect(Argon2.cost(of: first) == AccountsOffice.cheap)
    }

    @Test("the recommended cost is OWASP's")
    func recommended() {
        #expect(Argon2.Cost.recommended == Argon2.Cost(memory: 19 * 1024, passes: 2, lanes: 1))
        #expect(PasswordHasher().cost == .recommended)
    }

    @Test("the right password alone is taken, an unknown account's never")
    func verify() async throws {
        let hash = try await hasher.hash("گذرواژهٔ خوبِ من")
        #expect(try await hasher.verify("گذرواژهٔ خوبِ من", against: hash))
        #expect(try await hasher.verify("گذرواژه خوبِ من", against: hash) == false)
        #expect(try await hasher.verify("", against: hash) == false)
        #expect(try await hasher.verify("anything", against: nil) == false)
        #expect(try await hasher.verify("anything", against: "not a hash") == false)
        #expect(try await hasher.verify("anything", against: "") == false)
    }

    @Test("a hash of the reference program is understood")
    func reference() {
        // Known answer of RFC 9106's reference program: test.c, version 0x13, Argon2id, m=256, t=2, p=1.
        let encoded = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
        #expect(Argon2.verify(Array("password".utf8), against: encoded))
        #expect(!Argon2.verify(Array("passwore".utf8), against: encoded))
    }

    @Test("the same letters typed on another keyboard are the same password")
    func normalised() async throws {
        let hash = try await hasher.hash("caf\u{E9} au lait")
        #expect(try await hasher.verify("cafe\u{301} au lait", against: hash))
    }

    @Test("another cost, another kind and a broken string are outdated")
    func outdated() async throws {
        let hash = try await hasher.hash("one two three")
        #expect(!hasher.isOutdated(hash))
        #expect(PasswordHasher(cost: .recommended).isOutdated(hash))
        #expect(hasher.isOutdated(hash.replacingOccurrences(of: "argon2id", with: "argon2i")))
        #expect(hasher.isOutdated("$2b$12$abc"))
    }

    @Test("a flood is refused instead of queued without end")
    func flood() async throws {
        let small = PasswordHasher(cost: Argon2.Cost(memory: 8_192, passes: 2, lanes: 1), threads: 1, waiting: 2)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        _ = try await small.hash("one two three")
                        return true
                    } catch { return !(error is PasswordHasher.Busy) }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.contains(true))
        #expect(outcomes.contains(false))
        // The line is free again.
        #expect(try await small.hash("one two three").hasPrefix("$argon2id$"))
    }

    @Test(
        "weak passwords are refused with a sentence that says why",
        arguments: [
            ("short", "auth.passwordTooShort"), ("نه‌نویسه‌", "auth.passwordTooShort"),
            (String(repeating: "aB3 ", count: 65), "auth.passwordTooLong"),
            ("sara.r is great", "auth.passwordContainsName"), ("SARA.R is great", "auth.passwordContainsName"),
            ("1234567890", "auth.passwordCommon"), ("9876543210", "auth.passwordCommon"),
            ("abcdefghijkl", "auth.passwordCommon"), ("aaaaaaaaaaaa", "auth.passwordCommon"),
            ("abababababab", "auth.passwordCommon"), ("Password123", "auth.passwordCommon"),
            ("password!!2024", "auth.passwordCommon"), ("qwertyuiop", "auth.passwordCommon"),
            ("گذرواژه۱۲۳۴", "auth.passwordCommon"),
        ])
    func weak(password: String, key: String) {
        let problem = Password.problem(with: password, username: "sara.r", field: "new")
        #expect(problem?.key == key)
        #expect(problem?.field == "new")
    }

    @Test(
        "sentences and generated passwords are good",
        arguments: ["hello blue lantern", "پلِ خواجو و سی‌وسه‌پل", "X9#kfm2!qPz", Password.generated()])
    func good(password: String) {
        #expect(Password.problem(with: password, username: "sara.r", field: "new") == nil)
    }

    @Test("generated passwords are four readable words and differ")
    func generated() {
        let made = (0..<200).map { _ in Password.generated() }
        #expect(Set(made).count == 200)
        for password in made {
            #expect(password.wholeMatch(of: /([a-z]{5}-){3}[a-z]{5}/) != nil)
        }
    }
}
