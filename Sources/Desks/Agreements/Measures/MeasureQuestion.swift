import Cities
import OfficeKit
import PersianText
import SQLStore

/// What a person asks to be measured: which ties and clauses, in which time, told apart by what.
struct MeasureQuestion: Sendable {
    /// By what figures are told apart.
    enum Grouping: String, Sendable, CaseIterable, Codable {
        case city, sector, body, directorate, year

        var key: String { "measures.by.\(rawValue)" }
        /// Whether a tie's clauses may fall into several groups.
        var splitsTies: Bool { self == .sector || self == .body || self == .directorate }
    }

    /// Which of a tie's figures is to be above nothing, so that a figure opens down to the ties that it is made of.
    enum Kind: String, Sendable, CaseIterable, Codable {
        case covered, uncovered, fulfilled, partial, unfulfilled, lapsed, silent, delivered, begun

        var key: String { "measures.kind.\(rawValue)" }

        func holds(for measures: TieMeasures) -> Bool {
            switch self {
            case .covered: measures.covered > 0
            case .uncovered: measures.covered < measures.clauses
            case .fulfilled: measures.fulfilment[.fulfilled] > 0
            case .partial: measures.fulfilment[.partial] > 0
            case .unfulfilled: measures.fulfilment[.unfulfilled] > 0
            case .lapsed: measures.fulfilment[.lapsed] > 0
            case .silent: measures.silence != nil
            case .delivered: measures.ours + measures.theirs > 0
            case .begun: measures.firstAction != nil
            }
        }
    }

    /// Which values are wanted.
    enum Wanted<Value: Hashable & Sendable>: Sendable, Hashable {
        case any
        /// What has no value at all.
        case none
        case some(Set<Value>)

        func allows(_ value: Value) -> Bool {
            switch self {
            case .any: true
            case .none: false
            case .some(let wanted): wanted.contains(value)
            }
        }

        func allows(_ values: some Collection<Value>) -> Bool {
            switch self {
            case .any: true
            case .none: values.isEmpty
            case .some(let wanted): values.contains { wanted.contains($0) }
            }
        }
    }

    /// What stands in an address for "without one".
    static let nothing = "none"
    /// The names in an address that choose what is measured.
    static let filterNames = [
        "city", "city-text", "sector", "body", "body-text", "directorate", "signed", "from", "to", "kind",
    ]

    var grouping = Grouping.city
    var period: MeasuredPeriod
    /// In whose years signatures are counted.
    var calendar: CalendarChoice
    var cities = Wanted<Int64>.any
    /// Places in ``Sector/all``.
    var sectors = Wanted<Int>.any
    var bodies = Wanted<String>.any
    var directorates = Wanted<Directorate>.any
    /// Years of signature; one before 1500 is a Jalali one.
    var signed = Wanted<Int>.any
    var kind: Kind?
    /// The bodies that are seen; nil when all are.
    var seenBodies: Set<String>?

    init(period: MeasuredPeriod, calendar: CalendarChoice) {
        self.period = period
        self.calendar = calendar
    }

    /// Whether ties are measured with all of their clauses, and so with what belongs to none.
    var isWhole: Bool { sectors == .any && bodies == .any && directorates == .any }

    func isSeen(_ body: String) -> Bool { seenBodies?.contains(body) ?? true }
}

extension MeasureQuestion {
    /// Reads an address. What it names and the office does not have leaves nothing over; what makes no sense is left out.
    ///
    /// - Parameter register: its ties' cities are those that typed words may mean.
    init(_ query: Query, of visit: Visit, register: Register, on connection: any SQLConnection) throws {
        func year(_ name: String) -> Int? {
            let number = query.number(name, default: 0)
            return MeasuredPeriod.year(number) == nil ? nil : number
        }
        self.init(
            period: MeasuredPeriod(from: year("from"), to: year("to"), until: visit.today), calendar: visit.calendar)
        grouping = query["by"].flatMap(Grouping.init(rawValue:)) ?? .city
        kind = query["kind"].flatMap(Kind.init(rawValue:))
        sectors = Self.wanted(query["sector"]) { Sector.place(of: $0) }
        directorates = Self.wanted(query["directorate"]) { Directorate(rawValue: $0) }
        signed = Self.wanted(query["signed"]) { Int(Numerals.latin($0)) }
        cities = try Self.cities(query, of: register, on: connection)
        try readBodies(query, of: visit, on: connection)
    }

    private static func wanted<Value>(_ text: String?, _ read: (String) -> Value?) -> Wanted<Value> {
        guard let text else { return .any }
        if text == nothing { return .none }
        return .some(Set([read(text)].compactMap { $0 }))
    }

    /// Whether the text beside an id was emptied: without scripts the id of the old choice is sent all the same.
    private static func isEmptied(_ name: String, in query: Query) -> Bool {
        query.pairs.contains { $0.name == name + "-text" } && query[name + "-text"] == nil
    }

    private static func cities(
        _ query: Query, of register: Register, on connection: any SQLConnection
    ) throws -> Wanted<Int64> {
        if isEmptied("city", in: query), query["city"] != nothing { return .any }
        guard let typed = query["city-text"].flatMap(SearchQuery.init(parsing:)) else {
            return wanted(query["city"]) { Int64(Numerals.latin($0)) }
        }
        let all = Set(register.lines.flatMap(\.partnerCities))
        let named = try City.find(Array(all), on: connection).filter { _, city in
            typed.matches(
                beginningsOf: Set(
                    PersianText.documentTokens(
                        of: [city.namePersian, city.nameEnglish].compactMap { $0 }
                            .joined(separator: " · "))))
        }
        // The id tells apart cities of one name, where it is one of those that are named.
        if let id = query["city"].flatMap({ Int64($0) }), named[id] != nil { return .some([id]) }
        return .some(Set(named.keys))
    }

    private mutating func readBodies(
        _ query: Query, of visit: Visit, on connection: any SQLConnection
    ) throws {
        let viewer = visit.viewer
        if !viewer.seesEverySecrecy {
            seenBodies = Set(
                try connection.rows(
                    "SELECT id FROM body WHERE \(fragment: viewer.sees(table: "body", kind: Body.recordKind))"
                ).map { row -> String in try row[0] })
        }
        if Self.isEmptied("body", in: query), query["body"] != Self.nothing { return }
        guard let typed = query["body-text"] else {
            bodies = Self.wanted(query["body"]) { isSeen($0) ? $0 : nil }
            return
        }
        var filter = BodyFilter()
        filter.text = typed
        let found = Set(try filter.page(1, size: 200, for: viewer, on: connection).map(\.id))
        bodies = .some(query["body"].flatMap { found.contains($0) ? [$0] : nil } ?? found)
    }
}

extension RegisterLine {
    /// The cities on the other side.
    var partnerCities: Set<Int64> {
        Set(registered.agreement.parties.filter { $0.side == .theirs }.compactMap(\.city))
    }
}
