import OfficeKit

/// One agreement: how far it has come and why, the next step, its clauses with their work, and its facts.
enum AgreementPage {
    struct StageSteps: Sendable {
        struct Step: Sendable {
            let label: String
            let isDone: Bool
            let isCurrent: Bool
        }

        let steps: [Step]
        let reason: String
        let proofHref: String
        let proofLabel: String
    }

    private struct View: Sendable {
        let stage: StageSteps
        let tabs: [AgreementTabs.Tab]
        let contradiction: Notice?
        let disagreement: Notice?
        let sides: SidesView?
        let path: PathPanel?
        let guide: GuideView?
        let documentsTitle: String
        let documents: [CardView]
        let clausesTitle: String
        let clauses: [ClauseArticle]
        let clausesEmpty: EmptyView?
        let addClause: ActionView?
        /// To the bodies proposed, while a clause lacks one.
        let bodies: ActionView?
        let facts: FactsView
        let factsTitle: String
        let attachmentsTitle: String
        let attachments: [FileView]
        let attachmentsEmpty: String?
        let upload: UploadView?
    }

    struct Notice: Sendable {
        let text: String
        let href: String
        let linkLabel: String
    }

    struct FileView: Sendable {
        let name: String
        let href: String
        let meta: String
        let removeAction: String?
        let removeLabel: String
        let removeConfirm: String
    }

    struct UploadView: Sendable {
        let action: String
        let field: FieldView
        let submit: String
    }

    static func page(_ file: AgreementFile, visit: Visit, upload problem: Problem? = nil) -> Page {
        let text = visit.text
        let language = visit.language
        let mayEdit = visit.may(.editAgreements)
        let path = file.registered.href
        let workplace = file.workplace(on: visit.today)
        let open = file.claims.open
        let clauses = file.clauses.map { ClauseArticle($0, in: file, visit: visit) }
        // Work starts from a document under it, so that is where clauses belong.
        let isElsewhere = clauses.isEmpty && workplace.code != file.registered.code
        let view = View(
            stage: steps(file.proof.stage, proofHref: path + "/proof", visit: visit),
            tabs: AgreementTabs.tabs(of: file, current: .overview, visit: visit),
            contradiction: open == 0
                ? nil
                : Notice(
                    text: text.text("agreement.contradictions", count: open), href: path + "/claims",
                    linkLabel: text.text("agreement.seeClaims")),
            disagreement: file.sides.disputed == 0
                ? nil
                : Notice(
                    text: text.text("sides.disputed", count: file.sides.disputed), href: path + "/sides",
                    linkLabel: text.text("sides.see")),
            sides: SidesPage.summary(file, visit: visit),
            path: file.paths[file.agreement.id].map {
                PathPanel($0, of: file.registered, isLinked: true, visit: visit)
            },
            guide: GuideView(file, visit: visit),
            documentsTitle: text.text("agreement.documents"),
            documents: file.documents.map { document in
                card(document, path: file.paths[document.agreement.id], visit: visit)
            },
            clausesTitle: text.text("agreement.clauses"), clauses: clauses,
            clausesEmpty: !clauses.isEmpty
                ? nil
                : isElsewhere
                    ? EmptyView(
                        title: text.text("agreement.noClausesHere"),
                        action: ActionView(
                            text.text("agreement.seeClauses", ["code": workplace.code]), href: workplace.href))
                    : EmptyView(title: text.text("agreement.noClauses"), text: text.text("agreement.noClausesText")),
            addClause: mayEdit && !isElsewhere
                ? ActionView(text.text("agreement.addClause"), href: path + "/clauses/new") : nil,
            bodies: mayEdit && file.clauses.contains(where: { $0.lacksBody(on: visit.today) })
                ? ActionView(text.text("bodies.propose"), href: path + "/bodies") : nil,
            facts: facts(file, visit: visit), factsTitle: text.text("agreement.facts"),
            attachmentsTitle: text.text("common.attachments"),
            attachments: file.attachments.map { self.file($0, path: path, mayEdit: mayEdit, visit: visit) },
            attachmentsEmpty: file.attachments.isEmpty ? text.text("agreement.noAttachments") : nil,
            upload: mayEdit
                ? UploadView(
                    action: path + "/files",
                    field: FieldView(
                        "file", label: text.text("agreement.addFile"), .file(accept: nil),
                        hint: text.text("forms.fileLimit"),
                        error: problem.map { text.text($0.key, $0.arguments) }),
                    submit: text.text("verbs.upload")) : nil)
        var actions: [ActionView] = []
        if mayEdit {
            actions.append(ActionView(text.text("verbs.edit"), href: path + "/edit"))
            actions.append(ActionView(text.text("reading.read"), href: path + "/read"))
            if file.agreement.level != .contract {
                actions.append(
                    ActionView(
                        text.text("agreement.addDocument"), href: "/agreements/new?parent=\(file.registered.code)"))
            }
        }
        return Page(
            "agreement", title: file.title(in: language),
            eyebrow: [
                file.registered.code, text.text(file.agreement.kind.key), text.text(file.agreement.level.key),
            ].joined(separator: " · "),
            breadcrumbs: crumbs(file, visit: visit), actions: actions, section: "/agreements",
            status: Page.status(of: [problem].compactMap { $0 }), view: view)
    }

