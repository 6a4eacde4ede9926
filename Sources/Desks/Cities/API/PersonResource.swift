import OfficeKit
import SQLStore

/// A contact.
struct PersonView: APIVersioned {
    let id: String
    let version: String
    let name: Wording
    let languages: String?
    let email: String?
    let phone: String?
    let note: String?
    let secrecy: Secrecy

    private init(_ person: Person, version: String) {
        id = person.id
        self.version = version
        name = Wording(fa: person.namePersian, en: person.nameEnglish)
        languages = person.languages
        email = person.email
        phone = person.phone
        note = person.note
        secrecy = person.secrecy
    }

    static func views(of persons: [Person], on connection: any SQLConnection) throws -> [PersonView] {
        let versions = try Journal.versions(of: Person.recordKind, ids: persons.map(\.id), on: connection)
        return persons.map { PersonView($0, version: versions[$0.id] ?? "0") }
    }

    static func load(_ id: String, visit: Visit, on connection: any SQLConnection) throws -> PersonView {
        guard let person = try Person.find(id, for: visit.viewer, on: connection),
            let view = try views(of: [person], on: connection).first
        else { throw Refusal.notFound }
        return view
    }
}

/// A person as a program sends them.
struct PersonInput: APIInput {
    static let fieldNames = ["name-fa": "name.fa", "name-en": "name.en"]
    static let notes: [String: FieldNote] = [
        "languages": FieldNote("Languages the person speaks, in words.", most: 200),
        "email": FieldNote(most: 254),
        "phone": FieldNote(most: 60),
        "note": FieldNote(most: 4000),
        "secrecy": FieldNote("`office` when left out."),
    ]

    let name: Wording
    let languages: String?
    let email: String?
    let phone: String?
    let note: String?
    let secrecy: Secrecy?

    /// - Throws: a ``Problem`` of `secrecy`.
    func draft(replacing before: Person?, visit: Visit) throws -> PersonDraft {
        var draft = PersonDraft()
        draft.namePersian = name[.fa]
        draft.nameEnglish = name[.en]
        draft.languages = languages
        draft.email = email
        draft.phone = phone
        draft.note = note
        draft.secrecy = secrecy ?? .office
        if let problem = visit.problem(of: draft.secrecy, replacing: before?.secrecy) { throw problem }
        return draft
    }
}

extension CitiesAPI {
    /// Which persons are listed.
    struct PersonWish: APIShape {
        static let notes: [String: FieldNote] = PageWish.notes.merging(
            [
                "q": FieldNote("Beginnings of words of the name, in any script.", most: 200),
                "country": FieldNote("Those who hold or held a post there: ISO 3166-1 alpha-2.", least: 2, most: 2),
            ]
        ) { $1 }

        let q: String?
        let country: String?
        let page: Int?
        let limit: Int?

        func filter(in language: Language) -> PersonFilter {
            var filter = PersonFilter()
            filter.text = q ?? ""
            filter.country = country
            filter.language = language
            return filter
        }
    }

    static var people: [Route] {
        [
            API.get(
                "/people", for: .read, "Lists persons by name", asks: PersonWish.self, gives: Listed<PersonView>.self
            ) { asked, visit in
                let wish = PageWish(page: asked.page, limit: asked.limit)
                let filter = asked.filter(in: visit.language)
                return try await visit.read { connection in
                    let found = try filter.page(wish.page, size: wish.limit, for: visit.viewer, on: connection)
                    return Listed(
                        try PersonView.views(of: found, on: connection),
                        of: try filter.count(for: visit.viewer, on: connection), at: wish, visit: visit)
                }
            },
            API.create(
                "/people", for: .editContacts, "Adds a person", takes: PersonInput.self, gives: PersonView.self
            ) { input, visit, change in
                try keeping { try Person.add(try input.draft(replacing: nil, visit: visit), in: change).id }
            } show: { id, visit, connection in
                try PersonView.load(id, visit: visit, on: connection)
            },
            API.get("/people/:id", for: .read, "Tells a person", gives: PersonView.self) { visit in
                try await visit.read { try PersonView.load(visit.part("id"), visit: visit, on: $0) }
            },
            API.replace(
                "/people/:id", for: .editContacts, "Replaces what is known of a person", takes: PersonInput.self,
                gives: PersonView.self
            ) { input, visit, change in
                let id = visit.part("id")
                let before = try Person.find(id, for: visit.viewer, on: change.connection)
                try keeping {
                    try Person.edit(
                        id, to: try input.draft(replacing: before, visit: visit), for: visit.viewer, in: change)
                }
            } show: { visit, connection in
                try PersonView.load(visit.part("id"), visit: visit, on: connection)
            },
        ]
    }
}
