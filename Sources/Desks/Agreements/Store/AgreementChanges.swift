import OfficeKit
import SQLStore

extension RegisteredAgreement {
    /// What the journal and attachments call it.
    public var subject: Subject { Subject(kind: Agreement.kind, id: agreement.id, label: code) }

    /// Changes what the register knows of it.
    ///
    /// - Parameters:
    ///   - changed: the agreement as it is to be; its id does not change.
    ///   - today: the day in the office's time zone.
    /// - Returns: it with the change.
    /// - Throws: the first ``Problem`` of ``Agreement/problems(on:)``, of its parent or of its level.
    @discardableResult
    public func edit(to changed: Agreement, on today: Day, in change: Change) throws -> RegisteredAgreement {
        let connection = change.connection
        if let problem = changed.problems(on: today).first { throw problem }
        try checkPlace(of: changed, on: connection)
        let before = agreement
        if changed.isSigned, !before.isSigned { try TwinCheck.allowSigning(self, on: today, in: change) }
        guard before != changed else {
            change.nothingChanged()
            return self
        }
        try connection.execute(
            """
            UPDATE agreement SET kind = \(changed.kind), level = \(changed.level), parent_id = \(changed.parent.sqlValue),
                title_fa = \(changed.titlePersian.sqlValue), title_en = \(changed.titleEnglish.sqlValue),
                languages = \(changed.languages.joined(separator: " ")), signed = \(changed.signed.sqlValue),
                is_signed = \(changed.isSigned), expires = \(changed.expires.sqlValue),
                ended = \(changed.ended.sqlValue), secrecy = \(changed.secrecy)
            WHERE id = \(before.id)
            """)
        if before.parties != changed.parties {
            try connection.execute("DELETE FROM agreement_party WHERE agreement_id = \(before.id)")
            try changed.insertParties(on: connection)
        }
        if before.signatories != changed.signatories {
            try connection.execute("DELETE FROM agreement_signatory WHERE agreement_id = \(before.id)")
            try changed.insertSignatories(on: connection)
        }
        var edited = self
        edited.agreement = changed
        // The stricter of the two: an entry must not tell what the record hides, nor what it hid.
        let secrecy = Secrecy.stricter(before.secrecy, changed.secrecy)
        try change.record(
            "journal.agreement.changed", subject, secrecy: secrecy,
            changes: try changed.changes(from: before, on: connection))
        try edited.index(in: change)
        return edited
    }

    /// Whether it may stand where it is put: under its parent, with its level, above what stands under it.
    private func checkPlace(of changed: Agreement, on connection: any SQLConnection) throws {
        let children = try connection.rows("SELECT level FROM agreement WHERE parent_id = \(agreement.id)").map {
            row -> InstrumentLevel in try row["level"]
        }
        var parentLevel: InstrumentLevel?
        if let parent = changed.parent {
            try changed.checkParent(parent, on: connection)
            parentLevel = try connection.value("SELECT level FROM agreement WHERE id = \(parent)")
        }
        if let problem = changed.level.problem(under: parentLevel, above: children) { throw problem }
    }
}

extension Secrecy {
    /// The one that fewer people may see.
    static func stricter(_ left: Secrecy, _ right: Secrecy) -> Secrecy {
        let order = Secrecy.allCases
        return (order.firstIndex(of: left) ?? 0) >= (order.firstIndex(of: right) ?? 0) ? left : right
    }
}

extension Agreement {
    func insertParties(on connection: any SQLConnection) throws {
        try connection.bulkInsert(
            into: "agreement_party", columns: ["agreement_id", "place", "side", "city_id", "body_id"],
            rows: parties.enumerated().map { place, party in
                [
                    .text(id), .integer(Int64(place)), .text(party.side.rawValue), party.city.sqlValue,
                    party.body.sqlValue,
                ]
            })
    }

    func insertSignatories(on connection: any SQLConnection) throws {
        try connection.bulkInsert(
            into: "agreement_signatory", columns: ["agreement_id", "place", "side", "person_id", "name", "post"],
            rows: signatories.enumerated().map { place, signatory in
                [
                    .text(id), .integer(Int64(place)), .text(signatory.side.rawValue), signatory.person.sqlValue,
                    .text(signatory.name), signatory.post.sqlValue,
                ]
            })
    }

    /// The fields that differ from what was known, for the journal.
    func changes(from before: Agreement?, on connection: any SQLConnection) throws -> [FieldChange] {
        func names(_ agreement: Agreement?) throws -> String? {
            guard let agreement else { return nil }
            let names = try agreement.parties.filter { $0.side == .theirs }.map { party -> String in
                if let body = party.body {
                    return try connection.value("SELECT COALESCE(name_fa, name_en) FROM body WHERE id = \(body)") ?? ""
                }
                let city = party.city ?? 0
                return try connection.value("SELECT COALESCE(name_fa, name_en) FROM city WHERE id = \(city)") ?? ""
            }
            return names.isEmpty ? nil : names.joined(separator: "، ")
        }
        func signatures(_ agreement: Agreement?) -> String? {
            let lines =
                agreement?.signatories.map { [$0.name, $0.post].compactMap { $0 }.joined(separator: "، ") } ?? []
            return lines.isEmpty ? nil : lines.joined(separator: "؛ ")
        }
        func code(_ parent: String?) throws -> String? {
            try parent.flatMap { try connection.value("SELECT code FROM agreement WHERE id = \($0)") }
        }
        func languages(_ agreement: Agreement?) -> String? {
            agreement.flatMap { $0.languages.isEmpty ? nil : $0.languages.joined(separator: " ") }
        }
        func yesNo(_ flag: Bool?) -> String? { flag.map { $0 ? "common.yes" : "common.no" } }
        return FieldChange.differences(
            FieldChange("register.field.titlePersian", from: before?.titlePersian, to: titlePersian),
            FieldChange("register.field.titleEnglish", from: before?.titleEnglish, to: titleEnglish),
            FieldChange("register.field.kind", .key, from: before?.kind.key, to: kind.key),
            FieldChange("register.field.level", .key, from: before?.level.key, to: level.key),
            FieldChange(
                "register.field.parent", from: try code(before?.parent), to: try code(parent),
                naming: .agreements([before?.parent, parent])),
            FieldChange(
                "register.field.parties", from: try names(before), to: try names(self),
                naming: .bodies(((before?.parties ?? []) + parties).map(\.body))),
            FieldChange("register.field.signatories", from: signatures(before), to: signatures(self)),
            FieldChange("register.field.languages", from: languages(before), to: languages(self)),
            FieldChange("register.field.isSigned", .key, from: yesNo(before?.isSigned), to: yesNo(isSigned)),
            FieldChange("register.field.signed", .day, from: before?.signed?.iso, to: signed?.iso),
            FieldChange("register.field.expires", .day, from: before?.expires?.iso, to: expires?.iso),
            FieldChange("register.field.ended", .day, from: before?.ended?.iso, to: ended?.iso),
            FieldChange(
                "common.confidentiality", .key, from: before.map { "confidentiality.\($0.secrecy.rawValue)" },
                to: "confidentiality.\(secrecy.rawValue)"))
    }
}
