import OfficeKit

/// What sources say of one tie, side by side, and where they contradict each other.
enum ClaimsPage {
    struct ClaimView: Sendable {
        let state: String
        let statement: String
        let differs: String?
        let badge: BadgeView?
        let source: String
        let sourceHref: String?
        let retrieved: String
        let note: String?
    }

    struct ContradictionView: Sendable {
        struct Said: Sendable {
            let value: String
            let source: String
        }

        let title: String
        let said: [Said]
        let isOpen: Bool
        let settled: String?
        let reason: String?
        let settleHref: String?
        let settleLabel: String
    }

    private struct View: Sendable {
        let tabs: [AgreementTabs.Tab]
        let intro: String
        let contradictions: [ContradictionView]
        let claimsTitle: String
        let claims: [ClaimView]
        let empty: EmptyView?
        let facts: FactsView
        let factsTitle: String
    }

    static func page(_ file: AgreementFile, visit: Visit) -> Page {
        let text = visit.text
        let set = file.claims
        let facts = set.facts
        return Page(
            "agreement-claims", title: text.text("claims.title", ["name": file.title(in: visit.language)]),
            heading: text.text("agreement.claims"),
            eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("agreement.claims"), visit: visit),
            section: "/agreements",
            view: View(
                tabs: AgreementTabs.tabs(of: file, current: .claims, visit: visit), intro: text.text("claims.intro"),
                contradictions: set.contradictions.map { contradiction($0, in: file, visit: visit) },
                claimsTitle: text.text("claims.all", count: set.claims.count),
                claims: set.claims.map { claim($0, in: set, visit: visit) },
                empty: set.claims.isEmpty
                    ? EmptyView(title: text.text("claims.emptyTitle"), text: text.text("claims.emptyText")) : nil,
                facts: FactsView([
                    .init(text.text("register.field.kind"), text.text(facts.kind.key)),
                    .init(
                        text.text("register.field.isSigned"), text.text(facts.isSigned ? "common.yes" : "common.no")),
                    .init(text.text("register.field.signed"), facts.signed.map { visit.dayFormat.text($0, .both) }),
                    .init(text.text("register.field.expires"), facts.expires.map { visit.dayFormat.text($0, .both) }),
                ]), factsTitle: text.text("claims.factsTitle")))
    }

    private static func contradiction(
        _ contradiction: ClaimSet.Contradiction, in file: AgreementFile, visit: Visit
    ) -> ContradictionView {
        let text = visit.text
        let said = contradiction.claims.map {
            ContradictionView.Said(
                value: value(of: $0, topic: contradiction.topic, visit: visit), source: $0.content.source)
        }
        let settlement = contradiction.settlement
        let standing = settlement.map { settlement in
            contradiction.claims.first { $0.id == settlement.standing }.map {
                text.text(
                    "claims.standsBy",
                    ["value": value(of: $0, topic: contradiction.topic, visit: visit), "source": $0.content.source])
            } ?? text.text("claims.separate")
        }
        return ContradictionView(
            title: text.text(contradiction.topic.key), said: said, isOpen: contradiction.isOpen,
            settled: standing.map { standing in
                [standing, settlement.map { $0.name(in: visit.language) }, settlement.flatMap { visit.shown($0.at) }]
                    .compactMap { $0 }
                    .joined(separator: " · ")
            },
            reason: settlement?.reason,
            settleHref: visit.may(.editAgreements)
                ? "\(file.registered.href)/claims/\(contradiction.topic.rawValue)" : nil,
            settleLabel: text.text(contradiction.isOpen ? "claims.settle" : "claims.settleAgain"))
    }

    /// What a claim says of a topic.
    static func value(of claim: Claim, topic: ClaimSet.Topic, visit: Visit) -> String {
        let text = visit.text
        switch topic {
        case .kind: return claim.content.kind.map { text.text($0.key) } ?? text.text("claims.noKind")
        case .date: return claim.content.date.map { visit.dayFormat.text($0) } ?? text.text("claims.noDate")
        case .status:
            let date = claim.content.date.map { visit.dayFormat.text($0) }
            return [text.text(claim.content.status.key), date].compactMap { $0 }.joined(separator: " ")
        case .noted: return claim.content.note ?? text.text(claim.content.status.key)
        }
    }

    /// A claim in one line.
    ///
    /// - Parameter topics: what is shown apart from the line, for it is what differs.
    static func statement(_ claim: Claim, without topics: Set<ClaimSet.Topic> = [], visit: Visit) -> String {
        let text = visit.text
        let content = claim.content
        let kind =
            content.kind.map { text.text($0.key) } ?? (content.level != .principle ? text.text(content.level.key) : nil)
        let parts: [String?] = [
            topics.contains(.kind) ? nil : kind,
            topics.contains(.status) ? nil : text.text(content.status.key),
            topics.isDisjoint(with: [.date, .status]) ? content.date.map { visit.dayFormat.text($0, .both) } : nil,
            content.expires.map { text.text("agreement.validUntil", ["day": visit.dayFormat.text($0)]) },
        ]
        return parts.compactMap { $0 }.joined(separator: text.text("common.listSeparator"))
    }

    private static func claim(_ claim: Claim, in set: ClaimSet, visit: Visit) -> ClaimView {
        let text = visit.text
        let mine = set.contradictions.filter { $0.claims.contains { $0.id == claim.id } }
        let stands = mine.contains { $0.settlement?.standing == claim.id }
        let isOpen = mine.contains(where: \.isOpen)
        let isAside = !stands && mine.contains { $0.settlement != nil && $0.settlement?.standing != nil }
        let topics = isOpen ? mine.filter(\.isOpen).map(\.topic).filter { $0 != .noted } : []
        let differing = topics.map { value(of: claim, topic: $0, visit: visit) }
        let badge: BadgeView? =
            isOpen
            ? BadgeView(.warning, text.text("claims.state.disputed"))
            : stands
                ? BadgeView(.success, text.text("claims.state.standing"))
                : isAside ? BadgeView(.neutral, text.text("claims.state.aside")) : nil
        return ClaimView(
            state: isOpen ? "claim-disputed" : stands ? "claim-standing" : isAside ? "claim-set-aside" : "",
            statement: statement(claim, without: Set(topics), visit: visit),
            differs: !differing.isEmpty ? differing.joined(separator: text.text("common.listSeparator")) : nil,
            badge: badge, source: claim.content.source,
            sourceHref: claim.content.url.flatMap { $0.hasPrefix("http") ? $0 : nil },
            retrieved: claim.content.sourceClass.map { text.text($0.key) } ?? text.text("common.source"),
            note: claim.content.note)
    }

    /// The form in which an officer says which claim stands.
    static func form(
        _ contradiction: ClaimSet.Contradiction, in file: AgreementFile, visit: Visit, problems: [Problem] = []
    ) -> Page {
        let text = visit.text
        let typed = visit.isPost ? visit.form : nil
        let chosen = typed?.text("standing") ?? contradiction.settlement.map { $0.standing ?? "separate" }
        var options = contradiction.claims.map { claim in
            OptionView(
                claim.id,
                label: "\(value(of: claim, topic: contradiction.topic, visit: visit)) — \(claim.content.source)",
                isSelected: chosen == claim.id,
                hint: [claim.content.sourceClass.map { text.text($0.key) }, claim.content.note].compactMap { $0 }
                    .joined(separator: " · "))
        }
        if contradiction.topic == .kind {
            options.append(
                OptionView("separate", label: text.text("claims.separate"), isSelected: chosen == "separate"))
        }
        let path = file.registered.href + "/claims"
        var form = FormView(
            action: "\(path)/\(contradiction.topic.rawValue)",
            fields: [
                FieldView(
                    "standing", label: text.text("claims.which"), .choices(options, many: false), isRequired: true),
                FieldView(
                    "reason", label: text.text("claims.why"),
                    .textarea(rows: 3, maxlength: ClaimSet.Settlement.reasonLimit),
                    value: typed?.text("reason") ?? contradiction.settlement?.reason ?? "",
                    hint: text.text("claims.whyHint"), isRequired: true),
            ], submit: text.text("claims.settle"), cancelHref: path)
        form.show(problems, in: text)
        return .form(
            form, title: text.text(contradiction.topic.key),
            breadcrumbs: AgreementPage.crumbs(file, to: text.text("claims.settle"), visit: visit),
            section: "/agreements")
    }
}
