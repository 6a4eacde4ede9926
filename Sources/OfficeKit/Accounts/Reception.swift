import Logging
import SQLStore
import Synchronization

/// The office's reception: signs people in, knows them again, and hands out passwords.
///
/// What needs a password hash lies here, because hashing happens outside transactions, on threads of its own.
public struct Reception: Sendable {
    public let office: Office
    public let hasher: PasswordHasher
    private let touches = Touches()

    public init(office: Office, hasher: PasswordHasher = PasswordHasher()) {
        self.office = office
        self.hasher = hasher
    }

    /// How an attempt to sign in ended.
    public enum Outcome: Sendable, Equatable {
        /// The token for the cookie.
        case signedIn(token: String)
        /// The password is right; the token is good for the second step alone.
        case secondFactor(token: String)
        /// Wrong name or password, or a closed account: which of them is not said.
        case refused
        /// Too many failures; so many seconds to wait.
        case wait(seconds: Int)
    }

    /// The first step.
    ///
    /// - Parameter name: the user name or the email address.
    /// - Throws: ``PasswordHasher/Busy`` when too many sign in at this moment; ``StoreError``.
    public func signIn(name: String, password: String, from origin: Origin) async throws -> Outcome {
        let now = office.now()
        let address = origin.address.map { [Throttle.Subject.address($0)] } ?? []
        let first = try await office.store.write { connection -> (wait: Int?, credentials: Credentials?) in
            let credentials = try Credentials.find(named: name, on: connection)
            let subject = Throttle.Subject.account(credentials?.account ?? AccountDraft.folded(name))
            return (try Throttle.admit([subject] + address, at: now, on: connection), credentials)
        }
        if let wait = first.wait { return .wait(seconds: wait) }
        let isRight = try await hasher.verify(password, against: first.credentials?.hash)
        guard isRight, let credentials = first.credentials, !credentials.isDisabled else { return .refused }
        let renewed = hasher.isOutdated(credentials.hash) ? try await hasher.hash(password) : nil
        return try await office.store.write { connection in
            // The password may have been reset while its hash was computed.
            guard let current = try Credentials.find(named: name, on: connection), current == credentials else {
                return .refused
            }
            let id = credentials.account
            try Throttle.succeeded([.account(id)] + address, on: connection)
            if let renewed {
                try connection.execute("UPDATE account SET password_hash = \(renewed) WHERE id = \(id)")
            }
            let token = try Sessions.begin(
                account: id, waitsForSecondFactor: credentials.hasSecondFactor, from: origin, at: now, on: connection)
            if credentials.hasSecondFactor { return .secondFactor(token: token) }
            try connection.execute("UPDATE account SET signed_in_at = \(now) WHERE id = \(id)")
            return .signedIn(token: token)
        }
    }

    /// The second step: a code of the app or a recovery code.
    ///
    /// - Parameter token: of the first step; a success replaces it.
    public func confirm(code: String, token: String, from origin: Origin) async throws -> Outcome {
        let now = office.now()
        return try await office.store.write { connection in
            guard let found = try Sessions.find(token: token, on: connection, now: now), found.waitsForSecondFactor
            else { return .refused }
            let id = found.person.account
            if let wait = try Throttle.admit([.secondFactor(id)], at: now, on: connection) {
                return .wait(seconds: wait)
            }
            guard try SecondFactor.accept(code, for: id, at: now, on: connection) else { return .refused }
            try Throttle.succeeded([.secondFactor(id)], on: connection)
            try Sessions.end(token: token, on: connection)
            try connection.execute("UPDATE account SET signed_in_at = \(now) WHERE id = \(id)")
            return .signedIn(
                token: try Sessions.begin(
                    account: id, waitsForSecondFactor: false, from: origin, at: now, on: connection))
        }
    }

    /// Whether a token waits for its second step.
    public func waitsForSecondFactor(token: String) async throws -> Bool {
        let now = office.now()
        return try await office.store.read { connection in
            try Sessions.find(token: token, on: connection, now: now)?.waitsForSecondFactor ?? false
        }
    }

    public func signOut(token: String) async throws {
        try await office.store.write { connection in try Sessions.end(token: token, on: connection) }
    }

    /// Removes sessions and counts of failures that are over; to be run now and then.
    public func clean() async throws {
        let now = office.now()
        try await office.store.write { connection in try Sessions.clean(at: now, on: connection) }
    }
}

extension Reception {
    /// Makes an account with a password that is shown once.
    ///
    /// - Throws: a ``Problem``, ``PasswordHasher/Busy``.
    public func createAccount(
        _ draft: AccountDraft, preferences: Preferences = Preferences(), by author: Author
    ) async throws -> (id: String, password: String) {
        // What is wrong in itself is said before the work of hashing.
        if let problem = draft.problems.first { throw problem }
        let password = Password.generated()
        let hash = try await hasher.hash(password)
        let id = try await office.change(by: author) { change in
            try Accounts.create(draft, preferences: preferences, passwordHash: hash, in: change)
        }
        return (id, password)
    }

