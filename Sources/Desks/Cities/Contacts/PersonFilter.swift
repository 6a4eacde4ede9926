import OfficeKit
import SQLStore

/// Which persons a list shows, and in what order.
public struct PersonFilter: Sendable, Hashable {
    /// Beginnings of words of the name, in any script.
    public var text = ""
    /// Those who hold or held a post at a body there, as far as the viewer sees the body.
    public var country: String?
    /// The language whose order of names is meant.
    public var language = Language.fa
    /// Whether the last name comes first.
    public var isReversed = false

    public init() {}

    private func condition(for viewer: Viewer) -> SQL {
        var parts = [viewer.sees(table: "person", kind: Person.recordKind)]
        if let words = ContactText.condition(text, table: "person") { parts.append(words) }
        if let country {
            parts.append(
                """
                person.id IN (SELECT post.person_id FROM post JOIN body ON body.id = post.body_id
                 WHERE body.country = \(country)
                   AND \(fragment: viewer.sees(table: "body", kind: Body.recordKind)))
                """)
        }
        return SQL.joined(parts, separator: " AND ")
    }

    /// How many of them the viewer may see.
    public func count(for viewer: Viewer, on connection: any SQLConnection) throws -> Int {
        try connection.value("SELECT COUNT(*) FROM person WHERE \(fragment: condition(for: viewer))") ?? 0
    }

    /// One page of those that the viewer may see.
    ///
    /// - Parameter page: from 1.
    public func page(
        _ page: Int, size: Int = 50, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Person] {
        let sort = language == .fa ? "sort_fa" : "sort_en"
        let order: SQL =
            isReversed
            ? "person.\(identifier: sort) DESC, person.id DESC" : "person.\(identifier: sort), person.id"
        let offset = (max(1, page) - 1) * size
        return try connection.rows(
            """
            SELECT person.* FROM person WHERE \(fragment: condition(for: viewer))
            ORDER BY \(fragment: order) LIMIT \(size) OFFSET \(offset)
            """, as: Person.self)
    }
}
