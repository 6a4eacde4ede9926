import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SQLStore

extension OfficeServer {
    /// Assets, and the addresses by which machines see how the program fares.
    func addSigns(to router: Router<OfficeRequestContext>) {
        router.get("assets/**") { request, context in
            await recorded("/assets", request, level: .debug) { _ in
                assets.response(for: context.parameters.getCatchAll().joined(separator: "/"), to: request)
            }
        }
        router.get("healthz") { request, _ in
            await recorded("/healthz", request, level: .debug) { _ in Self.plain("ok\n") }
        }
        router.get("readyz") { request, _ in
            await recorded("/readyz", request, level: .debug) { _ in await readiness() }
        }
        router.get("metrics") { request, _ in
            await recorded("/metrics", request, level: .debug) { _ in await figures(for: request) }
        }
        if options.hasHello { router.get("hello") { _, _ in Self.plain("hello\n") } }
    }

    private func readiness() async -> Response {
        do {
            _ = try await office.read { try Journal.head(on: $0) }
            return Self.plain("ready\n")
        } catch {
            return Self.plain("the database cannot be reached\n", status: .serviceUnavailable)
        }
    }

    /// Only for who reaches the server itself: a request that a proxy handed on comes from outside.
    ///
    /// The figures name routes by their patterns, never a record, a person or an address.
    private func figures(for request: Request) async -> Response {
        let isHandedOn = ["X-Forwarded-For", "Forwarded", "Via"].contains { name in
            HTTPField.Name(name).map { request.headers.contains($0) } ?? false
        }
        guard !isHandedOn else { return Self.plain("not found\n", status: .notFound) }
        let now = office.now()
        let state = try? await office.read { connection in
            (try Jobs.counts(now: now, on: connection), try Outbox.waiting(on: connection).count)
        }
        var response = Self.plain(options.metrics.render(jobs: state?.0, mailsWaiting: state?.1))
        response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        return response
    }

    /// Answers a request, counts it, and writes a line about it.
    ///
    /// - Parameters:
    ///   - pattern: the route's pattern; the address may name what not everybody may know.
    ///   - answer: is given the request's id, by which the line and an error's page are found together.
    func recorded(
        _ pattern: String, _ request: Request, level: Logger.Level = .info, _ answer: (String) async -> Response
    ) async -> Response {
        let id = String(Identifier.make().suffix(12))
        let start = ContinuousClock.now
        var response = await answer(id)
        let duration = ContinuousClock.now - start
        options.metrics.answered(
            route: pattern, method: Self.counted(request.method), status: response.status.code, in: duration)
        let milliseconds =
            Double(duration.components.seconds) * 1e3 + Double(duration.components.attoseconds) / 1e15
        office.logger.log(
            level: level, "request",
            metadata: [
                "request": "\(id)", "route": "\(pattern)", "method": "\(request.method.rawValue)",
                "status": "\(response.status.code)", "ms": "\((milliseconds * 10).rounded() / 10)",
            ])
        if let name = HTTPField.Name("X-Request-ID") { response.headers[name] = id }
        return response
    }

    /// Methods are the visitor's own words; those nobody knows are counted as one.
    private static func counted(_ method: HTTPRequest.Method) -> String {
        let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
        return known.contains(method) ? method.rawValue : "other"
    }
}
