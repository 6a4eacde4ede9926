import OfficeKit
import SQLStore

extension RegisteredAgreement {
    /// Puts the agreement and all that lies under its clauses into the search.
    func index(in change: Change) throws {
        for entry in try searchEntries(on: change.connection) { try change.index(entry) }
    }

    /// Puts all agreements into the search, which was emptied.
    static func reindex(in change: Change) throws {
        let connection = change.connection
        let codes = try connection.rows("SELECT code FROM agreement ORDER BY id").map { row -> String in try row[0] }
        // In portions, so that never all texts of the office are in memory.
        for portion in codes.chunked(by: 200) {
            let entries = try portion.flatMap { code in
                try RegisteredAgreement.find(code: code, for: .machine, on: connection)?
                    .searchEntries(on: connection) ?? []
            }
            try change.index(new: entries)
        }
    }

    private func searchEntries(on connection: any SQLConnection) throws -> [SearchEntry] {
        var words: [String] = []
        // Bodies are left out: who may see the agreement may not see every body, and a body may become secret later.
        for city in agreement.parties.compactMap(\.city) {
            words += try connection.names("SELECT name_fa, name_en, name_local FROM city WHERE id = \(city)")
        }
        words += agreement.signatories.flatMap { [$0.name, $0.post].compactMap { $0 } }
        var entries = [searchEntry(words: words)]
        let actions = Dictionary(grouping: try Action.all(of: agreement.id, on: connection), by: \.clause)
        let evidence = Dictionary(grouping: try Evidence.all(of: agreement.id, on: connection), by: \.evidence.clause)
        for clause in try Clause.all(of: agreement.id, on: connection) {
            let registered = RegisteredClause(agreement: self, clause: clause)
            entries.append(registered.searchEntry)
            entries += (actions[clause.id] ?? []).map { $0.searchEntry(under: registered) }
            entries += (evidence[clause.id] ?? []).map { $0.evidence.searchEntry(under: registered) }
        }
        return entries
    }

    /// - Parameter words: the names of its parties and signatories.
    func searchEntry(words: [String]) -> SearchEntry {
        SearchEntry(
            kind: Agreement.kind, id: agreement.id, secrecy: agreement.secrecy, href: href,
            titlePersian: agreement.titlePersian, titleEnglish: agreement.titleEnglish, code: code,
            text: words.joined(separator: " · "))
    }
}

extension RegisteredClause {
    /// Puts the clause into the search.
    func index(in change: Change) throws { try change.index(searchEntry) }

    var searchEntry: SearchEntry {
        SearchEntry(
            kind: RegisteredClause.kind, id: clause.id, secrecy: agreement.agreement.secrecy, under: agreement.subject,
            href: href, titlePersian: title(in: .fa), titleEnglish: title(in: .en), code: subject.label,
            text: [clause.texts[.fa], clause.texts[.en]].compactMap { $0 }.joined(separator: "\n"))
    }

    private func title(in language: Language) -> String {
        let of = agreement.agreement.title(in: language) ?? agreement.code
        return Numerals.inDigits("\(clause.number)", of: language) + " · " + of
    }
}

extension Action {
    func index(under clause: RegisteredClause, in change: Change) throws {
        try change.index(searchEntry(under: clause))
    }

    func searchEntry(under clause: RegisteredClause) -> SearchEntry {
        SearchEntry(
            kind: Action.kind, id: id, secrecy: clause.agreement.agreement.secrecy, under: clause.agreement.subject,
            href: clause.href, titlePersian: title, titleEnglish: title, code: nil, text: clause.subject.label)
    }
}

extension Evidence {
    func index(under clause: RegisteredClause, in change: Change) throws {
        try change.index(searchEntry(under: clause))
    }

    func searchEntry(under clause: RegisteredClause) -> SearchEntry {
        SearchEntry(
            kind: Evidence.kind, id: id, secrecy: clause.agreement.agreement.secrecy, under: clause.agreement.subject,
            href: href(in: clause.agreement), titlePersian: title, titleEnglish: title, code: nil,
            text: clause.subject.label)
    }
}

extension SQLConnection {
    /// The texts of the first row that are there.
    fileprivate func names(_ sql: SQL) throws -> [String] {
        guard let row = try first(sql) else { return [] }
        return try row.values.indices.compactMap { try row[$0] as String? }
    }
}
