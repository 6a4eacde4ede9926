import Foundation
import HTTPTypes

/// A page of panels, as `panels.mustache` shows it.
struct PanelsView: Sendable {
    let panels: [PanelView]
}

/// One panel: whatever of facts, codes, items, a form, buttons and links it has, in this order.
struct PanelView: Sendable {
    /// One line with a name, a note and perhaps a button.
    struct Item: Sendable {
        let title: String
        let meta: String
        var badge: BadgeView?
        var button: Button?
    }

    /// A form that is one button.
    struct Button: Sendable {
        let action: String
        let label: String
        var isDanger = false
        /// Asked before it is sent.
        var confirm: String?
    }

    var id: String?
    let title: String
    var text: String?
    var facts: FactsView?
    /// Secrets that are shown once.
    var codes: [String] = []
    var items: [Item] = []
    var form: FormView?
    var buttons: [Button] = []
    var links: [ActionView] = []
}

extension Visit {
    /// A moment in the visitor's calendar and digits and the office's time zone.
    func shown(_ moment: Moment?) -> String? {
        moment.map { DayFormat(language: language, calendar: calendar).text($0, in: timeZone) }
    }

    /// What was typed into a field, with the spaces at its ends: they are part of a password.
    func secret(_ field: String) -> String { form.all(field).first ?? "" }

    /// Where this visit comes from, for a new session.
    var origin: Origin {
        Origin(address: address.isEmpty ? nil : address, userAgent: headers[.userAgent])
    }
}

extension Page {
    /// A secret that is shown this once.
    static func secret(
        _ codes: [String], title: String, text: String, facts: FactsView? = nil, next: ActionView, section: String?
    ) -> Page {
        Page(
            "panels", title: title, section: section,
            view: PanelsView(panels: [PanelView(title: title, text: text, facts: facts, codes: codes, links: [next])]))
    }
}
