import Cities
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
        var limits = SilenceLimits.usual
        /// By code.
        var lines: [RegisterLine] = []
        /// Where each agreement's line is.
        var places: [String: Int] = [:]
        /// As they are now.
        var registers: [Sight: Register] = [:]
        /// As they were before the last changes.
        var former: [Sight: Register] = [:]
    }

    /// What of the register is seen: viewers of one sight share one register.
    private struct Sight: Hashable {
        let secrecies: [Secrecy]
        /// The agreements for which the account is named, whatever their secrecy.
        let named: Set<String>
    }

    /// From how many changed agreements on everything is read at once.
    private static let mostChanged = 1000
    /// Of how many sights registers are kept.
    private static let mostSights = 16

    private let kept = Mutex(Kept())
    private let visits: any VisitRecord

    public init(visits: any VisitRecord = NoVisits()) { self.visits = visits }

    /// The register as a viewer may see it, in the state of the connection's snapshot or a later one.
    public func register(for viewer: Viewer, on today: Day, connection: any SQLConnection) throws -> Register {
        let sight = try RegisterKeeper.sight(of: viewer, on: connection)
        return try kept.withLock { kept in
            try refresh(&kept, on: today, connection: connection)
            if let register = kept.registers[sight] { return register }
            let lines = kept.lines.filter { line in
                let agreement = line.registered.agreement
                return viewer.sees(agreement.secrecy, named: sight.named.contains(agreement.id))
            }
            let register = Register(
                lines, on: today, limits: kept.limits, after: kept.former.removeValue(forKey: sight))
            if kept.registers.count >= RegisterKeeper.mostSights { kept.registers = [:] }
            kept.registers[sight] = register
            return register
        }
    }

    private static func sight(of viewer: Viewer, on connection: any SQLConnection) throws -> Sight {
        let secrecies = Secrecy.allCases.filter { viewer.sees($0) }
        guard secrecies.count < Secrecy.allCases.count, let account = viewer.account else {
            return Sight(secrecies: secrecies, named: [])
        }
        let named = try connection.rows(
            """
            SELECT subject_id FROM secrecy_exception WHERE kind = \(Agreement.kind) AND account_id = \(account)
            """
        ).map { row -> String in try row[0] }
        return Sight(secrecies: secrecies, named: Set(named))
    }

    private func refresh(_ kept: inout Kept, on today: Day, connection: any SQLConnection) throws {
        let head = try Journal.head(on: connection)
        guard kept.day == today, kept.head >= 0 else { return try reload(&kept, head, today, connection) }
        guard head > kept.head else { return }
        guard let touched = try RegisterKeeper.agreements(touchedSince: kept.head, kept: kept, on: connection) else {
            return try reload(&kept, head, today, connection)
        }
        if !touched.isEmpty {
            let found = try RegisteredAgreement.some(ids: touched, on: connection)
            let lines = try Register.lines(
                of: found, records: try RecordStore.records(of: found, on: connection), on: today,
                limits: kept.limits, visits: visits, connection: connection)
            RegisterKeeper.replace(lines, in: &kept)
        }
        kept.head = head
    }

    /// Puts lines in the place of those that were computed before.
    private static func replace(_ lines: [RegisterLine], in kept: inout Kept) {
        var isReordered = false
        for line in lines {
            let id = line.registered.agreement.id
            if let place = kept.places[id] {
                kept.lines[place] = line
            } else {
                // The newest has the highest code, so that it mostly stands last already.
                if let last = kept.lines.last, !isBefore(last, line) { isReordered = true }
                kept.places[id] = kept.lines.count
                kept.lines.append(line)
            }
        }
        if isReordered {
            kept.lines.sort(by: isBefore)
            kept.places = places(of: kept.lines)
        }
        kept.former.merge(kept.registers) { _, new in new }
        if kept.former.count > mostSights { kept.former = kept.registers }
        kept.registers = [:]
    }

    /// The agreements that entries since then are about, with all above them; nil when everything is to be read anew.
    private static func agreements(
        touchedSince head: Int64, kept: Kept, on connection: any SQLConnection
    ) throws -> Set<String>? {
        var touched: Set<String> = []
        var cities: Set<Int64> = []
        var posts: Set<String> = []
        for row in try connection.rows(
            "SELECT DISTINCT kind, subject_id, parent_kind, parent_id FROM journal WHERE number > \(head)")
        {
            let kind: String = try row["kind"]
            let parentKind: String? = try row["parent_kind"]
            if kind == Agreement.kind {
                touched.insert(try row["subject_id"])
            } else if parentKind == Agreement.kind, let parent: String = try row["parent_id"] {
                touched.insert(parent)
            } else if kind == City.kind, let city = Int64(try row["subject_id"] as String) {
                cities.insert(city)
            } else if kind == Post.recordKind {
                posts.insert(try row["subject_id"])
            } else if !RegisterKeeper.indifferent.contains(kind) {
                return nil
            }
        }
        // The name of a city is told by the lines of its agreements.
        for part in Array(cities).chunked(by: 500) {
            for row in try connection.rows("SELECT agreement_id FROM agreement_party WHERE city_id IN \(list: part)") {
                touched.insert(try row[0])
            }
        }
        // Who comes into a post or leaves one is whom open work waits for.
        if !posts.isEmpty {
            // Of the body that a post has left, only its journal tells.
            let moved: Int? = try connection.value(
                """
                SELECT COUNT(*) FROM journal WHERE number > \(head) AND kind = \(Post.recordKind)
                    AND action = 'journal.post.edited' AND changes LIKE '%cities.field.body%'
                """)
            if moved != 0 { return nil }
        }
        for part in Array(posts).chunked(by: 500) {
            for row in try connection.rows(
                """
                SELECT clause.agreement_id FROM post JOIN action ON action.owner_person = post.person_id
                JOIN clause ON clause.id = action.clause_id WHERE post.id IN \(list: part)
                UNION SELECT clause.agreement_id FROM post JOIN clause_body ON clause_body.body_id = post.body_id
                JOIN clause ON clause.id = clause_body.clause_id WHERE post.id IN \(list: part)
                """)
            {
                touched.insert(try row[0])
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
        func former(_ id: String) -> String? { kept.places[id].flatMap { kept.lines[$0].registered.agreement.parent } }
        for id in Array(touched) {
            for parent in [parents[id], former(id)] {
                var next = parent
                while let parent = next, touched.insert(parent).inserted {
                    next = parents[parent] ?? former(parent)
                }
            }
        }
        return touched.count > mostChanged ? nil : touched
    }

    /// Kinds of records of which no line of the register tells.
    private static let indifferent: Set<String> = [
        "account", "attachment", "body", "country", "person", "search", "session", "token",
    ]

    private func reload(
        _ kept: inout Kept, _ head: Int64, _ today: Day, _ connection: any SQLConnection
    ) throws {
        let register = try Register(for: .machine, on: today, visits: visits, connection: connection)
        kept = Kept(
            head: head, day: today, limits: register.limits, lines: register.lines,
            places: RegisterKeeper.places(of: register.lines))
    }

    private static func places(of lines: [RegisterLine]) -> [String: Int] {
        Dictionary(
            lines.enumerated().map { ($0.element.registered.agreement.id, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Codes beyond 9999 are longer: by length first they sort as numbers.
    private static func isBefore(_ left: RegisterLine, _ right: RegisterLine) -> Bool {
        let codes = (left.registered.code, right.registered.code)
        return (codes.0.utf8.count, codes.0) < (codes.1.utf8.count, codes.1)
    }
}

extension RegisteredAgreement {
    /// The agreements of these ids with their parties, whoever may see them.
    static func some(ids: Set<String>, on connection: any SQLConnection) throws -> [RegisteredAgreement] {
        var all: [RegisteredAgreement] = []
        for part in Array(ids).chunked(by: 500) {
            var parties: [String: [Party]] = [:]
            for row in try connection.rows(
                """
                SELECT agreement_id, side, city_id, body_id FROM agreement_party
                WHERE agreement_id IN \(list: part) ORDER BY agreement_id, place
                """)
            {
                parties[try row["agreement_id"], default: []].append(
                    Party(side: try row["side"], city: try row["city_id"], body: try row["body_id"]))
            }
            all += try connection.rows(
                "SELECT \(fragment: columns) FROM agreement WHERE id IN \(list: part)", as: RegisteredAgreement.self
            ).map { found in
                var found = found
                found.agreement.parties = parties[found.agreement.id] ?? []
                return found
            }
        }
        return all
    }
}
