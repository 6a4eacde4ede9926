import HTTPTypes
import SQLStore

/// The accounts of the office, for those who manage them.
struct AccountAdministrationRoutes: Sendable {
    let reception: Reception

    var routes: [Route] {
        [
            .get("/accounts", for: .manageAccounts) { visit in .page(try await list(visit)) },
            .get("/accounts/new", for: .manageAccounts) { visit in
                .page(Self.newPage(AccountDraft(username: "", nameFa: "", nameEn: "", role: .viewer), [], visit))
            },
            .post("/accounts", for: .manageAccounts, bodyLimit: 32_768, create),
            .get("/accounts/:id", for: .manageAccounts) { visit in .page(try await page(visit)) },
            .post("/accounts/:id", for: .manageAccounts, bodyLimit: 32_768, update),
            .post("/accounts/:id/reset-password", for: .manageAccounts, resetPassword),
            .get("/accounts/:id/reset-password", for: .manageAccounts) { visit in
                .seeOther("/accounts/\(Query.encoded(visit.part("id")))")
            },
            change("disable", flash: "accounts.closedDone") { try Accounts.disable($0, in: $1) },
            change("enable", flash: "accounts.reopened") { try Accounts.enable($0, in: $1) },
            change("second-factor-off", flash: "auth.totp.disabled") { try SecondFactor.turnOff(for: $0, in: $1) },
            .get("/accounts/:id/history", for: .manageAccounts) { visit in .page(try await history(visit)) },
        ]
    }

    /// One button that changes an account.
    private func change(
        _ verb: String, flash: String, _ body: @escaping @Sendable (String, Change) throws -> Void
    ) -> Route {
        .post("/accounts/:id/\(verb)", for: .manageAccounts) { visit in
            let account = try await account(of: visit)
            do {
                try await visit.change { change in try body(account.id, change) }
                return .seeOther("/accounts/\(account.id)", flash: Flash(.success, flash))
            } catch let problem as Problem {
                return .seeOther("/accounts/\(account.id)", flash: Flash(.danger, problem.key, problem.arguments))
            }
        }
    }

    private func account(of visit: Visit) async throws -> Account {
        let id = visit.part("id")
        guard let account = try await visit.read({ try Accounts.find(id: id, on: $0) }) else { throw Refusal.notFound }
        return account
    }

    private func create(_ visit: Visit) async throws -> Answer {
        let (draft, problems) = try await Self.draft(visit)
        do {
            guard problems.isEmpty else { return .page(Self.newPage(draft, problems, visit)) }
            let preferences = Preferences(
                language: visit.language, calendar: visit.language == .fa ? .jalali : .gregorian)
            let made = try await reception.createAccount(draft, preferences: preferences, by: visit.author)
            return .page(Self.passwordPage(made.password, username: draft.username, id: made.id, visit))
        } catch let problem as Problem {
            return .page(Self.newPage(draft, [problem], visit))
        }
    }

    private func update(_ visit: Visit) async throws -> Answer {
        let account = try await account(of: visit)
        let (draft, problems) = try await Self.draft(visit)
        guard problems.isEmpty else { return .page(try await page(visit, draft, problems)) }
        do {
            try await visit.change { change in try Accounts.update(account.id, to: draft, in: change) }
            return .seeOther("/accounts/\(account.id)", flash: Flash(.success, "accounts.saved"))
        } catch let problem as Problem {
            return .page(try await page(visit, draft, [problem]))
        }
    }

    private func resetPassword(_ visit: Visit) async throws -> Answer {
        let account = try await account(of: visit)
        let password = try await reception.resetPassword(of: account.id, by: visit.author)
        return .page(Self.passwordPage(password, username: account.username, id: account.id, visit))
    }

