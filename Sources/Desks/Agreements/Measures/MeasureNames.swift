import OfficeKit
import SQLStore

/// What groups of figures are called, for these eyes.
struct MeasureNames: Sendable {
    private let records: RecordNames
    private let text: Catalogue

    init(
        of groups: [MeasureGroup], cities: [Int64] = [], bodies: [String] = [], visit: Visit,
        on connection: any SQLConnection
    )
        throws
    {
        var cities = cities
        var bodies = bodies
        for group in groups {
            switch group.key {
            case .city(let id): cities.append(id)
            case .body(let id): bodies.append(id)
            default: break
            }
        }
        records = try RecordNames(cities: cities, bodies: bodies, for: visit.viewer, on: connection)
        text = visit.text
    }

    func city(_ id: Int64) -> String? { records.city(id, in: text.language) }
    func body(_ id: String) -> String? { records.body(id, in: text.language) }

    /// The name of a group; nil for a body that is not seen.
    func name(of key: MeasureGroup.Key, by grouping: MeasureQuestion.Grouping) -> String? {
        switch key {
        case .city(let id): city(id) ?? String(id)
        case .body(let id): body(id)
        case .sector(let place): Sector.all[place].name(in: text.language)
        case .directorate(let directorate): text.text(directorate.key)
        case .year(let year): Numerals.inDigits(String(year), of: text.language)
        case .nothing: text.text("measures.without.\(grouping.rawValue)")
        }
    }
}

extension MeasureGroup.Key {
    /// What stands for it in an address.
    var address: String {
        switch self {
        case .city(let id): String(id)
        case .body(let id): id
        case .sector(let place): Sector.all[place].key
        case .directorate(let directorate): directorate.rawValue
        case .year(let year): String(year)
        case .nothing: MeasureQuestion.nothing
        }
    }
}

extension MeasureQuestion.Grouping {
    /// The filter that leaves one of its groups over.
    var filter: String { self == .year ? "signed" : rawValue }
}
