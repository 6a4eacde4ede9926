import OfficeKit
import SQLStore

/// The register with every agreement's stage: what the headline, the table and the command tell.
public struct Register: Sendable {
    /// One line.
    public struct Line: Sendable {
        public let registered: RegisteredAgreement
        public let proof: StageProof
        /// What its partners are called, in each language.
        public let partners: [Language: String]

        public var stage: Stage { proof.stage.value }
    }

    public let lines: [Line]

    /// How many are operational: the headline (F12).
    public var operational: Int { lines.count { $0.stage.isOperational } }

    /// Reads the register as a viewer may see it.
    public init(
        for viewer: Viewer, on today: Day, limits: SilenceLimits = .usual, connection: any SQLConnection
    ) throws {
        let all = try RegisteredAgreement.all(for: viewer, on: connection)
        let records = try RecordStore.records(of: all, on: connection)
        let cities = Set(all.flatMap { $0.agreement.parties.filter { $0.side == .theirs }.compactMap(\.city) })
        var names: [Int64: (fa: String, en: String)] = [:]
        for part in Array(cities).chunked(by: 500) {
            for row in try connection.rows("SELECT id, name_fa, name_en FROM city WHERE id IN \(list: part)") {
                let english: String = try row["name_en"]
                names[try row["id"]] = (try row["name_fa"] ?? english, english)
            }
        }
        lines = all.map { registered in
            let record = records[registered.agreement.id] ?? AgreementRecord(registered.agreement)
            let partners = registered.agreement.parties.filter { $0.side == .theirs }.compactMap(\.city)
            return Line(
                registered: registered, proof: StageProof(of: record, on: today, limits: limits),
                partners: [
                    .fa: partners.compactMap { names[$0]?.fa }.joined(separator: "، "),
                    .en: partners.compactMap { names[$0]?.en }.joined(separator: ", "),
                ])
        }
    }
}

extension Array {
    /// The elements in pieces of a size, for lists in statements are limited.
    func chunked(by size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
