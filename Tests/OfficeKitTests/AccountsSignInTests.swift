import SQLStore
import Testing

@testable import OfficeKit

@Suite("Signing in")
struct AccountsSignInTests {
    @Test("the right password begins a session that knows the person", arguments: TestEngine.allCases)
    func right(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account(role: .bodyRepresentative)
            let token = try await office.token(" SARA ")
            let person = try #require(try await office.person(token))
            #expect(person.account == id)
            #expect(person.username == "sara")
            #expect(person.name(in: .en) == "Sara Rezaei")
            #expect(person.role == .bodyRepresentative)
            #expect(person.body == "body-1")
            #expect(person.language == .fa)
            #expect(person.calendar == .jalali)
            #expect(person.theme == "auto")
            #expect(!person.mustChangePassword)
            #expect(person.formSecret.count == 43)
            // The database knows the digest alone.
            #expect(person.session == SecretToken.digest(token))
            #expect(try await office.person("x" + token) == nil)
            #expect(try await office.person("") == nil)
        }
    }

    @Test("a wrong password, an unknown name and a closed account are refused alike", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account()
            #expect(try await office.signIn(password: "hello blue lanterns") == .refused)
            #expect(try await office.signIn("nobody") == .refused)
            #expect(try await office.signIn("") == .refused)
            try await office.change { try Accounts.disable(id, in: $0) }
            #expect(try await office.signIn() == .refused)
        }
    }

    @Test("an email address is as good as the user name", arguments: TestEngine.allCases)
    func email(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let draft = AccountDraft(
                username: "omid", nameFa: "امید", nameEn: "Omid", email: "Omid@Example.org", role: .viewer)
            let made = try await office.reception.createAccount(draft, by: .command("test"))
            guard case .signedIn(let token) = try await office.signIn("omid@example.ORG", password: made.password)
            else { throw AccountsOffice.NotSignedIn() }
            #expect(try await office.person(token)?.mustChangePassword == true)
        }
    }

    @Test("a session ends after 12 hours without use", arguments: TestEngine.allCases)
    func idle(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account()
            let token = try await office.token()
            office.clock.advance(seconds: Sessions.idleSeconds - 1)
            #expect(try await office.person(token) != nil)
            // That was a use: its note is written beside the answer.
            try await Task.sleep(for: .milliseconds(300))
            office.clock.advance(seconds: Sessions.idleSeconds - 1)
            #expect(try await office.person(token) != nil)
            try await Task.sleep(for: .milliseconds(300))
            office.clock.advance(seconds: Sessions.idleSeconds)
            #expect(try await office.person(token) == nil)
        }
    }

    @Test("a session ends after 14 days however much it is used", arguments: TestEngine.allCases)
    func absolute(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account()
            let token = try await office.token()
            let session = SecretToken.digest(token)
            let hours = Sessions.absoluteSeconds / 3600
            for hour in 1...hours {
                office.clock.advance(seconds: 3600)
                let now = office.clock.now
                try await office.office.store.write { try Sessions.touch(session, at: now, on: $0) }
                if hour == hours - 1 { #expect(try await office.person(token) != nil) }
            }
            #expect(try await office.person(token) == nil)
            try await office.reception.clean()
            let left: Int = try await office.office.read { try $0.value("SELECT COUNT(*) FROM session") ?? -1 }
            #expect(left == 0)
        }
    }

    @Test("use is noted at most every ten minutes", arguments: TestEngine.allCases)
    func touch(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account()
            let token = try await office.token()
            func isDue() async throws -> Bool? {
                let now = office.clock.now
                return try await office.office.read {
                    try Sessions.find(token: token, on: $0, now: now)?.isTouchDue(at: now)
                }
            }
            office.clock.advance(seconds: Sessions.touchSeconds - 1)
            #expect(try await isDue() == false)
            office.clock.advance(seconds: 1)
            #expect(try await isDue() == true)
        }
    }

    @Test("signing out ends one session, everywhere all of them", arguments: TestEngine.allCases)
    func signOut(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account()
            let other = try await office.account("omid")
            var tokens: [String] = []
            for _ in 0..<3 { tokens.append(try await office.token()) }
            let others = try await office.token("omid")
            try await office.reception.signOut(token: tokens[0])
            #expect(try await office.person(tokens[0]) == nil)
            #expect(try await office.person(tokens[1]) != nil)
            let now = office.clock.now
            let listed = try await office.office.read { try Sessions.all(of: id, on: $0, now: now).count }
            #expect(listed == 2)
            try await office.change { try Accounts.signOutEverywhere(id, in: $0) }
            for token in tokens { #expect(try await office.person(token) == nil) }
            #expect(try await office.person(others)?.account == other)
        }
    }

    @Test("a password hashed at an older cost is hashed anew when it is next used", arguments: TestEngine.allCases)
    func rehash(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account()
            let costlier = Argon2.Cost(memory: 128, passes: 2, lanes: 1)
            let later = Reception(office: office.office, hasher: PasswordHasher(cost: costlier))
            let origin = Origin(address: nil)
            for _ in 1...2 {
                let outcome = try await later.signIn(name: "sara", password: AccountsOffice.password, from: origin)
                guard case .signedIn = outcome else { throw AccountsOffice.NotSignedIn() }
                let hash: String? = try await office.office.read {
                    try $0.value("SELECT password_hash FROM account WHERE id = \(id)")
                }
                #expect(hash.flatMap(Argon2.cost(of:)) == costlier)
            }
        }
    }
}

