import HTTPTypes
import HummingbirdTesting
import NIOCore
import OfficeKit

/// A browser without scripts: keeps cookies, and sends forms with the token of the last page that had one.
public final class Browser {
    /// A file to send.
    public struct File {
        public let field: String
        public let name: String
        public let bytes: [UInt8]

        public init(_ field: String, name: String, bytes: [UInt8]) {
            self.field = field
            self.name = name
            self.bytes = bytes
        }
    }

    /// The door did not open.
    public struct NotSignedIn: Error, CustomStringConvertible {
        public let status: Int
        public let location: String?
        public var description: String { "signing in was answered \(status), leading to \(location ?? "nowhere")" }
    }

    private let client: any TestClientProtocol
    public private(set) var cookies: [String: String] = [:]
    /// The last page that had a body.
    public private(set) var html = ""
    /// Where the last answer leads.
    public private(set) var location: String?
    public private(set) var headers: HTTPFields = [:]
    /// The body of the last answer.
    public private(set) var bytes: [UInt8] = []
    private var formToken = ""

    init(_ client: any TestClientProtocol) { self.client = client }

    /// - Returns: the answer's status.
    @discardableResult
    public func get(_ path: String) async throws -> Int { try await send(.get, path) }

    /// Follows where the last answer leads, as browsers do by themselves.
    @discardableResult
    public func follow() async throws -> Int { try await get(location ?? "/") }

    /// Sends a form of a page that was visited before.
    @discardableResult
    public func post(_ path: String, _ fields: [(String, String)] = []) async throws -> Int {
        let pairs = ([("csrf", formToken)] + fields).map { Query.encoded($0.0) + "=" + Query.encoded($0.1) }
        return try await send(
            .post, path, body: Array(pairs.joined(separator: "&").utf8), type: "application/x-www-form-urlencoded")
    }

    /// Sends a form with files.
    @discardableResult
    public func post(_ path: String, _ fields: [(String, String)], files: [File]) async throws -> Int {
        let boundary = "----payvand\(Identifier.make())"
        var body: [UInt8] = []
        for (name, value) in [("csrf", formToken)] + fields {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        for file in files {
            let head = "form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
            body += "--\(boundary)\r\nContent-Disposition: \(head)\r\n".utf8
            body += "Content-Type: application/octet-stream\r\n\r\n".utf8
            body += file.bytes
            body += "\r\n".utf8
        }
        body += "--\(boundary)--\r\n".utf8
        return try await send(.post, path, body: body, type: "multipart/form-data; boundary=\(boundary)")
    }

    /// A program's request to the API.
    @discardableResult
    public func call(
        _ method: HTTPRequest.Method, _ path: String, token: String?, json: String? = nil
    ) async throws -> Int {
        try await send(
            method, path, body: json.map { Array($0.utf8) }, type: json == nil ? nil : "application/json",
            authorization: token.map { "Bearer \($0)" })
    }

    /// Any request.
    @discardableResult
    public func send(
        _ method: HTTPRequest.Method, _ path: String, body: [UInt8]? = nil, type: String? = nil,
        authorization: String? = nil, headers extra: HTTPFields = [:]
    ) async throws -> Int {
        var headers = extra
        if !cookies.isEmpty {
            headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")
        }
        headers[.contentType] = type
        headers[.authorization] = authorization
        let response = try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) })
        for line in response.headers[values: .setCookie] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        location = response.headers[.location]
        self.headers = response.headers
        bytes = Array(response.body.readableBytesView)
        // A large file is no page, and to look for a form in it takes long.
        if !bytes.isEmpty { html = bytes.count < 4 << 20 ? String(decoding: bytes, as: UTF8.self) : "" }
        if let token = html.firstMatch(of: /name="csrf" value="([^"]+)"/) { formToken = String(token.output.1) }
        return Int(response.status.code)
    }

    /// Goes through the door.
    ///
    /// - Throws: ``NotSignedIn``.
    public func signIn(_ name: String, password: String = OfficeUnderTest.password) async throws {
        try await get("/sign-in")
        let status = try await post("/sign-in", [("name", name), ("password", password)])
        guard status == 303, isSignedIn else { throw NotSignedIn(status: status, location: location) }
        // The token of the session's forms, which every page has.
        try await get("/account")
    }

    public var isSignedIn: Bool { cookies[CookieName.session] != nil }

    public func forgetCookies() {
        cookies = [:]
        formToken = ""
    }
}
