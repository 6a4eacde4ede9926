import HTTPTypes
import SQLStore

/// One area of the office: all that it brings.
public protocol Desk: Sendable {
    /// The folder with its templates and catalogues.
    static func resources() throws -> ResourceFolder
    /// Its tables, in the order of growth.
    static var migrations: [SchemaMigration] { get }
    /// Its entries in the navigation.
    var navigation: [NavigationEntry] { get }
    /// Its pages and its part of the API.
    var routes: [Route] { get }
    /// What it has to be found beside the entries that it puts into the search; none for most.
    var searchSources: [any SearchSource] { get }
    /// Puts all its records into the search, which was emptied: `payvand search rebuild`.
    func reindex(in change: Change) throws
    /// The page of a record that is not in the search, for the journal; nil where the desk knows none.
    func href(ofKind kind: String, id: String) -> String?
}

extension Desk {
    public var searchSources: [any SearchSource] { [] }
    public func reindex(in change: Change) throws {}
    public func href(ofKind kind: String, id: String) -> String? { nil }
}

/// An entry of the navigation.
public struct NavigationEntry: Sendable {
    /// The groups, in their order; `home` has no label.
    public enum Group: String, Sendable, CaseIterable {
        case home, register, urban, economic, citizen, administration
    }

    public let group: Group
    /// The catalogue key of its label.
    public let key: String
    public let href: String
    public let permission: Permission

    public init(_ group: Group, _ key: String, href: String, for permission: Permission = .read) {
        self.group = group
        self.key = key
        self.href = href
        self.permission = permission
    }
}

/// One address of the server, with the permission it needs.
public struct Route: Sendable {
    public typealias Handler = @Sendable (Visit) async throws -> Answer

    public let method: HTTPRequest.Method
    /// Parts of the form `:name` stand for one segment.
    public let path: String
    public let permission: Permission
    /// The largest body it takes, in bytes.
    public let bodyLimit: Int
    /// Whether the answer depends on the data, the person's settings and the day alone, so that it may be kept until
    /// the next change.
    public let isKept: Bool
    /// What a route of the API says of itself; nil for pages.
    public let operation: Operation?
    let handler: Handler

    /// Whether it belongs to the API, where a token is shown instead of a cookie and answers are JSON.
    public var isAPI: Bool { path.hasPrefix("/api/") }

    public init(
        _ method: HTTPRequest.Method, _ path: String, for permission: Permission, bodyLimit: Int = 1 << 20,
        isKept: Bool = false, operation: Operation? = nil, _ handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.permission = permission
        self.bodyLimit = bodyLimit
        self.isKept = isKept
        self.operation = operation
        self.handler = handler
    }

    /// A page.
    public static func get(
        _ path: String, for permission: Permission, isKept: Bool = false, _ handler: @escaping Handler
    ) -> Route {
        Route(.get, path, for: permission, isKept: isKept, handler)
    }

    /// What a form posts to.
    public static func post(
        _ path: String, for permission: Permission, bodyLimit: Int = 1 << 20, _ handler: @escaping Handler
    ) -> Route {
        Route(.post, path, for: permission, bodyLimit: bodyLimit, handler)
    }
}
