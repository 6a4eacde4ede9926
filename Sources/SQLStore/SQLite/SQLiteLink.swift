import GRDB
import GRDBSQLite

/// One connection to the file with its prepared statements, opened when first needed. Used on one lane only.
final class SQLiteLink {
    private let path: String
    private let isReadOnly: Bool
    private let options: StoreOptions
    private var queue: DatabaseQueue?
    var statements: StatementCache<String, SQLiteStatement>

    init(path: String, isReadOnly: Bool, options: StoreOptions) {
        self.path = path
        self.isReadOnly = isReadOnly
        self.options = options
        statements = StatementCache(capacity: options.statements)
    }

    /// Runs the body between `begin` and `COMMIT`, or undoes it.
    func transaction<T>(begin: String, _ body: (any SQLConnection) throws -> T) throws -> T {
        try open().inDatabase { database in
            guard let handle = database.sqliteConnection else { throw StoreError.closed }
            let session = SQLiteSession(handle: handle, link: self)
            try session.control(begin)
            do {
                let value = try body(session)
                if session.state.hasFailed && !isReadOnly { throw StoreError.transactionAborted }
                try session.control("COMMIT")
                return value
            } catch {
                // SQLite ends the transaction by itself after some errors, such as a full disk.
                if sqlite3_get_autocommit(handle) == 0 { try? session.control("ROLLBACK") }
                throw error
            }
        }
    }

    /// Closes the connection for good.
    func close() {
        statements.removeAll()
        try? queue?.close()
        queue = nil
    }

    private func open() throws -> DatabaseQueue {
        if let queue { return queue }
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(options.busyMilliseconds) / 1000)
        configuration.label = "payvand.sqlite"
        do {
            let new = try DatabaseQueue(path: path, configuration: configuration)
            try new.inDatabase { database in
                if !isReadOnly {
                    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
                    guard mode == "wal" else { throw StoreError.storage("\(path) does not allow write-ahead mode") }
                    // FULL: what was answered as saved is on the disk, also after a loss of power.
                    try database.execute(sql: "PRAGMA synchronous = FULL")
                }
                try database.execute(sql: "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY")
            }
            queue = new
            return new
        } catch let error as DatabaseError {
            throw StoreError.sqlite(
                code: error.extendedResultCode.rawValue, message: error.message ?? "unknown error", sql: "open \(path)")
        }
    }
}

/// A prepared statement and the names of its columns.
final class SQLiteStatement {
    let pointer: OpaquePointer
    private var columns: Columns

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        columns = Self.columns(of: pointer)
    }

    /// The columns while the statement runs. SQLite prepares a statement again when a migration changed its tables, and
    /// its columns may then have other names.
    var currentColumns: Columns {
        if sqlite3_stmt_status(pointer, SQLITE_STMTSTATUS_REPREPARE, 1) > 0 { columns = Self.columns(of: pointer) }
        return columns
    }

    private static func columns(of pointer: OpaquePointer) -> Columns {
        Columns(
            (0..<sqlite3_column_count(pointer)).map { index in
                sqlite3_column_name(pointer, index).map { String(cString: $0) } ?? ""
            })
    }

    deinit {
        sqlite3_finalize(pointer)
    }
}

extension StoreError {
    /// What an extended result code means (https://www.sqlite.org/rescode.html).
    static func sqlite(code: Int32, message: String, sql: String) -> StoreError {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy(message)
        case SQLITE_READONLY: return .readOnly(message)
        case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_PERM:
            return .storage("\(message) (\(code))")
        case SQLITE_CONSTRAINT:
            let constraint: Constraint =
                switch code >> 8 {
                case 8, 6, 10: .unique  // UNIQUE, PRIMARYKEY, ROWID
                case 3: .foreignKey
                case 5: .notNull
                case 1: .check
                default: .other
                }
            return .constraint(constraint, detail: message)
        default: return .statement(message, sql: sql)
        }
    }
}
