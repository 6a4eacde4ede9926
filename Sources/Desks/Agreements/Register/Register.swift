import OfficeKit
import PersianText
import SQLStore
import Synchronization

/// The register as a viewer may see it, with every agreement's stage: what the headline, the lists and the command tell.
///
/// A register never changes. What is made of all its lines (the work list, the dates, the series) is made when it is
/// first asked for and kept with it, so that many who look between two changes pay for it once.
public final class Register: Sendable {
    /// By code.
    public let lines: [RegisterLine]
    /// Those that stand under no other one that is seen. An executive document belongs to its agreement's tie and is no
    /// second one, so that figures count these alone.
    public let ties: [RegisterLine]
    /// The day of judgement.
    let today: Day
    let limits: SilenceLimits
    /// Dates in order as an earlier register had them, of which most still hold.
    private let earlier: [DueDate]
    private let made = Mutex(Made())

    private struct Made {
        var counts: [Stage: Int]?
        var sleeping: [RegisterLine]?
        var years: [CalendarChoice: YearSeries] = [:]
        var dates: [DueDate]?
    }

    /// - Parameter former: the register before the last change, for the same eyes.
    init(_ lines: [RegisterLine], on today: Day, limits: SilenceLimits, after former: Register? = nil) {
        self.lines = lines
        self.today = today
        self.limits = limits
        let parents = Set(lines.compactMap(\.registered.agreement.parent))
        var seen: Set<String> = []
        if !parents.isEmpty {
            for line in lines where parents.contains(line.registered.agreement.id) {
                seen.insert(line.registered.agreement.id)
            }
        }
        ties = lines.filter { line in line.registered.agreement.parent.map { !seen.contains($0) } ?? true }
        if let former, former.today == today, former.limits == limits {
            earlier = former.made.withLock { $0.dates } ?? former.earlier
        } else {
            earlier = []
        }
    }

    /// Reads and computes the register anew.
    public convenience init(
        for viewer: Viewer, on today: Day, limits: SilenceLimits? = nil, visits: any VisitRecord = NoVisits(),
        connection: any SQLConnection
    ) throws {
        let limits = try limits ?? SilenceLimits.load(on: connection)
        let all = try RegisteredAgreement.all(for: viewer, on: connection)
        var lines: [String: RegisterLine] = [:]
        lines.reserveCapacity(all.count)
        try RecordStore.forEachPortion(of: all, on: connection) { portion, records in
            for line in try Register.lines(
                of: portion, records: records, on: today, limits: limits, visits: visits, connection: connection)
            {
                lines[line.registered.agreement.id] = line
            }
        }
        self.init(all.compactMap { lines[$0.agreement.id] }, on: today, limits: limits)
    }

    /// How many ties are operational: the headline (F12).
    public var operational: Int { Stage.allCases.reduce(0) { $0 + ($1.isOperational ? count(at: $1) : 0) } }

    /// How many ties stand at a stage.
    public func count(at stage: Stage) -> Int {
        made.withLock { made in
            let counts = made.counts ?? ties.reduce(into: [:]) { $0[$1.stage, default: 0] += 1 }
            made.counts = counts
            return counts[stage] ?? 0
        }
    }

    /// The lines in whose code, titles or partners words begin with what was typed so far.
    func matching(_ typed: String) -> [RegisterLine] {
        guard let query = SearchQuery(parsing: typed) else { return lines }
        return lines.filter { $0.begins(with: query) }
    }

    /// The ties that sleep, the nearest to waking first: one step from operating is worth more than five.
    var sleeping: [RegisterLine] {
        made.withLock { made in
            if let known = made.sleeping { return known }
            var shelves: [[Int: [RegisterLine]]] = Stage.allCases.map { _ in [:] }
            for line in ties where line.isSleeping && !line.causes.isEmpty {
                shelves[line.stage.rawValue][line.causes.count, default: []].append(line)
            }
            let sorted = shelves.reversed().flatMap { shelf in
                shelf.sorted { $0.key < $1.key }.flatMap(\.value)
            }
            made.sleeping = sorted
            return sorted
        }
    }

