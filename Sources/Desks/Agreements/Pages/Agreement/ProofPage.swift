import OfficeKit
import SQLStore

/// What the stage stands on: each rule with what fulfils it, and each clause down to its accepted evidence.
enum ProofPage {
    private struct View: Sendable {
        let stage: AgreementPage.StageSteps
        let tabs: [AgreementTabs.Tab]
        let intro: String
        let conditionsTitle: String
        let conditions: TableView
        let clausesTitle: String
        let clauses: TableView
    }

    /// The clauses of an agreement may lie under documents of its: their places.
    struct Places: Sendable {
        /// The agreement of a clause, by the clause's id.
        let agreements: [String: RegisteredAgreement]
        let titles: [String: (title: String, href: String)]

        static func load(_ file: AgreementFile, viewer: Viewer, on connection: any SQLConnection) throws -> Places {
            var agreements: [String: RegisteredAgreement] = [:]
            var titles: [String: (title: String, href: String)] = [:]
            let clauses = file.record.clauses.map(\.id)
            for part in clauses.chunked(by: 500) {
                for row in try connection.rows("SELECT id, agreement_id FROM clause WHERE id IN \(list: part)") {
                    let owner: String = try row["agreement_id"]
                    if owner == file.agreement.id {
                        agreements[try row["id"]] = file.registered
                    } else if let found = try RegisteredAgreement.find(id: owner, for: viewer, on: connection) {
                        agreements[try row["id"]] = found
                    }
                }
            }
            for item in file.record.evidence {
                guard let agreement = agreements[item.clause] else { continue }
                titles[item.id] = (item.title, item.href(in: agreement))
            }
            return Places(agreements: agreements, titles: titles)
        }
    }

    static func page(_ file: AgreementFile, places: Places, visit: Visit) -> Page {
        let text = visit.text
        return Page(
            "agreement-proof", title: text.text("proof.title", ["name": file.title(in: visit.language)]),
            heading: text.text("proof.heading"), eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("agreement.proofTab"), visit: visit),
            section: "/agreements",
            view: View(
                stage: AgreementPage.steps(
                    file.proof.stage, proofHref: file.registered.href, visit: visit),
                tabs: AgreementTabs.tabs(of: file, current: .proof, visit: visit), intro: text.text("proof.intro"),
                conditionsTitle: text.text("proof.conditions"), conditions: conditions(file, visit: visit),
                clausesTitle: text.text("agreement.clauses"), clauses: clauses(file, places: places, visit: visit)))
    }

    private static func conditions(_ file: AgreementFile, visit: Visit) -> TableView {
        let text = visit.text
        let format = visit.dayFormat
        let record = file.record
        let today = visit.today
        let labels = ["ruleName", "found", "state"].map { text.text("proof.\($0)") }
        let inForce = record.documents.filter { $0.isInForce(on: today) }
        let codes = file.documents.filter { document in inForce.contains { $0.id == document.agreement.id } }.map(
            \.code)
        let document =
            record.level.isExecutable
            ? text.text("proof.isExecutable")
            : codes.isEmpty ? nil : codes.joined(separator: text.text("common.listSeparator"))
        let clauses = record.liveClauses(on: today).count
        let rules: [(name: String, found: String?, isMet: Bool)] = [
            (
                "signed", record.signed.map { format.text($0) }, record.isSigned(on: today)
            ),
            (
                "inForce", record.ended.map { format.text($0) } ?? record.expires.map { format.text($0) },
                !record.isEnded(on: today) && !record.isExpired(on: today)
            ),
            ("document", document, record.hasExecutiveDocument(on: today)),
            (
                "clauses", clauses == 0 ? nil : format.number(clauses), clauses > 0
            ),
        ]
        return TableView(
            id: "conditions", caption: text.text("proof.conditions"), summary: "",
            columns: labels.map { TableView.Column($0) },
            rows: rules.map { rule in
                TableRow([
                    TableCell(labels[0], text.text("proof.rule.\(rule.name)"), isHeader: true),
                    TableCell(labels[1], rule.found ?? text.text("common.notRecorded")),
                    TableCell(
                        labels[2], nil,
                        badge: rule.isMet
                            ? BadgeView(.success, text.text("proof.met"))
                            : BadgeView(.warning, text.text("proof.notMet"))),
                ])
            })
    }

    private static func clauses(_ file: AgreementFile, places: Places, visit: Visit) -> TableView {
        let text = visit.text
        let format = visit.dayFormat
        let labels = ["clause", "stage", "actions", "evidence"].map { text.text("proof.\($0)") }
        var table = TableView(
            id: "clauses", caption: text.text("agreement.clauses"),
            summary: text.text("table.summary", count: file.proof.clauses.count),
            columns: labels.map { TableView.Column($0) },
            rows: file.proof.clauses.map { proof in
                let home = places.agreements[proof.clause]
                let heading = text.text("clause.heading", ["number": format.number(proof.number)])
                let evidence = proof.evidence.compactMap { places.titles[$0] }
                let hidden = proof.evidence.count - evidence.count
                var words = evidence.prefix(3).map(\.title)
                if evidence.count > 3 { words.append(text.text("proof.more", count: evidence.count - 3)) }
                if hidden > 0 { words.append(text.text("proof.hidden", count: hidden)) }
                return TableRow([
                    TableCell(
                        labels[0], heading,
                        href: home.map { "\($0.href)#clause-\(proof.number)" }, detail: home?.code, isHeader: true),
                    TableCell(
                        labels[1], nil, detail: proof.stage.reason.sentence(in: text) { format.text($0) },
                        stage: StageView(proof.stage.value, visit: visit)),
                    TableCell(
                        labels[2], text.text("proof.actionsCount", count: proof.actions.count),
                        detail: proof.fulfilled.isEmpty
                            ? nil : text.text("proof.fulfilledCount", count: proof.fulfilled.count)),
                    TableCell(
                        labels[3], text.text("proof.evidenceCount", count: proof.evidence.count),
                        href: evidence.first?.href,
                        detail: words.isEmpty ? nil : words.joined(separator: text.text("common.listSeparator"))),
                ])
            })
        if file.proof.clauses.isEmpty { table.empty = EmptyView(title: text.text("agreement.noClauses")) }
        return table
    }
}
