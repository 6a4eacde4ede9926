import Foundation
import HTTPTypes

extension Visit {
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
            view: PanelsView([PanelView(title: title, text: text, facts: facts, codes: codes, links: [next])]))
    }
}
