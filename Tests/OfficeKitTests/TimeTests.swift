import Foundation
import PersianText
import Testing

@testable import OfficeKit

@Suite("Time")
struct TimeTests {
    static let day = Day(epochDay: 20_416)  // 2025-11-24, a Monday, 3 Azar 1404
    static let formats = Language.allCases.flatMap { language in
        CalendarChoice.allCases.map { DayFormat(language: language, calendar: $0) }
    }
    static let persian = DayFormat(language: .fa, calendar: .jalali)
    static let english = DayFormat(language: .en, calendar: .gregorian)

    // MARK: showing

    @Test("a day is written in the person's language and, apart from it, the person's calendar")
    func days() {
        #expect(Self.persian.text(Self.day, .long) == "دوشنبه ۳ آذر ۱۴۰۴")
        #expect(Self.persian.text(Self.day) == "۳ آذر ۱۴۰۴")
        #expect(Self.persian.text(Self.day, .short) == "۱۴۰۴/۰۹/۰۳")
        #expect(Self.persian.text(Self.day, .both) == "۳ آذر ۱۴۰۴ (۲۴ نوامبر ۲۰۲۵)")
        #expect(Self.english.text(Self.day, .long) == "Monday 24 November 2025")
        #expect(Self.english.text(Self.day) == "24 November 2025")
        #expect(Self.english.text(Self.day, .short) == "2025-11-24")
        #expect(Self.english.text(Self.day, .both) == "24 November 2025 (3 Azar 1404)")
        #expect(DayFormat(language: .en, calendar: .jalali).text(Self.day, .long) == "Monday 3 Azar 1404")
        let persianGregorian = DayFormat(language: .fa, calendar: .gregorian)
        #expect(persianGregorian.text(Self.day.adding(days: 38)) == "۱ ژانویهٔ ۲۰۲۶")
        #expect(persianGregorian.text(Self.day.adding(days: 98)) == "۲ مارس ۲۰۲۶")
    }

    @Test("a year or month alone keeps its calendar, and says which where it is not the person's")
    func partialDays() throws {
        let year = try #require(PartialDay(year: 2006))
        let jalaliYear = try #require(PartialDay(jalaliYear: 1385))
        let month = try #require(PartialDay(year: 2024, month: 9))
        let jalaliMonth = try #require(PartialDay(jalaliYear: 1385, month: 10))
        #expect(Self.persian.text(year) == "۲۰۰۶ میلادی")
        #expect(Self.persian.text(jalaliYear) == "۱۳۸۵")
        #expect(Self.english.text(year) == "2006")
        #expect(Self.english.text(jalaliYear) == "1385 SH")
        #expect(Self.english.text(jalaliYear, .both) == "1385 SH (2006–2007 CE)")
        #expect(Self.persian.text(month) == "سپتامبر ۲۰۲۴")
        #expect(Self.persian.text(month, .both) == "سپتامبر ۲۰۲۴ (شهریور – مهر ۱۴۰۳)")
        #expect(Self.english.text(jalaliMonth, .both) == "Dey 1385 (December 2006 – January 2007)")
        #expect(Self.english.text(month, .short) == "2024-09")
        #expect(Self.persian.text(PartialDay(Self.day), .both) == Self.persian.text(Self.day, .both))
    }

    @Test("a day outside the proven Jalali years is shown in the Gregorian calendar")
    func outside() throws {
        let day = try #require(Day(year: 1700, month: 5, day: 2))
        #expect(Self.persian.text(day, .both) == "۲ مهٔ ۱۷۰۰")
    }

    @Test("numbers have the language's digits and separators, and a sign that stays before them")
    func numbers() {
        #expect(Self.persian.number(1_234_567) == "۱٬۲۳۴٬۵۶۷")
        #expect(Self.english.number(1_234_567) == "1,234,567")
        #expect(Self.persian.number(-5) == "\u{200E}\u{2212}۵")
        #expect(Self.english.number(-5) == "\u{2212}5")
        #expect(Self.persian.percent(0.125) == "۱۳٪")
        #expect(Self.english.percent(1) == "100%")
        #expect(Self.english.percent(.nan) == "0%")
    }

