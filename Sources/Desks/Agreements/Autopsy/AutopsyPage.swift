import OfficeKit
import SQLStore

/// Why an agreement sleeps: its causes in order, each with its evidence, one dated next step and a letter, and what the
/// steps that were taken have brought.
enum AutopsyPage {
    struct CauseView: Sendable {
        let name: String
        let reason: String
        let next: String
        let nextHref: String
        /// The step that is planned already.
        let planned: String?
        let plan: ActionView?
        let letters: [ActionView]
    }

    struct LineView: Sendable {
        let title: String
        let meta: String
        let badge: BadgeView?
        let action: String?
        let label: String
    }

    private struct View: Sendable {
        let tabs: [AgreementTabs.Tab]
        let causes: [CauseView]
        let awake: String?
        let obstacles: [LineView]
        let addObstacle: ActionView?
        let contacts: [LineView]
        let lastContact: String
        let addContact: ActionView?
        let steps: [LineView]
    }

    static func page(_ file: AgreementFile, steps: [WakeStep], visit: Visit) -> Page {
        let text = visit.text
        let today = visit.today
        let format = visit.dayFormat
        let path = file.registered.href
        let mayEdit = visit.may(.editAgreements)
        let open = Dictionary(grouping: steps.filter { $0.done == nil }, by: \.cause)
        let causes = file.causes.map { dormancy in
            let planned = open[dormancy.cause]?.first
            return CauseView(
                name: text.text(dormancy.cause.key), reason: dormancy.reason.sentence(for: visit),
                next: text.text(dormancy.cause.nextKey), nextHref: nextHref(dormancy.cause, file: file, on: today),
                planned: planned.map { text.text("autopsy.plannedFor", ["day": format.text($0.due)]) },
                plan: mayEdit && planned == nil
                    ? ActionView(text.text("autopsy.plan"), href: "\(path)/autopsy/\(dormancy.cause.rawValue)") : nil,
                letters: mayEdit
                    ? Language.allCases.map { language in
                        ActionView(
                            text.text("autopsy.letter.\(language.rawValue)"),
                            href: "\(path)/letters/\(dormancy.cause.rawValue)?lang=\(language.rawValue)")
                    } : [])
        }
        let around = file.around
        let heard = file.record.lastTwoWayContact(on: today)
        let view = View(
            tabs: AgreementTabs.tabs(of: file, current: .autopsy, visit: visit), causes: causes,
            awake: causes.isEmpty ? text.text("autopsy.awake") : nil,
            obstacles: around.obstacles.map { obstacle($0, path: path, mayEdit: mayEdit, visit: visit) },
            addObstacle: mayEdit
                ? ActionView(text.text("autopsy.addObstacle"), href: path + "/obstacles/new") : nil,
            contacts: around.contacts.prefix(20).map { contact in
                LineView(
                    title: contact.note ?? text.text(contact.channel.key),
                    meta: [format.text(contact.day), text.text(contact.direction.key), text.text(contact.channel.key)]
                        .joined(separator: " · "),
                    badge: nil, action: nil, label: "")
            },
            lastContact: heard.map { day in
                text.text("autopsy.heard", count: max(0, today.epochDay - day.epochDay), ["day": format.text(day)])
            } ?? text.text("autopsy.neverHeard"),
            addContact: mayEdit ? ActionView(text.text("autopsy.addContact"), href: path + "/contacts/new") : nil,
            steps: steps.map { step($0, file: file, path: path, mayEdit: mayEdit, visit: visit) })
        let title = text.text("autopsy.title")
        return Page(
            "agreement-autopsy", title: title, eyebrow: "\(file.registered.code) · \(file.title(in: visit.language))",
            subtitle: text.text("autopsy.intro"), breadcrumbs: AgreementPage.crumbs(file, to: title, visit: visit),
            actions: [ActionView(text.text("autopsy.learned"), href: "/work/steps")], section: "/agreements", view: view
        )
    }

    /// Where the next step is taken.
    private static func nextHref(_ cause: Dormancy.Cause, file: AgreementFile, on today: Day) -> String {
        let path = file.registered.href
        let place = file.workplace(on: today).href
        return switch cause {
        case .ended, .expired: "/agreements/new?parent=\(file.registered.code)"
        case .contradictorySources: path + "/claims"
        case .notSigned: path + "/edit#field-signed"
        case .noExecutiveDocument: "/agreements/new?parent=\(file.registered.code)&level=executive"
        case .noClauses: place + "/clauses/new"
        case .clausesWithoutBody, .clausesWithoutCounterpart: place + "/bodies"
        case .bodyWithoutPerson: "/people/new"
        case .ownerLeft:
            file.record.actions.compactMap(\.ownerPerson).first { file.record.around.departures[$0] != nil }
                .map(HandoverRoutes.href(of:)) ?? path
        case .sanction, .payment, .licence, .noWillOurs, .noWillTheirs: path + "/autopsy#obstacles"
        case .noContact: path + "/contacts/new"
        default: path + "#next"
        }
    }

    private static func obstacle(_ obstacle: Obstacle, path: String, mayEdit: Bool, visit: Visit) -> LineView {
        let text = visit.text
        let format = visit.dayFormat
        let badge: BadgeView =
            if !obstacle.stands(on: visit.today) {
                BadgeView(.neutral, text.text("autopsy.lifted"))
            } else if obstacle.isStale(on: visit.today) {
                BadgeView(.warning, text.text("autopsy.stale"))
            } else {
                BadgeView(.danger, text.text("autopsy.stands"))
            }
        let parts = [
            text.text("autopsy.since", ["day": format.text(obstacle.since)]),
            obstacle.until.map { text.text("autopsy.until", ["day": format.text($0)]) },
            text.text("autopsy.source", ["source": obstacle.source]), obstacle.note,
        ]
        return LineView(
            title: text.text(obstacle.kind.key), meta: parts.compactMap { $0 }.joined(separator: " · "), badge: badge,
            action: mayEdit && obstacle.lifted == nil ? "\(path)/obstacles/\(obstacle.id)/lift" : nil,
            label: text.text("autopsy.lift"))
    }

    private static func step(
        _ step: WakeStep, file: AgreementFile, path: String, mayEdit: Bool, visit: Visit
    ) -> LineView {
        let text = visit.text
        let format = visit.dayFormat
        let outcome = step.outcome(on: visit.today) { day in
            Stage.of(file.record, on: day, limits: file.limits).value
        }
        let tone: BadgeView.Tone =
            switch outcome {
            case .planned: step.due < visit.today ? .danger : .info
            case .waiting: .warning
            case .woke: .success
            case .slept: .neutral
            }
        let when =
            step.done.map { text.text("autopsy.doneOn", ["day": format.text($0)]) }
            ?? text.text("autopsy.plannedFor", ["day": format.text(step.due)])
        return LineView(
            title: text.text(step.cause.nextKey),
            meta: [text.text(step.cause.key), when, step.note].compactMap { $0 }.joined(separator: " · "),
            badge: BadgeView(tone, text.text(outcome.key)),
            action: mayEdit && step.done == nil ? "\(path)/autopsy/steps/\(step.id)/done" : nil,
            label: text.text("autopsy.markDone"))
    }
}
