import OfficeKit
import SQLStore

extension RegisteredAgreement {
    /// Puts the agreement and all that lies under its clauses into the search.
    func index(in change: Change) throws {
        let connection = change.connection
        var words: [String] = []
        // Bodies are left out: who may see the agreement may not see every body, and a body may become secret later.
        for city in agreement.parties.compactMap(\.city) {
            words += try connection.names("SELECT name_fa, name_en, name_local FROM city WHERE id = \(city)")
        }
        words += agreement.signatories.flatMap { [$0.name, $0.post].compactMap { $0 } }
        try change.index(
            SearchEntry(
                kind: Agreement.kind, id: agreement.id, secrecy: agreement.secrecy, href: href,
                titlePersian: agreement.titlePersian, titleEnglish: agreement.titleEnglish, code: code,
                text: words.joined(separator: " · ")))
        let actions = Dictionary(grouping: try Action.all(of: agreement.id, on: connection), by: \.clause)
        let evidence = Dictionary(grouping: try Evidence.all(of: agreement.id, on: connection), by: \.evidence.clause)
        for clause in try Clause.all(of: agreement.id, on: connection) {
            let registered = RegisteredClause(agreement: self, clause: clause)
            try registered.index(in: change)
            for action in actions[clause.id] ?? [] { try action.index(under: registered, in: change) }
            for item in evidence[clause.id] ?? [] { try item.evidence.index(under: registered, in: change) }
        }
    }
}

extension RegisteredClause {
    /// Puts the clause into the search.
    func index(in change: Change) throws {
        try change.index(
            SearchEntry(
                kind: RegisteredClause.kind, id: clause.id, secrecy: agreement.agreement.secrecy,
                under: agreement.subject,
                href: href,
                titlePersian: title(in: .fa), titleEnglish: title(in: .en), code: subject.label,
                text: [clause.texts[.fa], clause.texts[.en]].compactMap { $0 }.joined(separator: "\n")))
    }

    private func title(in language: Language) -> String {
        let of = agreement.agreement.title(in: language) ?? agreement.code
        return Numerals.inDigits("\(clause.number)", of: language) + " · " + of
    }
}

extension Action {
    func index(under clause: RegisteredClause, in change: Change) throws {
        try change.index(
            SearchEntry(
                kind: Action.kind, id: id, secrecy: clause.agreement.agreement.secrecy,
                under: clause.agreement.subject, href: clause.href,
                titlePersian: title, titleEnglish: title, code: nil, text: clause.subject.label))
    }
}

extension Evidence {
    func index(under clause: RegisteredClause, in change: Change) throws {
        try change.index(
            SearchEntry(
                kind: Evidence.kind, id: id, secrecy: clause.agreement.agreement.secrecy,
                under: clause.agreement.subject, href: href(in: clause.agreement), titlePersian: title,
                titleEnglish: title, code: nil,
                text: clause.subject.label))
    }
}

extension SQLConnection {
    /// The texts of the first row that are there.
    fileprivate func names(_ sql: SQL) throws -> [String] {
        guard let row = try first(sql) else { return [] }
        return try row.values.indices.compactMap { try row[$0] as String? }
    }
}
