import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import SQLStore
import Testing

@testable import OfficeKit

/// A browser without scripts: keeps cookies, and sends forms with the token of the last page.
private final class Browser {
    private let client: any TestClientProtocol
    private(set) var cookies: [String: String] = [:]
    private(set) var html = ""
    private(set) var location: String?

    init(_ client: any TestClientProtocol) { self.client = client }

    @discardableResult
    func get(_ path: String) async throws -> Int { try await send(.get, path, nil) }

    @discardableResult
    func post(_ path: String, _ fields: [(String, String)] = []) async throws -> Int {
        let token = html.firstMatch(of: /name="csrf" value="([^"]+)"/).map { String($0.output.1) } ?? ""
        let pairs = [("csrf", token)] + fields
        return try await send(
            .post, path, pairs.map { Query.encoded($0.0) + "=" + Query.encoded($0.1) }.joined(separator: "&"))
    }

    func forgetCookies() { cookies = [:] }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ body: String?) async throws -> Int {
        var headers: HTTPFields = [
            .cookie: cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
        ]
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let response = try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        for line in response.headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        location = response.headers[.location]
        let text = String(buffer: response.body)
        if !text.isEmpty { html = text }
        return Int(response.status.code)
    }
}

@Suite("Pages of accounts")
struct AccountsPageTests {
    private func browse(
        _ body: @escaping @Sendable (AccountsOffice, Browser, OfficeServer) async throws -> Void
    ) async throws {
        try await AccountsOffice.use(.sqlite) { office in
            let server = try OfficeServer(
                office: office.office, desks: [], routes: AccountRoutes.all(office.reception),
                doorkeeper: office.reception, options: ServerOptions())
            let application = Application(responder: server.responder())
            try await application.test(.router) { client in
                try await body(office, Browser(client), server)
            }
        }
    }

    private func signIn(_ browser: Browser, _ name: String = "sara", back: String = "") async throws {
        try await browser.get("/sign-in")
        let status = try await browser.post(
            "/sign-in", [("name", name), ("password", AccountsOffice.password), ("return", back)])
        #expect(status == 303)
    }

