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
