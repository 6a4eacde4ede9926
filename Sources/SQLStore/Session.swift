/// What both engines' connections share: the state of the transaction and savepoints.
protocol Session: SQLConnection {
    var state: SessionState { get set }

    /// Runs a statement that steers the transaction, such as `SAVEPOINT`.
    func control(_ statement: String) throws
}

/// Whether the transaction can take another statement.
struct SessionState {
    /// A statement failed and was not undone by a savepoint.
    var hasFailed = false
    /// The rows of a statement are being handed over.
    var isStreaming = false
    /// How many savepoints are open.
    var depth = 0

    /// Refuses a statement that the transaction cannot take.
    func admit(_ sql: SQL) throws {
        if hasFailed { throw StoreError.transactionAborted }
        if isStreaming { throw StoreError.statement("another statement's rows are still being read", sql: sql.text) }
        if let problem = sql.problem { throw StoreError.statement(problem, sql: sql.text) }
        for value in sql.values { try value.checkPortable() }
    }
}

extension Session {
    func savepoint<T>(_ body: () throws -> T) throws -> T {
        try state.admit("SAVEPOINT")
        state.depth += 1
        defer { state.depth -= 1 }
        let name = "level_\(state.depth)"
        try control("SAVEPOINT \(name)")
        do {
            let value = try body()
            if state.hasFailed { throw StoreError.transactionAborted }
            try control("RELEASE SAVEPOINT \(name)")
            return value
        } catch {
            state.hasFailed = false
            do {
                try control("ROLLBACK TO SAVEPOINT \(name)")
                try control("RELEASE SAVEPOINT \(name)")
            } catch {
                // The transaction itself is gone; the first error says why.
                state.hasFailed = true
            }
            throw error
        }
    }

    /// The statement that inserts one row of a bulk.
    ///
    /// - Throws: ``StoreError/statement(_:sql:)`` when a name is not plain or no column is named.
    func checkedBulk(into table: String, columns: [String]) throws {
        try state.admit("bulkInsert(into: \(identifier: table))")
        for column in columns { try state.admit("bulkInsert(column: \(identifier: column))") }
        if columns.isEmpty { throw StoreError.statement("no columns", sql: "INSERT INTO \(table)") }
    }
}

/// Runs the work again, after a growing pause, while its error says that it may succeed.
func withRetries<T: Sendable>(
    _ options: StoreOptions, onRetry: (StoreError, Int) -> Void, _ work: () async throws -> T
) async throws -> T {
    var attempt = 1
    while true {
        do {
            return try await work()
        } catch let error as StoreError where error.isTransient && attempt < options.attempts {
            onRetry(error, attempt)
            // 5, 10, 20 … ms, each with up to as much again, so that two that met do not meet again.
            let pause = Double(5 << min(attempt - 1, 8))
            try await Task.sleep(for: .milliseconds(pause * Double.random(in: 1...2)))
            attempt += 1
        }
    }
}