    /// The way to an agreement's page, or to a page under it.
    static func crumbs(_ file: AgreementFile, to here: String? = nil, visit: Visit) -> [Crumb] {
        var crumbs = [Crumb(visit.text.text("navigation.agreements"), href: "/agreements")]
        if let parent = file.parent { crumbs.append(Crumb(parent.code, href: parent.href)) }
        crumbs.append(Crumb(file.registered.code, href: here == nil ? nil : file.registered.href))
        if let here { crumbs.append(Crumb(here)) }
        return crumbs
    }

    static func steps(_ stage: Reasoned<Stage>, proofHref: String, visit: Visit) -> StageSteps {
        StageSteps(
            steps: Stage.allCases.map { one in
                StageSteps.Step(
                    label: visit.text.text(one.key), isDone: one < stage.value, isCurrent: one == stage.value)
            },
            reason: stage.reason.sentence(in: visit.text) { visit.dayFormat.text($0) }, proofHref: proofHref,
            proofLabel: visit.text.text("agreement.proof"))
    }

    private static func card(
        _ document: RegisteredAgreement, path: ApprovalPath?, visit: Visit
    ) -> CardView {
        let text = visit.text
        let agreement = document.agreement
        let dates = [
            agreement.signed.map { text.text("agreement.signedOn", ["day": visit.dayFormat.text($0)]) },
            agreement.expires.map { text.text("agreement.validUntil", ["day": visit.dayFormat.text($0)]) },
        ].compactMap { $0 }
        return CardView(
            title: agreement.title(in: visit.language) ?? document.code, href: document.href,
            eyebrow: "\(document.code) · \(text.text(agreement.level.key))",
            text: path.map { text.text("path.stands", ["step": text.text($0.step.key)]) },
            badges: agreement.isSigned ? [] : [BadgeView(.warning, text.text("agreement.notSigned"))],
            meta: dates.isEmpty ? nil : dates.joined(separator: text.text("common.listSeparator")))
    }

    private static func file(_ attachment: Attachment, path: String, mayEdit: Bool, visit: Visit) -> FileView {
        FileView(
            name: attachment.fileName, href: "\(path)/files/\(attachment.id)",
            meta: attachment.meta(visit: visit),
            removeAction: mayEdit ? "\(path)/files/\(attachment.id)/remove" : nil,
            removeLabel: visit.text.text("verbs.remove"),
            removeConfirm: visit.text.text("agreement.removeFileConfirm", ["name": attachment.fileName]))
    }

