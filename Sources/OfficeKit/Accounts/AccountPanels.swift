import HTTPTypes
import PersianText

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
    /// A moment's day in the visitor's calendar and digits.
    func shownDay(_ moment: Moment?) -> String? {
        guard let moment else { return nil }
        let day = moment.day(secondsFromGMT: 0)
        var date = (name: "gregorian", day: day.day, month: day.month, year: day.year)
        if calendar == .jalali, let jalali = Jalali(epochDay: day.epochDay) {
            date = ("jalali", jalali.day, jalali.month, jalali.year)
        }
        let month = text.text("dates.months.\(date.name).\(date.month)")
        return Numerals.inDigits("\(date.day) \(month) \(date.year)", of: language)
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
