import SQLStore
import Testing

@testable import OfficeKit

@Suite("The second step")
struct AccountsSecondFactorTests {
    private struct Enrolled {
        let id: String
        let app: TOTP
        let recovery: [String]
    }

    private func enrol(_ office: AccountsOffice) async throws -> Enrolled {
        let id = try await office.account()
        let app = try await office.office.store.write { try SecondFactor.begin(for: id, on: $0) }
        let code = app.code(step: TOTP.step(at: office.clock.now))
        let recovery = try await office.change { try SecondFactor.confirm(code, for: id, in: $0) }
        return Enrolled(id: id, app: app, recovery: recovery)
    }

    private func firstStep(_ office: AccountsOffice) async throws -> String {
        guard case .secondFactor(let token) = try await office.signIn() else { throw AccountsOffice.NotSignedIn() }
        return token
    }

    private func confirm(_ office: AccountsOffice, _ code: String, _ token: String) async throws -> Reception.Outcome {
        try await office.reception.confirm(code: code, token: token, from: Origin(address: nil))
    }

    @Test("the password alone opens nothing; the code does, once", arguments: TestEngine.allCases)
    func twoSteps(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let enrolled = try await enrol(office)
            office.clock.advance(seconds: 30)
            let first = try await firstStep(office)
            #expect(try await office.person(first) == nil)
            #expect(try await office.reception.waitsForSecondFactor(token: first))

            let code = enrolled.app.code(step: TOTP.step(at: office.clock.now))
            guard case .signedIn(let token) = try await confirm(office, code, first) else {
                throw AccountsOffice.NotSignedIn()
            }
            #expect(token != first)
            #expect(try await office.person(token)?.account == enrolled.id)
            // The first step's token is spent.
            #expect(try await office.person(first) == nil)
            #expect(try await confirm(office, code, first) == .refused)
            // And the code too, for someone who saw it.
            let again = try await firstStep(office)
            #expect(try await confirm(office, code, again) == .refused)
        }
    }

    @Test("enrolment's own code cannot be used to sign in", arguments: TestEngine.allCases)
    func enrolmentCode(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let enrolled = try await enrol(office)
            let code = enrolled.app.code(step: TOTP.step(at: office.clock.now))
            let token = try await firstStep(office)
            #expect(try await confirm(office, code, token) == .refused)
        }
    }

    @Test("a wrong first code leaves everything as it was", arguments: TestEngine.allCases)
    func wrongEnrolment(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let id = try await office.account()
            let app = try await office.office.store.write { try SecondFactor.begin(for: id, on: $0) }
            let late = app.code(step: TOTP.step(at: office.clock.now) + 5)
            await #expect(throws: Problem(field: "code", key: "auth.codeWrong")) {
                _ = try await office.change { try SecondFactor.confirm(late, for: id, in: $0) }
            }
            _ = try await office.token()
        }
    }

    @Test("a recovery code works once, in any case, with or without hyphens", arguments: TestEngine.allCases)
    func recovery(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let enrolled = try await enrol(office)
            #expect(Set(enrolled.recovery).count == 10)
            let typed = enrolled.recovery[3].uppercased().replacing("-", with: " ")
            guard case .signedIn = try await confirm(office, typed, try await firstStep(office)) else {
                throw AccountsOffice.NotSignedIn()
            }
            #expect(try await confirm(office, enrolled.recovery[3], try await firstStep(office)) == .refused)
            let left = try await office.office.read { try SecondFactor.recoveryCodesLeft(of: enrolled.id, on: $0) }
            #expect(left == 9)
            let renewed = try await office.change { try SecondFactor.renewRecoveryCodes(of: enrolled.id, in: $0) }
            #expect(try await confirm(office, enrolled.recovery[4], try await firstStep(office)) == .refused)
            guard case .signedIn = try await confirm(office, renewed[0], try await firstStep(office)) else {
                throw AccountsOffice.NotSignedIn()
            }
        }
    }

    @Test("guessing codes is slowed down like guessing passwords", arguments: TestEngine.allCases)
    func throttle(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let enrolled = try await enrol(office)
            office.clock.advance(seconds: 300)
            let token = try await firstStep(office)
            for _ in 1...5 { #expect(try await confirm(office, "00000", token) == .refused) }
            let code = enrolled.app.code(step: TOTP.step(at: office.clock.now))
            #expect(try await confirm(office, code, token) == .wait(seconds: 1))
            // Beginning anew with the right password does not help.
            #expect(try await confirm(office, code, try await firstStep(office)) == .wait(seconds: 1))
        }
    }

    @Test("the first step is good for ten minutes", arguments: TestEngine.allCases)
    func expiry(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let enrolled = try await enrol(office)
            let token = try await firstStep(office)
            office.clock.advance(seconds: Sessions.secondStepSeconds)
            let code = enrolled.app.code(step: TOTP.step(at: office.clock.now))
            #expect(try await confirm(office, code, token) == .refused)
        }
    }

    @Test("an administrator turns it off for someone who lost the device", arguments: TestEngine.allCases)
    func turnedOff(engine: TestEngine) async throws {
        try await AccountsOffice.use(engine) { office in
            let enrolled = try await enrol(office)
            try await office.change { try SecondFactor.turnOff(for: enrolled.id, in: $0) }
            _ = try await office.token()
            let left = try await office.office.read { try SecondFactor.recoveryCodesLeft(of: enrolled.id, on: $0) }
            #expect(left == 0)
        }
    }
}
