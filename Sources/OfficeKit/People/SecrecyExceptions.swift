import SQLStore

/// The accounts that see a restricted record all the same, record by record.
///
/// They are set by who sees the record, and the journal tells of it. Parts of a record follow it: what is put into the
/// search and the journal under it is seen by the same people.
public enum SecrecyExceptions {
    /// The ids of the accounts that are named for a record.
    public static func list(kind: String, id: String, on connection: any SQLConnection) throws -> [String] {
        try connection.rows(
            "SELECT account_id FROM secrecy_exception WHERE kind = \(kind) AND subject_id = \(id) ORDER BY account_id"
        ).map { try $0["account_id"] }
    }

    /// Puts these accounts in the place of those that were named.
    ///
    /// Where nothing differs, nothing is done and recorded: the caller records its own change, or says that there is none.
    ///
    /// - Parameters:
    ///   - secrecy: the record's.
    ///   - viewer: who sets them; sees the record.
    ///   - field: of the form, for what is wrong with it.
    /// - Returns: whether anything is different now.
    /// - Throws: ``Refusal/notFound`` when the viewer does not see the record; a ``Problem`` for an account that is not
    ///   there or is closed.
    @discardableResult
    public static func set(
        _ accounts: [String], of subject: Subject, secrecy: Secrecy, by viewer: Viewer,
        field: String = FieldView.exceptionsName, in change: Change
    ) throws -> Bool {
        let connection = change.connection
        let before = Set(try list(kind: subject.kind, id: subject.id, on: connection))
        let isNamed = viewer.account.map { before.contains($0) } ?? false
        guard viewer.sees(secrecy, named: isNamed) else { throw Refusal.notFound }
        let after = Set(accounts)
        guard after != before else { return false }
        let known = Dictionary(
            try Accounts.all(on: connection).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for id in after.subtracting(before) where known[id]?.isDisabled ?? true {
            throw Problem(field: field, key: "forms.errors.choose")
        }
        for id in before.subtracting(after) {
            try connection.execute(
                """
                DELETE FROM secrecy_exception
                WHERE kind = \(subject.kind) AND subject_id = \(subject.id) AND account_id = \(id)
                """)
        }
        for id in after.subtracting(before) {
            try connection.execute(
                """
                INSERT INTO secrecy_exception (kind, subject_id, account_id)
                VALUES (\(subject.kind), \(subject.id), \(id))
                """)
        }
        func names(_ ids: Set<String>) -> String? {
            ids.isEmpty ? nil : ids.map { known[$0]?.username ?? $0 }.sorted().joined(separator: ", ")
        }
        // Who may see a restricted record is as confidential as the record.
        try change.record(
            "journal.secrecy.exceptionsChanged", subject, secrecy: secrecy,
            changes: [FieldChange("confidentiality.exceptions", from: names(before), to: names(after))])
        return true
    }
}

extension FieldView {
    /// The name of ``exceptions(chosen:accounts:typed:visit:)`` in the form: `form.all(FieldView.exceptionsName)`.
    public static let exceptionsName = "secrecy-exceptions"

    /// The accounts that may be named for a restricted record, for the record's form.
    ///
    /// Those whose role opens every record anyway, and closed accounts, are not among them.
    ///
    /// - Parameters:
    ///   - chosen: the ids of those that are named.
    ///   - accounts: all of the office, from ``Accounts/all(on:)``.
    ///   - typed: the form as it was sent, when it comes back.
    public static func exceptions(
        chosen: [String], accounts: [Account], typed: FormData? = nil, visit: Visit
    ) -> FieldView {
        let chosen = Set(typed?.all(exceptionsName) ?? chosen)
        let options = accounts.filter { account in
            chosen.contains(account.id)
                || !account.isDisabled && !Viewer(account: account.id, role: account.role).seesEverySecrecy
        }.map { account in
            OptionView(
                account.id, label: account.name(in: visit.language), isSelected: chosen.contains(account.id),
                hint: visit.text.text("roles.\(account.role.rawValue)"))
        }
        return FieldView(
            exceptionsName, label: visit.text.text("confidentiality.exceptions"), .choices(options, many: true),
            hint: visit.text.text("confidentiality.exceptionsHint"))
    }
}
