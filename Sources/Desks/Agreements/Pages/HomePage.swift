import OfficeKit

/// The headline, opening down to the proof (F12); what sleeps and what would wake it (F13); growth and operation over the
/// years (F14); what is due, overdue and soon silent.
enum HomePage {
    private static let most = 8

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
        let workTitle: String
        let workHref: String
        let workAll: String
        let work: [WorkView]
        let workEmpty: EmptyView?
        let chart: YearChart?
        let chartNote: String?
        let dueTitle: String
        let dueHref: String
        let dueAll: String
        let due: [DueView]
        let dueEmpty: EmptyView?
    }

    /// One sleeping agreement.
    private struct WorkView: Sendable {
        let title: String
        let href: String
        let cause: String
        let next: String
        let nextHref: String
        let stage: StageView
        let badge: BadgeView?
    }

    private struct DueView: Sendable {
        let title: String
        let href: String
        let meta: String
        let badge: BadgeView
    }

    static func page(_ register: Register, visit: Visit) -> Page {
        let text = visit.text
        // Persian's zero is a dot, which nobody takes for a figure.
        func number(_ count: Int) -> String { count == 0 ? text.text("home.zero") : visit.shown(count) }
        let total = register.ties.count
        let isEmpty = total == 0
        let years = register.years(in: visit.calendar, until: visit.today)
        let sleeping = WorkPage.sleeping(register)
        let dates = register.firstDates(most)
        let chart = YearChart(years, visit: visit)
        let headline = View.Headline(
            href: "/agreements?of=ties&stage=operational", value: number(register.operational),
            of: text.text("home.of", ["total": number(total)]),
            title: text.text("home.title", count: register.operational), text: text.text("home.text"),
            linkLabel: text.text("home.proof"))
        let figures = Stage.allCases.map { stage in
            FigureView(
                value: number(register.count(at: stage)), label: text.text(stage.key),
                href: "/agreements?of=ties&stage=\(stage.name)")
        }
        return Page(
            "agreements-home", title: text.text("navigation.home"),
            heading: text.text("home.heading"), section: "/",
            view: View(
                headline: isEmpty ? nil : headline, figures: isEmpty ? [] : figures,
                empty: isEmpty
                    ? EmptyView(
                        title: text.text("home.emptyTitle"), text: text.text("home.emptyText"),
                        action: visit.may(.editAgreements)
                            ? ActionView(text.text("home.emptyAction"), href: "/agreements/new", isPrimary: true)
                            : nil) : nil,
                workTitle: text.text("home.workTitle", count: sleeping.count), workHref: "/work",
                workAll: text.text("home.workAll"),
                work: sleeping.prefix(most).map { work($0, visit: visit) },
                workEmpty: sleeping.isEmpty && !isEmpty ? EmptyView(title: text.text("home.workEmpty")) : nil,
                chart: chart,
                chartNote: chart != nil && years.undated > 0
                    ? text.text("home.undated", count: years.undated) : nil,
                dueTitle: text.text("home.dueTitle"), dueHref: "/due", dueAll: text.text("home.dueAll"),
                due: dates.map { due($0, visit: visit) },
                dueEmpty: dates.isEmpty && !isEmpty
                    ? EmptyView(title: text.text("home.dueEmpty"), text: text.text("home.dueEmptyText")) : nil))
    }

    private static func work(_ line: RegisterLine, visit: Visit) -> WorkView {
        let text = visit.text
        let format = DayFormat(language: visit.language, calendar: visit.calendar)
        return WorkView(
            title: line.title(in: visit.language), href: line.registered.href,
            cause: line.causes.first?.reason.sentence(in: text) { format.text($0) } ?? "",
            next: line.causes.first.map { text.text($0.cause.nextKey) } ?? "",
            nextHref: WorkPage.nextHref(of: line), stage: line.stageView(in: text, format: format), badge: nil)
    }

    private static func due(_ date: DueDate, visit: Visit) -> DueView {
        let format = DayFormat(language: visit.language, calendar: visit.calendar)
        return DueView(
            title: date.title ?? visit.text.text("home.silence"), href: date.line.registered.href,
            meta: date.line.title(in: visit.language) + " · " + format.text(date.day),
            badge: date.state.badge(in: visit.text))
    }
}

extension RegisterLine {
    /// The stage's mark with its reason.
    func stageView(in text: Catalogue, format: DayFormat) -> StageView {
        StageView(
            name: stage.name, label: text.text(stage.key),
            position: text.text("stages.position", ["position": format.number(stage.position)]))
    }
}
