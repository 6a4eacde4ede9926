import HTTPTypes
import SQLStore

/// A person's own account: facts, preferences, password, sessions and access tokens.
struct OwnAccountRoutes: Sendable {
    let reception: Reception

    var routes: [Route] {
        [
            .get("/account", for: .useAccount) { visit in .page(try await page(visit)) },
            .get("/account/password", for: .useAccount) { visit in .page(Self.passwordPage(visit, [])) },
            .post("/account/password", for: .useAccount, bodyLimit: 16_384, changePassword),
            .post("/account/sign-out-everywhere", for: .useAccount) { visit in
                let person = try AccountRoutes.person(of: visit)
                try await visit.change { change in try Accounts.signOutEverywhere(person.account, in: change) }
                return .setting(
                    [CookieChange(CookieName.session, nil)],
                    .seeOther("/sign-in", flash: Flash(.info, "profile.signedOutEverywhere")))
            },
            .post("/account/sessions/:id/end", for: .useAccount) { visit in
                let person = try AccountRoutes.person(of: visit)
                let session = visit.part("id")
                try await visit.office.store.write { connection in
                    try Sessions.end(id: session, of: person.account, on: connection)
                }
                return .seeOther("/account#sessions", flash: Flash(.success, "auth.sessions.ended"))
            },
            .get("/account/tokens", for: .useAccount) { _ in .seeOther("/account#tokens") },
            .post("/account/tokens", for: .useAccount, bodyLimit: 16_384, createToken),
            .post("/account/tokens/:id/revoke", for: .useAccount) { visit in
                let person = try AccountRoutes.person(of: visit)
                let token = visit.part("id")
                do {
                    try await visit.change { change in
                        try AccessTokens.revoke(token, of: person.account, in: change)
                    }
                } catch is Problem {
                    throw Refusal.notFound
                }
                return .seeOther("/account#tokens", flash: Flash(.success, "profile.tokenRevoked"))
            },
        ]
    }

    private func changePassword(_ visit: Visit) async throws -> Answer {
        let person = try AccountRoutes.person(of: visit)
        let problems = try await AccountRoutes.problems(field: "current") {
            try await reception.changePassword(
                of: person, from: visit.secret("current"), to: visit.secret("new"),
                repeated: visit.secret("repeat"), by: visit.author)
        }
        guard problems.isEmpty else { return .page(Self.passwordPage(visit, problems)) }
        return .seeOther("/account", flash: Flash(.success, "auth.passwordChanged"))
    }

    private func createToken(_ visit: Visit) async throws -> Answer {
        // A person who holds a password of someone else's making must not leave a token behind.
        let person = try AccountRoutes.person(of: visit)
        if person.mustChangePassword { return .seeOther("/account/password") }
        let name = visit.form.text("name")
        do {
            let token = try await visit.change { change in
                try AccessTokens.create(for: person.account, name: name, in: change)
            }
            return .page(
                .secret(
                    [token], title: visit.text.text("profile.tokenNew"), text: visit.text.text("profile.tokenCreated"),
                    next: ActionView(visit.text.text("profile.back"), href: "/account#tokens"), section: "/account"))
        } catch let problem as Problem {
            return .page(try await page(visit, token: name, problems: [problem]))
        }
    }

    private static func passwordPage(_ visit: Visit, _ problems: [Problem]) -> Page {
        let text = visit.text
        var form = FormView(
            action: "/account/password",
            fields: [
                FieldView(
                    "current", label: text.text("auth.currentPassword"), .password(autocomplete: "current-password"),
                    isRequired: true),
                FieldView(
                    "new", label: text.text("auth.newPassword"), .password(autocomplete: "new-password"),
                    hint: text.text("auth.passwordRules"), isRequired: true),
                FieldView(
                    "repeat", label: text.text("auth.repeatPassword"), .password(autocomplete: "new-password"),
                    isRequired: true),
            ],
            submit: text.text("auth.changePassword"), cancelHref: "/account")
        form.warnUnsaved = false
        if visit.person?.mustChangePassword == true {
            form.sections[0].intro = text.text("auth.mustChangePassword")
            form.cancelHref = nil
        }
        form.show(problems, in: text)
        return .form(
            form, title: text.text("auth.changePassword"),
            breadcrumbs: [
                Crumb(text.text("profile.title"), href: "/account"), Crumb(text.text("auth.changePassword")),
            ],
            section: "/account")
    }

    private func page(_ visit: Visit, token: String = "", problems: [Problem] = []) async throws -> Page {
        let person = try AccountRoutes.person(of: visit)
        let now = visit.now
        let found = try await visit.read { connection in
            (
                try Accounts.find(id: person.account, on: connection),
                try Sessions.all(of: person.account, on: connection, now: now),
                try AccessTokens.all(of: person.account, on: connection).filter { $0.isValid(at: now) }
            )
        }
        guard let account = found.0 else { throw Refusal.notFound }
        let panels = [
            Self.facts(of: account, visit), Self.preferences(of: person, visit), Self.security(of: account, visit),
            Self.sessions(found.1, of: person, visit), Self.tokens(found.2, typed: token, problems, visit),
        ]
        return Page(
            "panels", title: visit.text.text("profile.title"), section: "/account",
            status: problems.isEmpty ? .ok : .unprocessableContent, view: PanelsView(panels))
    }

