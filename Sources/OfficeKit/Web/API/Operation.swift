import Foundation
import HTTPTypes
import SQLStore

/// What a route of the API says of itself, for the description and for the checks that go before its handler.
public struct Operation: Sendable {
    /// One line.
    public let summary: String
    /// The query's names and values.
    public let query: Schema?
    /// The body; nil when it takes none.
    public let takes: Schema?
    /// The answer's body.
    public let gives: Schema
    /// The answer's status when all is well.
    public let status: HTTPResponse.Status
    /// Whether it makes something new, so that `Idempotency-Key` is understood.
    public let makes: Bool
    /// Whether the answer carries a version as `ETag`.
    public let isVersioned: Bool
    /// The answer's media type.
    public var type = "application/json"
}

/// Makes the routes of the API. Paths are given without ``API/root``.
///
/// ```swift
/// API.get("/agreements/:code", for: .read, "An agreement", gives: AgreementView.self) { visit in … }
/// API.create("/agreements", for: .editAgreements, "Registers an agreement", takes: AgreementInput.self,
///     gives: AgreementView.self) { input, visit, change in … } show: { code, visit, connection in … }
/// ```
/// A handler throws ``Problem`` or ``Rejection`` for what is wrong with a field, and ``Refusal`` for the rest.
public enum API {
    public static let root = "/api/v1"

    /// No field at all: what a list without filters asks for, and an action without particulars takes.
    public struct Nothing: APIInput {
        public init() {}
    }

    /// Answers a question.
    public static func get<Output: APIShape>(
        _ path: String, for permission: Permission, _ summary: String, gives: Output.Type,
        _ handler: @escaping @Sendable (Visit) async throws -> Output
    ) -> Route {
        get(path, for: permission, summary, asks: Nothing.self, gives: gives) { _, visit in try await handler(visit) }
    }

    /// Answers a question that the query puts.
    public static func get<Filter: APIShape, Output: APIShape>(
        _ path: String, for permission: Permission, _ summary: String, asks: Filter.Type, gives: Output.Type,
        _ handler: @escaping @Sendable (Filter, Visit) async throws -> Output
    ) -> Route {
        let query = Schema.of(Filter.self)
        let operation = Operation(
            summary: summary, query: query, takes: nil, gives: .of(Output.self), status: .ok, makes: false,
            isVersioned: Output.self is any APIVersioned.Type)
        return Route(.get, root + path, for: permission, operation: operation) { visit in
            let filter = try APIRequest.query(Filter.self, schema: query, of: visit)
            return try answer(try await handler(filter, visit), status: .ok)
        }
    }

    /// Gives a stored file as it was sent.
    public static func file(
        _ path: String, for permission: Permission, _ summary: String,
        _ handler: @escaping @Sendable (Visit) async throws -> (Attachment, [UInt8])
    ) -> Route {
        let operation = Operation(
            summary: summary, query: nil, takes: nil, gives: .anything, status: .ok, makes: false, isVersioned: false,
            type: "*/*")
        return Route(.get, root + path, for: permission, operation: operation) { visit in
            try APIRequest.refuseQuery(of: visit)
            let (attachment, bytes) = try await handler(visit)
            return .download(attachment, bytes)
        }
    }

    /// Makes something new, once for each `Idempotency-Key`, and answers with it and its address.
    ///
    /// - Parameters:
    ///   - make: makes it and returns the last part of its address: the code, the number, the id.
    ///   - show: the new record, read after it was kept.
    public static func create<Input: APIInput, Output: APIShape>(
        _ path: String, for permission: Permission, _ summary: String, takes: Input.Type, gives: Output.Type,
        bodyLimit: Int = 1 << 20,
        _ make: @escaping @Sendable (Input, Visit, Change) throws -> String,
        show: @escaping @Sendable (_ id: String, Visit, any SQLConnection) throws -> Output
    ) -> Route {
        let body = Schema.of(Input.self)
        let operation = Operation(
            summary: summary, query: nil, takes: body, gives: .of(Output.self), status: .created, makes: true,
            isVersioned: Output.self is any APIVersioned.Type)
        return Route(.post, root + path, for: permission, bodyLimit: bodyLimit, operation: operation) { visit in
            try APIRequest.refuseQuery(of: visit)
            let input = try APIRequest.body(Input.self, schema: body, of: visit)
            let key = try SubmissionKey(of: visit)
            let location = try await renaming(Input.self) {
                try await visit.change { change in
                    try Submission.once(key, in: change) {
                        visit.path + "/" + Query.encoded(try make(input, visit, change))
                    }
                }
            }
            let last = location.split(separator: "/").last.map(String.init) ?? ""
            let id = last.removingPercentEncoding ?? last
            let output = try await visit.read { try show(id, visit, $0) }
            return try answer(output, status: .created, headers: [.location: location])
        }
    }

