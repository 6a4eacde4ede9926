import HTTPTypes
import SQLStore

/// Setting the second step of signing in up, and turning it off.
struct SecondFactorRoutes: Sendable {
    let reception: Reception
    private static let path = "/account/second-factor"

    var routes: [Route] {
        [
            .get(Self.path, for: .useAccount) { visit in .page(try await page(visit)) },
            .post(Self.path + "/begin", for: .useAccount, bodyLimit: 16_384, begin),
            .post(Self.path + "/confirm", for: .useAccount, bodyLimit: 16_384, confirm),
            .post(Self.path + "/recovery", for: .useAccount, bodyLimit: 16_384, renew),
            .post(Self.path + "/off", for: .useAccount, bodyLimit: 16_384, turnOff),
            // A change of language on the page that such a form answered comes back here.
            .get(Self.path + "/begin", for: .useAccount) { _ in .seeOther(Self.path) },
            .get(Self.path + "/confirm", for: .useAccount) { _ in .seeOther(Self.path) },
            .get(Self.path + "/recovery", for: .useAccount) { _ in .seeOther(Self.path) },
            .get(Self.path + "/off", for: .useAccount) { _ in .seeOther(Self.path) },
        ]
    }

    /// Whoever finds an open session must not be able to lock its owner out, so the password is asked for.
    private func prove(_ visit: Visit) async throws -> [Problem] {
        let person = try AccountRoutes.person(of: visit)
        return try await AccountRoutes.problems(field: "password") {
            try await reception.prove(person.account, by: visit.secret("password"), field: "password")
        }
    }

    private func begin(_ visit: Visit) async throws -> Answer {
        let person = try AccountRoutes.person(of: visit)
        let problems = try await prove(visit)
        guard problems.isEmpty else { return .page(try await page(visit, problems)) }
        _ = try await visit.office.store.write { connection in
            try SecondFactor.begin(for: person.account, on: connection)
        }
        return .seeOther(Self.path)
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        let person = try AccountRoutes.person(of: visit)
        let code = visit.form.text("code")
        do {
            let codes = try await visit.change { change in
                try SecondFactor.confirm(code, for: person.account, in: change)
            }
            return .page(Self.recoveryPage(codes, visit))
        } catch let problem as Problem {
            return .page(try await page(visit, [problem]))
        }
    }

    private func renew(_ visit: Visit) async throws -> Answer {
        let person = try AccountRoutes.person(of: visit)
        let problems = try await prove(visit)
        guard problems.isEmpty else { return .page(try await page(visit, problems)) }
        do {
            let codes = try await visit.change { change in
                try SecondFactor.renewRecoveryCodes(of: person.account, in: change)
            }
            return .page(Self.recoveryPage(codes, visit))
        } catch is Problem {
            return .seeOther(Self.path)
        }
    }

    private func turnOff(_ visit: Visit) async throws -> Answer {
        let person = try AccountRoutes.person(of: visit)
        let problems = try await prove(visit)
        guard problems.isEmpty else { return .page(try await page(visit, problems)) }
        try await visit.change { change in try SecondFactor.turnOff(for: person.account, in: change) }
        return .seeOther("/account", flash: Flash(.success, "auth.totp.disabled"))
    }

    private static func recoveryPage(_ codes: [String], _ visit: Visit) -> Page {
        .secret(
            codes, title: visit.text.text("auth.totp.recovery"), text: visit.text.text("auth.totp.recoveryText"),
            next: ActionView(visit.text.text("profile.back"), href: "/account"), section: "/account")
    }

    private func page(_ visit: Visit, _ problems: [Problem] = []) async throws -> Page {
        let person = try AccountRoutes.person(of: visit)
        let (account, pending, left) = try await visit.read { connection in
            (
                try Accounts.find(id: person.account, on: connection),
                try SecondFactor.pending(for: person.account, on: connection),
                try SecondFactor.recoveryCodesLeft(of: person.account, on: connection)
            )
        }
        guard let account else { throw Refusal.notFound }
        let text = visit.text
        let title = text.text("auth.totp.title")
        // The form that was sent shows the problems; the others start afresh.
        let sent = visit.path
        func form(_ action: String, _ field: FieldView, submit: String) -> FormView {
            var form = FormView(action: Self.path + action, fields: [field], submit: text.text(submit))
            form.warnUnsaved = false
            if sent == form.action { form.show(problems, in: text) }
            return form
        }
        let password = FieldView(
            "password", label: text.text("auth.currentPassword"), .password(autocomplete: "current-password"),
            isRequired: true)
        var panels: [PanelView] = []
        if account.hasSecondFactor {
            panels.append(
                PanelView(
                    title: text.text("auth.totp.recovery"),
                    facts: FactsView([
                        .init(text.text("auth.totp.left"), Numerals.grouped(left, in: visit.language))
                    ]), form: form("/recovery", password, submit: "auth.totp.renew")))
            var off = form("/off", password, submit: "auth.totp.turnOff")
            off.isDanger = true
            off.confirm = text.text("auth.totp.turnOffConfirm")
            panels.append(
                PanelView(title: text.text("auth.totp.turnOff"), text: text.text("auth.totp.turnOffConfirm"), form: off)
            )
        } else {
            if let pending {
                let code = FieldView(
                    "code", label: text.text("auth.code"), .input(dir: "ltr", maxlength: 10, inputmode: "numeric"),
                    isRequired: true, autocomplete: "one-time-code")
                panels.append(
                    PanelView(
                        title: text.text("auth.totp.key"), text: text.text("auth.totp.enterKey"), codes: [pending.key],
                        form: form("/confirm", code, submit: "auth.confirmCode"),
                        links: [
                            ActionView(
                                text.text("auth.totp.openApp"),
                                href: pending.address(issuer: text.text("shell.product"), account: account.username))
                        ]))
            }
            panels.append(
                PanelView(
                    title: text.text("auth.totp.setUp"), text: text.text("auth.totp.intro"),
                    form: form("/begin", password, submit: "auth.totp.setUp")))
        }
        return Page(
            "panels", title: title,
            breadcrumbs: [Crumb(text.text("profile.title"), href: "/account"), Crumb(title)], section: "/account",
            status: problems.isEmpty ? .ok : .unprocessableContent, view: PanelsView(panels))
    }
}
