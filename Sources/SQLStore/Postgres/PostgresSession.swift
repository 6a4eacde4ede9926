import CLibPQ

/// One transaction on PostgreSQL.
final class PostgresSession: Session {
    let engine = Engine.postgres
    var state = SessionState()
    let schema: String
    private let connection: OpaquePointer
    private let link: PostgresLink

    init(connection: OpaquePointer, link: PostgresLink, schema: String) {
        self.connection = connection
        self.link = link
        self.schema = schema
    }

    func execute(_ sql: SQL) throws -> Int {
        try state.admit(sql)
        let result = try run(sql)
        defer { PQclear(result) }
        return PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    func rows(_ sql: SQL) throws -> [Row] {
        try state.admit(sql)
        let statement = try link.prepared(sql, on: self)
        let result = try run(statement, sql)
        defer { PQclear(result) }
        let columns = columns(of: result, statement)
        let reader = PostgresReader(result)
        return try (0..<PQntuples(result)).map { try reader.row($0, columns) }
    }

    func forEachRow(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try state.admit(sql)
        let statement = try link.prepared(sql, on: self)
        let sent = withParameters(sql.values) { count, values, lengths, formats in
            PQsendQueryPrepared(connection, statement.name, count, values, lengths, formats, 0)
        }
        guard sent == 1, PQsetSingleRowMode(connection) == 1 else { throw failure(nil, sql.text) }
        state.isStreaming = true
        defer { state.isStreaming = false }
        var problem: (any Error)?
        while let result = PQgetResult(connection) {
            defer { PQclear(result) }
            // After a problem the rest is taken from the line and dropped: the protocol wants it so.
            if problem != nil { continue }
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE:
                do {
                    try body(try PostgresReader(result).row(0, columns(of: result, statement)))
                } catch {
                    problem = error
                    cancel()
                }
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK: break
            default: problem = failure(result, sql.text)
            }
        }
        if let problem {
            // Whether the server heard of the stop before it had sent all rows is chance: the transaction has failed.
            state.hasFailed = true
            throw problem
        }
    }

    /// Asks the server to stop sending rows that no one reads any more.
    private func cancel() {
        guard let handle = PQgetCancel(connection) else { return }
        defer { PQfreeCancel(handle) }
        var buffer = [CChar](repeating: 0, count: 256)
        _ = PQcancel(handle, &buffer, Int32(buffer.count))
    }

    func bulkInsert(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws -> Int {
        try checkedBulk(into: table, columns: columns)
        state.isStreaming = true
        defer { state.isStreaming = false }
        let text = "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN"
        let start = PQexec(connection, text)
        defer { PQclear(start) }
        guard PQresultStatus(start) == PGRES_COPY_IN else { throw failure(start, text) }
        var copy = CopyText()
        var problem: StoreError?
        for row in rows {
            do {
                guard row.count == columns.count else {
                    throw StoreError.statement("a row of \(row.count) values for \(columns.count) columns", sql: text)
                }
                for value in row { try value.checkPortable() }
            } catch {
                problem = error as? StoreError ?? .statement("\(error)", sql: text)
                break
            }
            copy.add(row)
            if copy.bytes.count > 1 << 18 { put(&copy) }
        }
        put(&copy)
        PQputCopyEnd(connection, problem == nil ? nil : "a row was refused")
        var count = 0
        var failed: StoreError?
        while let result = PQgetResult(connection) {
            defer { PQclear(result) }
            if PQresultStatus(result) == PGRES_COMMAND_OK {
                count = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
            } else {
                failed = failure(result, text)
            }
        }
        if let error = problem ?? failed {
            state.hasFailed = true
            throw error
        }
        return count
    }

    private func put(_ copy: inout CopyText) {
        copy.bytes.withUnsafeBytes { raw in
            _ = PQputCopyData(connection, raw.bindMemory(to: CChar.self).baseAddress, Int32(raw.count))
        }
        copy.bytes.removeAll(keepingCapacity: true)
    }

    func script(_ text: String) throws {
        try state.admit("script")
        guard !text.utf8.contains(0) else { throw StoreError.nulCharacter }
        try control(text)
    }

    func control(_ statement: String) throws {
        let result = PQexec(connection, statement)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default: throw failure(result, statement)
        }
    }

    /// Hands a statement to the server to keep.
    func prepare(_ statement: PostgresStatement, text: String, shown: String) throws {
        let result = PQprepare(connection, statement.name, text, Int32(statement.oids.count), statement.oids)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result, shown) }
    }

    private func run(_ sql: SQL) throws -> OpaquePointer? {
        try run(try link.prepared(sql, on: self), sql)
    }

    private func run(_ statement: PostgresStatement, _ sql: SQL) throws -> OpaquePointer? {
        let result = withParameters(sql.values) { count, values, lengths, formats in
            PQexecPrepared(connection, statement.name, count, values, lengths, formats, 0)
        }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return result
        default:
            defer { PQclear(result) }
            throw failure(result, sql.text)
        }
    }

    private func columns(of result: OpaquePointer?, _ statement: PostgresStatement) -> Columns {
        if let known = statement.columns { return known }
        let columns = Columns((0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
        statement.columns = columns
        return columns
    }

    private func failure(_ result: OpaquePointer?, _ text: String) -> StoreError {
        state.hasFailed = true
        let code = result.flatMap { PQresultErrorField($0, 67) }.map { String(cString: $0) } ?? ""  // PG_DIAG_SQLSTATE
        let primary = result.flatMap { PQresultErrorField($0, 77) }  // PG_DIAG_MESSAGE_PRIMARY
        let message =
            primary.map { String(cString: $0) } ?? String(cString: PQerrorMessage(connection)).trimmingEnd()
        if PQstatus(connection) != CONNECTION_OK { return .connection(message) }
        if code == "0A000", message.hasPrefix("cached plan") {
            link.forgetStatements()
            return .serialization(message)
        }
        return .postgres(code: code, message: message, sql: text)
    }

    /// Lays the values out as libpq wants them: text, and bytes as they are.
    private func withParameters<T>(
        _ values: [SQLValue],
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> T
    ) -> T {
        var bytes: [CChar] = []
        var offsets: [Int?] = []
        var lengths: [Int32] = []
        var formats: [Int32] = []
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .integer(let number): bytes.append(contentsOf: String(number).utf8.lazy.map(CChar.init(bitPattern:)))
            case .real(let number): bytes.append(contentsOf: "\(number)".utf8.lazy.map(CChar.init(bitPattern:)))
            case .text(let text): bytes.append(contentsOf: text.utf8.lazy.map(CChar.init(bitPattern:)))
            case .blob(let blob): bytes.append(contentsOf: blob.lazy.map(CChar.init(bitPattern:)))
            }
            offsets.append(value == .null ? nil : start)
            lengths.append(Int32(bytes.count - start))
            if case .blob = value { formats.append(1) } else { formats.append(0) }
            bytes.append(0)
        }
        return bytes.withUnsafeBufferPointer { buffer in
            let pointers = offsets.map { offset in offset.flatMap { start in buffer.baseAddress.map { $0 + start } } }
            return body(Int32(values.count), pointers, lengths, formats)
        }
    }
}