    @Test("names agree with CLDR and with the catalogues")
    func names() throws {
        let shared = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
        let file = shared.appending(path: "data/08-persian/cldr41_fa_calendar_names.json")
        let tree = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        func list(_ calendar: String, _ form: String) throws -> [String] {
            let months = try #require((tree[calendar] as? [String: Any])?["months"] as? [String: [String]])
            return try #require(months[form])
        }
        for (calendar, name) in [(CalendarChoice.jalali, "persian"), (.gregorian, "gregorian")] {
            #expect(try CalendarNames.months(of: calendar, in: .fa) == list(name, "stand-alone"))
            let months = (1...12).map { CalendarNames.monthBeforeYear($0, of: calendar, in: .fa) }
            #expect(try months == list(name, "format"))
        }
        let kit = try ResourceFolder.officeKit()
        for language in Language.allCases {
            let catalogue = try Catalogue(language: language, folders: [kit])
            for calendar in CalendarChoice.allCases {
                for (index, name) in CalendarNames.months(of: calendar, in: language).enumerated() {
                    #expect(catalogue.text("dates.months.\(calendar.rawValue).\(index + 1)") == name)
                }
            }
            for weekday in 1...7 {
                #expect(catalogue.text("dates.weekdays.\(weekday)") == CalendarNames.weekday(weekday, in: language))
            }
            for problem in [DayProblem.empty, .notADate, .missingYear, .missingMonth, .noSuchDay] {
                #expect(catalogue.raw(problem.key) != nil)
            }
        }
    }

    // MARK: moments

    @Test("a moment is shown in a zone, in any season")
    func moments() throws {
        let tehran = try #require(TimeZone(identifier: "Asia/Tehran"))
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let moment = try #require(Moment(iso: "2025-11-23T20:45:10.000Z"))
        #expect(Self.persian.text(moment, in: tehran) == "۳ آذر ۱۴۰۴، ۰۰:۱۵")
        #expect(Self.english.text(moment, in: berlin) == "23 November 2025, 21:45")
        let summer = try #require(Moment(iso: "2025-06-30T22:30:00Z"))
        #expect(Self.english.text(summer, in: berlin, .short) == "2025-07-01, 00:30")
        let beforeEpoch = try #require(Moment(iso: "1969-12-31T23:59:59.999Z"))
        #expect(Self.english.clock(beforeEpoch, in: .gmt) == "23:59")
    }

    @Test("distances are said in the largest unit that fits")
    func distances() {
        let now = Moment(milliseconds: 1_764_000_000_000)
        let expected: [(Int, String, String)] = [
            (-10, "همین حالا", "just now"), (-60, "۱ دقیقه پیش", "1 minute ago"),
            (7200, "۲ ساعت دیگر", "in 2 hours"), (-3 * 86_400 - 5, "۳ روز پیش", "3 days ago"),
            (-40 * 86_400, "۱ ماه پیش", "1 month ago"), (800 * 86_400, "۲ سال دیگر", "in 2 years"),
        ]
        for (seconds, persian, english) in expected {
            #expect(Self.persian.relative(now.adding(seconds: seconds), to: now) == persian)
            #expect(Self.english.relative(now.adding(seconds: seconds), to: now) == english)
        }
        #expect(Self.persian.relative(Self.day.adding(days: -1), to: Self.day) == "دیروز")
        #expect(Self.english.relative(Self.day.adding(days: 3), to: Self.day) == "in 3 days")
    }

    // MARK: reading

    @Test(
        "a date is read as people type it",
        arguments: [
            ("2025-11-24", "2025-11-24"), ("۱۴۰۴/۹/۳", "2025-11-24"), ("1404-09-03", "2025-11-24"),
            ("١٤٠٤.٠٩.٠٣", "2025-11-24"), ("24.11.2025", "2025-11-24"), ("۳/۹/۱۴۰۴", "2025-11-24"),
            ("3 آذر 1404", "2025-11-24"), ("دوشنبه ۳ آذر ۱۴۰۴", "2025-11-24"), ("۱۴۰۴ آذر ۳", "2025-11-24"),
            ("24 Nov 2025", "2025-11-24"), ("November 24, 2025", "2025-11-24"), ("3 Azar 1404", "2025-11-24"),
            ("  2025 , 11 , 24 ", "2025-11-24"), ("2006", "2006"), ("۱۳۸۵", "j1385"), ("سال ۱۳۸۵", "j1385"),
            ("1385-08", "j1385-08"), ("8/1385", "j1385-08"), ("آبان ۱۳۸۵", "j1385-08"), ("2024-9", "2024-09"),
            ("سپتامبر ۲۰۲۴", "2024-09"), ("1403/12/30", "2025-03-20"), ("۲۹ فوریهٔ ۲۰۲۴", "2024-02-29"),
        ])
    func reading(typed: String, iso: String) throws {
        #expect(try DayParser.date(from: typed).iso == iso)
    }

