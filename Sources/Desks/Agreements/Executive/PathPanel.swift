import OfficeKit

/// The path of an executive document as a page shows it: its steps, what is missing next, its gates with their papers.
struct PathPanel: Sendable {
    struct Step: Sendable {
        let label: String
        let isDone: Bool
        let isCurrent: Bool
    }

    struct Gate: Sendable {
        let name: String
        let meta: String
        let badge: BadgeView
        let href: String?
        let linkLabel: String
    }

    let title: String
    let steps: [Step]
    let reason: String
    /// Why it was sent back, while nothing has happened since.
    let returned: String?
    let proposal: String?
    let gates: [Gate]
    let gatesEmpty: String?
    let actions: [ActionView]
    /// Where all of it is; nil on that page itself.
    let documentHref: String?
    let documentLabel: String

    init(_ path: ApprovalPath, of registered: RegisteredAgreement, isLinked: Bool, visit: Visit) {
        let text = visit.text
        let language = visit.language
        let format = visit.dayFormat
        let mayEdit = visit.may(.editAgreements)
        let href = registered.href + "/document"
        title = text.text("path.title")
        steps = PathStep.allCases.map { step in
            Step(
                label: text.text(step.key), isDone: step < path.step || path.step == .inForce,
                isCurrent: step == path.step)
        }
        if let since = path.inForceSince {
            reason = text.text("path.inForceSince", ["day": format.text(since)])
        } else if !path.missing.isEmpty {
            let missing = path.missing.map { gate in
                gate.decider(in: language).map {
                    text.text("path.missingGate", ["gate": gate.name(in: language), "decider": $0])
                } ?? gate.name(in: language)
            }
            reason = text.text("path.missing", ["gates": missing.joined(separator: text.text("common.listSeparator"))])
        } else {
            reason = text.text("path.ready", ["step": text.text((path.next ?? .inForce).key)])
        }
        returned = path.standingReturn.map { record in
            text.text("path.returnedFor", ["reason": record.reason ?? "", "day": format.text(record.dated)])
        }
        proposal = path.rules.isProposal ? text.text("path.proposal") : nil
        gates = path.rules.gates.map { gate in
            let record = path.passed[gate.id]
            // What was passed keeps the name that it had.
            let shown = record?.gate ?? gate
            let decision = record.map { record in
                text.text(
                    "path.decision",
                    ["number": DayFormat.isolated(record.documentNumber), "day": format.text(record.dated)])
            }
            return Gate(
                name: shown.name(in: language),
                meta: [text.text(gate.step.key), shown.decider(in: language), decision].compactMap { $0 }
                    .joined(separator: " · "),
                badge: record != nil
                    ? BadgeView(.success, text.text("path.gate.passed"))
                    : path.isOpen(gate)
                        ? BadgeView(.warning, text.text("path.gate.open"))
                        : BadgeView(.neutral, text.text("path.gate.later")),
                href: mayEdit && path.isOpen(gate) ? "\(href)/pass/\(gate.id)" : nil,
                linkLabel: text.text("path.pass"))
        }
        gatesEmpty = gates.isEmpty ? text.text("path.noGates") : nil
        var actions: [ActionView] = []
        if mayEdit, let next = path.next {
            actions.append(
                ActionView(
                    text.text("path.advanceTo", ["step": text.text(next.key)]), href: href + "/advance",
                    isPrimary: true))
        }
        if mayEdit, !path.returns.isEmpty {
            actions.append(ActionView(text.text("path.return"), href: href + "/return"))
        }
        self.actions = actions
        documentHref = isLinked ? href : nil
        documentLabel = text.text("document.see")
    }
}
