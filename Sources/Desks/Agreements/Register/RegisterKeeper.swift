import OfficeKit
import SQLStore
import Synchronization

/// Keeps the computed register in memory and follows the journal, so that a change costs what it touches and not what
/// the office holds.
///
/// What is kept is never older than the reader's own snapshot: each reading looks at the number of the journal's last
/// entry, whatever process wrote it, and computes the agreements anew that the entries since are about, with those
/// above them. A new day judges everything anew, for stages fall by silence and by the end of a term.
public final class RegisterKeeper: Sendable {
    private struct Kept {
        var head: Int64 = -1
        var day: Day?
        var lines: [String: RegisterLine] = [:]
        var order: [String] = []
    }

    /// From how many changed agreements on everything is read at once.
    private static let most = 64

    private let kept = Mutex(Kept())

    public init() {}

    /// The register as a viewer may see it, in the state of the connection's snapshot or a later one.
    public func register(for viewer: Viewer, on today: Day, connection: any SQLConnection) throws -> Register {
        let lines = try kept.withLock { kept in
            try RegisterKeeper.refresh(&kept, on: today, connection: connection)
            return kept.order.compactMap { kept.lines[$0] }
        }
        let seen = viewer.sees(table: "agreement", kind: Agreement.kind)
        if seen == "1 = 1" { return Register(lines) }
        let visible = Set(
            try connection.rows("SELECT id FROM agreement WHERE \(fragment: seen)").map { row -> String in
                try row["id"]
            })
        return Register(lines.filter { visible.contains($0.registered.agreement.id) })
    }

    private static func refresh(_ kept: inout Kept, on today: Day, connection: any SQLConnection) throws {
        let head = try Journal.head(on: connection)
        guard kept.day == today, kept.head >= 0 else { return try reload(&kept, head, today, connection) }
        guard head > kept.head else { return }
        guard let touched = try agreements(touchedSince: kept.head, kept: kept, on: connection) else {
            return try reload(&kept, head, today, connection)
        }
        if !touched.isEmpty {
            let found = try RegisteredAgreement.some(ids: touched, on: connection)
            var records: [String: AgreementRecord] = [:]
            for one in found { records[one.agreement.id] = try RecordStore.record(of: one, on: connection) }
            let lines = try Register.lines(
                of: found, records: records, on: today, limits: try SilenceLimits.load(on: connection),
                connection: connection)
            var isReordered = false
            for line in lines {
                let id = line.registered.agreement.id
                if kept.lines.updateValue(line, forKey: id) == nil { isReordered = true }
            }
            if isReordered { sort(&kept) }
        }
        kept.head = head
    }

    /// The agreements that entries since then are about, with all above them; nil when everything is to be read anew.
    private static func agreements(
        touchedSince head: Int64, kept: Kept, on connection: any SQLConnection
    ) throws -> Set<String>? {
        var touched: Set<String> = []
        for row in try connection.rows(
            "SELECT DISTINCT kind, subject_id, parent_kind, parent_id FROM journal WHERE number > \(head)")
        {
            let kind: String = try row["kind"]
            let parentKind: String? = try row["parent_kind"]
            if kind == Agreement.kind {
                touched.insert(try row["subject_id"])
            } else if parentKind == Agreement.kind, let parent: String = try row["parent_id"] {
                touched.insert(parent)
            } else if !RegisterKeeper.indifferent.contains(kind) {
                return nil
            }
        }
        // A document may be new or have moved: both what it stood under and what it stands under now are touched.
        var parents: [String: String] = [:]
        for part in Array(touched).chunked(by: 500) {
            for row in try connection.rows(
                """
                WITH RECURSIVE above (id, parent_id) AS (
                    SELECT id, parent_id FROM agreement WHERE id IN \(list: part)
                    UNION SELECT agreement.id, agreement.parent_id
                    FROM agreement JOIN above ON agreement.id = above.parent_id
                )
                SELECT id, parent_id FROM above
                """)
            {
                if let parent: String = try row["parent_id"] { parents[try row["id"]] = parent }
            }
        }
        for id in Array(touched) {
            for parent in [parents[id], kept.lines[id]?.registered.agreement.parent] {
                var next = parent
                while let parent = next, touched.insert(parent).inserted {
                    next = parents[parent] ?? kept.lines[parent]?.registered.agreement.parent
                }
            }
        }
        return touched.count > most ? nil : touched
    }

    /// Kinds of records of which no line of the register tells.
    private static let indifferent: Set<String> = [
        "account", "attachment", "body", "country", "person", "post", "session", "token",
    ]

    private static func reload(
        _ kept: inout Kept, _ head: Int64, _ today: Day, _ connection: any SQLConnection
    ) throws {
        let register = try Register(for: .machine, on: today, connection: connection)
        kept.lines = Dictionary(
            register.lines.map { ($0.registered.agreement.id, $0) }, uniquingKeysWith: { first, _ in first })
        kept.order = register.lines.map(\.registered.agreement.id)
        kept.head = head
        kept.day = today
    }

    private static func sort(_ kept: inout Kept) {
        // Codes beyond 9999 are longer: by length first they sort as numbers.
        kept.order = kept.lines.values.map { ($0.registered.code, $0.registered.agreement.id) }
            .sorted { ($0.0.utf8.count, $0.0) < ($1.0.utf8.count, $1.0) }.map(\.1)
    }
}

extension RegisteredAgreement {
    /// The agreements of these ids with their parties, whoever may see them; not more than 900.
    static func some(ids: Set<String>, on connection: any SQLConnection) throws -> [RegisteredAgreement] {
        let list = Array(ids)
        var parties: [String: [Party]] = [:]
        for row in try connection.rows(
            """
            SELECT agreement_id, side, city_id, body_id FROM agreement_party
            WHERE agreement_id IN \(list: list) ORDER BY agreement_id, place
            """)
        {
            parties[try row["agreement_id"], default: []].append(
                Party(side: try row["side"], city: try row["city_id"], body: try row["body_id"]))
        }
        return try connection.rows(
            "SELECT \(fragment: columns) FROM agreement WHERE id IN \(list: list)", as: RegisteredAgreement.self
        ).map { found in
            var found = found
            found.agreement.parties = parties[found.agreement.id] ?? []
            return found
        }
    }
}
