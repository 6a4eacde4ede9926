/// The statements of one transaction.
///
/// A connection is only good inside the closure that was given it: do not keep it. After a statement fails, the
/// transaction refuses all others (so does PostgreSQL), unless the failing part stood in a ``savepoint(_:)``.
public protocol SQLConnection: AnyObject {
    /// The engine that runs the statements, for the rare case that they must differ.
    var engine: Engine { get }

    /// Runs one statement.
    ///
    /// - Returns: the number of rows it inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// All rows of one statement.
    func rows(_ sql: SQL) throws -> [Row]

    /// Hands over each row as it arrives, so that a long result needs little memory.
    ///
    /// The body must not run another statement. It may stop early by throwing, which counts as a failed statement: put
    /// a reading that may be stopped into a ``savepoint(_:)`` when the transaction is to go on.
    func forEachRow(_ sql: SQL, _ body: (Row) throws -> Void) throws

    /// Runs a part of the transaction that is undone alone when it throws. May be nested.
    func savepoint<T>(_ body: () throws -> T) throws -> T

    /// Inserts many rows the fastest way the engine has. Making the rows must not run another statement.
    ///
    /// - Returns: the number of rows inserted.
    @discardableResult
    func bulkInsert(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws -> Int

    /// Runs several statements without bindings, for migrations.
    func script(_ text: String) throws
}

extension SQLConnection {
    /// The first row, if there is one. The engine computes the whole result: say `LIMIT 1` where it could be long.
    public func first(_ sql: SQL) throws -> Row? {
        try rows(sql).first
    }

    /// All rows, read as values of a type.
    public func rows<T: RowReadable>(_ sql: SQL, as type: T.Type) throws -> [T] {
        try rows(sql).map(T.init(row:))
    }

    /// The first row, read as a value of a type.
    public func first<T: RowReadable>(_ sql: SQL, as type: T.Type) throws -> T? {
        try first(sql).map(T.init(row:))
    }

    /// The first column of the first row; nil when there is no row or the column is null.
    public func value<T: SQLReadable>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
        guard let row = try first(sql), let value = row.values.first, value != .null else { return nil }
        return try row[0] as T
    }
}
