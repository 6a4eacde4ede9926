import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import OfficeKit
import SQLStore

@testable import Cities

/// Lets in whoever names a role and a language, `urbanOfficer-fa`.
struct TestDoor: Doorkeeper {
    func person(sessionToken: String, on connection: any SQLConnection, now: Moment) throws -> SignedIn? {
        let parts = sessionToken.split(separator: "-").map(String.init)
        guard parts.count == 2, let role = Role(rawValue: parts[0]), let language = Language(rawValue: parts[1])
        else { return nil }
        return SignedIn(
            account: "account-\(role.rawValue)", username: role.rawValue, nameFa: "نمونه", nameEn: "Sample", role: role,
            body: nil, language: language, calendar: language == .fa ? .jalali : .gregorian, theme: "auto",
            session: "s", formSecret: "secret of \(sessionToken)", mustChangePassword: false)
    }

    func person(accessToken: String, on connection: any SQLConnection, now: Moment) throws -> SignedIn? { nil }
}

/// Ties of the sample office: one that operates, two on paper.
struct SampleTies: CityTies {
    static let seoul: Int64 = 1_835_848
    static let cities: [Int64] = [seoul, CitySuggestTests.saoPaulo, 1_816_670]

    func ties(
        with city: Int64?, for viewer: Viewer, text: Catalogue, today: Day, on connection: any SQLConnection
    ) throws -> [CityTie] {
        Self.cities.filter { city == nil || city == $0 }.map { id in
            let name = id == Self.seoul ? "operating" : "paper"
            return CityTie(
                city: id, title: "Tie \(id)", href: "/agreements/AGR-\(id)", detail: "2020",
                stage: StageView(name: name, label: text.text("stages.\(name)"), position: "1"),
                isLive: id == Self.seoul)
        }
    }

    func duties(
        of body: String, for viewer: Viewer, text: Catalogue, today: Day, on connection: any SQLConnection
    ) throws -> [BodyDuty] { [BodyDuty(title: "Clause 7", href: "/agreements/AGR-1#7", detail: nil)] }
}

/// A browser without scripts, signed in by role and language; it sends forms with the token of the last page.
final class CityBrowser {
    private let client: any TestClientProtocol
    private var session = "urbanOfficer-fa"
    private var flash: String?
    private(set) var html = ""
    private(set) var location: String?

    init(_ client: any TestClientProtocol) { self.client = client }

    /// Runs the body on an office of Tehran with the sample of cities.
    static func use(
        ties: any CityTies = SampleTies(), _ body: @escaping @Sendable (CityBrowser, Office) async throws -> Void
    ) async throws {
        let office = try await TestOffice.sampled()
        try await office.change(by: TestOffice.author) { try City.setOwn(CitySuggestTests.tehran, in: $0) }
        let server = try OfficeServer(
            office: office, desks: [CitiesDesk(ties: ties)], routes: [], doorkeeper: TestDoor(),
            options: ServerOptions())
        try await Application(responder: server.responder()).test(.router) { client in
            try await body(CityBrowser(client), office)
        }
        await office.store.close()
    }

    /// Who looks from now on.
    func become(_ role: Role, _ language: Language = .fa) {
        session = "\(role.rawValue)-\(language.rawValue)"
        html = ""
    }

    @discardableResult
    func get(_ path: String) async throws -> Int { try await send(.get, path, nil) }

    /// Opens the form and sends it, changed where fields are given.
    @discardableResult
    func post(_ path: String, _ fields: [(String, String)], keeping hidden: [String] = ["csrf", "version"])
        async throws -> Int
    {
        var pairs = fields
        for name in hidden where !fields.contains(where: { $0.0 == name }) {
            if let value = hiddenValue(name) { pairs.append((name, value)) }
        }
        return try await send(
            .post, path, pairs.map { Query.encoded($0.0) + "=" + Query.encoded($0.1) }.joined(separator: "&"))
    }

    /// The value of a hidden field of the page.
    func hiddenValue(_ name: String) -> String? {
        let pattern = "name=\"\(name)\" value=\""
        guard let start = html.range(of: pattern) else { return nil }
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }

    /// Opens the page that a form answered with.
    @discardableResult
    func follow() async throws -> Int { try await get(location?.split(separator: "#").first.map(String.init) ?? "/") }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ body: String?) async throws -> Int {
        var cookies = ["\(CookieName.session)=\(session)"]
        if let flash { cookies.append("payvand_flash=\(flash)") }
        var headers: HTTPFields = [.cookie: cookies.joined(separator: "; ")]
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let response = try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        flash = nil
        for line in response.headers[values: .setCookie] where line.hasPrefix("payvand_flash=") {
            let value = line.dropFirst("payvand_flash=".count).prefix { $0 != ";" }
            flash = value.isEmpty ? nil : String(value)
        }
        location = response.headers[.location]
        let text = String(decoding: Array(response.body.readableBytesView), as: UTF8.self)
        if !text.isEmpty { html = text }
        return Int(response.status.code)
    }
}
