import OfficeKit

/// One clause with its bodies, actions and evidence, as the agreement's page shows it.
struct ClauseArticle: Sendable {
    struct ActionLine: Sendable {
        let title: String
        let meta: String
        let badge: BadgeView
        let href: String?
        let linkLabel: String
        /// Where one asks how it stands.
        let askHref: String?
        let askLabel: String
    }

    struct EvidenceLine: Sendable {
        let title: String
        let href: String
        let meta: String
        let badge: BadgeView
        let reviewHref: String?
        let reviewLabel: String
    }

    let id: String
    let heading: String
    let sector: String?
    let isWithdrawn: Bool
    let withdrawn: String?
    let stage: StageView?
    let reason: String?
    let persian: String?
    let english: String?
    let ourSide: String
    let ourBody: String?
    let theirSide: String
    let theirBody: String?
    let actionsTitle: String
    let actions: [ActionLine]
    let addActionHref: String?
    let addActionLabel: String
    let evidenceTitle: String
    let evidence: [EvidenceLine]
    let addEvidenceHref: String?
    let addEvidenceLabel: String
    let editHref: String?
    let editLabel: String
    /// What its two texts differ in; nil where they are equal.
    let twin: TwinNote?
    let sources: [SourceNote]

    init(_ clause: Clause, in file: AgreementFile, visit: Visit) {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        let registered = RegisteredClause(agreement: file.registered, clause: clause)
        let isLive = clause.isLive(on: visit.today)
        let mayEdit = visit.may(.editAgreements)
        id = "clause-\(clause.number)"
        heading = text.text("clause.heading", ["number": format.number(clause.number)])
        sector = clause.sector.flatMap(Sector.find)?.name(in: language)
        isWithdrawn = !isLive
        withdrawn = clause.withdrawn.map { text.text("clause.withdrawnOn", ["day": format.text($0)]) }
        let proof = file.proof.clauses.first { $0.clause == clause.id }
        stage = proof.map { StageView($0.stage.value, visit: visit) }
        reason = proof?.stage.reason.sentence(in: text) { format.text($0) }
        persian = clause.texts[.fa]
        english = clause.texts[.en]
        ourSide = text.text("agreements.side.ours")
        theirSide = text.text("agreements.side.theirs")
        func names(_ bodies: [String]) -> String? {
            let names = bodies.map { file.names.body($0, in: language) ?? text.text("clause.hiddenBody") }
            return names.isEmpty ? nil : names.joined(separator: text.text("common.listSeparator"))
        }
        ourBody = names(clause.ourBodies)
        theirBody = names(clause.theirBodies)
        actionsTitle = text.text("clause.actions")
        actions = (file.actions[clause.id] ?? []).map { action in
            ActionLine(
                title: action.title,
                meta: [
                    action.meta(names: file.names, visit: visit),
                    file.recurrences[action.id].map { $0.sentence(in: text) },
                ].compactMap { $0 }.joined(separator: " · "),
                badge: action.badge(visit: visit),
                href: mayEdit ? "\(registered.path)/actions/\(action.id)" : nil, linkLabel: text.text("verbs.edit"),
                askHref: visit.may(.askForUpdates) && isLive && action.isOpen(on: visit.today)
                    ? "/requests/new?action=\(action.id)" : nil, askLabel: text.text("requests.ask"))
        }
        addActionHref = mayEdit && isLive ? registered.path + "/actions/new" : nil
        addActionLabel = text.text("clause.addAction")
        evidenceTitle = text.text("clause.evidence")
        evidence = (file.evidence[clause.id] ?? []).map { item in
            let mayReview =
                visit.may(.reviewEvidence) && item.state == .submitted && item.submittedBy != visit.person?.account
            let by = file.names.account(item.submittedBy, in: language) ?? text.text("common.unknown")
            return EvidenceLine(
                title: item.title, href: item.href(in: file.registered),
                meta: text.text("evidence.meta", ["day": format.text(item.dated), "by": by]),
                badge: item.state.name.badge(in: text),
                reviewHref: mayReview ? item.href(in: file.registered) + "#review" : nil,
                reviewLabel: text.text("evidence.review"))
        }
        addEvidenceHref = visit.may(.submitEvidence) && isLive ? registered.path + "/evidence/new" : nil
        addEvidenceLabel = text.text("clause.addEvidence")
        editHref = mayEdit ? registered.path + "/edit" : nil
        editLabel = text.text("clause.edit", ["number": format.number(clause.number)])
        twin = file.twins.different.first { $0.clause.id == clause.id }.map { TwinNote($0, in: file, visit: visit) }
        // A body's representative has no way into the documents.
        sources =
            visit.may(.read)
            ? (file.sources[clause.id] ?? []).map {
                SourceNote($0, number: clause.number, in: file, visit: visit)
            } : []
    }
}

extension StageView {
    init(_ stage: Stage, visit: Visit) {
        self.init(
            name: stage.name, label: visit.text.text(stage.key),
            position: visit.text.text("stages.position", ["position": visit.shown(stage.position)]))
    }
}

extension Action {
    /// Who answers for it and until when.
    func meta(names: RecordNames, visit: Visit) -> String {
        let text = visit.text
        let owners = [
            ownerPerson.map { names.person($0, in: visit.language) ?? text.text("clause.hiddenPerson") },
            ownerBody.map { names.body($0, in: visit.language) ?? text.text("clause.hiddenBody") },
        ].compactMap { $0 }
        let owner =
            owners.isEmpty ? text.text("action.noOwner") : owners.joined(separator: text.text("common.listSeparator"))
        let date =
            due.map { text.text("action.dueOn", ["day": visit.dayFormat.text($0)]) } ?? text.text("action.noDate")
        return owner + " · " + date
    }

    /// Its state as a word.
    func badge(visit: Visit) -> BadgeView {
        let text = visit.text
        if cancelled != nil { return BadgeView(.neutral, text.text("action.state.cancelled")) }
        if closed != nil { return BadgeView(.success, text.text("action.state.closed")) }
        if isOverdue(on: visit.today) { return BadgeView(.danger, text.text("action.state.overdue")) }
        if !isPlanned { return BadgeView(.warning, text.text("action.state.incomplete")) }
        return BadgeView(.info, text.text("action.state.open"))
    }
}

extension Evidence.State.Name {
    func badge(in text: Catalogue) -> BadgeView {
        let tone: BadgeView.Tone =
            switch self {
            case .submitted: .warning
            case .accepted: .success
            case .returned: .danger
            case .withdrawn: .neutral
            }
        return BadgeView(tone, text.text(key))
    }
}
