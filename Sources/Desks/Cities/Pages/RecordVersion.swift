import OfficeKit
import SQLStore

/// Notices that a record was changed after its form was opened: the form carries the number of the record's last
/// journal entry.
enum RecordVersion {
    private static let name = "version"

    static func of(_ kind: String, _ id: String, on connection: any SQLConnection) throws -> Int64 {
        try connection.value(
            "SELECT MAX(number) FROM journal WHERE kind = \(kind) AND subject_id = \(id)") ?? 0
    }

    /// The hidden field of the form.
    static func field(_ version: Int64) -> FieldView {
        FieldView(name, label: "", .hidden, value: String(version))
    }

    /// - Throws: ``CityError/problems(_:)`` when the record is newer than the form.
    static func check(
        _ kind: String, _ id: String, of form: FormData, on connection: any SQLConnection
    ) throws {
        guard let seen = Int64(form.text(name)) else { return }
        if try of(kind, id, on: connection) > seen {
            throw CityError.problems([Problem(field: name, key: "forms.errors.conflict")])
        }
    }
}
