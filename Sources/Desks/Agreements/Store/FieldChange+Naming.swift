import Cities
import OfficeKit

/// Whose names stand in a change of the journal, so that they are hidden with the records.
extension [FieldChange.Mention] {
    static func bodies(_ ids: [String?]) -> Self { all(Body.recordKind, ids) }
    static func persons(_ ids: [String?]) -> Self { all(Person.recordKind, ids) }
    static func agreements(_ ids: [String?]) -> Self { all(Agreement.kind, ids) }

    private static func all(_ kind: String, _ ids: [String?]) -> Self {
        Set(ids.compactMap { $0 }).sorted().map { FieldChange.Mention(kind: kind, id: $0) }
    }
}
