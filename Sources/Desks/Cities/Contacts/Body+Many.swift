import OfficeKit
import SQLStore

extension Body {
    /// Adds many bodies at once, as they are, for a change that tells the journal of all of them together.
    ///
    /// - Returns: their ids, in the same order.
    public static func insert(_ drafts: [BodyDraft], in change: Change) throws -> [String] {
        let ids = drafts.map { _ in Identifier.make(at: change.at) }
        try change.connection.bulkInsert(
            into: "body",
            columns: [
                "id", "city_id", "country", "kind", "name_fa", "name_en", "web", "is_ours", "secrecy", "sort_fa",
                "sort_en",
            ],
            rows: zip(ids, drafts).map { id, draft in
                let names = draft.sortKeys
                return [
                    .text(id), draft.city.sqlValue, draft.country.sqlValue, draft.kind.sqlValue,
                    draft.namePersian.sqlValue, draft.nameEnglish.sqlValue, draft.web.sqlValue, draft.isOurs.sqlValue,
                    draft.secrecy.sqlValue, .blob(names.fa), .blob(names.en),
                ]
            })
        return ids
    }
}
