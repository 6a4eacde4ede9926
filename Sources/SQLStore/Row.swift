/// One row of a result.
///
/// ```swift
/// let name: String = try row["name"]
/// let closed: String? = try row["closed_at"]
/// ```
public struct Row: Sendable {
    /// The columns' names, shared by all rows of a statement.
    let columns: Columns
    /// The values in the order of the columns.
    public let values: [SQLValue]

    /// The columns' names, in order.
    public var columnNames: [String] { columns.names }

    /// The value of the named column.
    ///
    /// - Throws: ``StoreError/missingColumn(_:has:)``, ``StoreError/conversion(column:expected:found:)``.
    public subscript<T: SQLReadable>(_ column: String) -> T {
        get throws {
            guard let index = columns.index(of: column) else {
                throw StoreError.missingColumn(column, has: columns.names)
            }
            return try read(index)
        }
    }

    /// The value of the column at a position from 0.
    ///
    /// - Throws: ``StoreError/missingColumn(_:has:)``, ``StoreError/conversion(column:expected:found:)``.
    public subscript<T: SQLReadable>(_ index: Int) -> T {
        get throws {
            guard values.indices.contains(index) else {
                throw StoreError.missingColumn("\(index)", has: columns.names)
            }
            return try read(index)
        }
    }

    private func read<T: SQLReadable>(_ index: Int) throws -> T {
        do {
            return try T(sqlValue: values[index])
        } catch StoreError.conversion(nil, let expected, let found) {
            throw StoreError.conversion(column: columns.names[index], expected: expected, found: found)
        }
    }
}

/// A type that is read from a row.
public protocol RowReadable {
    /// Reads the row's columns.
    init(row: Row) throws
}

/// The names of a statement's columns, found fast.
final class Columns: Sendable {
    let names: [String]
    private let positions: [String: Int]

    init(_ names: [String]) {
        self.names = names
        // Comparing a few short strings is faster than hashing one.
        positions =
            names.count <= 8 ? [:] : Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The first column of that name.
    func index(of name: String) -> Int? {
        positions.isEmpty ? names.firstIndex(of: name) : positions[name]
    }
}
