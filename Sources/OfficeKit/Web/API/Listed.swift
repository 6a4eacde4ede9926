/// One page of a list.
public struct Listed<Item: APIShape>: APIShape {
    public static var schemaName: String { Item.schemaName + "List" }
    public static var notes: [String: FieldNote] {
        [
            "total": FieldNote("How many there are in all."),
            "next": FieldNote("The address of the next page; left out on the last."),
        ]
    }

    public let items: [Item]
    public let total: Int
    public let page: Int
    public let limit: Int
    public let next: String?

    /// The page that was asked for, where the store gave it.
    public init(_ items: [Item], of total: Int, at place: PageWish, visit: Visit) {
        self.items = items
        self.total = total
        page = place.page
        limit = place.limit
        next =
            place.page * place.limit < total
            ? visit.path + visit.query.with("page", String(place.page + 1)).text : nil
    }
}

/// Which page of a list is asked for, and how long it is to be.
public struct PageWish: Sendable, Hashable {
    public static let longest = 200
    /// What the description says of a filter's `page` and `limit`.
    public static let notes: [String: FieldNote] = [
        "page": FieldNote("From 1.", least: 1, most: 1_000_000),
        "limit": FieldNote("How many a page; 50 when left out.", least: 1, most: longest),
    ]

    /// From 1.
    public let page: Int
    public let limit: Int

    public init(page: Int?, limit: Int?) {
        self.page = page ?? 1
        self.limit = limit ?? 50
    }

    /// How many come before the page.
    public var offset: Int { (page - 1) * limit }

    /// The page's part of all.
    public func part<Element>(of all: [Element]) -> ArraySlice<Element> { all.dropFirst(offset).prefix(limit) }
}
