import SQLStore
import Testing

@testable import OfficeKit

@Suite("Accounts")
struct AccountsChangeTests {
    @Test("the last administrator stays one, and open", arguments: TestEngine.allCases)
    func lastAdministrator(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let first = try await office.account("first", role: .administrator)
            let second = try await office.account("second", role: .administrator)
            try await office.change { try Accounts.disable(second, in: $0) }
            let problem = Problem(field: "role", key: "accounts.errors.lastAdministrator")
            await #expect(throws: problem) { try await office.change { try Accounts.disable(first, in: $0) } }
            let demoted = AccountDraft(username: "first", nameFa: "الف", nameEn: "A", role: .viewer)
            await #expect(throws: problem) {
                try await office.change { try Accounts.update(first, to: demoted, in: $0) }
            }
            try await office.change { try Accounts.enable(second, in: $0) }
            try await office.change { try Accounts.update(first, to: demoted, in: $0) }
            let account = try await office.office.read { try Accounts.find(id: first, on: $0) }
            #expect(account?.role == .viewer)
            await #expect(throws: problem) { try await office.change { try Accounts.disable(second, in: $0) } }
        }
    }

    @Test("two accounts have neither the same user name nor the same email", arguments: TestEngine.allCases)
    func unique(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let first = AccountDraft(
                username: "Omid.K", nameFa: "امید", nameEn: "Omid", email: "o@example.org", role: .viewer)
            _ = try await office.reception.createAccount(first, by: .command("test"))
            var second = AccountDraft(username: "omid.k", nameFa: "ب", nameEn: "B", role: .viewer)
            await #expect(throws: Problem(field: "username", key: "accounts.errors.usernameTaken")) {
                _ = try await office.reception.createAccount(second, by: .command("test"))
            }
            second = AccountDraft(
                username: "other", nameFa: "ب", nameEn: "B", email: "O@EXAMPLE.org", role: .viewer)
            await #expect(throws: Problem(field: "email", key: "accounts.errors.emailTaken")) {
                _ = try await office.reception.createAccount(second, by: .command("test"))
            }
        }
    }

    @Test("what is wrong in a draft is said field by field")
    func draft() {
        let draft = AccountDraft(username: "1x", nameFa: " ", nameEn: "", email: "nowhere", role: .bodyRepresentative)
        #expect(draft.problems.map(\.field) == ["username", "name-fa", "name-en", "email", "body"])
        let good = AccountDraft(username: " Sara.R۲ ", nameFa: "", nameEn: " Sara   R. ", role: .editor, body: "b")
        #expect(good.problems == [])
        #expect(good.username == "sara.r2")
        #expect(good.nameFa == "Sara R.")
        #expect(good.body == nil)
    }

    @Test("a reset password signs out everywhere and must be changed", arguments: TestEngine.allCases)
    func reset(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account()
            let token = try await office.token()
            for _ in 1...5 { _ = try await office.signIn(password: "wrong password", address: nil) }
            let password = try await office.reception.resetPassword(of: id, by: .command("test"))
            #expect(try await office.person(token) == nil)
            #expect(try await office.signIn() == .refused)
            guard case .signedIn(let fresh) = try await office.signIn(password: password) else {
                throw AccountsOffice.NotSignedIn()
            }
            #expect(try await office.person(fresh)?.mustChangePassword == true)
        }
    }

    @Test("one's own new password ends the other sessions and keeps this one", arguments: TestEngine.allCases)
    func ownPassword(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account(mustChangePassword: true)
            let other = try await office.token()
            let token = try await office.token()
            let person = try #require(try await office.person(token))
            func change(from current: String, to new: String, _ repeated: String) async throws {
                try await office.reception.changePassword(
                    of: person, from: current, to: new, repeated: repeated, by: .command("test"))
            }
            let old = AccountsOffice.password
            let new = "another quiet river"
            await #expect(throws: Problem(field: "current", key: "auth.passwordWrong")) {
                try await change(from: "wrong password", to: new, new)
            }
            await #expect(throws: Problem(field: "repeat", key: "auth.passwordsDiffer")) {
                try await change(from: old, to: new, "x")
            }
            await #expect(throws: Problem(field: "new", key: "auth.passwordSame")) {
                try await change(from: old, to: old, old)
            }
            try await change(from: old, to: new, new)
            #expect(try await office.person(other) == nil)
            #expect(try await office.person(token)?.mustChangePassword == false)
            #expect(try await office.signIn() == .refused)
            guard case .signedIn = try await office.signIn(password: new) else { throw AccountsOffice.NotSignedIn() }
        }
    }

    @Test("a closed account's sessions and tokens open nothing", arguments: TestEngine.allCases)
    func closed(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account()
            let session = try await office.token()
            let token = try await office.change { try AccessTokens.create(for: id, name: "sync", in: $0) }
            try await office.change { try Accounts.disable(id, in: $0) }
            let now = office.clock.now
            #expect(try await office.person(session) == nil)
            let found = try await office.office.read {
                try office.reception.person(accessToken: token, on: $0, now: now)
            }
            #expect(found == nil)
        }
    }

    @Test("preferences are kept, and only what changed is journaled", arguments: TestEngine.allCases)
    func preferences(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account()
            let token = try await office.token()
            let wish = Preferences(language: .en, calendar: .jalali, theme: "dark")
            try await office.change { try Accounts.prefer(wish, for: id, in: $0) }
            let person = try #require(try await office.person(token))
            #expect(person.language == .en)
            #expect(person.calendar == .jalali)
            #expect(person.theme == "dark")
            let before = try await office.office.read { try Journal.head(on: $0) }
            try await office.change { try Accounts.prefer(wish, for: id, in: $0) }
            let after = try await office.office.read { try Journal.head(on: $0) }
            #expect(after == before)
            let entries = try await office.office.read {
                try Journal.history(of: ("account", id), for: .machine, on: $0)
            }
            #expect(entries.first?.action == "journal.account.preferencesChanged")
            #expect(entries.first?.changes.map(\.field) == ["preferences.language", "preferences.theme"])
            await #expect(throws: Problem(field: "theme", key: "forms.errors.choose")) {
                try await office.change { try Accounts.prefer(Preferences(theme: "pink"), for: id, in: $0) }
            }
        }
    }

    @Test("an access token opens the API until it ends or is revoked", arguments: TestEngine.allCases)
    func tokens(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account()
            func person(_ token: String) async throws -> SignedIn? {
                let now = office.clock.now
                return try await office.office.read {
                    try office.reception.person(accessToken: token, on: $0, now: now)
                }
            }
            let expires = office.clock.now.adding(seconds: 60)
            let short = try await office.change {
                try AccessTokens.create(for: id, name: "short", expires: expires, in: $0)
            }
            let long = try await office.change { try AccessTokens.create(for: id, name: " long  one ", in: $0) }
            #expect(long.hasPrefix("pvd_"))
            #expect(try await person(long)?.username == "sara")
            #expect(try await person(long)?.session == nil)
            #expect(try await person(short) != nil)
            #expect(try await person(String(long.dropFirst(4))) == nil)
            #expect(try await office.person(long) == nil)
            office.clock.advance(seconds: 60)
            #expect(try await person(short) == nil)
            let listed = try await office.office.read { try AccessTokens.all(of: id, on: $0) }
            let kept = try #require(listed.first { $0.name == "long one" })
            try await office.change { try AccessTokens.revoke(kept.id, of: id, in: $0) }
            #expect(try await person(long) == nil)
            await #expect(throws: Problem(field: "id", key: "accounts.errors.tokenUnknown")) {
                try await office.change { try AccessTokens.revoke(kept.id, of: "someone", in: $0) }
            }
        }
    }

    @Test("the journal tells every change and holds no secret", arguments: TestEngine.allCases)
    func journal(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account("chief", role: .administrator)
            let draft = AccountDraft(username: "sara", nameFa: "سارا", nameEn: "Sara", role: .editor)
            let made = try await office.reception.createAccount(draft, by: .command("test"))
            let reset = try await office.reception.resetPassword(of: made.id, by: .command("test"))
            guard case .signedIn(let session) = try await office.signIn(password: reset) else {
                throw AccountsOffice.NotSignedIn()
            }
            let person = try #require(try await office.person(session))
            let own = "another quiet river"
            try await office.reception.changePassword(
                of: person, from: reset, to: own, repeated: own, by: .command("test"))
            let app = try await office.office.store.write { try SecondFactor.begin(for: made.id, on: $0) }
            let code = app.code(step: TOTP.step(at: office.clock.now))
            let recovery = try await office.change { try SecondFactor.confirm(code, for: made.id, in: $0) }
            let token = try await office.change { try AccessTokens.create(for: made.id, name: "sync", in: $0) }
            try await office.change { try SecondFactor.turnOff(for: made.id, in: $0) }
            try await office.change { try Accounts.disable(made.id, in: $0) }
            try await office.change { try Accounts.enable(made.id, in: $0) }

            let text = try await office.journalText()
            let secrets =
                [made.password, reset, session, own, Base32.encode(app.secret), code, token, person.formSecret]
                + recovery + ["$argon2", SecretToken.digest(token), SecretToken.digest(session)]
            for secret in secrets { #expect(!text.contains(secret), "\(secret)") }
            for action in [
                "created", "passwordReset", "passwordChanged", "secondFactorOn", "tokenCreated", "secondFactorOff",
                "disabled", "enabled",
            ] {
                #expect(text.contains("journal.account.\(action)"), "\(action)")
            }
            // The database holds none of them either.
            let rows = try await office.office.read { connection in
                try ["account", "session", "access_token", "recovery_code", "sign_in_attempt"].flatMap { table in
                    try connection.rows("SELECT * FROM \(identifier: table)").map { "\($0.values)" }
                }.joined(separator: "\n")
            }
            for secret in [made.password, reset, session, own, token] + recovery {
                #expect(!rows.contains(secret), "\(secret)")
            }
        }
    }
}
