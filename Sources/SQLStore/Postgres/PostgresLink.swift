import CLibPQ

/// One connection to PostgreSQL with its prepared statements, opened when first needed. Used on one lane only.
final class PostgresLink {
    /// What a transaction is for.
    enum Purpose {
        case read
        /// Writes of one schema follow one another, by a lock that the transaction's end frees.
        case write(lock: Int64)
    }

    private let url: String
    private let schema: String
    private let options: StoreOptions
    private var connection: OpaquePointer?
    private var hasOpenRead = false
    private var names: UInt64 = 0
    private var statements: StatementCache<PostgresStatement.Key, PostgresStatement>

    init(url: String, schema: String, options: StoreOptions) {
        self.url = url
        self.schema = schema
        self.options = options
        statements = StatementCache(capacity: options.statements)
    }

    /// Runs the body in a transaction. A read's transaction is ended by ``settle()``, when its answer is on the way.
    func transaction<T>(_ purpose: Purpose, _ body: (any SQLConnection) throws -> T) throws -> T {
        settle()
        do {
            let session = try begin(purpose)
            let value = try body(session)
            if case .read = purpose { return value }
            if session.state.hasFailed { throw StoreError.transactionAborted }
            try commit(session)
            return value
        } catch {
            end()
            throw error
        }
    }

    /// Begins a transaction, on a new connection when the one at hand turns out to be lost: nothing was done on it yet.
    private func begin(_ purpose: Purpose) throws -> PostgresSession {
        let wasOpen = connection != nil
        do {
            let session = PostgresSession(connection: try open(), link: self, schema: schema)
            switch purpose {
            case .read:
                hasOpenRead = true
                try session.control("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            case .write(let lock):
                // One round trip; what is read after it sees all that the writer before has kept.
                try session.control("BEGIN; SELECT pg_advisory_xact_lock(\(lock))")
            }
            return session
        } catch StoreError.connection where wasOpen {
            close()
            return try begin(purpose)
        }
    }

    private func commit(_ session: PostgresSession) throws {
        do {
            try session.control("COMMIT")
        } catch StoreError.connection(let sentence) {
            throw PostgresLoss(sentence: sentence)
        }
    }

    /// Ends a read's transaction.
    func settle() {
        guard hasOpenRead else { return }
        end()
    }

    /// Undoes what is open, or forgets a connection that was lost.
    private func end() {
        hasOpenRead = false
        guard let connection else { return }
        if PQstatus(connection) == CONNECTION_OK, PQtransactionStatus(connection) != PQTRANS_IDLE {
            PQclear(PQexec(connection, "ROLLBACK"))
        }
        if PQstatus(connection) != CONNECTION_OK || PQtransactionStatus(connection) != PQTRANS_IDLE { close() }
    }

    func close() {
        statements.removeAll()
        hasOpenRead = false
        if let connection { PQfinish(connection) }
        connection = nil
    }

    private func open() throws -> OpaquePointer {
        if let connection {
            if PQstatus(connection) == CONNECTION_OK { return connection }
            close()
        }
        guard let new = PQconnectdb(url) else { throw StoreError.connection("libpq has no memory") }
        guard PQstatus(new) == CONNECTION_OK else {
            let sentence = String(cString: PQerrorMessage(new)).trimmingEnd()
            PQfinish(new)
            throw StoreError.connection(sentence)
        }
        PQsetNoticeProcessor(new, { _, _ in }, nil)
        PQsetClientEncoding(new, "UTF8")
        connection = new
        let session = PostgresSession(connection: new, link: self, schema: schema)
        do {
            try session.control(
                """
                SET search_path TO "\(schema)"; SET lock_timeout = \(options.busyMilliseconds); \
                SET bytea_output = 'hex'; SET extra_float_digits = 1; SET TIME ZONE 'UTC'
                """)
        } catch {
            close()
            throw error
        }
        return new
    }

    /// The prepared statement for a text and the kinds of its bindings.
    func prepared(_ sql: SQL, on session: PostgresSession) throws -> PostgresStatement {
        let key = PostgresStatement.Key(text: sql.text, kinds: sql.values.map(PostgresStatement.kind))
        if let known = statements.use(key) { return known }
        names += 1
        let statement = PostgresStatement(name: "s\(names)", oids: key.kinds)
        try session.prepare(statement, text: sql.numbered, shown: sql.text)
        if let evicted = statements.keep(statement, for: key) {
            try session.control("DEALLOCATE \(evicted.name)")
        }
        return statement
    }

    /// Forgets prepared statements whose tables were changed.
    func forgetStatements() {
        statements.removeAll()
        if let connection { PQclear(PQexec(connection, "DEALLOCATE ALL")) }
    }
}

/// The connection was lost while the change was being kept: no one can say whether it was.
struct PostgresLoss: Error {
    let sentence: String
}

/// A statement that the server keeps ready.
final class PostgresStatement {
    struct Key: Hashable {
        let text: String
        let kinds: [UInt32]
    }

    let name: String
    let oids: [UInt32]
    /// The names of its columns, known after it ran once.
    var columns: Columns?

    init(name: String, oids: [UInt32]) {
        self.name = name
        self.oids = oids
    }

    /// The server's number of a value's type; 0 lets it find the type of a null by the context.
    static func kind(_ value: SQLValue) -> UInt32 {
        switch value {
        case .null: 0
        case .integer: 20
        case .real: 701
        case .text: 25
        case .blob: 17
        }
    }
}

extension String {
    /// libpq ends its sentences with a line break.
    func trimmingEnd() -> String {
        var text = Substring(self)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
