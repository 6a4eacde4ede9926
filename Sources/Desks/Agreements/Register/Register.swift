import OfficeKit
import PersianText
import SQLStore

/// The register as a viewer may see it, with every agreement's stage: what the headline, the lists and the command tell.
public struct Register: Sendable {
    /// By code.
    public let lines: [RegisterLine]
    /// Those that stand under no other one that is seen. An executive document belongs to its agreement's tie and is no
    /// second one, so that figures count these alone.
    public let ties: [RegisterLine]

    /// How many are operational: the headline (F12).
    public var operational: Int { ties.count { $0.stage.isOperational } }

    init(_ lines: [RegisterLine]) {
        self.lines = lines
        let seen = Set(lines.map(\.registered.agreement.id))
        ties = lines.filter { line in line.registered.agreement.parent.map { !seen.contains($0) } ?? true }
    }

    /// Reads and computes the register anew.
    public init(
        for viewer: Viewer, on today: Day, limits: SilenceLimits? = nil, connection: any SQLConnection
    ) throws {
        let limits = try limits ?? SilenceLimits.load(on: connection)
        let all = try RegisteredAgreement.all(for: viewer, on: connection)
        let records = try RecordStore.records(of: all, on: connection)
        self.init(try Register.lines(of: all, records: records, on: today, limits: limits, connection: connection))
    }

    /// The lines in whose code, titles or partners stands what was typed.
    func matching(_ typed: String) -> [RegisterLine] {
        guard let query = SearchQuery(parsing: typed) else { return lines }
        return lines.filter { $0.matches(query) }
    }

    /// Growth and operation of the ties over the years.
    public func years(in calendar: CalendarChoice, until today: Day) -> YearSeries {
        YearSeries(
            of: ties.map { line in
                let agreement = line.registered.agreement
                return (agreement.isSigned, agreement.signed, line.operationalAt)
            }, in: calendar, until: today)
    }

    static func lines(
        of agreements: [RegisteredAgreement], records: [String: AgreementRecord], on today: Day, limits: SilenceLimits,
        connection: any SQLConnection
    ) throws -> [RegisterLine] {
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
                partners: [
                    .fa: partners.compactMap { names[$0]?.fa }.joined(separator: "، "),
                    .en: partners.compactMap { names[$0]?.en }.joined(separator: ", "),
                ], record: record, on: today, limits: limits)
        }
    }
}

extension Array {
    /// The elements in pieces of a size, for lists in statements are limited.
    func chunked(by size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
