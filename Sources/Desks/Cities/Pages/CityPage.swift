import Foundation
import OfficeKit

/// A city: what its clock shows, when its offices are closed, who is the right counterpart, what it says of itself, what
/// ties the office to it, and whom one knows there.
enum CityPage {
    private struct View: Sendable {
        let now: [NowView]
        let tiesTitle: String
        let ties: [CardView]
        let tiesEmpty: EmptyView?
        let profile: [StatementView]
        let profileEmpty: String?
        let profileFields: [ActionView]
        let facts: FactsView
        let holidays: [FactsView]
        let holidaysNote: String?
        let bodies: [LineView]
        let bodiesMore: ActionView?
        let bodiesNew: ActionView?
        let persons: [LineView]
        let personsNew: ActionView?
        let canEdit: Bool
        let history: TimelineView?
        let historyHref: String
    }

    /// One figure of the head.
    struct NowView: Sendable {
        let label: String
        let value: String
        let lang: String?
        let detail: String?
    }

    /// One field of the profile.
    private struct StatementView: Sendable {
        let label: String
        let text: String
        let lang: String
        let dir: String
        let source: String?
        let editHref: String?
        let editLabel: String
    }

    /// One body or person.
    struct LineView: Sendable {
        let title: String
        let lang: String?
        let href: String
        let meta: String?
        let badge: BadgeView?
    }

    static func page(_ record: CityRecord, visit: Visit) -> Page {
        let text = visit.text
        let city = record.city
        let name = city.shown(on: visit.language)
        let canEdit = visit.may(.editContacts)
        var page = Page(
            "cities-city", title: name.text, heading: name.text,
            eyebrow: record.country.name(in: visit.language),
            subtitle: city.isOwn ? text.text("cities.page.own") : nil,
            breadcrumbs: [CityList.crumb(text), Crumb(name.text, lang: name.lang)],
            actions: actions(city, visit: visit), section: "/cities",
            view: View(
                now: now(record, visit: visit), tiesTitle: text.text("cities.page.ties"),
                ties: record.ties.map { $0.card }, tiesEmpty: tiesEmpty(record, text),
                profile: profile(record, canEdit: canEdit, visit: visit),
                profileEmpty: record.profile.statements.isEmpty ? text.text("cities.page.profileEmpty") : nil,
                profileFields: canEdit
                    ? CityProfile.Field.allCases.filter { record.profile.statement(of: $0) == nil }.map { field in
                        ActionView(text.text(field.key), href: "\(city.href)/profile/\(field.rawValue)")
                    } : [],
                facts: facts(record, visit: visit),
                holidays: record.holidays.isEmpty ? [] : [HolidayFacts.facts(record.holidays, visit: visit)],
                holidaysNote: HolidayFacts.note(record.holidays, text),
                bodies: record.bodies.prefix(CityRecord.most).map { body in
                    let name = body.shown(on: visit.language)
                    return LineView(
                        title: name.text, lang: name.lang, href: body.href, meta: text.text(body.kind.key),
                        badge: body.secrecy == .restricted ? body.secrecy.badge(in: text) : nil)
                },
                bodiesMore: record.bodies.count > CityRecord.most
                    ? ActionView(text.text("verbs.showAll"), href: "/bodies?city=\(city.id)") : nil,
                bodiesNew: canEdit
                    ? ActionView(text.text("cities.body.new"), href: "/bodies/new?city=\(city.id)") : nil,
                persons: record.holders.prefix(CityRecord.most).map { holder in
                    let name = holder.person.shown(on: visit.language)
                    return LineView(
                        title: name.text, lang: name.lang, href: holder.person.href, meta: holder.line(in: text),
                        badge: holder.person.secrecy == .restricted ? holder.person.secrecy.badge(in: text) : nil)
                },
                personsNew: canEdit
                    ? ActionView(text.text("cities.person.new"), href: "/people/new?city=\(city.id)") : nil,
                canEdit: canEdit,
                history: history(record, visit: visit), historyHref: "\(city.href)/history"))
        page.headingLanguage = city.languageOfName(in: visit.language)
        return page
    }

    private static func actions(_ city: City, visit: Visit) -> [ActionView] {
        let text = visit.text
        var actions: [ActionView] = []
        if visit.may(.editContacts) {
            actions.append(ActionView(text.text("cities.form.edit"), href: "\(city.href)/edit", isPrimary: true))
        }
        if visit.may(.manageOffice) {
            actions.append(ActionView(text.text("cities.wording.title"), href: "\(city.href)/wording"))
        }
        actions.append(ActionView(text.text("common.history"), href: "\(city.href)/history"))
        return actions
    }