    /// Puts a record in place of the one that stands, unless `If-Match` names another version of it.
    ///
    /// - Parameters:
    ///   - change: makes the change.
    ///   - show: the record as it stands.
    public static func replace<Input: APIInput, Output: APIShape>(
        _ path: String, for permission: Permission, _ summary: String, takes: Input.Type, gives: Output.Type,
        bodyLimit: Int = 1 << 20, _ change: @escaping @Sendable (Input, Visit, Change) throws -> Void,
        show: @escaping @Sendable (Visit, any SQLConnection) throws -> Output
    ) -> Route {
        self.change(
            .put, path, for: permission, summary, takes: takes, gives: gives, bodyLimit: bodyLimit, change, show: show)
    }

    /// Does something with a record, unless `If-Match` names another version of it.
    ///
    /// - Parameters:
    ///   - change: makes the change.
    ///   - show: the record as it stands afterwards.
    public static func act<Input: APIInput, Output: APIShape>(
        _ path: String, for permission: Permission, _ summary: String, takes: Input.Type, gives: Output.Type,
        _ change: @escaping @Sendable (Input, Visit, Change) throws -> Void,
        show: @escaping @Sendable (Visit, any SQLConnection) throws -> Output
    ) -> Route {
        self.change(
            .post, path, for: permission, summary, takes: takes, gives: gives, bodyLimit: 1 << 20, change, show: show)
    }

    private static func change<Input: APIInput, Output: APIShape>(
        _ method: HTTPRequest.Method, _ path: String, for permission: Permission, _ summary: String,
        takes: Input.Type, gives: Output.Type, bodyLimit: Int,
        _ change: @escaping @Sendable (Input, Visit, Change) throws -> Void,
        show: @escaping @Sendable (Visit, any SQLConnection) throws -> Output
    ) -> Route {
        let body = Schema.of(Input.self)
        let operation = Operation(
            summary: summary, query: nil, takes: body, gives: .of(Output.self), status: .ok, makes: false,
            isVersioned: Output.self is any APIVersioned.Type)
        return Route(method, root + path, for: permission, bodyLimit: bodyLimit, operation: operation) { visit in
            try APIRequest.refuseQuery(of: visit)
            let input = try APIRequest.body(Input.self, schema: body, of: visit)
            try await renaming(Input.self) {
                try await visit.change { transaction in
                    if let wanted = visit.headers[.ifMatch] {
                        let now = try show(visit, transaction.connection)
                        guard EntityTag.matches(wanted, (now as? any APIVersioned)?.version) else {
                            throw Refusal.outdated
                        }
                    }
                    try change(input, visit, transaction)
                }
            }
            return try answer(try await visit.read { try show(visit, $0) }, status: .ok)
        }
    }

    private static func answer(
        _ value: some APIShape, status: HTTPResponse.Status, headers: HTTPFields = [:]
    ) throws -> Answer {
        var headers = headers
        headers[.vary] = "Accept-Language, Authorization"
        if let version = (value as? any APIVersioned)?.version { headers[.eTag] = EntityTag.text(version) }
        return try .json(value, status: status, headers: headers)
    }

    /// Gives problems the names that the fields have in the API.
    private static func renaming<Input: APIInput, T>(_ type: Input.Type, _ work: () async throws -> T) async throws -> T
    {
        func renamed(_ problem: Problem) -> Problem {
            Problem(
                field: Input.fieldNames[problem.field] ?? problem.field, key: problem.key,
                arguments: problem.arguments)
        }
        do {
            return try await work()
        } catch let problem as Problem {
            throw Rejection([renamed(problem)])
        } catch let rejection as Rejection {
            throw Rejection(rejection.problems.map(renamed))
        }
    }
}

/// Versions as HTTP's headers write them (RFC 9110, section 8.8.3).
enum EntityTag {
    static func text(_ version: String) -> String { "\"\(version)\"" }

    /// Whether `If-Match` names the version; a weak tag never does.
    static func matches(_ header: String, _ version: String?) -> Bool {
        let tags = header.split(separator: ",").map { $0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed() }
        return tags.contains { tag in String(tag) == "*" || version.map { String(tag) == text($0) } ?? false }
    }
}
