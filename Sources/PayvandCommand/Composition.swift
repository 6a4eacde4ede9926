import OfficeKit
import SQLStore

/// Puts the desks together: the one place that knows all of them.
enum Composition {
    /// All tables, in the order in which they build on one another.
    static var migrations: [SchemaMigration] {
        OfficeTables.migrations
    }
}