    private static func facts(of account: Account, _ visit: Visit) -> PanelView {
        let text = visit.text
        return PanelView(
            title: account.name(in: visit.language),
            facts: FactsView([
                .init(text.text("accounts.userName"), account.username),
                .init(text.text("accounts.role"), text.text("roles.\(account.role.rawValue)")),
                .init(text.text("accounts.email"), account.email),
                .init(text.text("accounts.lastSignIn"), visit.shown(account.signedInAt)),
            ]))
    }

    private static func preferences(of person: SignedIn, _ visit: Visit) -> PanelView {
        let text = visit.text
        func select(_ name: String, _ options: [(value: String, key: String)], now: String) -> FieldView {
            FieldView(
                name, label: text.text("preferences.\(name)"),
                .select(options.map { OptionView($0.value, label: text.text($0.key), isSelected: $0.value == now) }))
        }
        var form = FormView(
            action: "/preferences",
            fields: [
                select(
                    "language", Language.allCases.map { ($0.rawValue, "language.\($0.rawValue)") },
                    now: person.language.rawValue),
                select(
                    "calendar",
                    [("jalali", "preferences.calendarJalali"), ("gregorian", "preferences.calendarGregorian")],
                    now: person.calendar.rawValue),
                select(
                    "theme",
                    [
                        ("auto", "preferences.themeAuto"), ("light", "preferences.themeLight"),
                        ("dark", "preferences.themeDark"),
                    ], now: person.theme),
                FieldView("return", label: "", .hidden, value: "/account"),
                FieldView("announce", label: "", .hidden, value: "1"),
            ], submit: text.text("verbs.saveChanges"))
        form.warnUnsaved = false
        return PanelView(title: text.text("profile.preferences"), form: form)
    }

    private static func security(of account: Account, _ visit: Visit) -> PanelView {
        let text = visit.text
        return PanelView(
            title: text.text("profile.security"),
            facts: FactsView([
                .init(
                    text.text("auth.totp.title"),
                    text.text(account.hasSecondFactor ? "auth.totp.on" : "auth.totp.off"))
            ]),
            links: [
                ActionView(text.text("auth.changePassword"), href: "/account/password"),
                ActionView(text.text("auth.totp.title"), href: "/account/second-factor"),
            ])
    }

    private static func sessions(_ sessions: [Sessions.Listed], of person: SignedIn, _ visit: Visit) -> PanelView {
        let text = visit.text
        let items = sessions.map { session in
            let isThis = session.id == person.session
            let meta = [
                visit.shown(session.createdAt).map { "\(text.text("auth.sessions.started")): \($0)" },
                visit.shown(session.seenAt).map { "\(text.text("auth.sessions.lastSeen")): \($0)" },
                session.address,
            ]
            return PanelView.Item(
                title: session.userAgent.map(DeviceName.of) ?? text.text("common.unknown"),
                meta: meta.compactMap { $0 }.joined(separator: text.text("common.listSeparator")),
                badge: isThis ? BadgeView(.info, text.text("auth.sessions.current")) : nil,
                button: isThis
                    ? nil
                    : PanelView.Button(
                        action: "/account/sessions/\(session.id)/end", label: text.text("auth.sessions.end")))
        }
        return PanelView(
            id: "sessions", title: text.text("auth.sessions.title"), items: items,
            buttons: [
                PanelView.Button(
                    action: "/account/sign-out-everywhere", label: text.text("auth.sessions.endAll"), isDanger: true,
                    confirm: text.text("auth.sessions.endAllConfirm"))
            ])
    }

    private static func tokens(
        _ tokens: [AccessTokens.Listed], typed: String, _ problems: [Problem], _ visit: Visit
    ) -> PanelView {
        let text = visit.text
        var form = FormView(
            action: "/account/tokens",
            fields: [
                FieldView(
                    "name", label: text.text("accounts.tokenName"), .input(maxlength: 80), value: typed,
                    isRequired: true)
            ], submit: text.text("profile.tokenNew"))
        form.warnUnsaved = false
        form.show(problems, in: text)
        return PanelView(
            id: "tokens", title: text.text("profile.tokens"),
            text: text.text("profile.tokensText") + (tokens.isEmpty ? " " + text.text("profile.tokensEmpty") : ""),
            items: tokens.map { token in
                PanelView.Item(
                    title: token.name,
                    meta: "\(text.text("profile.tokenUsed")): "
                        + (visit.shown(token.lastUsedAt) ?? text.text("accounts.never")),
                    button: PanelView.Button(
                        action: "/account/tokens/\(token.id)/revoke", label: text.text("profile.tokenRevoke"),
                        confirm: text.text("profile.tokenRevokeConfirm")))
            }, form: form)
    }
}
