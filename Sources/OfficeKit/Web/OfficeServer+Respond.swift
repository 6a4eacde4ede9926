import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SQLStore

extension OfficeServer {
    /// What is known of a request before its handler runs.
    private struct Opening: Sendable {
        var person: SignedIn?
        var head: Int64
        var standing: SettingsKeeper.Standing
    }

    /// One request from its bytes to its answer; never throws, for every failure has its page.
    ///
    /// - Parameter id: the request's id.
    func respond(
        to request: Request, context: OfficeRequestContext, route: Route, id: String
    ) async -> Response {
        let moment = office.now()
        let latest = settings.latest
        var visit = plainVisit(request, context: context, at: moment, latest, id: id, isAPI: route.isAPI)
        do {
            let cookies = request.cookies
            let session = cookies[CookieName.session]?.value
            let token = route.isAPI ? Self.bearer(request.headers) : nil
            let keeper = doorkeeper
            let opening = try await office.read { connection in
                var person: SignedIn?
                if let token {
                    person = try keeper.person(accessToken: token, on: connection, now: moment)
                } else if !route.isAPI, let session {
                    person = try keeper.person(sessionToken: session, on: connection, now: moment)
                }
                let head = try Journal.head(on: connection)
                return Opening(
                    person: person, head: head, standing: try settings.standing(at: head, on: connection))
            }
            if opening.standing != latest {
                visit = plainVisit(request, context: context, at: moment, opening.standing, id: id, isAPI: route.isAPI)
            }
            visit = self.visit(visit, by: opening.person, isAPI: route.isAPI)
            if let refusal = refusal(of: route, for: visit) { return refusal }

            let flash = Self.flash(in: cookies)
            let address = visit.path + visit.query.text
            let key = PageCache.Key(
                head: opening.head, day: visit.today, account: opening.person?.account, role: opening.person?.role,
                language: visit.language, calendar: visit.calendar, theme: visit.theme, address: address)
            let secret = opening.person?.formSecret ?? cookies[CookieName.form]?.value
            if route.isKept, flash == nil, let kept = cache.page(for: key) {
                return html(kept, status: .ok, formSecret: secret)
            }
            if route.method != .get {
                visit = try await self.visit(visit, reading: request, for: route)
                if !route.isAPI { try checkForm(of: visit, secret: secret) }
            }
            let answer = try await route.handler(visit)
            return try response(
                to: answer, visit: visit, flash: flash, secret: secret,
                key: route.isKept && flash == nil ? key : nil)
        } catch Refusal.expiredForm where visit.person != nil && visit.path == "/sign-in" {
            // Who goes back to the door and reloads sends the old form again, though already inside.
            return Self.redirect("/")
        } catch {
            return failure(error, visit: visit, route: route)
        }
    }