    private static func facts(_ file: AgreementFile, visit: Visit) -> FactsView {
        let text = visit.text
        let agreement = file.agreement
        let format = visit.dayFormat
        let separator = text.text("common.listSeparator")
        var facts: [FactsView.Fact] = agreement.parties.filter { $0.side == .theirs }.map { party in
            let city = party.city.flatMap { file.names.city($0, in: visit.language) }
            let body = party.body.map { file.names.body($0, in: visit.language) }
            // A body that is hidden from these eyes is a party all the same.
            return FactsView.Fact(
                text.text("agreement.partner"), body.map { $0 ?? text.text("clause.hiddenBody") } ?? city,
                href: body.map { name in name.flatMap { _ in party.body.map { "/bodies/\($0)" } } }
                    ?? party.city.map { "/cities/\($0)" },
                detail: body == nil ? nil : city)
        }
        facts.append(
            FactsView.Fact(
                text.text("register.field.signed"),
                agreement.signed.map { format.text($0, .both) }
                    ?? (agreement.isSigned ? text.text("agreement.signedUnknown") : text.text("agreement.notSigned"))))
        facts.append(
            FactsView.Fact(text.text("register.field.expires"), agreement.expires.map { format.text($0, .both) }))
        if let ended = agreement.ended {
            facts.append(FactsView.Fact(text.text("register.field.ended"), format.text(ended, .both)))
        }
        if let parent = file.parent {
            facts.append(
                FactsView.Fact(
                    text.text("register.field.parent"), parent.agreement.title(in: visit.language) ?? parent.code,
                    href: parent.href, detail: parent.code))
        }
        let languages = agreement.languages.map { AgreementLanguage.name(of: $0, in: text) }
        facts.append(
            FactsView.Fact(
                text.text("register.field.languages"), languages.isEmpty ? nil : languages.joined(separator: separator))
        )
        for side in Side.allCases {
            for signatory in agreement.signatories where signatory.side == side {
                facts.append(
                    FactsView.Fact(
                        text.text("agreement.signatory.\(side.rawValue)"), signatory.name,
                        href: signatory.person.map { "/people/\($0)" }, detail: signatory.post))
            }
        }
        facts.append(
            FactsView.Fact(
                text.text("common.confidentiality"), "",
                badge: BadgeView(
                    BadgeView.Tone(rawValue: agreement.secrecy.rawValue) ?? .neutral,
                    text.text("confidentiality.\(agreement.secrecy.rawValue)"))))
        return FactsView(facts)
    }
}

extension Attachment {
    /// Its size and the day it was stored.
    func meta(visit: Visit) -> String {
        let size =
            size < 1 << 20
            ? visit.text.text("agreement.kilobytes", ["size": visit.shown(max(1, size / 1024))])
            : visit.text.text("agreement.megabytes", ["size": visit.shown((size + (1 << 19)) >> 20)])
        return [visit.shown(createdAt), size].compactMap { $0 }.joined(separator: " · ")
    }
}

/// The pages of one agreement.
enum AgreementTabs {
    enum Place { case overview, document, claims, proof, twins, autopsy, sides }

    struct Tab: Sendable {
        let label: String
        let href: String
        let count: String?
        let current: Bool
    }

    static func tabs(of file: AgreementFile, current: Place, visit: Visit) -> [Tab] {
        let path = file.registered.href
        var tabs = [
            Tab(
                label: visit.text.text("agreement.overview"), href: path, count: nil, current: current == .overview),
            Tab(
                label: visit.text.text("agreement.proofTab"), href: path + "/proof", count: nil,
                current: current == .proof),
            Tab(
                label: visit.text.text("agreement.claims"), href: path + "/claims",
                count: file.claims.claims.isEmpty ? nil : visit.shown(file.claims.claims.count),
                current: current == .claims),
            Tab(
                label: visit.text.text("sides.tab"), href: path + "/sides",
                count: file.sides.disputed == 0 ? nil : visit.shown(file.sides.disputed), current: current == .sides),
        ]
        if file.agreement.level == .executive {
            tabs.insert(
                Tab(
                    label: visit.text.text("document.tab"), href: path + "/document", count: nil,
                    current: current == .document), at: 1)
        }
        if !file.twins.pairs.isEmpty || current == .twins {
            let different = file.twins.different.count
            tabs.append(
                Tab(
                    label: visit.text.text("twins.tab"), href: path + "/twins",
                    count: different == 0 ? nil : visit.shown(different), current: current == .twins))
        }
        if !file.causes.isEmpty || current == .autopsy {
            tabs.append(
                Tab(
                    label: visit.text.text("autopsy.tab"), href: path + "/autopsy",
                    count: file.causes.isEmpty ? nil : visit.shown(file.causes.count), current: current == .autopsy))
        }
        if visit.may(.readJournal) {
            tabs.append(
                Tab(label: visit.text.text("common.history"), href: path + "/history", count: nil, current: false))
        }
        return tabs
    }
}

/// Languages of documents, by their tags.
enum AgreementLanguage {
    /// Those that a form offers.
    static let offered = [
        "fa", "en", "ar", "tr", "ru", "zh", "fr", "de", "es", "it", "ja", "ko", "az", "hy", "ka", "tg",
    ]

    static func name(of tag: String, in text: Catalogue) -> String {
        offered.contains(tag) ? text.text("agreement.language.\(tag)") : tag
    }
}
