import Cities
import OfficeKit
import PersianText
import SQLStore

/// A clause in its agreement, as pages and the API show and change it.
public struct RegisteredClause: Sendable, Hashable {
    public let agreement: RegisteredAgreement
    public var clause: Clause

    /// The record's kind in journal and search.
    public static let kind = "clause"

    /// Its place on the agreement's page.
    public var href: String { "\(agreement.href)#clause-\(clause.number)" }
    /// Where its forms are.
    public var path: String { "\(agreement.href)/clauses/\(clause.number)" }
    /// What the journal calls it.
    public var subject: Subject {
        Subject(kind: RegisteredClause.kind, id: clause.id, label: "\(agreement.code)/\(clause.number)")
    }
}

extension Clause {
    /// The clauses of one agreement with their texts and bodies, by number; those withdrawn too.
    public static func all(of agreement: String, on connection: any SQLConnection) throws -> [Clause] {
        var bodies: [String: [(side: Side, body: String)]] = [:]
        try connection.forEachRow(
            """
            SELECT clause_id, side, body_id FROM clause_body JOIN clause ON clause.id = clause_body.clause_id
            WHERE clause.agreement_id = \(agreement) ORDER BY clause_id, body_id
            """
        ) { row in bodies[try row[0], default: []].append((try row[1], try row[2])) }
        return try connection.rows(
            """
            SELECT id, number, text_fa, text_en, sector, withdrawn FROM clause
            WHERE agreement_id = \(agreement) ORDER BY number
            """
        ).map { row in
            let id: String = try row["id"]
            var texts: [Language: String] = [:]
            texts[.fa] = try row["text_fa"]
            texts[.en] = try row["text_en"]
            let mine = bodies[id] ?? []
            return Clause(
                id: id, number: try row["number"], texts: texts, sector: try row["sector"],
                ourBodies: mine.filter { $0.side == .ours }.map(\.body),
                theirBodies: mine.filter { $0.side == .theirs }.map(\.body), withdrawn: try row["withdrawn"])
        }
    }

    /// The number that the next clause of an agreement gets unless another is chosen.
    public static func nextNumber(in agreement: String, on connection: any SQLConnection) throws -> Int {
        (try connection.value("SELECT MAX(number) FROM clause WHERE agreement_id = \(agreement)") ?? 0) + 1
    }

    /// The texts as they are stored: cleaned, and none for an empty one.
    func cleaned() -> Clause {
        var clause = self
        for language in Language.allCases {
            let text = PersianText.clean(texts[language] ?? "", persianLetters: language == .fa, isSingleLine: false)
            clause.texts[language] = text.isEmpty ? nil : text
        }
        return clause
    }
}

extension RegisteredClause {
    /// The clause of a number; nil when there is none.
    public static func find(
        _ number: Int, in agreement: RegisteredAgreement, on connection: any SQLConnection
    ) throws -> RegisteredClause? {
        try Clause.all(of: agreement.agreement.id, on: connection).first { $0.number == number }
            .map { RegisteredClause(agreement: agreement, clause: $0) }
    }

    /// Adds a clause to an agreement.
    ///
    /// - Throws: the first ``Problem`` of ``Clause/problems(besides:sectors:)``.
    @discardableResult
    public static func add(
        _ clause: Clause, to agreement: RegisteredAgreement, in change: Change
    ) throws -> RegisteredClause {
        let clause = clause.cleaned()
        let registered = RegisteredClause(agreement: agreement, clause: clause)
        try registered.check(on: change.connection)
        try change.connection.execute(
            """
            INSERT INTO clause (id, agreement_id, number, text_fa, text_en, sector, withdrawn)
            VALUES (\(clause.id), \(agreement.agreement.id), \(clause.number), \(clause.texts[.fa].sqlValue),
                \(clause.texts[.en].sqlValue), \(clause.sector.sqlValue), \(clause.withdrawn.sqlValue))
            """)
        try registered.insertBodies(on: change.connection)
        try change.record(
            "journal.clause.added", registered.subject, under: agreement.subject, secrecy: agreement.agreement.secrecy,
            changes: try clause.changes(from: nil, on: change.connection))
        try registered.index(in: change)
        return registered
    }

