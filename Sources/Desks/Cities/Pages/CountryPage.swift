import Foundation
import OfficeKit
import SQLStore

/// All that a country's page tells, read from one snapshot.
struct CountryRecord: Sendable {
    let country: Country
    let holidays: [Holiday]
    let ties: [CityTie]
    let cities: Int

    /// - Throws: `Refusal.notFound`.
    init(_ code: String, ties: any CityTies, visit: Visit, on connection: any SQLConnection) throws {
        guard let country = try Country.find(code, on: connection) else { throw Refusal.notFound }
        self.country = country
        holidays = try country.holidays(from: visit.today, limit: 8, on: connection)
        let all = try ties.ties(
            with: nil, for: visit.viewer, text: visit.text, today: visit.today, on: connection)
        let places = try City.find(all.map(\.city), on: connection)
        self.ties = all.filter { places[$0.city]?.country == code }
        var filter = CityFilter()
        filter.country = code
        cities = try filter.count(on: connection)
    }
}

/// A country: what one needs to know before one writes there.
enum CountryPage {
    private struct View: Sendable {
        let now: [CityPage.NowView]
        let ties: [CardView]
        let tiesEmpty: EmptyView?
        let facts: FactsView
        let holidays: [FactsView]
        let holidaysNote: String?
        let citiesHref: String
        let citiesLabel: String
    }

    static func page(_ record: CountryRecord, visit: Visit) -> Page {
        let text = visit.text
        let country = record.country
        let name = country.name(in: visit.language)
        var actions: [ActionView] = []
        if visit.may(.editContacts) {
            actions.append(
                ActionView(text.text("cities.counterpart.edit"), href: "\(country.href)/counterpart", isPrimary: true))
        }
        if visit.may(.manageOffice) {
            actions.append(ActionView(text.text("cities.wording.title"), href: "\(country.href)/wording"))
        }
        actions.append(ActionView(text.text("common.history"), href: "\(country.href)/history"))
        return Page(
            "cities-country", title: name, eyebrow: text.text("common.country"),
            breadcrumbs: [CountryRoutes.crumb(text), Crumb(name)], actions: actions, section: "/countries",
            view: View(
                now: now(record, visit: visit), ties: record.ties.map(\.card),
                tiesEmpty: record.ties.isEmpty ? EmptyView(title: text.text("cities.country.tiesEmpty")) : nil,
                facts: facts(record, visit: visit),
                holidays: record.holidays.isEmpty ? [] : [HolidayFacts.facts(record.holidays, visit: visit)],
                holidaysNote: HolidayFacts.note(record.holidays, text),
                citiesHref: "/cities?country=\(country.code)",
                citiesLabel: text.text("cities.country.cities", count: record.cities)))
    }

    private static func now(_ record: CountryRecord, visit: Visit) -> [CityPage.NowView] {
        let text = visit.text
        let weekend = WeekendWords(record.country, text)
        let counterpart = CounterpartTier.of(city: nil, country: record.country)
        let next = record.holidays.first
        let holiday = next?.shown(on: visit.language)
        return [
            .init(
                label: text.text("cities.page.weekend"), value: weekend.days, lang: nil, detail: weekend.difference),
            .init(
                label: text.text("cities.page.nextHoliday"), value: holiday?.text ?? text.text("common.unknown"),
                lang: holiday?.lang, detail: next.map { HolidayFacts.when($0, visit: visit) }),
            .init(
                label: text.text("cities.field.counterpart"), value: text.text(counterpart.tier.key), lang: nil,
                detail: CounterpartWords.origin(counterpart.origin, text)),
        ]
    }

    private static func facts(_ record: CountryRecord, visit: Visit) -> FactsView {
        let text = visit.text
        let country = record.country
        let isPersian = visit.language == .fa
        return FactsView([
            .init(text.text("cities.field.name.fa"), country.namePersian, lang: isPersian ? nil : "fa"),
            .init(text.text("cities.field.name.en"), country.nameEnglish, lang: isPersian ? "en" : nil),
            .init(text.text("cities.field.code"), country.code, dir: "ltr"),
            .init(text.text("cities.field.languages"), languages(country, in: visit.language)),
            .init(
                text.text("cities.field.callingCode"),
                country.callingCode.map { visit.dayFormat.digits("+\($0)") }, dir: "ltr"),
        ])
    }

    /// The languages in use, each once, by their names.
    private static func languages(_ country: Country, in language: Language) -> String? {
        if language == .fa { return country.languagesPersian.isEmpty ? nil : country.languagesPersian }
        let locale = Locale(identifier: "en")
        var names: [String] = []
        for code in country.languages {
            let base = String(code.prefix { $0 != "-" })
            let name = locale.localizedString(forLanguageCode: base) ?? base
            if !names.contains(name) { names.append(name) }
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
