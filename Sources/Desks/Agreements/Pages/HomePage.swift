import OfficeKit

/// The headline: how many of the office's agreements are operational, opening down to the proof (F12).
enum HomePage {
    private struct View: Sendable {
        struct Headline: Sendable {
            let href: String
            let value: String
            let of: String
            let title: String
            let text: String
            let linkLabel: String
        }

        let headline: Headline?
        let figures: [FigureView]
        let empty: EmptyView?
    }

    static func page(_ register: Register, visit: Visit) -> Page {
        let text = visit.text
        func number(_ count: Int) -> String { Numerals.grouped(count, in: visit.language) }
        let total = register.lines.count
        let headline = View.Headline(
            href: "/agreements?stage=operational", value: number(register.operational),
            of: text.text("home.of", ["total": number(total)]),
            title: text.text("home.title"), text: text.text("home.text"),
            linkLabel: text.text("home.proof"))
        let figures = Stage.allCases.map { stage in
            FigureView(
                value: number(register.lines.count { $0.stage == stage }), label: text.text(stage.key),
                href: "/agreements?stage=\(stage.name)")
        }
        return Page(
            "agreements-home", title: text.text("navigation.home"),
            heading: text.text("home.heading"), section: "/",
            view: View(
                headline: total > 0 ? headline : nil, figures: total > 0 ? figures : [],
                empty: total > 0
                    ? nil
                    : EmptyView(
                        title: text.text("home.emptyTitle"), text: text.text("home.emptyText"))))
    }
}
