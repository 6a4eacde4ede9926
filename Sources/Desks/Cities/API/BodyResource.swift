import OfficeKit
import SQLStore

extension Body.Kind: Codable {}
extension BodyFilter.Side: Codable {}

/// An organisation that can be responsible for something.
struct BodyView: APIVersioned {
    static let notes: [String: FieldNote] = [
        "city": FieldNote("The city's number."),
        "country": FieldNote("ISO 3166-1 alpha-2."),
        "isOurs": FieldNote("Whether it belongs to the office's own city."),
    ]

    let id: String
    let version: String
    let kind: Body.Kind
    let name: Wording
    let city: Int64?
    let country: String?
    let web: String?
    let isOurs: Bool
    let secrecy: Secrecy

    private init(_ body: Body, version: String) {
        id = body.id
        self.version = version
        kind = body.kind
        name = Wording(fa: body.namePersian, en: body.nameEnglish)
        city = body.city
        country = body.country
        web = body.web
        isOurs = body.isOurs
        secrecy = body.secrecy
    }

    static func views(of bodies: [Body], on connection: any SQLConnection) throws -> [BodyView] {
        let versions = try Journal.versions(of: Body.recordKind, ids: bodies.map(\.id), on: connection)
        return bodies.map { BodyView($0, version: versions[$0.id] ?? "0") }
    }

    static func load(_ id: String, visit: Visit, on connection: any SQLConnection) throws -> BodyView {
        guard let body = try Body.find(id, for: visit.viewer, on: connection),
            let view = try views(of: [body], on: connection).first
        else { throw Refusal.notFound }
        return view
    }
}

/// A body as a program sends it.
struct BodyInput: APIInput {
    static let fieldNames = ["name-fa": "name.fa", "name-en": "name.en"]
    static let notes: [String: FieldNote] = [
        "city": FieldNote("The city's number; its country follows."),
        "country": FieldNote("ISO 3166-1 alpha-2, for a body of no city.", most: 2),
        "web": FieldNote("A web address.", most: 500),
        "isOurs": FieldNote("Whether it belongs to the office's own city."),
        "secrecy": FieldNote("`office` when left out."),
    ]

    let kind: Body.Kind
    let name: Wording
    let city: Int64?
    let country: String?
    let web: String?
    let isOurs: Bool?
    let secrecy: Secrecy?

    /// - Throws: a ``Problem`` of `secrecy`.
    func draft(replacing before: Body?, visit: Visit) throws -> BodyDraft {
        var draft = BodyDraft()
        draft.kind = kind
        draft.namePersian = name[.fa]
        draft.nameEnglish = name[.en]
        draft.city = city
        draft.country = country
        draft.web = web
        draft.isOurs = isOurs ?? false
        draft.secrecy = secrecy ?? .office
        if let problem = visit.problem(of: draft.secrecy, replacing: before?.secrecy) { throw problem }
        return draft
    }
}

extension CitiesAPI {
    /// Which bodies are listed.
    struct BodyWish: APIShape {
        static let notes: [String: FieldNote] = PageWish.notes.merging(
            [
                "q": FieldNote("Beginnings of words of the name, in any script.", most: 200),
                "side": FieldNote("On which side of the office's ties it stands."),
                "city": FieldNote("The city's number."),
                "country": FieldNote("ISO 3166-1 alpha-2.", least: 2, most: 2),
            ]
        ) { $1 }

        let q: String?
        let kind: Body.Kind?
        let side: BodyFilter.Side?
        let city: Int64?
        let country: String?
        let page: Int?
        let limit: Int?

        func filter(in language: Language) -> BodyFilter {
            var filter = BodyFilter()
            filter.text = q ?? ""
            filter.kind = kind
            filter.side = side
            filter.city = city
            filter.country = country
            filter.language = language
            return filter
        }
    }

    static var bodies: [Route] {
        [
            API.get(
                "/bodies", for: .read, "Lists bodies by name", asks: BodyWish.self, gives: Listed<BodyView>.self
            ) { asked, visit in
                let wish = PageWish(page: asked.page, limit: asked.limit)
                let filter = asked.filter(in: visit.language)
                return try await visit.read { connection in
                    let found = try filter.page(wish.page, size: wish.limit, for: visit.viewer, on: connection)
                    return Listed(
                        try BodyView.views(of: found, on: connection),
                        of: try filter.count(for: visit.viewer, on: connection), at: wish, visit: visit)
                }
            },
            API.create(
                "/bodies", for: .editContacts, "Adds a body", takes: BodyInput.self, gives: BodyView.self
            ) { input, visit, change in
                try keeping { try Body.add(try input.draft(replacing: nil, visit: visit), in: change).id }
            } show: { id, visit, connection in
                try BodyView.load(id, visit: visit, on: connection)
            },
            API.get("/bodies/:id", for: .read, "Tells a body", gives: BodyView.self) { visit in
                try await visit.read { try BodyView.load(visit.part("id"), visit: visit, on: $0) }
            },
            API.replace(
                "/bodies/:id", for: .editContacts, "Replaces what is known of a body", takes: BodyInput.self,
                gives: BodyView.self
            ) { input, visit, change in
                let id = visit.part("id")
                let before = try Body.find(id, for: visit.viewer, on: change.connection)
                try keeping {
                    try Body.edit(
                        id, to: try input.draft(replacing: before, visit: visit), for: visit.viewer, in: change)
                }
            } show: { visit, connection in
                try BodyView.load(visit.part("id"), visit: visit, on: connection)
            },
        ]
    }
}