    /// Changes a clause; taking it back or putting it in force again is a change of ``Clause/withdrawn``.
    ///
    /// - Throws: the first ``Problem`` of ``Clause/problems(besides:sectors:)``.
    @discardableResult
    public func edit(to changed: Clause, in change: Change) throws -> RegisteredClause {
        let changed = changed.cleaned()
        var edited = self
        edited.clause = changed
        guard changed != clause else {
            change.nothingChanged()
            return self
        }
        try edited.check(on: change.connection)
        try change.connection.execute(
            """
            UPDATE clause SET number = \(changed.number), text_fa = \(changed.texts[.fa].sqlValue),
                text_en = \(changed.texts[.en].sqlValue), sector = \(changed.sector.sqlValue),
                withdrawn = \(changed.withdrawn.sqlValue)
            WHERE id = \(clause.id)
            """)
        if changed.ourBodies != clause.ourBodies || changed.theirBodies != clause.theirBodies {
            try change.connection.execute("DELETE FROM clause_body WHERE clause_id = \(clause.id)")
            try edited.insertBodies(on: change.connection)
        }
        try edited.followTwin(from: clause, in: change)
        let action =
            switch (clause.withdrawn, changed.withdrawn) {
            case (nil, .some): "journal.clause.withdrawn"
            case (.some, nil): "journal.clause.restored"
            default: "journal.clause.changed"
            }
        try change.record(
            action, edited.subject, under: agreement.subject, secrecy: agreement.agreement.secrecy,
            changes: try changed.changes(from: clause, on: change.connection))
        try edited.index(in: change)
        return edited
    }

    private func check(on connection: any SQLConnection) throws {
        let others = try connection.rows(
            "SELECT number FROM clause WHERE agreement_id = \(agreement.agreement.id) AND id <> \(clause.id)"
        ).map { row -> Int in try row["number"] }
        if let problem = clause.problems(besides: Set(others), sectors: Sector.keys).first { throw problem }
        for (field, bodies) in [("ourBodies", clause.ourBodies), ("theirBodies", clause.theirBodies)]
        where !bodies.isEmpty {
            let found: Int = try connection.value("SELECT COUNT(*) FROM body WHERE id IN \(list: bodies)") ?? 0
            guard found == Set(bodies).count else { throw Problem(field: field, key: "forms.errors.notInList") }
        }
    }

    private func insertBodies(on connection: any SQLConnection) throws {
        for (side, bodies) in [(Side.ours, clause.ourBodies), (.theirs, clause.theirBodies)] {
            for body in Set(bodies).sorted() {
                try connection.execute(
                    "INSERT INTO clause_body (clause_id, side, body_id) VALUES (\(clause.id), \(side), \(body))")
            }
        }
    }
}

extension Clause {
    /// The fields that differ from what was known, for the journal.
    fileprivate func changes(from before: Clause?, on connection: any SQLConnection) throws -> [FieldChange] {
        func names(_ bodies: [String]?) throws -> String? {
            guard let bodies, !bodies.isEmpty else { return nil }
            return try connection.rows(
                "SELECT COALESCE(name_fa, name_en) AS name FROM body WHERE id IN \(list: bodies)"
            )
            .map { row -> String in try row["name"] ?? "" }.sorted().joined(separator: "، ")
        }
        func sector(_ key: String?) -> String? { key.flatMap { Sector.find($0)?.namePersian } }
        return FieldChange.differences(
            FieldChange("clause.field.number", .number, from: before.map { String($0.number) }, to: String(number)),
            FieldChange("clause.field.textPersian", from: before?.texts[.fa], to: texts[.fa]),
            FieldChange("clause.field.textEnglish", from: before?.texts[.en], to: texts[.en]),
            FieldChange("clause.field.sector", from: sector(before?.sector), to: sector(self.sector)),
            FieldChange(
                "clause.field.ourBodies", from: try names(before?.ourBodies), to: try names(ourBodies),
                naming: .bodies((before?.ourBodies ?? []) + ourBodies)),
            FieldChange(
                "clause.field.theirBodies", from: try names(before?.theirBodies), to: try names(theirBodies),
                naming: .bodies((before?.theirBodies ?? []) + theirBodies)),
            FieldChange("clause.field.withdrawn", .day, from: before?.withdrawn?.iso, to: withdrawn?.iso))
    }
}
