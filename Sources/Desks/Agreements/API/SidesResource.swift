import OfficeKit
import SQLStore

/// What both sides say of an agreement's facts.
struct SidesValue: APIShape {
    static let schemaName = "Sides"

    struct Line: APIShape {
        static let schemaName = "SidesLine"
        static let notes: [String: FieldNote] = [
            "topic": FieldNote("`signed`, `kind` or `action`."), "action": FieldNote("The action that is meant."),
            "ours": FieldNote("What our record says now: a date, a kind, or `open`, `done`, `givenUp`."),
            "standing": FieldNote(
                "`unsaid`, `agreed`, `disputed`, or `outdated`: they confirmed what it says no more."),
            "statements": FieldNote("All that was said, the latest first; nothing is ever overwritten."),
        ]
        let topic: String
        let action: String?
        let ours: String?
        let standing: String
        let statements: [Said]
    }

    struct Said: APIShape {
        static let schemaName = "Statement"
        let side: Side
        let verdict: String
        let about: String?
        let value: String?
        let comment: String?
        let by: String?
        let at: String
    }

    let items: [Line]

    static func load(_ visit: Visit, on connection: any SQLConnection) throws -> SidesValue {
        let registered = try AgreementsAPI.agreement(of: visit, on: connection)
        let agreement = registered.agreement
        let people = try PartnerAccess.names(of: agreement, on: connection)
        let sides = try BothSides.load(
            of: agreement, actions: try Action.all(of: agreement.id, on: connection), on: visit.today,
            connection: connection)
        return SidesValue(
            items: sides.lines.map { line in
                Line(
                    topic: line.topic.rawValue, action: line.action, ours: line.ours,
                    standing: line.standing.rawValue,
                    statements: line.statements.map { said in
                        Said(
                            side: said.side, verdict: said.verdict.rawValue, about: said.about, value: said.value,
                            comment: said.comment, by: said.access.flatMap { people[$0] }, at: said.at.iso)
                    })
            })
    }
}

extension AgreementsAPI {
    var sides: [Route] {
        [
            API.get(
                "/agreements/:code/sides", for: .read, "Tells what both sides say of an agreement's facts",
                gives: SidesValue.self
            ) { visit in try await visit.read { try SidesValue.load(visit, on: $0) } }
        ]
    }
}
