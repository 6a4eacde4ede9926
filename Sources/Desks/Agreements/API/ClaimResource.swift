import OfficeKit
import SQLStore

/// What sources say of a tie, what contradicts in it, and what officers settled.
struct ClaimsView: APIShape {
    /// What one source says.
    struct ClaimView: APIShape {
        static let notes: [String: FieldNote] = [
            "kind": FieldNote("Left out where the source names none."),
            "date": FieldNote("When it was signed, or planned."),
        ]
        let id: String
        let kind: AgreementKind?
        let level: InstrumentLevel
        let status: Claim.Status
        let date: PartialDay?
        let expires: PartialDay?
        let note: String?
        let source: String
        let sourceClass: Claim.SourceClass?
        let url: String?
    }

    /// Claims that cannot all be right.
    struct ContradictionView: APIShape {
        static let notes: [String: FieldNote] = [
            "sentence": FieldNote("What they differ in, in words."),
            "claims": FieldNote("The ids of those that take part."),
        ]
        let topic: ClaimSet.Topic
        let sentence: String
        let isOpen: Bool
        let claims: [String]
        let settlement: SettlementView?
    }

    /// An officer's word on which claim stands.
    struct SettlementView: APIShape {
        static let notes: [String: FieldNote] = [
            "standing": FieldNote("The id of the claim that stands; left out when they are about separate documents."),
            "by": FieldNote("Who settled it, as named then."), "at": FieldNote(format: "date-time"),
        ]
        let standing: String?
        let reason: String
        let by: String
        let at: String
    }

    let claims: [ClaimView]
    let contradictions: [ContradictionView]

    init(_ set: ClaimSet, in text: Catalogue) {
        claims = set.claims.map { claim in
            let content = claim.content
            return ClaimView(
                id: claim.id, kind: content.kind, level: content.level, status: content.status, date: content.date,
                expires: content.expires, note: content.note, source: content.source,
                sourceClass: content.sourceClass, url: content.url)
        }
        contradictions = set.contradictions.map { contradiction in
            ContradictionView(
                topic: contradiction.topic, sentence: text.text(contradiction.topic.key),
                isOpen: contradiction.isOpen, claims: contradiction.claims.map(\.id),
                settlement: contradiction.settlement.map {
                    SettlementView(standing: $0.standing, reason: $0.reason, by: $0.by, at: $0.at.iso)
                })
        }
    }

    static func load(_ visit: Visit, on connection: any SQLConnection) throws -> ClaimsView {
        let agreement = try AgreementsAPI.agreement(of: visit, on: connection)
        return ClaimsView(try ClaimSet.of(agreement.agreement.id, on: connection), in: visit.text)
    }
}

/// Which claim stands, as a program sends it.
struct SettlementInput: APIInput {
    static let notes: [String: FieldNote] = [
        "standing": FieldNote(
            "The id of the claim that stands; left out when claims of different kinds are about separate documents.",
            most: 64),
        "reason": FieldNote("Why this one stands."),
    ]

    let standing: String?
    let reason: String
}

extension AgreementsAPI {
    var claims: [Route] {
        [
            API.get(
                "/agreements/:code/claims", for: .read, "Tells what sources say of a tie, and what contradicts",
                gives: ClaimsView.self
            ) { visit in try await visit.read { try ClaimsView.load(visit, on: $0) } },
            API.replace(
                "/agreements/:code/claims/:topic", for: .editAgreements,
                "Settles a contradiction between sources", takes: SettlementInput.self, gives: ClaimsView.self
            ) { input, visit, change in
                let agreement = try Self.agreement(of: visit, on: change.connection)
                guard let topic = ClaimSet.Topic(rawValue: visit.part("topic")) else { throw Refusal.notFound }
                try ClaimSet.settle(
                    topic, of: agreement, standing: input.standing, reason: input.reason, in: change)
            } show: { visit, connection in
                try ClaimsView.load(visit, on: connection)
            },
        ]
    }
}
