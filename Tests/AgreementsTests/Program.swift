import Foundation
import HTTPTypes
import OfficeKit
import OfficeTesting
import SQLStore

@testable import Agreements
@testable import Cities

/// A program that uses the API with a token.
struct Program {
    /// What it is answered.
    struct Reply {
        let status: Int
        let headers: HTTPFields
        let body: JSON

        /// The fields that a problem names.
        var wrong: [String] {
            guard case .list(let errors)? = body["errors"] else { return [] }
            return errors.compactMap { if case .text(let field)? = $0["field"] { field } else { nil } }
        }

        func text(_ field: String) -> String? { if case .text(let text)? = body[field] { text } else { nil } }

        /// A list's records.
        var items: [JSON] { if case .list(let items)? = body["items"] { items } else { [] } }
    }

    let site: TestSite
    let token: String?

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ json: String? = nil, headers: [String: String] = [:],
        type: String? = "application/json"
    ) async throws -> Reply {
        let browser = site.browser()
        var fields: HTTPFields = [:]
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        let status = try await browser.send(
            method, path.hasPrefix("/api/") ? path : "/api/v1" + path, body: json.map { Array($0.utf8) },
            type: json == nil ? nil : type, authorization: token.map { "Bearer \($0)" }, headers: fields)
        return Reply(
            status: status, headers: browser.headers,
            body: (try? JSONDecoder().decode(JSON.self, from: Data(browser.bytes))) ?? .null)
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Reply {
        try await ask(.get, path, headers: headers)
    }
}

extension TestSite {
    /// A program with a token of a role's account.
    func program(_ role: Role = .urbanOfficer) async throws -> Program {
        Program(site: self, token: try await office.token(role))
    }
}

/// Serves an office of Tehran with this desk to programs.
func serving(
    _ engine: Engine, _ body: @escaping @Sendable (TestSite) async throws -> Void
) async throws {
    try await OfficeUnderTest.use(
        engine, migrations: OfficeTables.migrations + CityMigrations.all + AgreementMigrations.all
    ) { office in
        try await TestOffice.fill(office.office)
        try await office.browse(try office.server(desks: [AgreementsDesk()]), body)
    }
}