    /// What was typed, and what of it cannot be taken.
    private static func draft(_ visit: Visit) async throws -> (AccountDraft, [Problem]) {
        let form = visit.form
        let role = Role(rawValue: form.text("role")) ?? .viewer
        var draft = AccountDraft(
            username: form.text("username"), nameFa: form.text("name-fa"), nameEn: form.text("name-en"),
            email: form.text("email"), role: role)
        do {
            // The field is for representatives alone: what stands in it does not matter to others.
            if role == .bodyRepresentative {
                draft.body = try await visit.read { try BodyNames.body(meantBy: "body", of: form, on: $0) }
            }
        } catch let problem as Problem {
            return (draft, draft.problems.filter { $0.field != problem.field } + [problem])
        }
        return (draft, draft.problems)
    }

    private static func passwordPage(_ password: String, username: String, id: String, _ visit: Visit) -> Page {
        let text = visit.text
        return .secret(
            [password], title: text.text("accounts.oneTimePassword"), text: text.text("auth.resetDone"),
            facts: FactsView([.init(text.text("accounts.oneTimeFor"), username)]),
            next: ActionView(text.text("accounts.back"), href: "/accounts"), section: "/accounts")
    }

    private func list(_ visit: Visit) async throws -> Page {
        let (accounts, bodies) = try await visit.read { connection in
            let accounts = try Accounts.all(on: connection)
            return (accounts, try BodyNames(of: accounts.compactMap(\.body), on: connection))
        }
        let text = visit.text
        let labels = ["name", "userName", "role", "state", "lastSignIn"].map { text.text("accounts.\($0)") }
        let rows = accounts.map { account in
            TableRow(
                [
                    TableCell(
                        labels[0], account.name(in: visit.language), href: "/accounts/\(account.id)", isHeader: true),
                    TableCell(labels[1], account.username, detail: account.email),
                    TableCell(
                        labels[2], text.text("roles.\(account.role.rawValue)"),
                        detail: account.body.map { bodies.name(of: $0, in: visit.language) }),
                    TableCell(
                        labels[3], nil,
                        badge: account.isDisabled
                            ? BadgeView(.neutral, text.text("accounts.closed"))
                            : BadgeView(.success, text.text("accounts.active"))),
                    TableCell(
                        labels[4], visit.shown(account.signedInAt) ?? text.text("accounts.never"),
                        datetime: account.signedInAt?.iso),
                ], tone: account.isDisabled ? "muted" : nil)
        }
        let table = TableView(
            id: "accounts", caption: text.text("accounts.title"),
            summary: text.text("table.summary", count: accounts.count), columns: labels.map { TableView.Column($0) },
            rows: rows)
        return .table(
            table, title: text.text("accounts.title"), breadcrumbs: [Crumb(text.text("accounts.title"))],
            actions: [ActionView(text.text("accounts.new"), href: "/accounts/new", isPrimary: true)],
            section: "/accounts")
    }

    /// - Parameter bodyName: how the draft's body is called.
    private static func form(
        _ draft: AccountDraft, bodyName: String = "", action: String, submit: String, _ visit: Visit
    ) -> FormView {
        let text = visit.text
        return FormView(
            action: action,
            fields: [
                FieldView(
                    "username", label: text.text("accounts.userName"), .input(dir: "ltr", maxlength: 40),
                    value: draft.username, hint: text.text("accounts.usernameHint"), isRequired: true,
                    autocomplete: "off"),
                FieldView(
                    "name-fa", label: text.text("accounts.nameFa"), .input(dir: "rtl", maxlength: 120),
                    value: draft.nameFa, isRequired: true),
                FieldView(
                    "name-en", label: text.text("accounts.nameEn"), .input(dir: "ltr", maxlength: 120),
                    value: draft.nameEn, isRequired: true),
                FieldView(
                    "email", label: text.text("accounts.email"), .input(type: "email", dir: "ltr", maxlength: 254),
                    value: draft.email ?? ""),
                FieldView(
                    "role", label: text.text("accounts.role"),
                    .select(
                        Role.allCases.map { role in
                            OptionView(
                                role.rawValue, label: text.text("roles.\(role.rawValue)"),
                                isSelected: role == draft.role)
                        })),
                FieldView(
                    "body", label: text.text("accounts.body"),
                    .suggest(source: "/bodies/suggest", text: bodyName),
                    value: draft.body ?? "", hint: text.text("accounts.bodyHint")),
            ],
            submit: text.text(submit), cancelHref: "/accounts")
    }

