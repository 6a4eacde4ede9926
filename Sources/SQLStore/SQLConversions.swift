import Foundation

extension StoreError {
    /// The stored value is not what the reader asked for.
    static func unreadable(_ value: SQLValue, as expected: String) -> StoreError {
        .conversion(column: nil, expected: expected, found: value.kind)
    }
}

extension Int64: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self) }
    public init(sqlValue: SQLValue) throws {
        guard case .integer(let number) = sqlValue else { throw StoreError.unreadable(sqlValue, as: "integer") }
        self = number
    }
}

extension Int: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    public init(sqlValue: SQLValue) throws {
        guard case .integer(let number) = sqlValue else { throw StoreError.unreadable(sqlValue, as: "integer") }
        self = Int(number)
    }
}

extension Bool: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .integer(0): self = false
        case .integer(1): self = true
        case .integer: throw StoreError.conversion(column: nil, expected: "0 or 1", found: "another integer")
        default: throw StoreError.unreadable(sqlValue, as: "0 or 1")
        }
    }
}

extension Double: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .real(self) }
    /// Reads a real, or an integer that a real can hold exactly (SQLite's sums of whole numbers are integers).
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .real(let number): self = number
        case .integer(let number):
            guard let exact = Double(exactly: number) else { throw StoreError.unreadable(sqlValue, as: "real") }
            self = exact
        default: throw StoreError.unreadable(sqlValue, as: "real")
        }
    }
}

extension String: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(self) }
    public init(sqlValue: SQLValue) throws {
        guard case .text(let text) = sqlValue else { throw StoreError.unreadable(sqlValue, as: "text") }
        self = text
    }
}

extension Array: SQLBindable where Element == UInt8 {
    public var sqlValue: SQLValue { .blob(self) }
}

extension Array: SQLReadable where Element == UInt8 {
    public init(sqlValue: SQLValue) throws {
        guard case .blob(let bytes) = sqlValue else { throw StoreError.unreadable(sqlValue, as: "blob") }
        self = bytes
    }
}

extension Data: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .blob([UInt8](self)) }
    public init(sqlValue: SQLValue) throws {
        guard case .blob(let bytes) = sqlValue else { throw StoreError.unreadable(sqlValue, as: "blob") }
        self = Data(bytes)
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    public init(sqlValue: SQLValue) throws {
        if case .null = sqlValue { self = .none } else { self = .some(try Wrapped(sqlValue: sqlValue)) }
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue: SQLBindable {
    public var sqlValue: SQLValue { rawValue.sqlValue }
}

extension SQLReadable where Self: RawRepresentable, RawValue: SQLReadable {
    public init(sqlValue: SQLValue) throws {
        let raw = try RawValue(sqlValue: sqlValue)
        guard let known = Self(rawValue: raw) else {
            throw StoreError.conversion(column: nil, expected: "\(Self.self)", found: "unknown value \(raw)")
        }
        self = known
    }
}
