import SQLStore

extension Accounts {
    /// Makes an account. Its password must be changed when it is first used.
    ///
    /// - Parameter passwordHash: of ``PasswordHasher``.
    /// - Returns: the account's id.
    /// - Throws: a ``Problem``.
    public static func create(
        _ draft: AccountDraft, preferences: Preferences = Preferences(), passwordHash: String,
        mustChangePassword: Bool = true, in change: Change
    ) throws -> String {
        try check(draft, against: nil, on: change.connection)
        let id = Identifier.make(at: change.at)
        try change.connection.execute(
            """
            INSERT INTO account (id, username, name_fa, name_en, email, role, body_id, password_hash, must_change,
                language, calendar, theme, created_at)
            VALUES (\(id), \(draft.username), \(draft.nameFa), \(draft.nameEn), \(draft.email), \(draft.role),
                \(draft.body), \(passwordHash), \(mustChangePassword), \(preferences.language),
                \(preferences.calendar), \(preferences.theme), \(change.at))
            """)
        try change.record(
            "journal.account.created", Subject(kind: "account", id: id, label: draft.username), secrecy: .restricted,
            changes: differences(from: nil, to: draft))
        return id
    }

    /// Changes an account's names, email, role and body.
    ///
    /// - Throws: a ``Problem``; of `role` when the office would be left without an administrator.
    public static func update(_ id: String, to draft: AccountDraft, in change: Change) throws {
        let account = try known(id, on: change.connection)
        let changes = differences(from: AccountDraft(account), to: draft)
        guard !changes.isEmpty else { return change.nothingChanged() }
        try check(draft, against: account, on: change.connection)
        if draft.role != .administrator { try keepAdministrator(besides: account, on: change.connection) }
        try change.connection.execute(
            """
            UPDATE account SET username = \(draft.username), name_fa = \(draft.nameFa), name_en = \(draft.nameEn),
                email = \(draft.email), role = \(draft.role), body_id = \(draft.body)
            WHERE id = \(id)
            """)
        try change.record(
            "journal.account.changed", Subject(kind: "account", id: id, label: draft.username), secrecy: .restricted,
            changes: changes)
    }

    /// Gives a password in place of a forgotten one: every session ends, and it must be changed at once.
    public static func resetPassword(of id: String, toHash hash: String, in change: Change) throws {
        let account = try known(id, on: change.connection)
        try change.connection.execute("UPDATE account SET password_hash = \(hash), must_change = 1 WHERE id = \(id)")
        try Sessions.endAll(of: id, on: change.connection)
        try Throttle.succeeded([.account(id), .secondFactor(id)], on: change.connection)
        try change.record("journal.account.passwordReset", account.subject, secrecy: .restricted)
    }

    /// Sets a password of the owner's choice; the other sessions end.
    ///
    /// - Parameter session: the id of the session that goes on.
    static func changePassword(
        of id: String, toHash hash: String, keeping session: String?, in change: Change
    ) throws {
        let account = try known(id, on: change.connection)
        try change.connection.execute("UPDATE account SET password_hash = \(hash), must_change = 0 WHERE id = \(id)")
        try Sessions.endAll(of: id, except: session, on: change.connection)
        try change.record("journal.account.passwordChanged", account.subject, secrecy: .restricted)
    }

    /// Closes an account: its sessions end and its tokens are worth nothing. It stays, for history names it.
    ///
    /// - Throws: a ``Problem`` of `role` when the office would be left without an administrator.
    public static func disable(_ id: String, in change: Change) throws {
        let account = try known(id, on: change.connection)
        guard !account.isDisabled else { return change.nothingChanged() }
        try keepAdministrator(besides: account, on: change.connection)
        try change.connection.execute("UPDATE account SET disabled_at = \(change.at) WHERE id = \(id)")
        try Sessions.endAll(of: id, on: change.connection)
        try change.record("journal.account.disabled", account.subject, secrecy: .restricted)
    }

