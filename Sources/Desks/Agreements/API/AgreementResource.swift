import OfficeKit
import PersianText
import SQLStore

extension AgreementsAPI {
    /// Which agreements are listed.
    struct AgreementFilter: APIShape {
        static let notes: [String: FieldNote] = PageWish.notes.merging(
            [
                "stage": FieldNote(
                    "One stage, or `operational` for those of which work is proven.",
                    choices: ["operational"] + Stage.allCases.map(\.name)),
                "q": FieldNote("Words of the code, the titles or the partners' names, in any script.", most: 200),
                "sleeping": FieldNote("Those of which no work is proven, or the others."),
            ]
        ) { $1 }

        let stage: String?
        let kind: AgreementKind?
        let level: InstrumentLevel?
        let sleeping: Bool?
        let q: String?
        let page: Int?
        let limit: Int?

        func takes(_ line: RegisterLine) -> Bool {
            let agreement = line.registered.agreement
            if let stage, stage == "operational" ? !line.stage.isOperational : line.stage.name != stage { return false }
            if let kind, agreement.kind != kind { return false }
            if let level, agreement.level != level { return false }
            if let sleeping, line.isSleeping != sleeping { return false }
            return true
        }
    }

    var agreements: [Route] {
        [
            API.get(
                "/agreements", for: .read, "Lists agreements by code", asks: AgreementFilter.self,
                gives: Listed<AgreementView>.self
            ) { filter, visit in
                let wish = PageWish(page: filter.page, limit: filter.limit)
                return try await visit.read { connection in
                    let typed = filter.q.flatMap(SearchQuery.init(parsing:))
                    let found = try register(of: visit, on: connection).lines.filter { line in
                        filter.takes(line) && typed.map { line.matches($0) } ?? true
                    }
                    let views = try AgreementView.views(of: Array(wish.part(of: found)), visit: visit, on: connection)
                    return Listed(views, of: found.count, at: wish, visit: visit)
                }
            },
            API.create(
                "/agreements", for: .editAgreements, "Registers an agreement", takes: AgreementInput.self,
                gives: AgreementView.self
            ) { input, visit, change in
                let agreement = try input.agreement(
                    id: Identifier.make(at: change.at), replacing: nil, visit: visit, on: change.connection)
                return try Agreement.register(agreement, on: visit.today, in: change).code
            } show: { code, visit, connection in
                try AgreementView.load(code, visit: visit, on: connection)
            },
            API.get("/agreements/:code", for: .read, "Tells an agreement", gives: AgreementView.self) { visit in
                try await visit.read { try AgreementView.load(visit.part("code"), visit: visit, on: $0) }
            },
            API.replace(
                "/agreements/:code", for: .editAgreements, "Replaces what the register knows of an agreement",
                takes: AgreementInput.self, gives: AgreementView.self
            ) { input, visit, change in
                let registered = try Self.agreement(of: visit, on: change.connection)
                let before = registered.agreement
                let changed = try input.agreement(
                    id: before.id, replacing: before, visit: visit, on: change.connection)
                try registered.edit(to: changed, on: visit.today, in: change)
            } show: { visit, connection in
                try AgreementView.load(visit.part("code"), visit: visit, on: connection)
            },
            API.get("/agreements/:code/proof", for: .read, "Tells what the stage stands on", gives: ProofView.self) {
                visit in try await visit.read { try ProofView.load(visit, on: $0) }
            },
            API.get(
                "/agreements/:code/history", for: .readJournal, "Tells who changed what of an agreement",
                asks: HistoryView.Filter.self, gives: HistoryView.self
            ) { filter, visit in
                try await visit.read { connection in
                    let id = try Self.agreement(of: visit, on: connection).agreement.id
                    let entries = try Journal.history(
                        of: (Agreement.kind, id), for: visit.viewer, limit: filter.limit ?? 200, on: connection)
                    return HistoryView(entries, in: visit.text)
                }
            },
        ]
    }
}
