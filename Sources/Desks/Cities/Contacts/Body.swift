import OfficeKit
import PersianText
import SQLStore

/// An organisation that can be responsible for something: a department, a ministry, a chamber, a network's secretariat.
public struct Body: Sendable, Hashable, Identifiable {
    /// What sort of organisation it is.
    public enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case municipality, council, department, cityCompany, ministry, embassy, chamber, university
        case networkSecretariat, association, company, other

        /// The catalogue key of its name.
        public var key: String { "cities.bodyKind.\(rawValue)" }
    }

    public let id: String
    public let city: Int64?
    public let country: String?
    public let kind: Kind
    public let namePersian: String?
    public let nameEnglish: String?
    public let web: String?
    /// Whether it belongs to the office's own city.
    public let isOurs: Bool
    public let secrecy: Secrecy

    /// The name in the reader's language, else in the other.
    public func name(in language: Language) -> String {
        (language == .fa ? namePersian ?? nameEnglish : nameEnglish ?? namePersian) ?? id
    }

    /// The record's kind in journal and search.
    public static let recordKind = "body"

    /// What the journal calls it.
    public var subject: Subject { Subject(kind: Body.recordKind, id: id, label: name(in: .fa)) }
}

/// A body as a form gives it.
public struct BodyDraft: Sendable, Hashable {
    public var city: Int64?
    public var country: String?
    public var kind = Body.Kind.other
    public var namePersian: String?
    public var nameEnglish: String?
    public var web: String?
    public var isOurs = false
    public var secrecy = Secrecy.office

    public init() {}

    /// What is known of a body, to be changed.
    public init(_ body: Body) {
        city = body.city
        country = body.country
        kind = body.kind
        namePersian = body.namePersian
        nameEnglish = body.nameEnglish
        web = body.web
        isOurs = body.isOurs
        secrecy = body.secrecy
    }

    /// The draft with its texts cleaned; a body in a city is in the city's country.
    func checked(on connection: any SQLConnection) throws -> BodyDraft {
        var draft = self
        draft.namePersian = TextInput.name(namePersian, in: .fa)
        draft.nameEnglish = TextInput.name(nameEnglish)
        draft.web = TextInput.name(web, limit: 500)
        var problems: [Problem] = []
        if draft.namePersian == nil, draft.nameEnglish == nil {
            problems.append(Problem(field: "name-fa", key: "cities.problem.nameMissing"))
        }
        if let city {
            if let found = try City.find(city, on: connection) {
                draft.country = found.country
                // What lies in the office's own city stands on our side.
                if found.isOwn { draft.isOurs = true }
            } else {
                problems.append(Problem(field: "city", key: "cities.problem.cityMissing"))
            }
        } else if let country, try Country.find(country, on: connection) == nil {
            problems.append(Problem(field: "country", key: "cities.problem.countryMissing"))
        }
        if let typed = draft.web {
            draft.web = TextInput.web(typed)
            if draft.web == nil { problems.append(Problem(field: "web", key: "cities.problem.web")) }
        }
        guard problems.isEmpty else { throw CityError.problems(problems) }
        return draft
    }

    func changes(from before: BodyDraft?) -> [FieldChange] {
        FieldChange.differences(
            FieldChange("cities.field.name.fa", from: before?.namePersian, to: namePersian),
            FieldChange("cities.field.name.en", from: before?.nameEnglish, to: nameEnglish),
            FieldChange("cities.field.kind", .key, from: before?.kind.key, to: kind.key),
            FieldChange("cities.field.city", from: before?.city.map(String.init), to: city.map(String.init)),
            FieldChange("cities.field.country", from: before?.country, to: country),
            FieldChange("cities.field.web", from: before?.web, to: web),
            FieldChange(
                "cities.field.ours", .key, from: before.map { $0.isOurs ? "common.yes" : "common.no" },
                to: isOurs ? "common.yes" : "common.no"),
            FieldChange(
                "cities.field.secrecy", .key, from: before.map { "confidentiality.\($0.secrecy.rawValue)" },
                to: "confidentiality.\(secrecy.rawValue)"))
    }
}

extension Body: RowReadable {
    public init(row: Row) throws {
        id = try row["id"]
        city = try row["city_id"]
        country = try row["country"]
        kind = try row["kind"]
        namePersian = try row["name_fa"]
        nameEnglish = try row["name_en"]
        web = try row["web"]
        isOurs = try row["is_ours"]
        secrecy = try row["secrecy"]
    }