    /// Replaces a forgotten password.
    ///
    /// - Returns: the new one, shown once.
    /// - Throws: a ``Problem``, ``PasswordHasher/Busy``.
    public func resetPassword(of account: String, by author: Author) async throws -> String {
        let password = Password.generated()
        let hash = try await hasher.hash(password)
        try await office.change(by: author) { change in
            try Accounts.resetPassword(of: account, toHash: hash, in: change)
        }
        return password
    }

    /// Changes one's own password.
    ///
    /// - Throws: a ``Problem`` of `current`, `new` or `repeat`; ``PasswordHasher/Busy``.
    public func changePassword(
        of person: SignedIn, from current: String, to new: String, repeated: String, by author: Author
    ) async throws {
        if new != repeated { throw Problem(field: "repeat", key: "auth.passwordsDiffer") }
        if let problem = Password.problem(with: new, username: person.username, field: "new") { throw problem }
        if new == current { throw Problem(field: "new", key: "auth.passwordSame") }
        let account = person.account
        try await prove(account, by: current, field: "current")
        let hash = try await hasher.hash(new)
        try await office.change(by: author) { change in
            try Accounts.changePassword(of: account, toHash: hash, keeping: person.session, in: change)
        }
    }

    /// Asks for the password once more before something that matters. Guesses are throttled as at the door.
    ///
    /// - Throws: a ``Problem`` of the field; ``PasswordHasher/Busy``.
    public func prove(_ account: String, by password: String, field: String) async throws {
        let now = office.now()
        let (wait, hash) = try await office.store.write { connection -> (Int?, String?) in
            let hash: String? = try connection.value("SELECT password_hash FROM account WHERE id = \(account)")
            return (try Throttle.admit([.account(account)], at: now, on: connection), hash)
        }
        if wait != nil { throw Problem(field: field, key: "auth.tooManyFailures") }
        guard try await hasher.verify(password, against: hash) else {
            throw Problem(field: field, key: "auth.passwordWrong")
        }
        try await office.store.write { connection in try Throttle.succeeded([.account(account)], on: connection) }
    }
}

extension Reception: Doorkeeper {
    public func person(sessionToken: String, on connection: any SQLConnection, now: Moment) throws -> SignedIn? {
        guard let found = try Sessions.find(token: sessionToken, on: connection, now: now),
            !found.waitsForSecondFactor
        else { return nil }
        if found.isTouchDue(at: now), let session = found.person.session {
            touches.note(session, in: office) { connection in
                try Sessions.touch(session, at: now, on: connection)
            }
        }
        return found.person
    }

    public func person(accessToken: String, on connection: any SQLConnection, now: Moment) throws -> SignedIn? {
        guard let found = try AccessTokens.find(token: accessToken, on: connection, now: now) else { return nil }
        if found.isTouchDue(at: now) {
            touches.note(found.id, in: office) { connection in
                try AccessTokens.touch(found.id, at: now, on: connection)
            }
        }
        return found.person
    }
}

/// Notes of use that are being written: a request is answered without waiting for them, and one is enough.
///
/// A note lost with the process costs nothing: the next request makes it again.
private final class Touches: Sendable {
    private let running = Mutex<Set<String>>([])

    func note(_ id: String, in office: Office, _ write: @escaping @Sendable (any SQLConnection) throws -> Void) {
        guard running.withLock({ $0.insert(id).inserted }) else { return }
        Task {
            do {
                try await office.store.write(write)
            } catch {
                office.logger.warning("the use of a session was not noted", metadata: ["error": "\(error)"])
            }
            _ = running.withLock { $0.remove(id) }
        }
    }
}

/// What the first step of signing in compares.
private struct Credentials: Sendable, Equatable, RowReadable {
    let account: String
    let hash: String
    let isDisabled: Bool
    let hasSecondFactor: Bool

    init(row: Row) throws {
        account = try row["id"]
        hash = try row["password_hash"]
        let disabledAt: Moment? = try row["disabled_at"]
        isDisabled = disabledAt != nil
        let secret: [UInt8]? = try row["totp_secret"]
        hasSecondFactor = secret != nil
    }

    static func find(named name: String, on connection: any SQLConnection) throws -> Credentials? {
        let folded = AccountDraft.folded(name)
        return try connection.first(
            """
            SELECT id, password_hash, disabled_at, totp_secret FROM account
            WHERE username = \(folded) OR email = \(folded)
            """, as: Credentials.self)
    }
}
