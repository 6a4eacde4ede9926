import OfficeKit

/// What a city's clock shows, and how far it is ahead of the office's own.
struct ClockWords: Sendable {
    /// «۱۳:۳۰، سه‌شنبه»; nil when the city's time zone is not known.
    let time: String?
    let difference: String?

    init(_ city: City, own: City?, visit: Visit) {
        let text = visit.text
        guard let here = LocalTime(in: city.timeZone, at: visit.now) else {
            time = nil
            difference = nil
            return
        }
        time = text.text(
            "cities.time.clock",
            ["clock": visit.dayFormat.digits(here.clock), "day": text.text("dates.weekdays.\(here.day.weekday)")])
        guard let own, own.id != city.id, let home = LocalTime(in: own.timeZone, at: visit.now) else {
            difference = nil
            return
        }
        let minutes = (here.secondsFromGMT - home.secondsFromGMT) / 60
        let place = own.name(in: visit.language)
        difference =
            minutes == 0
            ? text.text("cities.time.same", ["city": place])
            : text.text(
                minutes > 0 ? "cities.time.ahead" : "cities.time.behind",
                ["span": Self.span(abs(minutes), visit), "city": place])
    }

    private static func span(_ minutes: Int, _ visit: Visit) -> String {
        let values = ["hours": visit.shown(minutes / 60), "minutes": visit.shown(minutes % 60)]
        let key =
            switch (minutes / 60, minutes % 60) {
            case (0, _): "minutes"
            case (_, 0): "hours"
            default: "both"
            }
        return visit.text.text("cities.time.\(key)", values)
    }
}

/// The days on which a country's offices are closed.
struct WeekendWords: Sendable {
    let days: String
    /// The days of a second source, where it names others.
    let others: String?
    /// What is to be said of them.
    let difference: String?

    init(_ country: Country, _ text: Catalogue) {
        func names(_ weekend: Weekend) -> String {
            weekend.inOrder.map { text.text("dates.weekdays.\($0)") }
                .joined(separator: text.text("common.listSeparator"))
        }
        days = country.weekend.days.isEmpty ? text.text("common.unknown") : names(country.weekend)
        others = country.otherWeekend.map(names)
        difference = others.map { text.text("cities.page.otherWeekend", ["days": $0]) }
    }
}

/// Where the word on the competent tier comes from.
enum CounterpartWords {
    static func origin(_ origin: CounterpartTier.Origin, _ text: Catalogue) -> String {
        switch origin {
        case .city: text.text("cities.counterpart.city")
        case .country(let source?): text.text("cities.counterpart.source", ["source": source])
        case .country(nil): text.text("cities.counterpart.noSource")
        case .assumed: text.text("cities.counterpart.assumed")
        }
    }
}

/// The next holidays of a country.
enum HolidayFacts {
    static func facts(_ holidays: [Holiday], visit: Visit) -> FactsView {
        // The two offices that plan a visit may count in two calendars.
        let other = DayFormat(
            language: visit.language, calendar: visit.calendar == .jalali ? .gregorian : .jalali)
        return FactsView(
            holidays.map { holiday in
                let name = holiday.shown(on: visit.language)
                return FactsView.Fact(
                    visit.dayFormat.text(holiday.day, .long), name.text, detail: other.text(holiday.day),
                    badge: holiday.isProvisional
                        ? BadgeView(.warning, visit.text.text("cities.page.provisional")) : nil, lang: name.lang)
            })
    }

    /// «۳ روز دیگر», and that the moon may shift it.
    static func when(_ holiday: Holiday, visit: Visit) -> String {
        let format = visit.dayFormat
        let parts = [
            format.text(holiday.day), format.relative(holiday.day, to: visit.today),
            holiday.isProvisional ? visit.text.text("cities.page.provisional") : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: visit.text.text("common.listSeparator"))
    }

    /// Why some are marked; nil when none is.
    static func note(_ holidays: [Holiday], _ text: Catalogue) -> String? {
        if holidays.isEmpty { return text.text("cities.page.holidaysUnknown") }
        return holidays.contains(where: \.isProvisional) ? text.text("cities.page.provisionalText") : nil
    }
}
