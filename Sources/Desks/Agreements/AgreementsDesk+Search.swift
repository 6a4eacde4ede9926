import OfficeKit
import SQLStore

extension AgreementsDesk {
    /// All agreements, each with its clauses, actions and evidence.
    public func reindex(in change: Change) throws {
        let connection = change.connection
        for row in try connection.rows("SELECT code FROM agreement ORDER BY id") {
            // One by one, for the list of all leaves the signatories out.
            let found = try RegisteredAgreement.find(code: try row["code"], for: .machine, on: connection)
            try found?.index(in: change)
        }
    }
}
