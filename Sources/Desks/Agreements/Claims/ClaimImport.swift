import Cities
import Foundation
import OfficeKit
import SQLStore

/// Brings a file of claims or agreements into the register: one transaction, and nothing that is already known.
///
/// Claims with sources about one pair of cities belong to one tie, whatever they say, for that they contradict each other
/// is what an officer must see. Rows of a plain list are agreements of their own: two with the same city are two, unless
/// kind and date agree.
public struct ClaimImport: Sendable {
    /// What an import did, or would do.
    public struct Outcome: Sendable {
        /// The agreements that are new, with the partner's name.
        public internal(set) var registered: [(code: String, partner: String, line: Int)] = []
        /// How many claims are new.
        public internal(set) var added = 0
        /// How many rows were known already.
        public internal(set) var known = 0
        /// How many rows are about another city of ours.
        public internal(set) var others = 0
        /// What was wrong, by line.
        public internal(set) var faults: [ClaimFile.Fault]
    }

    public let file: ClaimFile
    /// Titles for agreements that the file gives none, in a language.
    let title: @Sendable (AgreementKind, _ own: City, _ partner: City, Language) -> String

    public init(
        _ file: ClaimFile, title: @escaping @Sendable (AgreementKind, _ own: City, _ partner: City, Language) -> String
    ) {
        self.file = file
        self.title = title
    }

    /// Imports the file.
    ///
    /// - Parameters:
    ///   - city: our city.
    ///   - isStrict: whether one wrong row keeps out all.
    ///   - isTrial: whether only to tell what would happen.
    public func run(
        in office: Office, for city: City, by author: Author, on today: Day, isStrict: Bool = false,
        isTrial: Bool = false
    ) async throws -> Outcome {
        do {
            return try await office.change(by: author) { change in
                let outcome = try work(for: city, on: today, in: change)
                // Whatever a trial or a refused file did is undone with the transaction.
                if isTrial || isStrict && !outcome.faults.isEmpty { throw Undone(outcome: outcome) }
                if outcome.added == 0 { change.nothingChanged() }
                return outcome
            }
        } catch let undone as Undone {
            var outcome = undone.outcome
            if !isTrial {
                outcome.registered = []
                outcome.added = 0
            }
            return outcome
        }
    }

    private struct Undone: Error { let outcome: Outcome }

    /// The rows that belong to one agreement.
    private struct Group {
        let partner: City
        /// Nil when it is to be registered.
        let existing: RegisteredAgreement?
        var rows: [(row: ClaimFile.Row, fingerprint: String)] = []
    }

    private func work(for city: City, on today: Day, in change: Change) throws -> Outcome {
        var outcome = Outcome(faults: file.faults)
        var groups: [Group] = []
        let existing = try ClaimImport.agreements(of: city, on: change.connection)
        var places: [ClaimFile.Place: Result<City, Misplaced>] = [:]
        for row in file.rows {
            guard try isOurs(row, city: city, on: change.connection) else {
                outcome.others += 1
                continue
            }
            let found = try places[row.partner] ?? ClaimImport.find(row.partner, on: change.connection)
            places[row.partner] = found
            switch found {
            case .failure(let fault): outcome.faults.append(.init(row.line, fault.key, fault.arguments))
            case .success(let partner) where partner.id == city.id:
                outcome.faults.append(.init(row.line, "ownCity"))
            case .success(let partner):
                let print = row.content.fingerprint(own: city.id, partner: partner.id)
                let count: Int =
                    try change.connection.value(
                        "SELECT COUNT(*) FROM claim WHERE fingerprint = \(print)") ?? 0
                if count > 0 || groups.contains(where: { $0.rows.contains { $0.fingerprint == print } }) {
                    outcome.known += 1
                } else if let place = groups.firstIndex(where: { fits(row, in: $0, partner: partner) }) {
                    groups[place].rows.append((row, print))
                } else {
                    let old = existing[partner.id]?.first { fits(row, $0.agreement) }
                    groups.append(Group(partner: partner, existing: old, rows: [(row, print)]))
                }
            }
        }
        for group in groups { try keep(group, city: city, on: today, outcome: &outcome, in: change) }
        outcome.faults.sort { ($0.line, $0.key) < ($1.line, $1.key) }
        return outcome
    }

    private func fits(_ row: ClaimFile.Row, in group: Group, partner: City) -> Bool {
        guard group.partner.id == partner.id else { return false }
        if file.isSourced { return true }
        if let existing = group.existing { return fits(row, existing.agreement) }
        return group.rows.allSatisfy { other in
            let a = row.content
            let b = other.row.content
            return a.kind == b.kind && a.level == b.level && ClaimSet.agree(a.date, b.date)
                && (row.titlePersian ?? row.titleEnglish) == (other.row.titlePersian ?? other.row.titleEnglish)
        }
    }