    /// Growth and operation of the ties over the years.
    public func years(in calendar: CalendarChoice, until today: Day) -> YearSeries {
        made.withLock { made in
            if let known = made.years[calendar], today == self.today { return known }
            let series = YearSeries(
                of: ties.map { line in
                    let agreement = line.registered.agreement
                    return (agreement.isSigned, agreement.signed, line.operationalAt)
                }, in: calendar, until: today)
            if today == self.today { made.years[calendar] = series }
            return series
        }
    }

    /// All dates, the oldest first: the actions of every line that is seen, and the silence of ties.
    var dates: [DueDate] {
        made.withLock { made in
            if let known = made.dates { return known }
            // Of the dates that were in order before, those of lines that are still there stay as they are.
            let present = Set(lines.map(ObjectIdentifier.init))
            var placed: Set<ObjectIdentifier> = []
            let kept = earlier.filter { date in
                guard date.state != .silence else { return false }
                let id = ObjectIdentifier(date.line)
                placed.insert(id)
                return present.contains(id)
            }
            let new = lines.filter { !placed.contains(ObjectIdentifier($0)) }
                .flatMap { DueDate.actions(of: $0, on: today) }.sorted(by: DueDate.isBefore)
            let dates = DueDate.merged(DueDate.merged(kept, new), silences)
            made.dates = dates
            return dates
        }
    }

    private var silences: [DueDate] {
        ties.compactMap { DueDate.silence(of: $0, on: today, limits: limits) }.sorted(by: DueDate.isBefore)
    }

    /// The first so many dates, without putting all of them in order.
    func firstDates(_ count: Int) -> [DueDate] {
        if let known = made.withLock({ $0.dates }) { return Array(known.prefix(count)) }
        var first = Array(silences.prefix(count))
        for line in lines {
            guard let earliest = line.due.first?.due else { continue }
            if first.count == count, let last = first.last, earliest > last.day { continue }
            first = Array(
                DueDate.merged(first, Array(DueDate.actions(of: line, on: today).prefix(count))).prefix(count))
        }
        return first
    }

    static func lines(
        of agreements: [RegisteredAgreement], records: [String: AgreementRecord], on today: Day, limits: SilenceLimits,
        visits: any VisitRecord = NoVisits(), connection: any SQLConnection
    ) throws -> [RegisterLine] {
        let visits = try visits.visits(under: agreements.map(\.agreement.id), on: connection)
        var bodies = SharedNames()
        let cities = Set(agreements.flatMap { $0.agreement.parties.filter { $0.side == .theirs }.compactMap(\.city) })
        var names: [Int64: (fa: String, en: String)] = [:]
        for part in Array(cities).chunked(by: 500) {
            for row in try connection.rows("SELECT id, name_fa, name_en FROM city WHERE id IN \(list: part)") {
                let english: String = try row["name_en"]
                names[try row["id"]] = (try row["name_fa"] ?? english, english)
            }
        }
        return agreements.map { registered in
            let record = records[registered.agreement.id] ?? AgreementRecord(registered.agreement)
            let partners = registered.agreement.parties.filter { $0.side == .theirs }.compactMap(\.city)
            return RegisterLine(
                of: registered,
                partners: RegisterLine.PartnerNames(
                    persian: partners.compactMap { names[$0]?.fa }.joined(separator: "، "),
                    english: partners.compactMap { names[$0]?.en }.joined(separator: ", ")),
                record: record, on: today, limits: limits,
                figures: WorkFigures(of: record, visits: visits[record.id] ?? [], sharing: &bodies))
        }
    }
}

extension Array {
    /// The elements in pieces of a size, for lists in statements are limited.
    func chunked(by size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