    /// The body of an id, if the viewer may see it.
    public static func find(_ id: String, for viewer: Viewer, on connection: any SQLConnection) throws -> Body? {
        try connection.first(
            """
            SELECT body.* FROM body WHERE body.id = \(id)
              AND \(fragment: viewer.sees(table: "body", kind: recordKind))
            """, as: Body.self)
    }

    /// The bodies that a viewer may see, of one city or of all, in the order of their names.
    public static func list(
        of city: Int64? = nil, oursOnly: Bool = false, in language: Language, for viewer: Viewer, limit: Int = 1000,
        on connection: any SQLConnection
    ) throws -> [Body] {
        var condition = viewer.sees(table: "body", kind: recordKind)
        if let city { condition += " AND body.city_id = \(city)" }
        if oursOnly { condition += " AND body.is_ours = 1" }
        let sort = language == .fa ? "sort_fa" : "sort_en"
        return try connection.rows(
            """
            SELECT body.* FROM body WHERE \(fragment: condition)
            ORDER BY body.\(identifier: sort), body.id LIMIT \(limit)
            """, as: Body.self)
    }

    /// Adds a body.
    ///
    /// - Throws: ``CityError/problems(_:)``.
    public static func add(_ draft: BodyDraft, in change: Change) throws -> Body {
        let draft = try draft.checked(on: change.connection)
        let id = Identifier.make(at: change.at)
        let names = draft.sortKeys
        try change.connection.execute(
            """
            INSERT INTO body (id, city_id, country, kind, name_fa, name_en, web, is_ours, secrecy, sort_fa, sort_en,
                found_by)
            VALUES (\(id), \(draft.city), \(draft.country), \(draft.kind), \(draft.namePersian),
                \(draft.nameEnglish), \(draft.web), \(draft.isOurs), \(draft.secrecy), \(names.fa), \(names.en),
                \(ContactText.stored(draft.namePersian, draft.nameEnglish)))
            """)
        let body = Body(id: id, draft: draft)
        try change.record(
            "journal.body.added", body.subject, under: try body.parent(on: change.connection), secrecy: body.secrecy,
            changes: draft.changes(from: nil))
        try body.index(in: change)
        return body
    }

    /// Changes a body.
    ///
    /// - Throws: ``CityError/unknownBody(_:)``, ``CityError/problems(_:)``.
    public static func edit(_ id: String, to draft: BodyDraft, for viewer: Viewer, in change: Change) throws {
        guard let body = try find(id, for: viewer, on: change.connection) else { throw CityError.unknownBody(id) }
        let draft = try draft.checked(on: change.connection)
        let before = BodyDraft(body)
        if before == draft { return change.nothingChanged() }
        let names = draft.sortKeys
        try change.connection.execute(
            """
            UPDATE body SET city_id = \(draft.city), country = \(draft.country), kind = \(draft.kind),
                name_fa = \(draft.namePersian), name_en = \(draft.nameEnglish), web = \(draft.web),
                is_ours = \(draft.isOurs), secrecy = \(draft.secrecy), sort_fa = \(names.fa), sort_en = \(names.en),
                found_by = \(ContactText.stored(draft.namePersian, draft.nameEnglish))
            WHERE id = \(id)
            """)
        let edited = Body(id: id, draft: draft)
        try change.record(
            "journal.body.edited", edited.subject, under: try edited.parent(on: change.connection),
            secrecy: edited.secrecy, changes: draft.changes(from: before))
        try edited.index(in: change)
    }

    private init(id: String, draft: BodyDraft) {
        self.init(
            id: id, city: draft.city, country: draft.country, kind: draft.kind, namePersian: draft.namePersian,
            nameEnglish: draft.nameEnglish, web: draft.web, isOurs: draft.isOurs, secrecy: draft.secrecy)
    }

    /// The city under which its history is read.
    private func parent(on connection: any SQLConnection) throws -> Subject? {
        try city.flatMap { try City.find($0, on: connection) }?.subject
    }
}

extension BodyDraft {
    var sortKeys: (fa: [UInt8], en: [UInt8]) {
        (
            PersianText.sortKey(namePersian ?? nameEnglish ?? ""),
            PersianText.sortKey(nameEnglish ?? namePersian ?? "")
        )
    }
}