    private func fits(_ row: ClaimFile.Row, _ agreement: Agreement) -> Bool {
        if file.isSourced { return agreement.level == .principle && agreement.parent == nil }
        let content = row.content
        return (content.kind ?? .sisterCity) == agreement.kind && content.level == agreement.level
            && ClaimSet.agree(content.date, agreement.signed)
    }

    private func keep(
        _ group: Group, city: City, on today: Day, outcome: inout Outcome, in change: Change
    ) throws {
        let claims = group.rows.map { row, _ in Claim(id: Identifier.make(at: change.at), row.content) }
        let registered: RegisteredAgreement
        if let existing = group.existing {
            registered = existing
        } else {
            do {
                registered = try Agreement.register(
                    agreement(of: group, claims: claims, city: city, at: change.at), on: today, in: change)
            } catch let problem as Problem {
                outcome.faults += group.rows.map { row, _ in
                    ClaimFile.Fault(line: row.line, problem: problem)
                }
                return
            }
            outcome.registered.append((registered.code, group.partner.nameEnglish, group.rows[0].row.line))
        }
        for (claim, print) in zip(claims, group.rows.map(\.fingerprint)) {
            let content = claim.content
            try change.connection.execute(
                """
                INSERT INTO claim (id, agreement_id, fingerprint, kind, level, status, dated, expires, note, source,
                    source_class, url, added_at)
                VALUES (\(claim.id), \(registered.agreement.id), \(print), \(content.kind.sqlValue), \(content.level),
                    \(content.status), \(content.date.sqlValue), \(content.expires.sqlValue), \(content.note.sqlValue),
                    \(content.source), \(content.sourceClass.sqlValue), \(content.url.sqlValue), \(change.at))
                """)
        }
        outcome.added += claims.count
        try change.record(
            "journal.claims.added",
            Subject(kind: Agreement.kind, id: registered.agreement.id, label: registered.code),
            secrecy: registered.agreement.secrecy,
            changes: [FieldChange("claims.field.count", .number, from: nil, to: String(claims.count))])
    }

    private func agreement(of group: Group, claims: [Claim], city: City, at moment: Moment) -> Agreement {
        let facts = ClaimSet(claims).facts
        let titled = group.rows.map(\.row).first { $0.titlePersian != nil || $0.titleEnglish != nil }
        let given = titled != nil
        return Agreement(
            id: Identifier.make(at: moment), kind: facts.kind,
            level: file.isSourced ? .principle : group.rows[0].row.content.level,
            titlePersian: given ? titled?.titlePersian : title(facts.kind, city, group.partner, .fa),
            titleEnglish: given ? titled?.titleEnglish : title(facts.kind, city, group.partner, .en),
            parties: [Party(side: .ours, city: city.id), Party(side: .theirs, city: group.partner.id)],
            signed: facts.signed, isSigned: facts.isSigned, expires: facts.expires, ended: facts.ended)
    }

    private func isOurs(_ row: ClaimFile.Row, city: City, on connection: any SQLConnection) throws -> Bool {
        guard let own = row.own else { return true }
        if let id = own.id { return id == city.id }
        guard case .found(let named) = try City.named(own.name, on: connection) else { return false }
        return named.id == city.id
    }

    private struct Misplaced: Error {
        let key: String
        let arguments: [String: String]
    }

    /// The number counts where there is one, for it cannot be ambiguous; else the name and country.
    private static func find(
        _ place: ClaimFile.Place, on connection: any SQLConnection
    ) throws -> Result<City, Misplaced> {
        if let id = place.id {
            if let city = try City.find(id, on: connection) { return .success(city) }
            return .failure(Misplaced(key: "unknownCityNumber", arguments: ["value": String(id)]))
        }
        switch try City.named(place.name, country: place.country, on: connection) {
        case .found(let city): return .success(city)
        case .unknown:
            let named = [place.name, place.country].compactMap { $0 }.joined(separator: ", ")
            return .failure(Misplaced(key: "unknownCity", arguments: ["value": named]))
        case .several(let cities):
            let all = cities.prefix(4).map { "\($0.admin ?? $0.nameEnglish), \($0.country)" }.joined(separator: "; ")
            return .failure(Misplaced(key: "severalCities", arguments: ["value": place.name, "cities": all]))
        }
    }

    /// The agreements that stand under no other one, by partner city, each by code.
    private static func agreements(
        of city: City, on connection: any SQLConnection
    ) throws -> [Int64: [RegisteredAgreement]] {
        var found: [Int64: [RegisteredAgreement]] = [:]
        for one in try RegisteredAgreement.all(for: .machine, on: connection) where one.agreement.parent == nil {
            for party in one.agreement.parties where party.side == .theirs {
                if let partner = party.city { found[partner, default: []].append(one) }
            }
        }
        return found
    }
}

extension ClaimFile.Fault {
    /// What the register says against an agreement, in the line that asks for it.
    init(line: Int, problem: Problem) {
        self.init(line: line, key: problem.key, arguments: problem.arguments)
    }

    private init(line: Int, key: String, arguments: [String: String]) {
        self.line = line
        self.key = key
        self.arguments = arguments
    }
}
