import OfficeKit
import SQLStore

/// The history of a city, country, body or person as a reader may see it: without what was done to bodies, persons and
/// posts that are hidden from the reader now, and with names where the journal keeps ids.
enum RecordHistory {
    static func entries(
        of subject: (kind: String, id: String), for viewer: Viewer, in language: Language, limit: Int = 200,
        on connection: any SQLConnection
    ) throws -> [JournalEntry] {
        let entries = try Journal.history(of: subject, for: viewer, limit: limit, on: connection)
        let seen = try seen(entries, for: viewer, on: connection)
        let words = try Words(entries, for: viewer, in: language, on: connection)
        return entries.filter { entry in
            !hideable.contains(entry.subject.kind) || seen.contains(entry.subject)
        }.map { $0.worded($0.changes.map(words.worded)) }
    }

    private static let hideable: Set<String> = [Body.recordKind, Person.recordKind, Post.recordKind]

    /// The subjects that the viewer sees as they are now: an entry was written when the record may have been open.
    private static func seen(
        _ entries: [JournalEntry], for viewer: Viewer, on connection: any SQLConnection
    ) throws -> Set<Subject> {
        var seen: Set<Subject> = []
        for kind in hideable {
            let subjects = Set(entries.map(\.subject).filter { $0.kind == kind })
            guard !subjects.isEmpty else { continue }
            let ids = Set(subjects.map(\.id))
            let found = try connection.rows(condition(kind, ids, for: viewer)).map { row in try row[0] as String }
            seen.formUnion(subjects.filter { found.contains($0.id) })
        }
        return seen
    }

    private static func condition(_ kind: String, _ ids: Set<String>, for viewer: Viewer) -> SQL {
        let body = viewer.sees(table: "body", kind: Body.recordKind)
        let person = viewer.sees(table: "person", kind: Person.recordKind)
        switch kind {
        case Body.recordKind: return "SELECT body.id FROM body WHERE body.id IN \(list: ids) AND \(fragment: body)"
        case Person.recordKind:
            return "SELECT person.id FROM person WHERE person.id IN \(list: ids) AND \(fragment: person)"
        default:
            return """
                SELECT post.id FROM post JOIN body ON body.id = post.body_id JOIN person ON person.id = post.person_id
                WHERE post.id IN \(list: ids) AND \(fragment: body) AND \(fragment: person)
                """
        }
    }

    /// Names for the ids that changes hold.
    private struct Words {
        private var names: [String: [String: String]] = [:]

        init(
            _ entries: [JournalEntry], for viewer: Viewer, in language: Language, on connection: any SQLConnection
        ) throws {
            func values(_ field: String) -> Set<String> {
                Set(
                    entries.flatMap(\.changes).filter { $0.field == field }.flatMap { [$0.before, $0.after] }
                        .compactMap { $0 })
            }
            let cities = try City.find(values("cities.field.city").compactMap { Int64($0) }, on: connection)
            names["cities.field.city"] = Dictionary(
                cities.values.map { (String($0.id), $0.name(in: language)) }, uniquingKeysWith: { first, _ in first })
            let codes = values("cities.field.country")
            let countries =
                try codes.isEmpty
                ? [] : connection.rows("SELECT * FROM country WHERE code IN \(list: codes)", as: Country.self)
            names["cities.field.country"] = Dictionary(
                countries.map { ($0.code, $0.name(in: language)) }, uniquingKeysWith: { first, _ in first })
            let bodies = try values("cities.field.body").compactMap { id in
                try Body.find(id, for: viewer, on: connection)
            }
            names["cities.field.body"] = Dictionary(
                bodies.map { ($0.id, $0.name(in: language)) }, uniquingKeysWith: { first, _ in first })
        }

        func worded(_ change: FieldChange) -> FieldChange {
            guard let known = names[change.field] else { return change }
            // A body that is hidden from the reader has no name here, and its id says nothing.
            func word(_ value: String?) -> String? { value.map { known[$0] ?? "…" } }
            return FieldChange(change.field, change.style, from: word(change.before), to: word(change.after))
        }
    }

    /// The page of a record's history.
    static func page(
        of entries: [JournalEntry], name: ShownName, href: String, list: Crumb, visit: Visit
    ) -> Answer {
        .page(
            HistoryPage.page(
                of: entries, label: name.text,
                breadcrumbs: [
                    list, Crumb(name.text, href: href, lang: name.lang), Crumb(visit.text.text("history.title")),
                ], section: list.href, visit: visit, moment: { visit.shown($0) ?? "" },
                day: { visit.dayFormat.text($0) }))
    }
}
