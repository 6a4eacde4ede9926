/// A statement with its bindings, written once for both engines.
///
/// Interpolation binds and never pastes, so that no value can become part of the statement:
/// ```swift
/// let sql: SQL = "SELECT name FROM city WHERE id = \(id) AND tier IN \(list: tiers)"
/// ```
/// `\(fragment:)` splices another ``SQL``; `\(identifier:)` a table's or column's name of the form `[a-z_][a-z0-9_]*`.
/// What cannot be written (a bad name) is kept and thrown when the statement is run, for interpolation cannot throw.
///
/// A null has no type. Where PostgreSQL must know one (`\(x) IS NULL`), write `CAST(\(x) AS TEXT) IS NULL`.
public struct SQL: ExpressibleByStringInterpolation, Sendable, Equatable {
    /// The statement with `?` for each binding: SQLite's form.
    var text: String
    /// Where each `?` stands in `text`, as UTF-8 offsets in rising order.
    var placeholders: [Int]
    /// The bindings, one for each placeholder.
    var values: [SQLValue]
    /// Why the statement cannot be run.
    var problem: String?

    init(text: String, placeholders: [Int] = [], values: [SQLValue] = [], problem: String? = nil) {
        self.text = text
        self.placeholders = placeholders
        self.values = values
        self.problem = problem
    }

    public init(stringLiteral value: String) {
        self.init(text: value)
    }

    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// The statement with `$1`, `$2` … for the bindings: PostgreSQL's form.
    var numbered: String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + placeholders.count)
        var next = 0
        for (offset, byte) in text.utf8.enumerated() {
            if next < placeholders.count, placeholders[next] == offset {
                next += 1
                result.append(contentsOf: "$\(next)".utf8)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Collects the parts of an interpolated literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql: SQL

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(text: "")
            sql.text.reserveCapacity(literalCapacity + interpolationCount)
            sql.values.reserveCapacity(interpolationCount)
            sql.placeholders.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) {
            sql.text += literal
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            sql.bind(value.sqlValue)
        }

        /// Splices another statement's text and bindings.
        public mutating func appendInterpolation(fragment: SQL) {
            sql += fragment
        }

        /// Binds a list: `(?, ?, ?)`, for `IN`. No value is in an empty list; `NOT IN` an empty list is refused,
        /// for it cannot be written in both engines: leave the condition out instead.
        public mutating func appendInterpolation(list: some Sequence<some SQLBindable>) {
            let negated = sql.text.suffix(12).uppercased().split(whereSeparator: \.isWhitespace).suffix(2)
            var isEmpty = true
            sql.text += "("
            for value in list {
                if !isEmpty { sql.text += ", " }
                isEmpty = false
                sql.bind(value.sqlValue)
            }
            if isEmpty {
                sql.text += "NULL"
                if negated == ["NOT", "IN"] { sql.problem = sql.problem ?? "NOT IN an empty list" }
            }
            sql.text += ")"
        }

        /// Writes the name of a table or column.
        public mutating func appendInterpolation(identifier: String) {
            sql.text += identifier
            if !SQL.isIdentifier(identifier) {
                sql.problem = sql.problem ?? "not a plain name: \(identifier.debugDescription)"
            }
        }
    }

    private mutating func bind(_ value: SQLValue) {
        placeholders.append(text.utf8.count)
        values.append(value)
        text += "?"
    }

    /// Whether the name has the form `[a-z_][a-z0-9_]*` and at most 63 bytes (PostgreSQL cuts longer ones).
    static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 63 else { return false }
        func isLetter(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || (97...122).contains(byte) }
        return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
    }
}

extension SQL {
    /// One statement after the other, nothing between.
    public static func + (left: SQL, right: SQL) -> SQL {
        var result = left
        result += right
        return result
    }

    /// Appends a statement's text and bindings.
    public static func += (left: inout SQL, right: SQL) {
        let start = left.text.utf8.count
        left.text += right.text
        left.placeholders.append(contentsOf: right.placeholders.lazy.map { $0 + start })
        left.values.append(contentsOf: right.values)
        left.problem = left.problem ?? right.problem
    }

    /// The parts in their order with the separator between them.
    public static func joined(_ parts: some Sequence<SQL>, separator: SQL) -> SQL {
        var result = SQL(text: "")
        var isFirst = true
        for part in parts {
            if !isFirst { result += separator }
            isFirst = false
            result += part
        }
        return result
    }
}
