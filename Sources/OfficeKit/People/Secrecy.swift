import SQLStore

/// Who may see a record: the one place where confidentiality is decided, for pages, API, search, feeds, exports and
/// the journal alike.
///
/// A record's table has `secrecy` and `id`; people named as exceptions stand in `secrecy_exception`.
public enum Secrecy: String, Sendable, CaseIterable, Codable, SQLBindable, SQLReadable {
    /// Everyone who may read, and what the office publishes.
    case everyone = "public"
    /// The office's own people, the viewer not among them.
    case office
    /// The administrator, the deputy, and those named.
    case restricted
}

/// The eyes that look at records: an account, or the public.
public struct Viewer: Sendable, Hashable {
    /// The account; nil for the public and for commands run on the machine itself.
    public let account: String?
    /// The role; nil for the public.
    public let role: Role?
    /// Whether everything is seen: commands run on the machine itself.
    let seesAll: Bool

    public init(account: String, role: Role) {
        self.account = account
        self.role = role
        seesAll = false
    }

    private init(seesAll: Bool) {
        account = nil
        role = nil
        self.seesAll = seesAll
    }

    /// Someone without an account.
    public static let visitor = Viewer(seesAll: false)
    /// A command on the machine, whose user can read the database anyway.
    public static let machine = Viewer(seesAll: true)

    /// Whether a record of this secrecy is seen; `named` when the account is among the record's exceptions.
    public func sees(_ secrecy: Secrecy, named: Bool = false) -> Bool {
        if seesAll || named { return true }
        switch secrecy {
        case .everyone: return true
        case .office:
            guard let role else { return false }
            return role != .viewer && role != .bodyRepresentative
        case .restricted: return role == .administrator || role == .deputy
        }
    }

    /// The same rule as a condition on a table: `WHERE \(fragment: viewer.sees(table: "agreement", kind: "agreement"))`.
    ///
    /// - Parameters:
    ///   - table: the table's name or alias in the statement; it has the columns `secrecy` and `id`.
    ///   - kind: the subject's kind in `secrecy_exception`; nil when `subjectKind` names a column.
    ///   - id: the column that holds the subject's id.
    public func sees(table: String, kind: String, id: String = "id") -> SQL {
        condition(table: table, id: id, kind: "\(kind)")
    }

    /// The rule for tables that hold records of many kinds, with the column that says which.
    public func sees(table: String, kindColumn: String, id: String) -> SQL {
        condition(table: table, id: id, kind: "\(identifier: table).\(identifier: kindColumn)")
    }

    /// The rule for tables that hold parts of records too: who is named for a record sees its parts.
    ///
    /// - Parameters:
    ///   - parentKind: the column with the kind of the record above; its value is null where there is none.
    ///   - parentID: the column with the id of the record above.
    public func sees(
        table: String, kindColumn: String, id: String, parentKind: String, parentID: String
    ) -> SQL {
        let own = sees(table: table, kindColumn: kindColumn, id: id)
        guard !seesEverySecrecy, account != nil else { return own }
        return "(\(fragment: own) OR \(fragment: sees(table: table, kindColumn: parentKind, id: parentID)))"
    }

    /// Whether the role alone opens every record.
    public var seesEverySecrecy: Bool { Secrecy.allCases.allSatisfy { sees($0) } }

    private func condition(table: String, id: String, kind: SQL) -> SQL {
        if seesEverySecrecy { return "1 = 1" }
        let general: SQL = "\(identifier: table).secrecy IN \(list: Secrecy.allCases.filter { sees($0) })"
        guard let account else { return general }
        return """
            (\(fragment: general) OR EXISTS (SELECT 1 FROM secrecy_exception
             WHERE secrecy_exception.kind = \(fragment: kind)
               AND secrecy_exception.subject_id = \(identifier: table).\(identifier: id)
               AND secrecy_exception.account_id = \(account)))
            """
    }
}