    private func plainVisit(
        _ request: Request, context: OfficeRequestContext, at moment: Moment, _ standing: SettingsKeeper.Standing,
        id: String, isAPI: Bool
    ) -> Visit {
        let settings = standing.settings
        let uri = request.uri.string
        let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let seconds = standing.timeZone.secondsFromGMT(
            for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000))
        let preferred = Self.preferred(request.headers[.acceptLanguage])
        // A program reads the same sentences whoever's token it shows.
        let language =
            isAPI
            ? preferred ?? .en
            : request.cookies[CookieName.language].flatMap { Language(rawValue: $0.value) }
                ?? preferred ?? settings.language
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters {
            parameters[String(name)] = String(value).removingPercentEncoding ?? String(value)
        }
        return Visit(
            office: office, settings: settings, request: id, person: nil, language: language,
            calendar: language == .fa ? settings.calendar : .gregorian, theme: "auto",
            text: catalogue(language), catalogues: catalogues, method: request.method,
            path: parts.first.map(String.init) ?? "/",
            query: Query(parsing: parts.count > 1 ? parts[1] : ""), parameters: parameters, now: moment,
            today: moment.day(secondsFromGMT: seconds), timeZone: standing.timeZone, form: FormData(),
            body: ByteBuffer(),
            headers: request.headers, address: context.remoteAddress?.ipAddress ?? "", host: request.head.authority)
    }

    /// A catalogue is loaded for every language at the start.
    func catalogue(_ language: Language) -> Catalogue {
        catalogues[language] ?? Catalogue(empty: language)
    }

    private func visit(_ visit: Visit, by person: SignedIn?, isAPI: Bool) -> Visit {
        guard let person else { return visit }
        var visit = visit
        visit.person = person
        if isAPI { return visit }
        visit.language = person.language
        visit.calendar = person.calendar
        visit.theme = person.theme
        visit.text = catalogue(person.language)
        return visit
    }

    private func visit(_ visit: Visit, reading request: Request, for route: Route) async throws -> Visit {
        var visit = visit
        let type = request.headers[.contentType] ?? ""
        let isUpload = !route.isAPI && type.lowercased().hasPrefix("multipart/form-data")
        let reader = BodyReader(limit: route.bodyLimit, keepsEnds: isUpload)
        let body: ByteBuffer?
        do {
            body = try await reader.read(request.body)
        } catch {
            // The sender went away.
            throw FormError.malformed
        }
        guard let body else { throw Refusal.tooLarge }
        visit.body = body
        if route.isAPI { return visit }
        visit.form = try FormData(visit.body, contentType: request.headers[.contentType])
        return visit
    }

    /// Rights come before anything of the request is looked at.
    private func refusal(of route: Route, for visit: Visit) -> Response? {
        guard let person = visit.person else {
            if route.permission == .visit { return nil }
            if route.isAPI {
                return ProblemDocument(
                    .unauthorized, detail: visit.text.text("api.refused.unauthorized"), in: visit.text
                ).response([.wwwAuthenticate: "Bearer"])
            }
            let back = visit.method == .get ? "?return=" + Query.encoded(visit.path + visit.query.text) : ""
            return Self.redirect("/sign-in" + back)
        }
        if person.mustChangePassword, !route.isAPI, route.permission != .visit, route.permission != .useAccount {
            return Self.redirect("/account/password")
        }
        guard person.role.may(route.permission) else {
            return failure(Refusal.forbidden, visit: visit, route: route)
        }
        return nil
    }

    /// A form must come from a page of ours, shown to this session.
    private func checkForm(of visit: Visit, secret: String?) throws {
        if let origin = visit.headers[.origin], origin != "null", let host = visit.host {
            guard origin == "http://\(host)" || origin == "https://\(host)" else { throw Refusal.expiredForm }
        }
        guard let secret, FormToken.isValid(visit.form.text("csrf"), for: secret) else { throw Refusal.expiredForm }
    }

    private static func bearer(_ headers: HTTPFields) -> String? {
        guard let value = headers[.authorization], value.lowercased().hasPrefix("bearer ") else { return nil }
        return value.dropFirst(7).trimmingCharacters(in: .whitespaces)
    }

    static func preferred(_ header: String?) -> Language? {
        guard let header else { return nil }
        let wishes = header.split(separator: ",").map { $0.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces) }
        return wishes.lazy.compactMap { Language(rawValue: String($0.prefix(2)).lowercased()) }.first
    }
}

extension OfficeServer {
    private func response(
        to answer: Answer, visit: Visit, flash: Flash?, secret: String?, key: PageCache.Key?
    ) throws -> Response {
        switch answer {
        case .page(let page):
            let body = try rendered(page, visit: visit, flash: flash)
            if let key, page.status == .ok { cache.keep(body, for: key) }
            var response = html(body, status: page.status, formSecret: secret)
            if page.isPersonal {
                for (name, value) in [("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex, nofollow")] {
                    if let field = HTTPField.Name(name) { response.headers[field] = value }
                }
            }
            if flash != nil {
                response.setCookie(Self.cookie(CookieName.flash, "", age: 0, isSecure: options.isSecure))
            }
            return response
        case .seeOther(let location, let flash):
            var response = Self.redirect(location)
            if let flash, let data = try? JSONEncoder().encode(flash) {
                response.setCookie(
                    Self.cookie(CookieName.flash, data.base64EncodedString(), age: 60, isSecure: options.isSecure))
            }
            return response
        case .moved(let location):
            return Response(status: .permanentRedirect, headers: [.location: location])
        case .bytes(let bytes, let type, let status, let headers):
            var fields: HTTPFields = [.contentType: type, .xContentTypeOptions: "nosniff", .cacheControl: "no-store"]
            for field in headers { fields[field.name] = field.value }
            return Response(status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .failure(let status, let detail):
            return ProblemDocument(status, detail: detail, in: visit.text).response()
        case .setting(let changes, let answer):
            var response = try self.response(to: answer, visit: visit, flash: flash, secret: secret, key: nil)
            for change in changes {
                response.setCookie(
                    Self.cookie(
                        change.name, change.value ?? "", age: change.value == nil ? 0 : change.age,
                        isSecure: options.isSecure))
            }
            return response
        }
    }

    private func rendered(_ page: Page, visit: Visit, flash: Flash?) throws -> PageBody {
        let visit = page.language.map(visit.reading) ?? visit
        let shell = ShellView(
            for: page, visit: visit, navigation: navigation, flash: flash,
            officeName: visit.settings.name(in: visit.language), assetVersion: assets.version)
        let root = RootView(
            shell: shell, csrf: PageBody.formTokenMark, idempotency: PageBody.submissionKeyMark, page: page.view)
        guard let html = templates.render(root, with: page.template, in: visit.language) else {
            throw ResourceError.missing("\(page.template).mustache")
        }
        return PageBody(html)
    }

    private func html(_ body: PageBody, status: HTTPResponse.Status, formSecret: String?) -> Response {
        // A visitor without a session gets a secret with the first page, so that the sign-in form can be proven.
        let secret = formSecret ?? Secret.make()
        var response = Response(
            status: status, headers: Self.pageHeaders,
            body: .init(byteBuffer: ByteBuffer(bytes: body.filled(formToken: FormToken.make(from: secret)))))
        if formSecret == nil {
            response.setCookie(Self.cookie(CookieName.form, secret, age: 86_400, isSecure: options.isSecure))
        }
        return response
    }

    private static let pageHeaders: HTTPFields = {
        var fields: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy:
                "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
        ]
        for (name, value) in [
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"), ("X-Frame-Options", "DENY"),
        ] {
            if let field = HTTPField.Name(name) { fields[field] = value }
        }
        return fields
    }()