    @Test("a failed sign-in says one sentence and keeps the name that was typed")
    func failed() async throws {
        try await browse { office, browser, _ in
            try await office.account()
            var bodies: [String] = []
            for name in ["sara", "nobody"] {
                try await browser.get("/sign-in")
                let status = try await browser.post("/sign-in", [("name", name), ("password", "wrong password")])
                #expect(status == 422)
                #expect(browser.html.contains("نام کاربری یا گذرواژه درست نیست."))
                #expect(browser.html.contains("value=\"\(name)\""))
                #expect(!browser.html.contains("wrong password"))
                bodies.append(
                    browser.html.replacing(name, with: "").replacing(/name="csrf" value="[^"]*"/, with: ""))
            }
            // Nothing on the page tells the known name from the unknown one.
            #expect(bodies[0] == bodies[1])
            #expect(browser.cookies[CookieName.session] == nil)
        }
    }

    @Test("signing in leads back to the page asked for, and never to another site")
    func back() async throws {
        try await browse { office, browser, _ in
            try await office.account()
            let asked = try await browser.get("/account?x=1")
            #expect(asked == 303)
            #expect(browser.location == "/sign-in?return=%2Faccount%3Fx%3D1")
            for (address, expected) in [
                ("/account?x=1", "/account?x=1"), ("//evil.example", "/"), ("https://evil.example", "/"),
                ("/\\evil.example", "/"), ("/sign-in", "/"), ("", "/"),
            ] {
                browser.forgetCookies()
                try await signIn(browser, back: address)
                #expect(browser.location == expected, "\(address)")
            }
            let status = try await browser.get("/account")
            #expect(status == 200)
            #expect(browser.html.contains("sara"))
        }
    }

    @Test("a form without the session's token is refused")
    func csrf() async throws {
        try await browse { office, browser, _ in
            try await office.account()
            let status = try await browser.post("/sign-in", [("name", "sara"), ("password", AccountsOffice.password)])
            #expect(status == 403)
            #expect(browser.cookies[CookieName.session] == nil)
        }
    }

    @Test("the old form of the door, sent again by who is inside, leads in")
    func doorAgain() async throws {
        try await browse { office, browser, _ in
            try await office.account()
            try await signIn(browser)
            let fields = [("name", "sara"), ("password", "not the password")]
            let status = try await browser.post("/sign-in", fields)
            #expect(status == 303)
            #expect(browser.location == "/")
            #expect(browser.cookies[CookieName.session] != nil)
        }
    }

    @Test("signing out ends the session on the server")
    func signOut() async throws {
        try await browse { office, browser, _ in
            try await office.account()
            try await signIn(browser)
            let token = try #require(browser.cookies[CookieName.session])
            try await browser.get("/account")
            let status = try await browser.post("/sign-out")
            #expect(status == 303)
            #expect(browser.cookies[CookieName.session] == nil)
            #expect(try await office.person(token) == nil)
        }
    }

    @Test("a password given by someone else is changed before anything else")
    func mustChange() async throws {
        try await browse { office, browser, _ in
            try await office.account("chief", role: .administrator, mustChangePassword: true)
            try await signIn(browser, "chief")
            let refused = try await browser.get("/accounts")
            #expect(refused == 303)
            #expect(browser.location == "/account/password")
            try await browser.get("/account/password")
            let old = AccountsOffice.password
            let short = try await browser.post(
                "/account/password", [("current", old), ("new", "short"), ("repeat", "short")])
            #expect(short == 422)
            #expect(browser.html.contains("href=\"#field-new\""))
            let changed = try await browser.post(
                "/account/password",
                [("current", old), ("new", "another quiet river"), ("repeat", "another quiet river")])
            #expect(changed == 303)
            let status = try await browser.get("/accounts")
            #expect(status == 200)
        }
    }

    @Test("the second step is set up, asked for and recovered from in pages alone")
    func secondFactor() async throws {
        try await browse { office, browser, _ in
            try await office.account()
            try await signIn(browser)
            try await browser.get("/account/second-factor")
            let wrong = try await browser.post("/account/second-factor/begin", [("password", "wrong password")])
            #expect(wrong == 422)
            let begun = try await browser.post(
                "/account/second-factor/begin", [("password", AccountsOffice.password)])
            #expect(begun == 303)
            try await browser.get("/account/second-factor")
            let key = try #require(browser.html.firstMatch(of: /<bdi dir="ltr">([A-Z2-7 ]+)<\/bdi>/)).output.1
            #expect(browser.html.contains("otpauth://totp/"))
            let app = TOTP(secret: try #require(Base32.decode(String(key))))
            let code = app.code(step: TOTP.step(at: office.clock.now))
            let confirmed = try await browser.post("/account/second-factor/confirm", [("code", code)])
            #expect(confirmed == 200)
            let recovery = browser.html.matches(of: /<bdi dir="ltr">([a-z2-7]{4}(-[a-z2-7]{4}){3})<\/bdi>/)
                .map { String($0.output.1) }
            #expect(recovery.count == 10)

            browser.forgetCookies()
            try await signIn(browser)
            #expect(browser.location == "/sign-in/second-factor")
            let early = try await browser.get("/account")
            #expect(early == 303)
            try await browser.get("/sign-in/second-factor")
            let refused = try await browser.post("/sign-in/second-factor", [("code", code)])
            #expect(refused == 422)
            let entered = try await browser.post("/sign-in/second-factor", [("code", try #require(recovery.first))])
            #expect(entered == 303)
            let status = try await browser.get("/account")
            #expect(status == 200)
        }
    }

    @Test("a representative's body is named in words, and one that nobody knows is refused beside its field")
    func representative() async throws {
        try await browse { office, browser, _ in
            try await office.account("chief", role: .administrator)
            try await office.change { change in
                for (id, name) in [("b-1", "شرکت نمونهٔ آب"), ("b-2", "سازمان نمونه"), ("b-3", "سازمان نمونه")] {
                    try change.record(
                        "journal.body.added", Subject(kind: "body", id: id, label: name), secrecy: .office)
                    try change.index(
                        SearchEntry(kind: "body", id: id, secrecy: .office, href: "/bodies/\(id)", titlePersian: name))
                }
            }
            try await signIn(browser, "chief")
            try await browser.get("/accounts/new")
            let fields = [
                ("username", "agent"), ("name-fa", "نماینده"), ("name-en", "Agent"), ("role", "bodyRepresentative"),
                ("body", ""),
            ]
            for name in ["شرکت نابوده", "سازمان نمونه"] {
                let refused = try await browser.post("/accounts", fields + [("body-text", name)])
                #expect(refused == 422)
                #expect(browser.html.contains("href=\"#field-body\""))
                #expect(browser.html.contains("value=\"\(name)\""))
            }
            // Another spelling of the same name, as typed without script.
            let made = try await browser.post("/accounts", fields + [("body-text", "شركت نمونه آب")])
            #expect(made == 200)
            let account = try #require(try await office.office.read { try Accounts.find(named: "agent", on: $0) })
            #expect(account.body == "b-1")
            try await browser.get("/accounts")
            #expect(browser.html.contains("شرکت نمونهٔ آب"))
            try await browser.get("/accounts/\(account.id)")
            #expect(browser.html.contains("value=\"شرکت نمونهٔ آب\""))
            // The name of one of two, with the id that the list gave; and the id alone, as a program sends it.
            let other = fields.dropLast()
            let named = try await browser.post(
                "/accounts/\(account.id)", other + [("body", "b-3"), ("body-text", "سازمان نمونه")])
            #expect(named == 303)
            let after = try #require(try await office.office.read { try Accounts.find(named: "agent", on: $0) })
            #expect(after.body == "b-3")
            let plain = try await browser.post("/accounts/\(account.id)", other + [("body", "b-2")])
            #expect(plain == 303)
            let last = try #require(try await office.office.read { try Accounts.find(named: "agent", on: $0) })
            #expect(last.body == "b-2")
        }
    }

    @Test("an administrator makes, changes, resets and closes an account")
    func administration() async throws {
        try await browse { office, browser, _ in
            try await office.account("chief", role: .administrator)
            try await signIn(browser, "chief")
            try await browser.get("/accounts/new")
            let fields = [
                ("username", "omid"), ("name-fa", "امید <ب>"), ("name-en", "Omid <B>"), ("email", ""),
                ("role", "editor"), ("body", ""),
            ]
            let bad = try await browser.post("/accounts", [("username", "!")] + fields.dropFirst())
            #expect(bad == 422)
            #expect(browser.html.contains("href=\"#field-username\""))
            #expect(browser.html.contains("value=\"Omid &lt;B&gt;\""))
            let made = try await browser.post("/accounts", fields)
            #expect(made == 200)
            let shown = try #require(browser.html.firstMatch(of: /<bdi dir="ltr">([a-z-]{23})<\/bdi>/))
            let password = String(shown.output.1)
            guard case .signedIn(let session) = try await office.signIn("omid", password: password) else {
                throw AccountsOffice.NotSignedIn()
            }
            let account = try #require(try await office.office.read { try Accounts.find(named: "omid", on: $0) })
            let path = "/accounts/\(account.id)"
            try await browser.get("/accounts")
            #expect(browser.html.contains("href=\"\(path)\""))
            #expect(browser.html.contains("امید &lt;ب&gt;"))
            try await browser.get(path)
            let changed = try await browser.post(path, fields.map { $0.0 == "role" ? ("role", "deputy") : $0 })
            #expect(changed == 303)
            #expect(try await office.person(session)?.role == .deputy)
            try await browser.get(path + "/history")
            #expect(browser.html.contains("دبیر خبر"))
            try await browser.get(path)
            let reset = try await browser.post(path + "/reset-password")
            #expect(reset == 200)
            #expect(try await office.person(session) == nil)
            let closed = try await browser.post(path + "/disable")
            #expect(closed == 303)
            let chief = try #require(try await office.office.read { try Accounts.find(named: "chief", on: $0) })
            let last = try await browser.post("/accounts/\(chief.id)/disable")
            #expect(last == 303)
            try await browser.get("/accounts/\(chief.id)")
            #expect(browser.html.contains("این آخرین راهبر است."))
            let unknown = try await browser.get("/accounts/nothing")
            #expect(unknown == 404)
        }
    }

    @Test("preferences change the pages, with and without an account")
    func preferences() async throws {
        try await browse { office, browser, _ in
            try await office.account()
            try await browser.get("/sign-in")
            #expect(browser.html.contains("dir=\"rtl\""))
            try await browser.post("/preferences", [("language", "en"), ("return", "/sign-in")])
            #expect(browser.location == "/sign-in")
            try await browser.get("/sign-in")
            #expect(browser.html.contains("Sign in to Payvand"))
            try await signIn(browser)
            try await browser.get("/account")
            #expect(browser.html.contains("lang=\"fa\""))
            try await browser.post(
                "/preferences", [("language", "en"), ("theme", "dark"), ("return", "https://evil.example/")])
            #expect(browser.location == "/")
            try await browser.get("/account")
            #expect(browser.html.contains("data-theme=\"dark\""))
            #expect(browser.html.contains("My profile"))
        }
    }

    @Test("tokens are made, shown once and revoked")
    func tokens() async throws {
        try await browse { office, browser, _ in
            let id = try await office.account()
            try await signIn(browser)
            try await browser.get("/account")
            let nameless = try await browser.post("/account/tokens", [("name", " ")])
            #expect(nameless == 422)
            let made = try await browser.post("/account/tokens", [("name", "sync")])
            #expect(made == 200)
            let token = try #require(browser.html.firstMatch(of: /pvd_[A-Za-z0-9_-]{43}/)).output
            try await browser.get("/account")
            #expect(!browser.html.contains(token))
            let listed = try await office.office.read { try AccessTokens.all(of: id, on: $0) }
            try await browser.post("/account/tokens/\(try #require(listed.first).id)/revoke")
            let now = office.clock.now
            let text = String(token)
            let found = try await office.office.read { try AccessTokens.find(token: text, on: $0, now: now) == nil }
            #expect(found)
        }
    }

    @Test(
        "every page is whole in both languages, and other roles do not see the accounts",
        arguments: Language.allCases)
    func whole(language: Language) async throws {
        try await browse { office, browser, server in
            let chief = try await office.account("chief", role: .administrator)
            try await office.change {
                try Accounts.prefer(Preferences(language: language, calendar: .gregorian), for: chief, in: $0)
            }
            try await signIn(browser, "chief")
            for route in server.allRoutes where route.method == .get && !route.isAPI {
                let path = route.path.replacing(":id", with: chief)
                let status = try await browser.get(path)
                if status == 303 { continue }
                #expect(status == 200, "\(path)")
                #expect(browser.html.contains("<html lang=\"\(language.rawValue)\""), "\(path)")
                #expect(!browser.html.contains("{{"), "\(path)")
                // A missing text would show its key.
                let keys = browser.html.matches(of: />\s*(accounts|auth|profile|journal|preferences)\.[a-zA-Z.]+\s*</)
                #expect(keys.isEmpty, "\(path)")
                #expect(browser.html.matches(of: /<h1[ >]/).count == 1, "\(path)")
            }
            try await office.account()
            for path in ["/accounts", "/accounts/new", "/accounts/\(chief)", "/accounts/\(chief)/history"] {
                browser.forgetCookies()
                try await signIn(browser)
                let status = try await browser.get(path)
                #expect(status == 403, "\(path)")
            }
        }
    }
}
