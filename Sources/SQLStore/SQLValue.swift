/// One value as both engines store it.
///
/// The portable column types are `TEXT`, `BIGINT`, `DOUBLE PRECISION` and `BYTEA`; truth is a `BIGINT` of 0 or 1.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// The kind of value, for error messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .integer: "integer"
        case .real: "real"
        case .text: "text"
        case .blob: "blob"
        }
    }

    /// Refuses what one of the engines would refuse or quietly change.
    ///
    /// - Throws: ``StoreError/nulCharacter`` for text with U+0000, which PostgreSQL cannot hold;
    ///   ``StoreError/conversion(column:expected:found:)`` for not-a-number, which SQLite stores as NULL.
    func checkPortable() throws {
        switch self {
        case .text(let text):
            if text.utf8.contains(0) { throw StoreError.nulCharacter }
        case .real(let number):
            if number.isNaN { throw StoreError.conversion(column: nil, expected: "a number", found: "not-a-number") }
        case .null, .integer, .blob: break
        }
    }
}

/// What can be bound by `\(value)` in an ``SQL``.
public protocol SQLBindable: Sendable {
    /// The value to store.
    var sqlValue: SQLValue { get }
}

/// What can be read from a column of a ``Row``.
public protocol SQLReadable {
    /// Reads a stored value.
    ///
    /// - Throws: ``StoreError/conversion(column:expected:found:)`` when the value is of another kind.
    init(sqlValue: SQLValue) throws
}

extension SQLValue: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { self }
    public init(sqlValue: SQLValue) { self = sqlValue }
}
