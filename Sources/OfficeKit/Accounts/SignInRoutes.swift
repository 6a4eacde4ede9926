import HTTPTypes
import Hummingbird

/// The door of the office: signing in, its second step, signing out, and the settings a visitor may have.
struct SignInRoutes: Sendable {
    let reception: Reception

    private struct EntryView: Sendable {
        struct Form: Sendable {
            let problems: [ProblemView]
            let problemsTitle: String?
            let fields: [FieldView]
        }

        let form: Form
    }

    var routes: [Route] {
        [
            .get("/sign-in", for: .visit) { visit in
                if visit.person != nil { return .seeOther("/") }
                return .page(Self.signInPage(visit, name: "", back: visit.query["return"] ?? ""))
            },
            .post("/sign-in", for: .visit, bodyLimit: 16_384, signIn),
            .get("/sign-in/second-factor", for: .visit) { visit in
                guard let token = Self.token(of: visit), try await reception.waitsForSecondFactor(token: token) else {
                    return .seeOther("/sign-in")
                }
                return .page(Self.secondFactorPage(visit, back: visit.query["return"] ?? ""))
            },
            .post("/sign-in/second-factor", for: .visit, bodyLimit: 16_384, confirm),
            .post("/sign-out", for: .useAccount) { visit in
                if let token = Self.token(of: visit) { try await reception.signOut(token: token) }
                return .setting(
                    [CookieChange(CookieName.session, nil)],
                    .seeOther("/sign-in", flash: Flash(.info, "auth.signedOut")))
            },
            .post("/preferences", for: .visit, bodyLimit: 16_384, prefer),
        ]
    }

    private func signIn(_ visit: Visit) async throws -> Answer {
        let name = visit.form.text("name")
        let back = visit.form.text("return")
        let outcome: Reception.Outcome
        do {
            outcome = try await reception.signIn(name: name, password: visit.secret("password"), from: visit.origin)
        } catch is PasswordHasher.Busy {
            return .page(
                Self.signInPage(
                    visit, name: name, back: back, problem: visit.text.text("auth.busy"), status: .serviceUnavailable))
        }
        switch outcome {
        case .signedIn(let token):
            return .setting([Self.cookie(token)], .seeOther(Self.inside(back) ?? "/"))
        case .secondFactor(let token):
            let query = Query([(name: "return", value: Self.inside(back) ?? "")]).text
            return .setting(
                [CookieChange(CookieName.session, token, age: Sessions.secondStepSeconds)],
                .seeOther("/sign-in/second-factor" + query))
        case .refused:
            return .page(
                Self.signInPage(
                    visit, name: name, back: back, problem: visit.text.text("auth.failed"),
                    status: .unprocessableContent))
        case .wait(let seconds):
            return .page(
                Self.signInPage(
                    visit, name: name, back: back, problem: Self.waiting(seconds, visit), status: .tooManyRequests))
        }
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        guard let token = Self.token(of: visit), try await reception.waitsForSecondFactor(token: token) else {
            return .seeOther("/sign-in", flash: Flash(.warning, "auth.sessionEnded"))
        }
        let back = visit.form.text("return")
        switch try await reception.confirm(code: visit.form.text("code"), token: token, from: visit.origin) {
        case .signedIn(let token):
            return .setting([Self.cookie(token)], .seeOther(Self.inside(back) ?? "/"))
        case .wait(let seconds):
            return .page(
                Self.secondFactorPage(
                    visit, back: back, problem: Self.waiting(seconds, visit), status: .tooManyRequests))
        case .refused, .secondFactor:
            return .page(
                Self.secondFactorPage(
                    visit, back: back, problem: visit.text.text("auth.codeWrong"), status: .unprocessableContent))
        }
    }

    /// One setting or several; what is not sent stays. A visitor without an account keeps the language in a cookie.
    private func prefer(_ visit: Visit) async throws -> Answer {
        let back = Self.ours(visit.form.text("return")) ?? "/"
        let language = Language(rawValue: visit.form.text("language"))
        var cookies: [CookieChange] = []
        if let language {
            cookies.append(CookieChange(CookieName.language, language.rawValue, age: 365 * 86_400))
        }
        guard let person = visit.person else { return .setting(cookies, .seeOther(back)) }
        let theme = visit.form.text("theme")
        let wish = Preferences(
            language: language ?? person.language,
            calendar: CalendarChoice(rawValue: visit.form.text("calendar")) ?? person.calendar,
            theme: Preferences.themes.contains(theme) ? theme : person.theme)
        try await visit.change { change in try Accounts.prefer(wish, for: person.account, in: change) }
        let isForm = visit.form.isOn("announce")
        return .setting(cookies, .seeOther(back, flash: isForm ? Flash(.success, "preferences.saved") : nil))
    }

    private static func token(of visit: Visit) -> String? {
        Cookies(from: visit.headers[values: .cookie])[CookieName.session]?.value
    }

    private static func cookie(_ token: String) -> CookieChange {
        CookieChange(CookieName.session, token, age: Sessions.absoluteSeconds)
    }

    /// The address when it is one of this office's.
    private static func ours(_ address: String) -> String? {
        guard address.hasPrefix("/"), !address.hasPrefix("//"), !address.hasPrefix("/\\"),
            address.unicodeScalars.allSatisfy({ $0.value >= 32 })
        else { return nil }
        return address
    }

    /// Where to go after signing in: the page that was asked for, if it is not the door itself.
    private static func inside(_ address: String) -> String? {
        ours(address).flatMap { $0.hasPrefix("/sign-") ? nil : $0 }
    }

    private static func waiting(_ seconds: Int, _ visit: Visit) -> String {
        seconds < 60
            ? visit.text.text("auth.throttledSeconds", count: seconds)
            : visit.text.text("auth.throttled", count: (seconds + 59) / 60)
    }

    private static func entry(_ fields: [FieldView], _ problem: String?, at field: String, _ visit: Visit) -> EntryView
    {
        EntryView(
            form: EntryView.Form(
                problems: problem.map { [ProblemView(text: $0, href: "#field-\(field)")] } ?? [],
                problemsTitle: visit.text.text("auth.failedTitle"), fields: fields))
    }

    private static func signInPage(
        _ visit: Visit, name: String, back: String, problem: String? = nil, status: HTTPResponse.Status = .ok
    ) -> Page {
        let text = visit.text
        let fields = [
            FieldView(
                "name", label: text.text("auth.account"), .input(dir: "ltr", maxlength: 254), value: name,
                isRequired: true, autocomplete: "username"),
            FieldView(
                "password", label: text.text("auth.password"), .password(autocomplete: "current-password"),
                isRequired: true),
            FieldView("return", label: "", .hidden, value: back),
        ]
        return Page(
            "sign-in", title: text.text("auth.signInTitle"), subtitle: text.text("auth.signInSubtitle"),
            status: status, view: entry(fields, problem, at: "name", visit))
    }

    private static func secondFactorPage(
        _ visit: Visit, back: String, problem: String? = nil, status: HTTPResponse.Status = .ok
    ) -> Page {
        let text = visit.text
        let fields = [
            FieldView(
                "code", label: text.text("auth.secondFactorCode"), .input(dir: "ltr", maxlength: 40),
                hint: text.text("auth.codeHint"), isRequired: true, autocomplete: "one-time-code"),
            FieldView("return", label: "", .hidden, value: back),
        ]
        return Page(
            "second-factor", title: text.text("auth.secondFactorTitle"),
            subtitle: text.text("auth.secondFactorSubtitle"), status: status,
            view: entry(fields, problem, at: "code", visit))
    }
}
