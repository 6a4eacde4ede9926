import OfficeKit
import SQLStore

/// A tie of the office with a city, as the pages of cities show it.
public struct CityTie: Sendable {
    /// The other city.
    public let city: Int64
    /// What the tie is called in the page's language.
    public let title: String
    /// The tie's own page.
    public let href: String
    /// A line under the title: kind, date.
    public let detail: String?
    /// The stage's name, label and place among the stages; nil where there is no stage to show.
    public let stage: StageView?
    /// Whether it operates.
    public let isLive: Bool

    public init(city: Int64, title: String, href: String, detail: String?, stage: StageView?, isLive: Bool) {
        self.city = city
        self.title = title
        self.href = href
        self.detail = detail
        self.stage = stage
        self.isLive = isLive
    }
}

/// Knows the office's ties. This desk declares it, and the desk of agreements, which stands above, answers.
public protocol CityTies: Sendable {
    /// The ties that a viewer may see, with one city or with all.
    func ties(
        with city: Int64?, for viewer: Viewer, text: Catalogue, today: Day, on connection: any SQLConnection
    ) throws -> [CityTie]

    /// What a body is responsible for, as far as a viewer may see it.
    func duties(
        of body: String, for viewer: Viewer, text: Catalogue, today: Day, on connection: any SQLConnection
    ) throws -> [BodyDuty]

    /// The open work that a person owns, as far as a viewer may see it; nil when there is none.
    func openWork(of person: String, for viewer: Viewer, on connection: any SQLConnection) throws -> OpenWork?
}

extension CityTies {
    public func openWork(
        of person: String, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> OpenWork? { nil }

    public func duties(
        of body: String, for viewer: Viewer, text: Catalogue, today: Day, on connection: any SQLConnection
    ) throws -> [BodyDuty] { [] }
}

/// Something that a body is responsible for, as the body's page lists it.
public struct BodyDuty: Sendable {
    public let title: String
    public let href: String
    /// A line under the title: the agreement, the clause.
    public let detail: String?

    public init(title: String, href: String, detail: String?) {
        self.title = title
        self.href = href
        self.detail = detail
    }
}

/// Work that somebody has to take over when its owner leaves.
public struct OpenWork: Sendable {
    public let count: Int
    /// Where it is handed over.
    public let href: String

    public init(count: Int, href: String) {
        self.count = count
        self.href = href
    }
}

/// An office without ties, or one whose ties no desk tells of.
public struct NoTies: CityTies {
    public init() {}

    public func ties(
        with city: Int64?, for viewer: Viewer, text: Catalogue, today: Day, on connection: any SQLConnection
    ) throws -> [CityTie] { [] }
}