    private static func now(_ record: CityRecord, visit: Visit) -> [NowView] {
        let text = visit.text
        let clock = ClockWords(record.city, own: record.own, visit: visit)
        let weekend = WeekendWords(record.country, text)
        let counterpart = CounterpartTier.of(city: record.city.tier, country: record.country)
        let next = record.holidays.first
        let holiday = next?.shown(on: visit.language)
        return [
            NowView(
                label: text.text("cities.page.localTime"), value: clock.time ?? text.text("common.unknown"), lang: nil,
                detail: clock.difference),
            NowView(
                label: text.text("cities.page.weekend"), value: weekend.days, lang: nil, detail: weekend.difference),
            NowView(
                label: text.text("cities.page.nextHoliday"),
                value: holiday?.text ?? text.text("common.unknown"), lang: holiday?.lang,
                detail: next.map { HolidayFacts.when($0, visit: visit) }),
            NowView(
                label: text.text("cities.field.counterpart"), value: text.text(counterpart.tier.key), lang: nil,
                detail: CounterpartWords.origin(counterpart.origin, text)),
        ]
    }

    private static func tiesEmpty(_ record: CityRecord, _ text: Catalogue) -> EmptyView? {
        guard record.ties.isEmpty else { return nil }
        return record.city.isOwn
            ? EmptyView(
                title: text.text("cities.page.ownTies"),
                action: ActionView(text.text("navigation.map"), href: "/map"))
            : EmptyView(
                title: text.text("cities.page.tiesEmpty"),
                action: ActionView(text.text("navigation.agreements"), href: "/agreements"))
    }

    private static func profile(_ record: CityRecord, canEdit: Bool, visit: Visit) -> [StatementView] {
        let text = visit.text
        return record.profile.statements.compactMap { statement in
            guard let said = statement.text(in: visit.language) else { return nil }
            return StatementView(
                label: text.text(statement.field.key), text: said.text, lang: said.language.rawValue,
                dir: said.language.direction, source: statement.source,
                editHref: canEdit ? "\(record.city.href)/profile/\(statement.field.rawValue)" : nil,
                editLabel: text.text("cities.page.editField", ["field": text.text(statement.field.key)]))
        }
    }

    private static func facts(_ record: CityRecord, visit: Visit) -> FactsView {
        let text = visit.text
        let city = record.city
        let format = visit.dayFormat
        var facts: [FactsView.Fact] = []
        if visit.language == .fa || city.namePersian != nil {
            let persian = FactsView.Fact(
                text.text("cities.field.name.fa"), city.namePersian,
                detail: city.namePersianSource.map { text.text("cities.nameSource.\($0.rawValue)") },
                lang: visit.language == .fa ? nil : "fa")
            facts.append(persian)
        }
        facts.append(
            FactsView.Fact(
                text.text("cities.field.name.en"), city.nameEnglish, lang: visit.language == .en ? nil : "en"))
        if let local = city.nameLocal { facts.append(.init(text.text("cities.field.name.local"), local)) }
        facts.append(
            .init(text.text("common.country"), record.country.name(in: visit.language), href: record.country.href))
        if let admin = city.admin {
            facts.append(.init(text.text("cities.field.admin"), admin, lang: visit.language == .en ? nil : "en"))
        }
        facts.append(
            .init(
                text.text("cities.field.population"), city.population > 0 ? format.number(city.population) : nil))
        if city.isCapital {
            facts.append(.init(text.text("cities.field.capital"), text.text("common.yes")))
        }
        if let tier = city.tier { facts.append(.init(text.text("cities.field.tier"), text.text(tier.key))) }
        if let latitude = city.latitude, let longitude = city.longitude {
            facts.append(
                .init(
                    text.text("cities.field.place"),
                    [latitude, longitude].map { visit.decimal(String($0)) }
                        .joined(separator: text.text("common.listSeparator")), dir: "ltr"))
        }
        facts.append(.init(text.text("cities.field.timezone"), city.timeZone, dir: "ltr"))
        return FactsView(facts)
    }

    private static func history(_ record: CityRecord, visit: Visit) -> TimelineView? {
        guard !record.entries.isEmpty else { return nil }
        return TimelineView(
            entries: record.entries.map { entry in
                TimelineView.Entry(
                    who: entry.author(in: visit.language) ?? visit.text.text("history.system"),
                    what: visit.text.text(entry.action, ["label": entry.subject.label]),
                    when: visit.shown(entry.at) ?? "", datetime: entry.at.iso, changes: [])
            })
    }
}

extension CityTie {
    /// The tie in a list of cards.
    var card: CardView { CardView(title: title, href: href, stage: stage, meta: detail) }
}