    private static func newPage(_ draft: AccountDraft, _ problems: [Problem], _ visit: Visit) -> Page {
        let text = visit.text
        var form = form(draft, action: "/accounts", submit: "accounts.new", visit)
        if !problems.isEmpty { form.keep(visit.form) }
        form.show(problems, in: text)
        return .form(
            form, title: text.text("accounts.new"),
            breadcrumbs: [Crumb(text.text("accounts.title"), href: "/accounts"), Crumb(text.text("accounts.new"))],
            section: "/accounts")
    }

    private func page(_ visit: Visit, _ typed: AccountDraft? = nil, _ problems: [Problem] = []) async throws -> Page {
        let account = try await account(of: visit)
        let text = visit.text
        let path = "/accounts/\(account.id)"
        let bodies = try await visit.read { try BodyNames(of: [account.body].compactMap { $0 }, on: $0) }
        var form = Self.form(
            typed ?? AccountDraft(account),
            bodyName: account.body.map { bodies.name(of: $0, in: visit.language) } ?? "", action: path,
            submit: "verbs.saveChanges", visit)
        if typed != nil { form.keep(visit.form) }
        form.show(problems, in: text)
        var buttons = [
            PanelView.Button(
                action: path + "/reset-password", label: text.text("auth.resetPassword"),
                confirm: text.text("accounts.resetConfirm"))
        ]
        if account.hasSecondFactor {
            buttons.append(
                PanelView.Button(
                    action: path + "/second-factor-off", label: text.text("accounts.secondFactorReset"),
                    confirm: text.text("accounts.secondFactorResetConfirm")))
        }
        buttons.append(
            account.isDisabled
                ? PanelView.Button(action: path + "/enable", label: text.text("accounts.reopen"))
                : PanelView.Button(
                    action: path + "/disable", label: text.text("accounts.close"), isDanger: true,
                    confirm: text.text("accounts.closeConfirm")))
        let facts = FactsView([
            .init(
                text.text("accounts.state"), text.text(account.isDisabled ? "accounts.closed" : "accounts.active")),
            .init(text.text("accounts.created"), visit.shown(account.createdAt)),
            .init(
                text.text("accounts.lastSignIn"), visit.shown(account.signedInAt) ?? text.text("accounts.never")),
            .init(text.text("auth.totp.title"), text.text(account.hasSecondFactor ? "auth.totp.on" : "auth.totp.off")),
        ])
        return Page(
            "panels", title: account.name(in: visit.language), eyebrow: account.username,
            breadcrumbs: [
                Crumb(text.text("accounts.title"), href: "/accounts"), Crumb(account.name(in: visit.language)),
            ],
            actions: [ActionView(text.text("common.history"), href: path + "/history")], section: "/accounts",
            status: problems.isEmpty ? .ok : .unprocessableContent,
            view: PanelsView([
                PanelView(title: text.text("accounts.edit"), form: form),
                PanelView(title: text.text("accounts.access"), facts: facts, buttons: buttons),
            ]))
    }

    private func history(_ visit: Visit) async throws -> Page {
        let account = try await account(of: visit)
        let viewer = visit.viewer
        let entries = try await visit.read { connection in
            try Journal.history(of: ("account", account.id), for: viewer, on: connection)
        }
        return HistoryPage.page(
            of: entries, label: account.username,
            breadcrumbs: [
                Crumb(visit.text.text("accounts.title"), href: "/accounts"),
                Crumb(account.name(in: visit.language), href: "/accounts/\(account.id)"),
                Crumb(visit.text.text("history.title")),
            ], section: "/accounts", visit: visit, moment: { visit.shown($0) ?? "" },
            day: {
                DayFormat(language: visit.language, calendar: visit.calendar).text($0)
            })
    }
}
