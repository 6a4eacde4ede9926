/// One transaction on PostgreSQL.
final class PostgresSession: Session {
    let engine = Engine.postgres
    var state = SessionState()
    let schema: String
    init(schema: String) { self.schema = schema }
    func execute(_ sql: SQL) throws -> Int { throw StoreError.closed }
    func rows(_ sql: SQL) throws -> [Row] { throw StoreError.closed }
    func forEachRow(_ sql: SQL, _ body: (Row) throws -> Void) throws { throw StoreError.closed }
    func bulkInsert(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws -> Int {
        throw StoreError.closed
    }
    func script(_ text: String) throws { throw StoreError.closed }
    func control(_ statement: String) throws { throw StoreError.closed }
}
