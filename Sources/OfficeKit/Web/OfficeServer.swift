import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SQLStore

/// The server: joins the desks' routes with the kit's, knows who asks, checks rights, and turns answers into responses.
public struct OfficeServer: Sendable {
    let office: Office
    let routes: [Route]
    let doorkeeper: any Doorkeeper
    let options: ServerOptions
    let catalogues: [Language: Catalogue]
    let templates: TemplateLibrary
    let assets: Assets
    let navigation: [NavigationEntry]
    let cache = PageCache(limit: 48 << 20)
    let settings = SettingsKeeper()

    /// Loads catalogues, templates and assets.
    ///
    /// - Throws: ``ResourceError`` when a file is missing or wrong.
    public init(
        office: Office, desks: [any Desk], routes own: [Route], doorkeeper: any Doorkeeper, options: ServerOptions
    ) throws {
        self.office = office
        self.doorkeeper = doorkeeper
        self.options = options
        let kit = try ResourceFolder.officeKit()
        let folders = try [kit] + desks.map { try type(of: $0).resources() }
        var catalogues: [Language: Catalogue] = [:]
        for language in Language.allCases {
            catalogues[language] = try Catalogue(language: language, folders: folders)
        }
        self.catalogues = catalogues
        templates = try TemplateLibrary(folders: folders, catalogues: catalogues)
        assets = try Assets(kit: kit, made: options.assets)
        let kits =
            SearchRoutes(sources: desks.flatMap(\.searchSources)).routes + SettingsRoutes().routes
            + JournalRoutes(desks: desks).routes
        let routes = own + kits + desks.flatMap(\.routes)
        self.routes = routes + [OpenAPI.route(of: routes)]
        navigation =
            desks.flatMap(\.navigation)
            + [AccountRoutes.navigation, JournalRoutes.navigation, SettingsRoutes.navigation]
    }

    /// All addresses, for the tests that walk them and for the API's description.
    public var allRoutes: [Route] { routes }

    /// The router with every route, and an answer for the methods that a path does not take.
    public func router() -> Router<OfficeRequestContext> {
        let router = Router(context: OfficeRequestContext.self, options: .autoGenerateHeadEndpoints)
        let paths = Dictionary(grouping: routes, by: \.path)
        for (path, atPath) in paths {
            for route in atPath {
                router.on(RouterPath(path), method: route.method) { request, context in
                    await recorded(path, request) { await respond(to: request, context: context, route: route, id: $0) }
                }
            }
            let taken = Set(atPath.map(\.method))
            var allowed = taken.map(\.rawValue)
            if taken.contains(.get) { allowed.append("HEAD") }
            let allow = allowed.sorted().joined(separator: ", ")
            let isAPI = atPath.contains(where: \.isAPI)
            for method in Self.methods where !taken.contains(method) {
                router.on(RouterPath(path), method: method) { request, _ in
                    await recorded(path, request) { _ in
                        guard isAPI else { return Response(status: .methodNotAllowed, headers: [.allow: allow]) }
                        return apiProblem(.methodNotAllowed, to: request, [.allow: allow])
                    }
                }
            }
        }
        addSigns(to: router)
        return router
    }

    /// The router's responder, with an answer for paths that do not exist.
    public func responder() -> OfficeResponder {
        OfficeResponder(inner: router().buildResponder(), server: self)
    }

    private static let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options, .trace]

    static func plain(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

/// How the server runs.
public struct ServerOptions: Sendable {
    /// The folder of the fonts that set-up made; nil when there is none.
    public var assets: URL?
    /// Whether the server is reached by https alone, so that cookies may say so.
    public var isSecure: Bool
    /// Whether `/hello` answers, the yardstick of the benchmarks.
    public var hasHello: Bool
    /// The figures that the server keeps and `/metrics` tells.
    public var metrics: OfficeMetrics

    public init(
        assets: URL? = nil, isSecure: Bool = false, hasHello: Bool = false, metrics: OfficeMetrics = OfficeMetrics()
    ) {
        self.assets = assets
        self.isSecure = isSecure
        self.hasHello = hasHello
        self.metrics = metrics
    }
}

/// Hummingbird's context with the address of the other side.
public struct OfficeRequestContext: RequestContext, RemoteAddressRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let remoteAddress: SocketAddress?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

/// Answers what no route takes with the office's own page.
public struct OfficeResponder: HTTPResponder {
    let inner: RouterResponder<OfficeRequestContext>
    let server: OfficeServer

    public func respond(to request: Request, context: OfficeRequestContext) async throws -> Response {
        let response = try await inner.respond(to: request, context: context)
        // The router's own answer to an unknown path is empty; a page of ours never is.
        guard response.status == .notFound, response.body.contentLength == 0 else { return response }
        // A method that the router has never heard of is refused as any other that the path does not take.
        var head = request.head
        head.method = .trace
        let refusal = try await inner.respond(to: Request(head: head, body: request.body), context: context)
        if refusal.status == .methodNotAllowed { return refusal }
        return await server.recorded("unknown", request) { id in
            await server.respond(
                to: request, context: context,
                route: Route(.get, request.uri.path, for: .visit) { _ in throw Refusal.notFound }, id: id)
        }
    }
}