    static func redirect(_ location: String) -> Response {
        // Only addresses of ours: `//host` and `http:` would lead elsewhere.
        let isOurs = location.hasPrefix("/") && !location.hasPrefix("//") && !location.hasPrefix("/\\")
        return Response(status: .seeOther, headers: [.location: isOurs ? location : "/", .cacheControl: "no-store"])
    }

    /// Turns what was thrown into a page, or into the API's problem document.
    private func failure(_ error: any Error, visit: Visit, route: Route) -> Response {
        let status: HTTPResponse.Status
        switch error {
        case let refusal as Refusal: status = refusal.status
        case is Problem where route.isAPI: status = .unprocessableContent
        case is Rejection where route.isAPI: status = .unprocessableContent
        // Text of an address with U+0000: nothing is kept under such a name.
        case StoreError.nulCharacter where route.isAPI: status = .notFound
        case is FormError: status = .badRequest
        case StoreError.busy, StoreError.connection, StoreError.serialization: status = .serviceUnavailable
        default: status = .internalServerError
        }
        var reference: String?
        if status.code >= 500 {
            reference = visit.request
            office.logger.error(
                "request failed",
                metadata: [
                    "request": "\(visit.request)", "error": "\(error)",
                    // A personal link's token is no one's to read in a log.
                    "path": "\(route.path.contains(":token") ? route.path : visit.path)",
                ])
        }
        if route.isAPI {
            var document = ProblemDocument(status, about: error, in: visit.text)
            document.reference = reference
            return document.response()
        }
        let code = "errors.\(status.code)"
        let textKey = (error as? Refusal) == .expiredForm ? "\(code).csrf" : "\(code).text"
        let view = ErrorPageView(
            status: Numerals.inDigits(String(status.code), of: visit.language),
            text: visit.text.text(textKey), detail: nil,
            actions: [ActionView(visit.text.text("errors.home"), href: "/", isPrimary: true)], reference: reference)
        let page = Page("error", title: visit.text.text("\(code).title"), status: status, view: view)
        guard let body = try? rendered(page, visit: visit, flash: nil) else {
            return Self.plain("\(status.code)\n", status: status)
        }
        return html(body, status: status, formSecret: visit.person?.formSecret)
    }

    static func cookie(_ name: String, _ value: String, age: Int, isSecure: Bool) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: age, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }

    private static func flash(in cookies: Cookies) -> Flash? {
        guard let value = cookies[CookieName.flash]?.value, let data = Data(base64Encoded: value) else { return nil }
        return try? JSONDecoder().decode(Flash.self, from: data)
    }
}

/// The cookies' names.
public enum CookieName {
    public static let session = "payvand_session"
    public static let language = "payvand_language"
    static let flash = "payvand_flash"
    static let form = "payvand_form"
}

private struct ErrorPageView: Sendable {
    let status: String
    let text: String
    let detail: String?
    let actions: [ActionView]
    let reference: String?
}
