import SQLStore
import Synchronization
import Testing

@testable import OfficeKit

/// A clock that tests move.
final class TestClock: Sendable {
    private let moment: Mutex<Moment>

    init(_ moment: Moment) { self.moment = Mutex(moment) }

    var now: Moment { moment.withLock { $0 } }

    func advance(seconds: Int) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// An office of its own for one test, with cheap passwords and a clock that stands still.
struct AccountsOffice: Sendable {
    static let password = "hello blue lantern"
    static let cheap = Argon2.Cost(memory: 64, passes: 1, lanes: 1)

    let office: Office
    let clock: TestClock
    let reception: Reception

    /// Runs the body on an empty office.
    static func use(_ engine: TestEngine, _ body: (AccountsOffice) async throws -> Void) async throws {
        let clock = TestClock(Moment(milliseconds: 1_790_000_000_000))
        let now: @Sendable () -> Moment = { clock.now }
        try await withOffice(on: engine, now: now) { office in
            let reception = Reception(office: office, hasher: PasswordHasher(cost: cheap))
            try await body(AccountsOffice(office: office, clock: clock, reception: reception))
        }
    }

    /// Makes an account whose password is ``password``.
    @discardableResult
    func account(
        _ username: String = "sara", role: Role = .urbanOfficer, mustChangePassword: Bool = false
    ) async throws -> String {
        let hash = try await reception.hasher.hash(Self.password)
        let draft = AccountDraft(
            username: username, nameFa: "سارا رضایی", nameEn: "Sara Rezaei", role: role,
            body: role == .bodyRepresentative ? "body-1" : nil)
        return try await office.change(by: .command("test")) { change in
            try Accounts.create(draft, passwordHash: hash, mustChangePassword: mustChangePassword, in: change)
        }
    }

    func signIn(
        _ name: String = "sara", password: String = AccountsOffice.password, address: String? = "192.0.2.7"
    ) async throws -> Reception.Outcome {
        try await reception.signIn(name: name, password: password, from: Origin(address: address, userAgent: "Test"))
    }

    /// Signs in and hands over the token.
    func token(_ name: String = "sara", address: String? = "192.0.2.7") async throws -> String {
        guard case .signedIn(let token) = try await signIn(name, address: address) else {
            throw NotSignedIn()
        }
        return token
    }

    struct NotSignedIn: Error {}

    func person(_ token: String) async throws -> SignedIn? {
        let now = clock.now
        return try await office.read { try reception.person(sessionToken: token, on: $0, now: now) }
    }

    func change<T: Sendable>(_ body: @escaping @Sendable (Change) throws -> T) async throws -> T {
        try await office.change(by: .command("test"), body)
    }

    /// Every text of the journal in one.
    func journalText() async throws -> String {
        try await office.read { connection in
            try connection.rows("SELECT * FROM journal ORDER BY number").map { row in
                row.values.map { value in "\(value)" }.joined(separator: "|")
            }.joined(separator: "\n")
        }
    }
}
