import OfficeKit
import SQLStore

/// What fields ask while a person types: a few records as JSON, and nothing of a page.
enum SuggestRoutes {
    static let all: [Route] = [
        .get("/cities/suggest", for: .read, cities),
        .get("/bodies/suggest", for: .read, bodies),
        .get("/people/suggest", for: .read, persons),
    ]

    private static let limit = 10

    /// One answer, as `suggest.js` reads it.
    struct Item: Encodable, Sendable {
        let value: String
        let label: String
        let detail: String?
        let href: String
    }

    private struct Items: Encodable, Sendable { let items: [Item] }

    @Sendable private static func cities(_ visit: Visit) async throws -> Answer {
        guard let typed = visit.query["q"] else { return try .json(Items(items: [])) }
        let found = try await visit.read { try CitySuggest.find(typed, limit: limit, on: $0) }
        let language = visit.language
        return try .json(
            Items(
                items: found.map { suggestion in
                    Item(
                        value: String(suggestion.city.id), label: suggestion.city.name(in: language),
                        detail: suggestion.detail(in: language), href: suggestion.city.href)
                }))
    }

    @Sendable private static func bodies(_ visit: Visit) async throws -> Answer {
        guard let typed = visit.query["q"] else { return try .json(Items(items: [])) }
        var filter = BodyFilter()
        filter.text = typed
        filter.side = visit.query["side"].flatMap(BodyFilter.Side.init(rawValue:))
        filter.city = visit.query["city"].flatMap { Int64(Numerals.latin($0)) }
        filter.language = visit.language
        let wanted = filter
        let viewer = visit.viewer
        let (found, places) = try await visit.read { connection in
            let found = try wanted.page(1, size: limit, for: viewer, on: connection)
            return (found, try City.find(found.compactMap(\.city), on: connection))
        }
        let language = visit.language
        return try .json(
            Items(
                items: found.map { body in
                    let place = body.city.flatMap { places[$0] }?.name(in: language)
                    return Item(
                        value: body.id, label: body.name(in: language),
                        detail: [visit.text.text(body.kind.key), place].compactMap { $0 }
                            .joined(separator: visit.text.text("common.listSeparator")),
                        href: body.href)
                }))
    }

    @Sendable private static func persons(_ visit: Visit) async throws -> Answer {
        guard let typed = visit.query["q"] else { return try .json(Items(items: [])) }
        var filter = PersonFilter()
        filter.text = typed
        filter.language = visit.language
        let wanted = filter
        let viewer = visit.viewer
        let (found, holders) = try await visit.read { connection in
            let found = try wanted.page(1, size: limit, for: viewer, on: connection)
            return (found, try Holder.list(of: found.map(\.id), for: viewer, on: connection))
        }
        let language = visit.language
        let today = visit.today
        return try .json(
            Items(
                items: found.map { person in
                    let held = holders.filter { $0.person.id == person.id && $0.post.isHeld(on: today) }
                    let first = Holder.ordered(held, on: today).first
                    return Item(
                        value: person.id, label: person.name(in: language),
                        detail: first.map { $0.line(in: visit.text) }, href: person.href)
                }))
    }
}

extension Holder {
    /// Title and body on one line.
    func line(in text: Catalogue) -> String {
        [post.title(in: text.language), body.name(in: text.language)].filter { !$0.isEmpty }
            .joined(separator: text.text("common.listSeparator"))
    }
}
