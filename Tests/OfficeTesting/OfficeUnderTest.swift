import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import OfficeKit
import SQLStore
import Synchronization

/// A clock that tests move.
public final class SettableClock: Sendable {
    private let moment: Mutex<Moment>

    public init(_ moment: Moment) { self.moment = Mutex(moment) }

    public var now: Moment { moment.withLock { $0 } }

    public func advance(seconds: Int) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// An office of its own for one test: a fresh database, a clock that stands still, passwords that cost nothing.
///
/// ```swift
/// @Test("…", arguments: OfficeUnderTest.engines)
/// func page(engine: Engine) async throws {
///     try await OfficeUnderTest.use(engine, migrations: OfficeTables.migrations + CityMigrations.all) { office in
///         try await office.browse(try office.server(desks: [CitiesDesk()])) { site in
///             let browser = try await site.browser(as: .urbanOfficer)
///             #expect(try await browser.get("/cities") == 200)
///         }
///     }
/// }
/// ```
public struct OfficeUnderTest: Sendable {
    /// The password of every account made here.
    public static let password = "hello blue lantern"

    /// SQLite always, PostgreSQL where `scripts/with-postgres` started one.
    public static var engines: [Engine] {
        postgres == nil ? [.sqlite] : [.sqlite, .postgres]
    }

    private static var postgres: String? { ProcessInfo.processInfo.environment["PAYVAND_TEST_POSTGRES"] }

    public let office: Office
    public let clock: SettableClock
    public let reception: Reception
    private let accounts = Accounts()

    /// Runs the body on an empty office, whose database is gone afterwards.
    ///
    /// - Parameter moment: where the clock stands; 2026-11-24 10:00 in UTC.
    public static func use(
        _ engine: Engine = .sqlite, migrations: [SchemaMigration] = OfficeTables.migrations,
        at moment: Moment = Moment(milliseconds: 1_795_514_400_000),
        _ body: (OfficeUnderTest) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let schema = "t_" + Identifier.make().replacing("-", with: "_")
        var address = StoreAddress.sqlite(path: ":memory:")
        if engine == .postgres, let postgres { address = .postgres(url: postgres, schema: schema) }
        let store = try await openStore(address, logger: logger)
        let clock = SettableClock(moment)
        let office = Office(store: store, now: { clock.now }, logger: logger)
        let cheap = PasswordHasher(cost: Argon2.Cost(memory: 64, passes: 1, lanes: 1))
        var failure: (any Error)?
        do {
            _ = try await Migrator(migrations).migrate(store)
            try await body(
                OfficeUnderTest(office: office, clock: clock, reception: Reception(office: office, hasher: cheap)))
        } catch {
            failure = error
        }
        if case .postgres = address {
            try? await store.write { try $0.script("DROP SCHEMA \"\(schema)\" CASCADE") }
        }
        await store.close()
        if let failure { throw failure }
    }

    /// Changes data as a command would.
    @discardableResult
    public func change<T: Sendable>(_ body: @escaping @Sendable (Change) throws -> T) async throws -> T {
        try await office.change(by: .command("test"), body)
    }

    /// Reads from one snapshot.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await office.read(body)
    }

    /// The account of a role, made when it is first asked for. Its user name is the role's in small letters.
    ///
    /// - Returns: its id.
    @discardableResult
    public func account(_ role: Role, language: Language = .fa, body: String = "body-1") async throws -> String {
        try await account(named: role.rawValue.lowercased(), role, language: language, body: body)
    }

    /// The account of a name, made when it is first asked for.
    @discardableResult
    public func account(
        named name: String, _ role: Role, language: Language = .fa, body: String = "body-1"
    ) async throws -> String {
        if let known = accounts.ids.withLock({ $0[name] }) { return known }
        let hash = try await reception.hasher.hash(Self.password)
        let draft = AccountDraft(
            username: name, nameFa: "نمونه \(role.rawValue)", nameEn: "Sample \(name)", role: role,
            body: role == .bodyRepresentative ? body : nil)
        let preferences = Preferences(language: language, calendar: language == .fa ? .jalali : .gregorian)
        let id = try await change { change in
            try OfficeKit.Accounts.create(
                draft, preferences: preferences, passwordHash: hash, mustChangePassword: false, in: change)
        }
        accounts.ids.withLock { $0[name] = id }
        return id
    }

    /// What a person of a role sees.
    public func viewer(_ role: Role) async throws -> Viewer {
        Viewer(account: try await account(role), role: role)
    }

    /// A token for the API in the name of a role's account.
    public func token(_ role: Role) async throws -> String {
        let id = try await account(role)
        return try await change { try AccessTokens.create(for: id, name: "test", expires: nil, in: $0) }
    }

    /// A server of these desks and of all that the kit has.
    public func server(desks: [any Desk] = [], routes: [Route] = []) throws -> OfficeServer {
        try OfficeServer(
            office: office, desks: desks, routes: AccountRoutes.all(reception) + routes, doorkeeper: reception,
            options: ServerOptions())
    }

    /// Opens the server to browsers, without a network.
    public func browse(
        _ server: OfficeServer, _ body: @escaping @Sendable (TestSite) async throws -> Void
    ) async throws {
        let application = Application(responder: server.responder())
        try await application.test(.router) { client in
            try await body(TestSite(office: self, server: server, client: client))
        }
    }

    private final class Accounts: Sendable {
        let ids = Mutex<[String: String]>([:])
    }
}

/// A server that browsers of a test can visit.
public struct TestSite: Sendable {
    public let office: OfficeUnderTest
    public let server: OfficeServer
    let client: any TestClientProtocol

    /// A browser of someone who is not signed in.
    public func browser() -> Browser { Browser(client) }

    /// A browser of someone who is signed in with the account of a role.
    public func browser(as role: Role, language: Language = .fa) async throws -> Browser {
        try await office.account(role, language: language)
        let browser = Browser(client)
        try await browser.signIn(role.rawValue.lowercased())
        return browser
    }
}
