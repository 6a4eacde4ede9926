import HTTPTypes
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import PayvandCommand

/// Every address of the composed server, asked by everybody.
@Suite("Every route and every role")
struct RouteWalkTests {
    private static func browse(
        _ engine: Engine, _ body: @escaping @Sendable (TestSite) async throws -> Void
    ) async throws {
        try await OfficeUnderTest.use(engine, migrations: Composition.migrations) { office in
            let server = try Composition.server(of: office.office, reception: office.reception)
            try await office.browse(server, body)
        }
    }

    /// The address with something in the place of each part; the record need not exist.
    private static func address(of route: Route) -> String {
        route.path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(":") ? "1" : String($0) }.joined(separator: "/")
    }

    private static func ask(_ route: Route, _ browser: Browser) async throws -> Int {
        if route.method == .post { return try await browser.post(address(of: route)) }
        return try await browser.send(route.method, address(of: route))
    }

    @Test("who is not signed in is led to the door, or told so by the API", arguments: OfficeUnderTest.engines)
    func signedOut(engine: Engine) async throws {
        try await Self.browse(engine) { site in
            #expect(site.server.allRoutes.count > 20)
            for route in site.server.allRoutes {
                let browser = site.browser()
                try await browser.get("/sign-in")
                let status = try await Self.ask(route, browser)
                let name = "\(route.method) \(route.path)"
                if route.permission == .visit {
                    #expect(status != 401 && status != 403, "\(name): \(status)")
                    if status == 303, route.path != "/sign-in/second-factor" {
                        #expect(browser.location?.hasPrefix("/sign-in") != true || route.path == "/sign-out", "\(name)")
                    }
                } else if route.isAPI {
                    #expect(status == 401, "\(name): \(status)")
                } else {
                    #expect(status == 303, "\(name): \(status)")
                    #expect(browser.location?.hasPrefix("/sign-in") == true, "\(name)")
                }
            }
        }
    }

    @Test(
        "each role is let in where the table of rights lets it, and nowhere else", arguments: OfficeUnderTest.engines,
        Role.allCases)
    func roles(engine: Engine, role: Role) async throws {
        try await Self.browse(engine) { site in
            let token = try await site.office.token(role)
            let reader = try await site.browser(as: role)
            for route in site.server.allRoutes {
                let name = "\(route.method) \(route.path) as \(role)"
                let isAllowed = role.may(route.permission)
                let status: Int
                if route.isAPI {
                    status = try await site.browser().call(
                        route.method, Self.address(of: route), token: token, json: "{}")
                } else {
                    // Many a form ends the session or changes the account: each has a person of its own.
                    let person: Browser
                    if route.method == .get {
                        person = reader
                    } else {
                        let account = "walker\(Identifier.make().suffix(12))"
                        try await site.office.account(named: account, role)
                        person = site.browser()
                        try await person.signIn(account)
                    }
                    status = try await Self.ask(route, person)
                }
                if isAllowed {
                    #expect(status != 401 && status != 403, "\(name): \(status)")
                    #expect(status < 500, "\(name): \(status)")
                } else {
                    #expect(status == 403, "\(name): \(status)")
                }
            }
        }
    }

    @Test("every page that everybody may see is whole in both languages", arguments: Language.allCases)
    func whole(language: Language) async throws {
        try await Self.browse(.sqlite) { site in
            let browser = try await site.browser(as: .administrator, language: language)
            for route in site.server.allRoutes
            where route.method == .get && !route.isAPI && !route.path.contains(":") {
                guard try await browser.get(route.path) == 200 else { continue }
                guard browser.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
                #expect(browser.html.contains("<html lang=\"\(language.rawValue)\""), "\(route.path)")
                #expect(!browser.html.contains("{{"), "\(route.path)")
                #expect(browser.html.matches(of: /<h1[ >]/).count == 1, "\(route.path)")
                let keys = browser.html.matches(of: />\s*[a-z]+(\.[a-zA-Z]+){2,}\s*</).map { String($0.output.0) }
                #expect(keys.isEmpty, "\(route.path): \(keys)")
            }
        }
    }
}
