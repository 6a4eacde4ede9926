import OfficeKit
import OfficeTesting
import PersianText
import SQLStore
import Testing

@testable import Agreements

@Suite("Recurrence")
struct RecurrenceTests {
    private static func day(_ iso: String) -> Day { Day(iso: iso)! }

    private static func jalali(_ year: Int, _ month: Int, _ day: Int) -> Day {
        Day(epochDay: Jalali(year: year, month: month, day: day)!.epochDay)
    }

    private static func series(_ recurrence: Recurrence, from due: Day, count: Int) -> [Day] {
        var days = [due]
        while days.count < count, let next = days.last.flatMap({ recurrence.next(after: $0) }) { days.append(next) }
        return days
    }

    @Test("Gregorian months keep the wanted day, and a short month gives its last")
    func gregorianMonths() {
        let monthly = Recurrence(unit: .month, calendar: .gregorian, from: Self.day("2027-01-31"))
        #expect(
            Self.series(monthly, from: Self.day("2027-01-31"), count: 6).map(\.iso) == [
                "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30",
            ])
        let leap = Recurrence(every: 12, unit: .month, calendar: .gregorian, from: Self.day("2024-02-29"))
        #expect(
            Self.series(leap, from: Self.day("2024-02-29"), count: 5).map(\.iso) == [
                "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
            ])
    }

    @Test("Jalali months keep the wanted day through the months of 30 days and through Esfand")
    func jalaliMonths() {
        let first = Self.jalali(1404, 6, 31)
        let monthly = Recurrence(unit: .month, calendar: .jalali, from: first)
        let wanted = [
            Self.jalali(1404, 6, 31), Self.jalali(1404, 7, 30), Self.jalali(1404, 8, 30), Self.jalali(1404, 9, 30),
            Self.jalali(1404, 10, 30), Self.jalali(1404, 11, 30), Self.jalali(1404, 12, 29), Self.jalali(1405, 1, 31),
        ]
        #expect(Self.series(monthly, from: first, count: 8) == wanted)
        // 1403 and 1408 are leap years: their Esfand has 30 days.
        let yearly = Recurrence(unit: .year, calendar: .jalali, from: Self.jalali(1403, 12, 30))
        #expect(
            Self.series(yearly, from: Self.jalali(1403, 12, 30), count: 6) == [
                Self.jalali(1403, 12, 30), Self.jalali(1404, 12, 29), Self.jalali(1405, 12, 29),
                Self.jalali(1406, 12, 29), Self.jalali(1407, 12, 29), Self.jalali(1408, 12, 30),
            ])
    }

    @Test("the two calendars give different days for the same first one")
    func calendars() {
        let due = Self.day("2026-11-24")
        #expect(Recurrence(unit: .month, calendar: .gregorian, from: due).next(after: due)?.iso == "2026-12-24")
        // 3 Azar 1405 and 3 Dey 1405.
        #expect(Recurrence(unit: .month, calendar: .jalali, from: due).next(after: due)?.iso == "2026-12-24")
        let spring = Self.day("2027-04-21")
        #expect(Recurrence(unit: .month, calendar: .gregorian, from: spring).next(after: spring)?.iso == "2027-05-21")
        // 1 Ordibehesht and 1 Khordad, 31 days apart.
        #expect(Recurrence(unit: .month, calendar: .jalali, from: spring).next(after: spring)?.iso == "2027-05-22")
    }

    @Test("each occurrence is later than the one before, and never by more than its months can have days")
    func steps() {
        for calendar in CalendarChoice.allCases {
            for every in [1, 2, 3, 6, 11, 12, 60] {
                for start in stride(from: 20_000, to: 20_800, by: 7) {
                    let due = Day(epochDay: start)
                    let recurrence = Recurrence(every: every, unit: .month, calendar: calendar, from: due)
                    let days = Self.series(recurrence, from: due, count: 5)
                    for (one, next) in zip(days, days.dropFirst()) {
                        let gone = next.days(since: one)
                        #expect((28 * every...31 * every).contains(gone), "\(one.iso) \(next.iso)")
                    }
                }
            }
        }
    }

    @Test("weeks are seven days, and nothing comes after the end or after the proven years")
    func ends() {
        let due = Self.day("2026-11-24")
        let weekly = Recurrence(every: 2, unit: .week, calendar: .jalali, from: due, until: Self.day("2026-12-22"))
        #expect(
            Self.series(weekly, from: due, count: 9).map(\.iso) == ["2026-11-24", "2026-12-08", "2026-12-22"])
        let last = Self.jalali(1498, 12, 1)
        #expect(Recurrence(unit: .month, calendar: .jalali, from: last).next(after: last) == nil)
    }

    @Test("it needs a date, a sensible number and an end after the date")
    func problems() {
        let due = Self.day("2026-11-24")
        func fields(_ recurrence: Recurrence, _ due: Day?) -> [String] { recurrence.problems(due: due).map(\.field) }
        #expect(fields(Recurrence(unit: .week, calendar: .gregorian, from: due), due) == [])
        #expect(fields(Recurrence(unit: .week, calendar: .gregorian, from: due), nil) == ["due"])
        #expect(fields(Recurrence(every: 0, unit: .week, calendar: .gregorian, from: due), due) == ["every"])
        #expect(
            fields(Recurrence(unit: .week, calendar: .gregorian, from: due, until: due.adding(days: -1)), due)
                == ["until"])
    }

    @Test("accepted evidence closes an occurrence and plans the next, once", arguments: OfficeUnderTest.engines)
    func accepted(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.clause(of: try await pages.agreement(level: .executive))
            let due = Day(year: 2026, month: 11, day: 30)!
            let action = try await pages.action("Sample report", under: clause, due: due)
            let once = try await pages.action("Sample visit", under: clause, due: due)
            try await pages.office.change { change in
                try Recurrence.set(
                    Recurrence(every: 3, unit: .month, calendar: .gregorian, from: due), of: action, under: clause,
                    in: change)
            }
            func all() async throws -> [Action] {
                try await pages.office.read { try Action.all(of: clause.agreement.agreement.id, on: $0) }
            }
            for shown in [action, once] {
                let evidence = try await pages.office.change { change in
                    try Evidence.submit(
                        Evidence.Submission(
                            Evidence(
                                id: Identifier.make(), clause: clause.clause.id, action: shown.id, title: "Shown",
                                submittedBy: "a", submittedOn: PageOffice.today,
                                dated: Day(year: 2026, month: 11, day: 20)!), link: "https://example.org/x"),
                        under: clause, on: PageOffice.today, in: change)
                }
                try await pages.office.change { change in
                    try evidence.review(.accept, by: "b", under: clause, on: PageOffice.today, in: change)
                }
                // Taken back and accepted once more: the next one is there already.
                let accepted = try await pages.office.read {
                    try Evidence.find(evidence.id, in: clause.agreement, on: $0)!.evidence
                }
                try await pages.office.change { change in
                    try accepted.review(
                        .return(reason: "Wrong"), by: "b", under: clause, on: PageOffice.today, in: change)
                }
                let returned = try await pages.office.read {
                    try Evidence.find(evidence.id, in: clause.agreement, on: $0)!.evidence
                }
                try await pages.office.change { change in
                    try returned.resubmit(
                        as: Evidence.Submission(returned, link: "https://example.org/y"), by: "a", under: clause,
                        on: PageOffice.today, in: change)
                }
                let again = try await pages.office.read {
                    try Evidence.find(evidence.id, in: clause.agreement, on: $0)!.evidence
                }
                try await pages.office.change { change in
                    try again.review(.accept, by: "b", under: clause, on: PageOffice.today, in: change)
                }
            }
            let actions = try await all()
            #expect(actions.count == 3)
            #expect(actions.first { $0.id == action.id }?.closed?.iso == "2026-11-20")
            #expect(actions.first { $0.id == once.id }?.closed == nil, "what comes once is closed by a person")
            let next = try #require(actions.first { $0.title == "Sample report" && $0.id != action.id })
            // November has no 31st, but the wanted day is the 30th: February gives its last.
            #expect(next.due?.iso == "2027-02-28" && next.closed == nil)
            let kept = try await pages.office.read { try Recurrence.of(next.id, on: $0) }
            #expect(kept?.day == 30 && kept?.every == 3)
        }
    }

    @Test("the form keeps how an action comes back, and says what is wrong", arguments: Language.allCases)
    func form(language: Language) async throws {
        try await PageOffice.open { pages in
            let clause = try await pages.clause(of: try await pages.agreement(level: .executive))
            let officer = try await pages.officer(language)
            let new = "\(clause.path)/actions/new"
            let words = try PageOffice.words(language)
            try await officer.get(new)
            #expect(try await officer.submit(new, ["title": "Sample", "repeats": "month", "every": "۳"]) == 422)
            #expect(officer.error(at: "due") == words.text("agreements.problem.recurrenceNeedsDue"))
            #expect(officer.value("repeats", of: new) == "month" && officer.value("every", of: new) == "۳")
            let date =
                language == .fa ? Browser.date("due", "۱۴۰۵", "10", "۳۰") : Browser.date("due", "2027", "1", "20")
            #expect(try await officer.submit(new, date.merging(["every": "99"]) { $1 }) == 422)
            #expect(officer.error(at: "every") != nil)
            #expect(try await officer.submit(new, ["every": "۳"]) == 303)
            let action = try #require(
                try await pages.office.read { try Action.all(of: clause.agreement.agreement.id, on: $0) }.first)
            #expect(action.due?.iso == "2027-01-20")
            let kept = try await pages.office.read { try Recurrence.of(action.id, on: $0) }
            #expect(kept?.every == 3 && kept?.unit == .month)
            #expect(kept?.calendar == (language == .fa ? .jalali : .gregorian))
            try await officer.get(clause.agreement.href)
            #expect(officer.text.contains(words.text("action.every.month", count: 3)))
            let path = "\(clause.path)/actions/\(action.id)"
            try await officer.get(path)
            #expect(officer.value("repeats", of: path) == "month")
            #expect(try await officer.submit(path, ["repeats": ""]) == 303)
            #expect(try await pages.office.read { try Recurrence.of(action.id, on: $0) } == nil)
        }
    }
}
