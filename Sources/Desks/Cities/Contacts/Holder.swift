import OfficeKit
import SQLStore

/// A person in a post at a body: how pages tell who is who.
public struct Holder: Sendable, Hashable {
    public let post: Post
    public let person: Person
    public let body: Body

    /// Posts held on a day first, in the order of ``Post/ordered(_:on:)``.
    public static func ordered(_ holders: [Holder], on day: Day) -> [Holder] {
        let places = Dictionary(
            Post.ordered(holders.map(\.post), on: day).enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        return holders.sorted { (places[$0.post.id] ?? 0) < (places[$1.post.id] ?? 0) }
    }

    /// Who holds or held a post at a body.
    public static func list(
        at body: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Holder] {
        try list(where: "post.body_id = \(body)", for: viewer, on: connection)
    }

    /// Who holds or held a post at a body of a city.
    public static func list(
        in city: Int64, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Holder] {
        try list(where: "body.city_id = \(city)", for: viewer, on: connection)
    }

    /// The posts of persons.
    public static func list(
        of persons: some Sequence<String>, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Holder] {
        try list(where: "post.person_id IN \(list: Array(persons))", for: viewer, on: connection)
    }

    /// More than anybody reads on one page.
    private static let limit = 2000

    /// Both the person and the body must be seen, for a post tells of both.
    private static func list(
        where condition: SQL, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Holder] {
        let posts = try connection.rows(
            """
            SELECT post.* FROM post
            JOIN person ON person.id = post.person_id
            JOIN body ON body.id = post.body_id
            WHERE \(fragment: condition)
              AND \(fragment: viewer.sees(table: "person", kind: Person.recordKind))
              AND \(fragment: viewer.sees(table: "body", kind: Body.recordKind))
            ORDER BY post.id LIMIT \(limit)
            """, as: Post.self)
        guard !posts.isEmpty else { return [] }
        let persons = try connection.rows(
            "SELECT * FROM person WHERE id IN \(list: Set(posts.map(\.person)))", as: Person.self)
        let bodies = try connection.rows(
            "SELECT * FROM body WHERE id IN \(list: Set(posts.map(\.body)))", as: Body.self)
        let personOf = Dictionary(persons.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let bodyOf = Dictionary(bodies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return posts.compactMap { post in
            guard let person = personOf[post.person], let body = bodyOf[post.body] else { return nil }
            return Holder(post: post, person: person, body: body)
        }
    }
}
