import OfficeKit
import PersianText
import SQLStore

/// A contact, who holds one or more posts over time. Contacts are the office's own matter unless it says otherwise.
public struct Person: Sendable, Hashable, Identifiable {
    public let id: String
    public let namePersian: String?
    public let nameEnglish: String?
    /// Languages the person speaks, as typed.
    public let languages: String?
    public let email: String?
    public let phone: String?
    public let note: String?
    public let secrecy: Secrecy

    /// The name in the reader's language, else in the other.
    public func name(in language: Language) -> String {
        (language == .fa ? namePersian ?? nameEnglish : nameEnglish ?? namePersian) ?? id
    }

    /// The record's kind in journal and search.
    public static let recordKind = "person"

    /// What the journal calls the person.
    public var subject: Subject { Subject(kind: Person.recordKind, id: id, label: name(in: .fa)) }
}

/// A person as a form gives them.
public struct PersonDraft: Sendable, Hashable {
    public var namePersian: String?
    public var nameEnglish: String?
    public var languages: String?
    public var email: String?
    public var phone: String?
    public var note: String?
    public var secrecy = Secrecy.office

    public init() {}

    /// What is known of a person, to be changed.
    public init(_ person: Person) {
        namePersian = person.namePersian
        nameEnglish = person.nameEnglish
        languages = person.languages
        email = person.email
        phone = person.phone
        note = person.note
        secrecy = person.secrecy
    }

    func checked() throws -> PersonDraft {
        var draft = self
        draft.namePersian = TextInput.name(namePersian, in: .fa)
        draft.nameEnglish = TextInput.name(nameEnglish)
        draft.languages = TextInput.name(languages)
        draft.email = TextInput.name(email, limit: 254)
        draft.phone = TextInput.name(phone, limit: 60)
        draft.note = TextInput.text(note, limit: 4000)
        var problems: [Problem] = []
        if draft.namePersian == nil, draft.nameEnglish == nil {
            problems.append(Problem(field: "name-fa", key: "cities.problem.nameMissing"))
        }
        if let email = draft.email, !TextInput.isEmail(email) {
            problems.append(Problem(field: "email", key: "cities.problem.email"))
        }
        guard problems.isEmpty else { throw CityError.problems(problems) }
        return draft
    }

    func changes(from before: PersonDraft?) -> [FieldChange] {
        FieldChange.differences(
            FieldChange("cities.field.name.fa", from: before?.namePersian, to: namePersian),
            FieldChange("cities.field.name.en", from: before?.nameEnglish, to: nameEnglish),
            FieldChange("cities.field.languages", from: before?.languages, to: languages),
            FieldChange("cities.field.email", from: before?.email, to: email),
            FieldChange("cities.field.phone", from: before?.phone, to: phone),
            FieldChange("cities.field.note", from: before?.note, to: note),
            FieldChange(
                "cities.field.secrecy", .key, from: before.map { "confidentiality.\($0.secrecy.rawValue)" },
                to: "confidentiality.\(secrecy.rawValue)"))
    }

    fileprivate var sortKeys: (fa: [UInt8], en: [UInt8]) {
        (
            PersianText.sortKey(namePersian ?? nameEnglish ?? ""),
            PersianText.sortKey(nameEnglish ?? namePersian ?? "")
        )
    }
}

extension Person: RowReadable {
    public init(row: Row) throws {
        id = try row["id"]
        namePersian = try row["name_fa"]
        nameEnglish = try row["name_en"]
        languages = try row["languages"]
        email = try row["email"]
        phone = try row["phone"]
        note = try row["note"]
        secrecy = try row["secrecy"]
    }

    /// The person of an id, if the viewer may see them.
    public static func find(_ id: String, for viewer: Viewer, on connection: any SQLConnection) throws -> Person? {
        try connection.first(
            """
            SELECT person.* FROM person WHERE person.id = \(id)
              AND \(fragment: viewer.sees(table: "person", kind: recordKind))
            """, as: Person.self)
    }

    /// Adds a person.
    ///
    /// - Throws: ``CityError/problems(_:)``.
    public static func add(_ draft: PersonDraft, in change: Change) throws -> Person {
        let draft = try draft.checked()
        let person = Person(id: Identifier.make(at: change.at), draft: draft)
        let names = draft.sortKeys
        try change.connection.execute(
            """
            INSERT INTO person (id, name_fa, name_en, languages, email, phone, note, secrecy, sort_fa, sort_en, found_by)
            VALUES (\(person.id), \(draft.namePersian), \(draft.nameEnglish), \(draft.languages), \(draft.email),
                \(draft.phone), \(draft.note), \(draft.secrecy), \(names.fa), \(names.en),
                \(ContactText.stored(draft.namePersian, draft.nameEnglish)))
            """)
        try change.record(
            "journal.person.added", person.subject, secrecy: person.secrecy, changes: draft.changes(from: nil))
        try person.index(in: change)
        return person
    }

    /// Changes what is known of a person.
    ///
    /// - Throws: ``CityError/unknownPerson(_:)``, ``CityError/problems(_:)``.
    public static func edit(_ id: String, to draft: PersonDraft, for viewer: Viewer, in change: Change) throws {
        guard let person = try find(id, for: viewer, on: change.connection) else { throw CityError.unknownPerson(id) }
        let draft = try draft.checked()
        let before = PersonDraft(person)
        let changes = draft.changes(from: before)
        if changes.isEmpty { return change.nothingChanged() }
        let names = draft.sortKeys
        try change.connection.execute(
            """
            UPDATE person SET name_fa = \(draft.namePersian), name_en = \(draft.nameEnglish),
                languages = \(draft.languages), email = \(draft.email), phone = \(draft.phone), note = \(draft.note),
                secrecy = \(draft.secrecy), sort_fa = \(names.fa), sort_en = \(names.en),
                found_by = \(ContactText.stored(draft.namePersian, draft.nameEnglish))
            WHERE id = \(id)
            """)
        let edited = Person(id: id, draft: draft)
        try change.record("journal.person.edited", edited.subject, secrecy: edited.secrecy, changes: changes)
        try edited.index(in: change)
    }

    private init(id: String, draft: PersonDraft) {
        self.init(
            id: id, namePersian: draft.namePersian, nameEnglish: draft.nameEnglish, languages: draft.languages,
            email: draft.email, phone: draft.phone, note: draft.note, secrecy: draft.secrecy)
    }
}
