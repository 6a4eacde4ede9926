import OfficeKit
import SQLStore

/// Which bodies a list shows, and in what order.
public struct BodyFilter: Sendable, Hashable {
    /// On which side of the office's ties a body stands.
    public enum Side: String, Sendable, CaseIterable {
        case ours, theirs

        /// The catalogue key of its name.
        public var key: String { "cities.side.\(rawValue)" }
    }

    /// Beginnings of words of the name, in any script.
    public var text = ""
    public var kind: Body.Kind?
    public var side: Side?
    public var city: Int64?
    /// ISO 3166-1 alpha-2.
    public var country: String?
    /// The language whose order of names is meant.
    public var language = Language.fa
    /// Whether the last name comes first.
    public var isReversed = false

    public init() {}

    private func condition(for viewer: Viewer) -> SQL {
        var parts = [viewer.sees(table: "body", kind: Body.recordKind)]
        if let words = ContactText.condition(text, table: "body") { parts.append(words) }
        if let kind { parts.append("body.kind = \(kind)") }
        if let side { parts.append("body.is_ours = \(side == .ours)") }
        if let city { parts.append("body.city_id = \(city)") }
        if let country { parts.append("body.country = \(country)") }
        return SQL.joined(parts, separator: " AND ")
    }

    /// How many of them the viewer may see.
    public func count(for viewer: Viewer, on connection: any SQLConnection) throws -> Int {
        try connection.value("SELECT COUNT(*) FROM body WHERE \(fragment: condition(for: viewer))") ?? 0
    }

    /// One page of those that the viewer may see.
    ///
    /// - Parameter page: from 1.
    public func page(
        _ page: Int, size: Int = 50, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> [Body] {
        let sort = language == .fa ? "sort_fa" : "sort_en"
        let order: SQL =
            isReversed
            ? "body.\(identifier: sort) DESC, body.id DESC" : "body.\(identifier: sort), body.id"
        let offset = (max(1, page) - 1) * size
        return try connection.rows(
            """
            SELECT body.* FROM body WHERE \(fragment: condition(for: viewer))
            ORDER BY \(fragment: order) LIMIT \(size) OFFSET \(offset)
            """, as: Body.self)
    }
}
