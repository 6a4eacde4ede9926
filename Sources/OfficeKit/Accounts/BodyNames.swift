import PersianText
import SQLStore

/// The names of the bodies for which accounts speak, as the search has them: the kit itself knows no bodies.
struct BodyNames: Sendable {
    private let titles: [String: [Language: String]]

    /// The names of some bodies, by their ids; one that is gone has none.
    init(of ids: some Sequence<String>, on connection: any SQLConnection) throws {
        let ids = Array(Set(ids))
        titles = ids.isEmpty ? [:] : try Self.read(where: "subject_id IN \(list: ids)", on: connection)
    }

    /// The name in a language, in the other when there is none, and the id itself of a body that is gone.
    func name(of id: String, in language: Language) -> String {
        titles[id]?[language] ?? titles[id]?.values.first ?? id
    }

    /// The body that a field means: with script its id arrives beside its name, without it the name alone.
    ///
    /// - Returns: nil when nothing was typed.
    /// - Throws: ``Problem`` of the field when no body or several are named so.
    static func body(meantBy field: String, of form: FormData, on connection: any SQLConnection) throws -> String? {
        let chosen = form.text(field)
        // A program sends the id alone.
        guard form.fields.contains(where: { $0.name == field + "-text" }) else {
            if chosen.isEmpty { return nil }
            guard try !read(where: "subject_id = \(chosen)", on: connection).isEmpty else {
                throw Problem(field: field, key: "forms.errors.notInList")
            }
            return chosen
        }
        let typed = PersianText.fold(form.text(field + "-text"))
        guard !typed.isEmpty else { return nil }
        let named = try read(where: "1 = 1", on: connection)
            .filter { $0.value.values.contains { PersianText.fold($0) == typed } }
        if named[chosen] != nil { return chosen }
        guard let only = named.keys.first else { throw Problem(field: field, key: "forms.errors.notInList") }
        guard named.count == 1 else { throw Problem(field: field, key: "accounts.errors.bodySeveral") }
        return only
    }

    private static func read(where condition: SQL, on connection: any SQLConnection) throws -> [String: [Language:
        String]]
    {
        let rows = try connection.rows(
            """
            SELECT subject_id, title_fa, title_en FROM search_entry JOIN search_text ON entry = number
            WHERE kind = 'body' AND \(fragment: condition)
            """)
        return try rows.reduce(into: [:]) { titles, row in
            let persian: String? = try row["title_fa"]
            let english: String? = try row["title_en"]
            titles[try row["subject_id"]] = [.fa: persian, .en: english].compactMapValues { $0 }
        }
    }
}