    /// Opens a closed account again.
    public static func enable(_ id: String, in change: Change) throws {
        let account = try known(id, on: change.connection)
        guard account.isDisabled else { return change.nothingChanged() }
        try change.connection.execute("UPDATE account SET disabled_at = NULL WHERE id = \(id)")
        try change.record("journal.account.enabled", account.subject, secrecy: .restricted)
    }

    /// Changes how pages look to the account's owner.
    ///
    /// - Throws: a ``Problem`` of `theme`.
    public static func prefer(_ preferences: Preferences, for id: String, in change: Change) throws {
        let account = try known(id, on: change.connection)
        guard Preferences.themes.contains(preferences.theme) else {
            throw Problem(field: "theme", key: "forms.errors.choose")
        }
        let old = account.preferences
        func key(_ theme: String) -> String { "preferences.theme" + theme.prefix(1).uppercased() + theme.dropFirst() }
        func key(_ calendar: CalendarChoice) -> String {
            calendar == .jalali ? "preferences.calendarJalali" : "preferences.calendarGregorian"
        }
        let changes = FieldChange.differences(
            FieldChange(
                "preferences.language", .key, from: "language.\(old.language.rawValue)",
                to: "language.\(preferences.language.rawValue)"),
            FieldChange("preferences.calendar", .key, from: key(old.calendar), to: key(preferences.calendar)),
            FieldChange("preferences.theme", .key, from: key(old.theme), to: key(preferences.theme)))
        guard !changes.isEmpty else { return change.nothingChanged() }
        try change.connection.execute(
            """
            UPDATE account SET language = \(preferences.language), calendar = \(preferences.calendar),
                theme = \(preferences.theme)
            WHERE id = \(id)
            """)
        try change.record(
            "journal.account.preferencesChanged", account.subject, secrecy: .restricted, changes: changes)
    }

    /// Ends every session of an account, its own among them.
    public static func signOutEverywhere(_ id: String, in change: Change) throws {
        let account = try known(id, on: change.connection)
        try Sessions.endAll(of: id, on: change.connection)
        try change.record("journal.account.signedOutEverywhere", account.subject, secrecy: .restricted)
    }

    private static func known(_ id: String, on connection: any SQLConnection) throws -> Account {
        guard let account = try find(id: id, on: connection) else {
            throw Problem(field: "account", key: "accounts.errors.unknown")
        }
        return account
    }

    private static func check(
        _ draft: AccountDraft, against account: Account?, on connection: any SQLConnection
    ) throws {
        if let problem = draft.problems.first { throw problem }
        let sameName = try find(named: draft.username, on: connection)
        if let sameName, sameName.id != account?.id {
            throw Problem(field: "username", key: "accounts.errors.usernameTaken")
        }
        if let email = draft.email, let sameEmail = try find(named: email, on: connection),
            sameEmail.id != account?.id
        {
            throw Problem(field: "email", key: "accounts.errors.emailTaken")
        }
    }

    /// Refuses to take the last open administrator away: nobody could let anyone in again.
    private static func keepAdministrator(besides account: Account, on connection: any SQLConnection) throws {
        guard account.role == .administrator, !account.isDisabled else { return }
        let others: Int =
            try connection.value(
                """
                SELECT COUNT(*) FROM account
                WHERE role = \(Role.administrator) AND disabled_at IS NULL AND id <> \(account.id)
                """) ?? 0
        if others == 0 { throw Problem(field: "role", key: "accounts.errors.lastAdministrator") }
    }

    private static func differences(from old: AccountDraft?, to new: AccountDraft) -> [FieldChange] {
        FieldChange.differences(
            FieldChange("accounts.userName", from: old?.username, to: new.username),
            FieldChange("accounts.nameFa", from: old?.nameFa, to: new.nameFa),
            FieldChange("accounts.nameEn", from: old?.nameEn, to: new.nameEn),
            FieldChange("accounts.email", from: old?.email, to: new.email),
            FieldChange(
                "accounts.role", .key, from: old.map { "roles.\($0.role.rawValue)" }, to: "roles.\(new.role.rawValue)"),
            FieldChange("accounts.body", from: old?.body, to: new.body))
    }
}
