/// What can go wrong between the program and its database, the same for both engines.
public enum StoreError: Error, Sendable, Equatable {
    /// Which rule of a table a change would have broken.
    public enum Constraint: String, Sendable {
        case unique, foreignKey, notNull, check, other
    }

    /// A change breaks a rule of the table; `detail` is the engine's own sentence.
    case constraint(Constraint, detail: String)
    /// Another writer held the database for longer than the wait allowed, each time it was tried.
    case busy(String)
    /// The database could not order this transaction among others, each time it was tried.
    case serialization(String)
    /// The database cannot be reached, or the connection was lost. A write may or may not have been kept
    /// when it was lost while committing; the text says so.
    case connection(String)
    /// The database's file cannot be read or written: full disk, damaged file, missing rights.
    case storage(String)
    /// The statement is wrong.
    case statement(String, sql: String)
    /// A statement failed before, so the transaction cannot go on; wrap what may fail in a savepoint.
    case transactionAborted
    /// A change was tried inside a read.
    case readOnly(String)
    /// The row has no such column.
    case missingColumn(String, has: [String])
    /// A stored value is not of the kind asked for.
    case conversion(column: String?, expected: String, found: String)
    /// Text with U+0000, which cannot be stored.
    case nulCharacter
    /// The database's address is malformed; the text says how, and never shows a password.
    case address(String)
    /// The text of a migration that was already applied was changed afterwards.
    case migrationChanged(id: String)
    /// The database was migrated by a newer program that knows these migrations.
    case migrationUnknown(ids: [String])
    /// Two migrations of the program have the same id.
    case migrationRepeated(id: String)
    /// A migration of the program stands behind one of its own series with a higher number.
    case migrationDisordered(id: String)
    /// The store was closed.
    case closed

    /// Whether the same transaction may succeed when it is run again.
    var isTransient: Bool {
        switch self {
        case .busy, .serialization: true
        default: false
        }
    }
}

extension StoreError: CustomStringConvertible {
    /// A sentence for whoever runs the program.
    public var description: String {
        switch self {
        case .constraint(let rule, let detail):
            "the change would break a rule of its table (\(rule.rawValue)): \(detail)"
        case .busy(let text): "another process was writing for too long: \(text)"
        case .serialization(let text): "the change could not be ordered among others: \(text)"
        case .connection(let text): "the database cannot be reached: \(text)"
        case .storage(let text): "the database's file cannot be read or written: \(text)"
        case .statement(let text, let sql): "the statement is wrong: \(text) [\(sql)]"
        case .transactionAborted: "the transaction cannot go on, for a statement in it failed"
        case .readOnly(let text): "a read has tried to change something: \(text)"
        case .missingColumn(let name, let names): "there is no column \(name) among \(names.joined(separator: ", "))"
        case .conversion(let column, let expected, let found):
            "\(column.map { "the column \($0)" } ?? "the value") is not \(expected) but \(found)"
        case .nulCharacter: "text with the character U+0000 cannot be stored"
        case .address(let text): text
        case .migrationChanged(let id): "the migration \(id) was changed after it was applied"
        case .migrationUnknown(let ids):
            "the database was migrated by a newer program; this one does not know \(ids.joined(separator: ", "))"
        case .migrationRepeated(let id): "the program has the migration \(id) twice"
        case .migrationDisordered(let id): "the migration \(id) stands behind a later one of its series"
        case .closed: "the database was closed"
        }
    }
}
