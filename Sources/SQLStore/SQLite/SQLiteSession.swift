import GRDBSQLite

/// One transaction on SQLite.
final class SQLiteSession: Session {
    let engine = Engine.sqlite
    var state = SessionState()
    private let handle: OpaquePointer
    private let link: SQLiteLink

    init(handle: OpaquePointer, link: SQLiteLink) {
        self.handle = handle
        self.link = link
    }

    func execute(_ sql: SQL) throws -> Int {
        try state.admit(sql)
        let before = sqlite3_total_changes(handle)
        try run(sql.text, sql.values) { _, _ in }
        // `changes` keeps the last count when a statement, such as CREATE, changes no row.
        return sqlite3_total_changes(handle) == before ? 0 : Int(sqlite3_changes(handle))
    }

    func rows(_ sql: SQL) throws -> [Row] {
        try state.admit(sql)
        var rows: [Row] = []
        try run(sql.text, sql.values) { pointer, columns in
            rows.append(Self.row(pointer, columns))
        }
        return rows
    }

    func forEachRow(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try state.admit(sql)
        state.isStreaming = true
        defer { state.isStreaming = false }
        try run(sql.text, sql.values) { pointer, columns in
            let row = Self.row(pointer, columns)
            do {
                try body(row)
            } catch {
                // As on PostgreSQL, where a statement that is stopped has failed.
                state.hasFailed = true
                throw error
            }
        }
    }

    func bulkInsert(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws -> Int {
        try checkedBulk(into: table, columns: columns)
        state.isStreaming = true
        defer { state.isStreaming = false }
        let places = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
        var count = 0
        for row in rows {
            guard row.count == columns.count else {
                state.hasFailed = true
                throw StoreError.statement("a row of \(row.count) values for \(columns.count) columns", sql: text)
            }
            do {
                for value in row { try value.checkPortable() }
            } catch {
                // As on PostgreSQL, where the copy that has begun cannot be taken back.
                state.hasFailed = true
                throw error
            }
            try run(text, row) { _, _ in }
            count += 1
        }
        return count
    }

    func script(_ text: String) throws {
        try state.admit("script")
        guard !text.utf8.contains(0) else { throw StoreError.nulCharacter }
        if sqlite3_exec(handle, text, nil, nil, nil) != SQLITE_OK { throw failure(text) }
    }

    func control(_ statement: String) throws {
        try run(statement, []) { _, _ in }
    }

    private func run(_ text: String, _ values: [SQLValue], _ body: (OpaquePointer, Columns) throws -> Void) throws {
        let statement = try prepared(text)
        let pointer = statement.pointer
        defer {
            sqlite3_reset(pointer)
            if !values.isEmpty { sqlite3_clear_bindings(pointer) }
        }
        guard sqlite3_bind_parameter_count(pointer) == values.count else {
            state.hasFailed = true
            throw StoreError.statement("the text has placeholders of its own", sql: text)
        }
        for (index, value) in values.enumerated() {
            if Self.bind(value, to: pointer, at: Int32(index + 1)) != SQLITE_OK { throw failure(text) }
        }
        while true {
            switch sqlite3_step(pointer) {
            case SQLITE_ROW: try body(pointer, statement.currentColumns)
            case SQLITE_DONE: return
            default: throw failure(text)
            }
        }
    }

    private func prepared(_ text: String) throws -> SQLiteStatement {
        if let known = link.statements.use(text) { return known }
        var pointer: OpaquePointer?
        let hasMore = try text.withCString { start in
            var rest: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(handle, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, &rest)
            guard code == SQLITE_OK else { throw failure(text) }
            return rest.map { String(cString: $0).contains { !$0.isWhitespace && $0 != ";" } } ?? false
        }
        guard let pointer else { throw StoreError.statement("no statement", sql: text) }
        let statement = SQLiteStatement(pointer)
        if hasMore { throw StoreError.statement("more than one statement", sql: text) }
        _ = link.statements.keep(statement, for: text)
        return statement
    }

    private func failure(_ text: String) -> StoreError {
        state.hasFailed = true
        return .sqlite(
            code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)), sql: text)
    }
}

extension SQLiteSession {
    /// SQLite copies what is bound.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private static func bind(_ value: SQLValue, to pointer: OpaquePointer, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let number): return sqlite3_bind_int64(pointer, index, number)
        case .real(let number): return sqlite3_bind_double(pointer, index, number)
        case .text(let text):
            let count = UInt64(text.utf8.count)
            return text.withCString { sqlite3_bind_text64(pointer, index, $0, count, transient, UInt8(SQLITE_UTF8)) }
        case .blob(let bytes):
            if bytes.isEmpty { return sqlite3_bind_zeroblob(pointer, index, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(pointer, index, $0.baseAddress, UInt64($0.count), transient)
            }
        }
    }

    private static func row(_ pointer: OpaquePointer, _ columns: Columns) -> Row {
        let count = columns.names.count
        return Row(
            columns: columns,
            values: [SQLValue](unsafeUninitializedCapacity: count) { buffer, initialized in
                for index in 0..<count {
                    buffer.initializeElement(at: index, to: value(pointer, Int32(index)))
                }
                initialized = count
            })
    }

    private static func value(_ pointer: OpaquePointer, _ index: Int32) -> SQLValue {
        switch sqlite3_column_type(pointer, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, index))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(pointer, index) else { return .text("") }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, index)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            guard let start = sqlite3_column_blob(pointer, index) else { return .blob([]) }
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, index)))
            return .blob([UInt8](bytes))
        default: return .null
        }
    }
}
