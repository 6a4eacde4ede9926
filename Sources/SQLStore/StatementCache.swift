/// Prepared statements by their text; the one unused for longest leaves when there are too many.
struct StatementCache<Key: Hashable, Statement> {
    private struct Slot {
        let statement: Statement
        var usedAt: UInt64
    }

    private let capacity: Int
    private var slots: [Key: Slot] = [:]
    private var clock: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The statement of that text, marked as used.
    mutating func use(_ key: Key) -> Statement? {
        guard let index = slots.index(forKey: key) else { return nil }
        clock += 1
        slots.values[index].usedAt = clock
        return slots.values[index].statement
    }

    /// Keeps a statement.
    ///
    /// - Returns: the statement that had to leave for it.
    mutating func keep(_ statement: Statement, for key: Key) -> Statement? {
        var evicted: Statement?
        if slots.count >= capacity, let oldest = slots.min(by: { $0.value.usedAt < $1.value.usedAt })?.key {
            evicted = slots.removeValue(forKey: oldest)?.statement
        }
        clock += 1
        slots[key] = Slot(statement: statement, usedAt: clock)
        return evicted
    }

    /// Forgets all statements.
    mutating func removeAll() {
        slots.removeAll()
    }
}
