import OfficeKit
import SQLStore

/// Writes made-up ties into the tables, many at once.
struct SampleWriter {
    let change: Change

    func write(_ ties: [SampleTie]) throws {
        try writeAgreements(ties)
        try writeClauses(ties)
        try writeWork(ties)
        try writeClaims(ties)
        try change.index(new: ties.flatMap(entries))
    }

    /// What each record is found by.
    private func entries(of tie: SampleTie) -> [SearchEntry] {
        let clauses = Dictionary(
            tie.clauses.map { ($0.id, RegisteredClause(agreement: tie.registered, clause: $0)) },
            uniquingKeysWith: { first, _ in first })
        return [tie.registered.searchEntry(words: tie.partner.names)]
            + tie.clauses.compactMap { clauses[$0.id]?.searchEntry }
            + tie.actions.compactMap { action in clauses[action.clause].map { action.searchEntry(under: $0) } }
            + tie.evidence.compactMap { item in clauses[item.clause].map { item.searchEntry(under: $0) } }
    }

    private func insert(_ table: String, _ columns: [String], _ rows: some Sequence<[SQLValue]>) throws {
        try change.connection.bulkInsert(into: table, columns: columns, rows: rows)
    }

    private func writeAgreements(_ ties: [SampleTie]) throws {
        try insert(
            "agreement",
            [
                "id", "code", "kind", "level", "parent_id", "title_fa", "title_en", "languages", "signed", "is_signed",
                "expires", "ended", "secrecy", "created_at",
            ],
            ties.lazy.map { tie in
                let agreement = tie.registered.agreement
                return [
                    .text(agreement.id), .text(tie.registered.code), agreement.kind.sqlValue, agreement.level.sqlValue,
                    agreement.parent.sqlValue, agreement.titlePersian.sqlValue, agreement.titleEnglish.sqlValue,
                    .text(agreement.languages.joined(separator: " ")), agreement.signed.sqlValue,
                    agreement.isSigned.sqlValue, agreement.expires.sqlValue, agreement.ended.sqlValue,
                    agreement.secrecy.sqlValue, change.at.sqlValue,
                ]
            })
        try insert(
            "agreement_party", ["agreement_id", "place", "side", "city_id", "body_id"],
            ties.lazy.map(\.registered.agreement).flatMap { agreement in
                agreement.parties.enumerated().map { place, party in
                    [
                        .text(agreement.id), place.sqlValue, party.side.sqlValue, party.city.sqlValue,
                        party.body.sqlValue,
                    ]
                }
            })
    }

    private func writeClauses(_ ties: [SampleTie]) throws {
        try insert(
            "clause", ["id", "agreement_id", "number", "text_fa", "text_en", "sector", "withdrawn"],
            ties.lazy.flatMap { tie in
                tie.clauses.map { clause in
                    [
                        .text(clause.id), .text(tie.registered.agreement.id), clause.number.sqlValue,
                        clause.texts[.fa].sqlValue, clause.texts[.en].sqlValue, clause.sector.sqlValue,
                        clause.withdrawn.sqlValue,
                    ]
                }
            })
        try insert(
            "clause_body", ["clause_id", "side", "body_id"],
            ties.lazy.flatMap(\.clauses).flatMap { clause in
                clause.ourBodies.map { [.text(clause.id), Side.ours.sqlValue, .text($0)] }
                    + clause.theirBodies.map { [.text(clause.id), Side.theirs.sqlValue, .text($0)] }
            })
    }

    private func writeWork(_ ties: [SampleTie]) throws {
        try insert(
            "action", ["id", "clause_id", "title", "due", "owner_body", "owner_person", "closed", "cancelled"],
            ties.lazy.flatMap(\.actions).map { action in
                [
                    .text(action.id), .text(action.clause), .text(action.title), action.due.sqlValue,
                    action.ownerBody.sqlValue, action.ownerPerson.sqlValue, action.closed.sqlValue,
                    action.cancelled.sqlValue,
                ]
            })
        try insert(
            "evidence",
            [
                "id", "clause_id", "action_id", "title", "link", "submitted_by", "submitted_on", "dated", "state",
                "decided_by", "decided_on", "reason",
            ],
            ties.lazy.flatMap(\.evidence).map { item in
                let decision = SampleWriter.decision(of: item)
                return [
                    .text(item.id), .text(item.clause), item.action.sqlValue, .text(item.title),
                    .text("https://example.org/sample"), .text(item.submittedBy), item.submittedOn.sqlValue,
                    item.dated.sqlValue, .text(item.state.name.rawValue), decision.by.sqlValue, decision.on.sqlValue,
                    decision.reason.sqlValue,
                ]
            })
    }

    private static func decision(of item: Evidence) -> (by: String?, on: Day?, reason: String?) {
        switch item.state {
        case .submitted: (nil, nil, nil)
        case .accepted(let by, let on), .withdrawn(let by, let on): (by, on, nil)
        case .returned(let by, let on, let reason): (by, on, reason)
        }
    }

    private func writeClaims(_ ties: [SampleTie]) throws {
        let claimed = ties.filter { !$0.claims.isEmpty }
        try insert(
            "claim",
            [
                "id", "agreement_id", "fingerprint", "kind", "level", "status", "dated", "expires", "note", "source",
                "source_class", "url", "added_at",
            ],
            claimed.lazy.flatMap { tie in
                tie.claims.map { claim in
                    let content = claim.content
                    let agreement = tie.registered.agreement
                    let cities = agreement.parties.compactMap(\.city)
                    return [
                        .text(claim.id), .text(agreement.id),
                        .text(content.fingerprint(own: cities.first ?? 0, partner: cities.last ?? 0)),
                        content.kind.sqlValue, content.level.sqlValue, content.status.sqlValue, content.date.sqlValue,
                        content.expires.sqlValue, content.note.sqlValue, .text(content.source),
                        content.sourceClass.sqlValue, content.url.sqlValue, change.at.sqlValue,
                    ]
                }
            })
        try insert(
            "claim_settlement",
            ["id", "agreement_id", "topic", "claim_id", "weighed", "reason", "settled_by", "settled_at"],
            claimed.compactMap { tie in
                tie.settled.map { standing in
                    [
                        .text(Identifier.make(at: change.at)), .text(tie.registered.agreement.id),
                        ClaimSet.Topic.date.sqlValue, .text(standing.id),
                        .text(tie.claims.map(\.id).joined(separator: " ")), .text(SampleWording.note),
                        .text(change.author.name), change.at.sqlValue,
                    ]
                }
            })
    }
}