    @Test(
        "what is no date is refused with its reason",
        arguments: [
            ("", DayProblem.empty), ("  ", .empty), ("hello", .notADate), ("12", .missingYear), ("3/9", .missingYear),
            ("3 آذر", .missingYear), ("1404/12/30", .noSuchDay), ("2023-02-29", .noSuchDay), ("1404-13", .noSuchDay),
            ("24.11.1600", .yearOutOfRange(1600)), ("1404-2025", .notADate), ("3 آذر 2025", .otherCalendar),
            ("2025-11-24-1", .notADate), ("20251124", .notADate), ("11/2025/24", .notADate), ("2025-11-24x", .notADate),
            ("1203", .yearOutOfRange(1203)), ("آذر آبان 1404", .notADate),
        ])
    func refusing(typed: String, problem: DayProblem) {
        #expect(throws: problem) { try DayParser.date(from: typed) }
    }

    @Test("the three fields of a form are read in the calendar that they show")
    func fields() throws {
        func read(_ year: String, _ month: String, _ day: String, _ calendar: CalendarChoice) throws -> String? {
            try DayParser.date(year: year, month: month, day: day, calendar: calendar)?.iso
        }
        #expect(try read("", " ", "", .jalali) == nil)
        #expect(try read("۱۴۰۴", "9", "۳", .jalali) == "2025-11-24")
        #expect(try read("۱۳۸۵", "8", "", .jalali) == "j1385-08")
        #expect(try read("1385", "", "", .jalali) == "j1385")
        #expect(try read("2006", "", "", .jalali) == "2006")
        #expect(try read("2006", "5", "7", .gregorian) == "2006-05-07")
        #expect(throws: DayProblem.otherCalendar) { try read("2006", "5", "", .jalali) }
        #expect(throws: DayProblem.missingYear) { try read("", "5", "", .jalali) }
        #expect(throws: DayProblem.missingMonth) { try read("1404", "", "3", .jalali) }
        #expect(throws: DayProblem.noSuchDay) { try read("1404", "12", "30", .jalali) }
        #expect(throws: DayProblem.notADate) { try read("x", "", "", .jalali) }
    }

    @Test("what is shown can be typed back", arguments: formats)
    func roundTrip(format: DayFormat) throws {
        for number in stride(from: -40_000, to: 50_000, by: 97) {
            let day = Day(epochDay: number)
            for style in [DayFormat.Style.long, .medium, .short] {
                #expect(try DayParser.date(from: format.text(day, style)) == PartialDay(day))
            }
        }
        for year in [1850, 1999, 2026, 1250, 1385, 1404] {
            for month in [nil, 1, 5, 12] {
                let date = try #require(
                    year < 1600 ? PartialDay(jalaliYear: year, month: month) : PartialDay(year: year, month: month))
                #expect(try DayParser.date(from: format.text(date)) == date)
                #expect(PartialDay(iso: date.iso) == date)
            }
        }
    }

    @Test("a Jalali year covers its own days")
    func coverage() throws {
        let year = try #require(PartialDay(iso: "j1385"))
        #expect(year.earliest.iso == "2006-03-21")
        #expect(year.latest.iso == "2007-03-20")
        #expect(year.agrees(with: try #require(PartialDay(iso: "2007"))))
        #expect(!year.agrees(with: try #require(PartialDay(iso: "2007-04"))))
        for text in ["j2006", "j1385-13", "j1385-1-1", "j1385-01-01", "J1385", "j", "1385j", "2006-5", ""] {
            #expect(PartialDay(iso: text) == nil, "\(text)")
        }
    }
}
