import Logging
import SQLStore

/// An installation: its store and its clock.
public struct Office: Sendable {
    public let store: any Store
    /// The machine's clock; tests put their own.
    public let now: @Sendable () -> Moment
    public let logger: Logger

    public init(store: any Store, now: @escaping @Sendable () -> Moment = { .now }, logger: Logger) {
        self.store = store
        self.now = now
        self.logger = logger
    }

    /// Reads from one snapshot.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await store.read(body)
    }

    /// Changes the office's data: one transaction with its journal entries.
    ///
    /// - Throws: ``ChangeError/unrecorded`` when the body changed something and told the journal nothing; what `body`
    ///   throws, undoing everything.
    public func change<T: Sendable>(
        by author: Author, _ body: @escaping @Sendable (Change) throws -> T
    ) async throws -> T {
        let moment = now()
        return try await store.write { connection in
            let change = Change(connection: connection, author: author, at: moment)
            let result = try body(change)
            guard change.isRecorded else { throw ChangeError.unrecorded }
            return result
        }
    }
}

/// Why a change was undone.
public enum ChangeError: Error, Sendable, Equatable {
    /// The body forgot the journal: a mistake of the program.
    case unrecorded
}

/// A transaction that changes data and says so in the journal.
///
/// Good only inside the closure that was given it.
public final class Change {
    public let connection: any SQLConnection
    public let author: Author
    public let at: Moment
    fileprivate private(set) var isRecorded = false

    init(connection: any SQLConnection, author: Author, at moment: Moment) {
        self.connection = connection
        self.author = author
        at = moment
    }

    /// Writes what was done into the journal.
    ///
    /// - Parameters:
    ///   - action: a catalogue key, `journal.agreement.created`.
    ///   - parent: the record under which it is read, when the subject is a part of it.
    ///   - reason: why, in the author's words.
    public func record(
        _ action: String, _ subject: Subject, under parent: Subject? = nil, secrecy: Secrecy,
        changes: [FieldChange] = [], reason: String? = nil
    ) throws {
        try Journal.append(
            Journal.Draft(
                action: action, subject: subject, parent: parent, secrecy: secrecy, changes: changes, reason: reason),
            by: author, at: at, on: connection)
        isRecorded = true
    }

    /// Says that nothing needed to change, so that nothing is to be recorded.
    public func nothingChanged() {
        isRecorded = true
    }
}
