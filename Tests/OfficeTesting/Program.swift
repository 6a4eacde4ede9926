import Foundation
import HTTPTypes
import OfficeKit

/// A program that uses the API with a token.
public struct Program: Sendable {
    /// What it is answered.
    public struct Reply: Sendable {
        public let status: Int
        public let headers: HTTPFields
        public let body: JSON

        /// The fields that a problem names.
        public var wrong: [String] {
            guard case .list(let errors)? = body["errors"] else { return [] }
            return errors.compactMap { if case .text(let field)? = $0["field"] { field } else { nil } }
        }

        public func text(_ field: String) -> String? { if case .text(let text)? = body[field] { text } else { nil } }

        /// A list's records.
        public var items: [JSON] { if case .list(let items)? = body["items"] { items } else { [] } }
    }

    public let site: TestSite
    public let token: String?

    public init(site: TestSite, token: String?) {
        self.site = site
        self.token = token
    }

    public func ask(
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

    public func get(_ path: String, headers: [String: String] = [:]) async throws -> Reply {
        try await ask(.get, path, headers: headers)
    }
}

extension TestSite {
    /// A program with a token of a role's account.
    public func program(_ role: Role = .urbanOfficer) async throws -> Program {
        Program(site: self, token: try await office.token(role))
    }
}