@Suite("Guessing passwords")
struct AccountsThrottleTests {
    @Test("five failures are free, then each waits twice as long, at most 15 minutes", arguments: TestEngine.allCases)
    func growth(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account()
            // Without an address, so that the account's count alone is seen.
            for _ in 1...5 {
                #expect(try await office.signIn(password: "wrong password", address: nil) == .refused)
            }
            for expected in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
                // Even the right password waits, and waiting does not make it longer.
                #expect(try await office.signIn(address: nil) == .wait(seconds: expected))
                #expect(try await office.signIn(address: nil) == .wait(seconds: expected))
                office.clock.advance(seconds: expected - 1)
                #expect(try await office.signIn(address: nil) == .wait(seconds: 1))
                office.clock.advance(seconds: 1)
                #expect(try await office.signIn(password: "wrong password", address: nil) == .refused)
            }
            office.clock.advance(seconds: 900)
            _ = try await office.token(address: nil)
            // Success forgets the failures.
            #expect(try await office.signIn(password: "wrong password", address: nil) == .refused)
            _ = try await office.token(address: nil)
        }
    }

    @Test("a name that is nobody's waits like an account", arguments: TestEngine.allCases)
    func unknown(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            for _ in 1...5 {
                let outcome = try await office.signIn("nobody", address: nil)
                #expect(outcome == .refused)
            }
            let outcome = try await office.signIn("Nobody", address: nil)
            #expect(outcome == .wait(seconds: 1))
        }
    }

    @Test("attempts at the same moment are all counted", arguments: TestEngine.allCases)
    func parallel(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account()
            let outcomes = await withTaskGroup(of: Reception.Outcome?.self) { group in
                for _ in 0..<12 {
                    group.addTask { try? await office.signIn(password: "wrong password", address: nil) }
                }
                return await group.reduce(into: [Reception.Outcome?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .refused } == 5)
            #expect(outcomes.count { $0 == .wait(seconds: 1) } == 7)
        }
    }

    @Test("an address has 30 failures in ten minutes, and successes are not among them", arguments: TestEngine.allCases)
    func address(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account()
            for _ in 1...3 { _ = try await office.token(address: "2001:db8:1:2::5") }
            for number in 1...30 {
                let outcome = try await office.signIn("name\(number)", address: "2001:db8:1:2:aaaa::\(number)")
                #expect(outcome == .refused)
            }
            #expect(try await office.signIn(address: "2001:db8:1:2::77") == .wait(seconds: 600))
            _ = try await office.token(address: "2001:db8:1:3::1")
            office.clock.advance(seconds: 600)
            _ = try await office.token(address: "2001:db8:1:2::77")
        }
    }

    @Test("an address is what one subscriber holds")
    func network() {
        #expect(Throttle.network(of: "192.0.2.7") == "192.0.2.7")
        #expect(Throttle.network(of: "::ffff:192.0.2.7") == "192.0.2.7")
        #expect(Throttle.network(of: "2001:db8::1") == Throttle.network(of: "2001:db8:0:0:ffff::9"))
        #expect(Throttle.network(of: "2001:db8::1") != Throttle.network(of: "2001:db8:0:1::1"))
    }

    @Test("failures older than a day are forgotten and removed", arguments: TestEngine.allCases)
    func forgotten(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            try await office.account()
            for _ in 1...5 { _ = try await office.signIn(password: "wrong password") }
            office.clock.advance(seconds: Throttle.accountMemory + 1)
            try await office.reception.clean()
            let left: Int = try await office.office.read { try $0.value("SELECT COUNT(*) FROM sign_in_attempt") ?? -1 }
            #expect(left == 0)
            _ = try await office.token()
        }
    }
}
