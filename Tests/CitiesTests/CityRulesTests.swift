import Foundation
import OfficeKit
import Testing

@testable import Cities

@Suite("Time, weekend and holidays of a city") struct CityRulesTests {
    @Test(
        "a city's clock shows its own time, summer time included",
        arguments: [
            ("Asia/Tehran", "2026-07-01T20:45:00Z", "2026-07-02", "00:15", "+03:30"),
            ("Europe/Berlin", "2026-07-01T22:30:00Z", "2026-07-02", "00:30", "+02:00"),
            ("Europe/Berlin", "2026-12-01T22:30:00Z", "2026-12-01", "23:30", "+01:00"),
            ("America/Sao_Paulo", "2026-07-01T02:00:00Z", "2026-06-30", "23:00", "-03:00"),
            ("Asia/Kathmandu", "2026-07-01T00:00:00Z", "2026-07-01", "05:45", "+05:45"),
        ])
    func clock(zone: String, moment: String, day: String, clock: String, offset: String) throws {
        let moment = try #require(Moment(iso: moment))
        let time = try #require(LocalTime(in: zone, at: moment))
        #expect(time.day.iso == day)
        #expect(time.clock == clock)
        #expect(time.offset == offset)
    }

    @Test("a zone that nobody knows gives no time")
    func unknownZone() {
        #expect(LocalTime(in: "Asia/Nowhere", at: TestOffice.moment) == nil)
        #expect(LocalTime(in: nil, at: TestOffice.moment) == nil)
    }

    @Test("the difference between two clocks has its sign")
    func difference() throws {
        let tehran = try #require(LocalTime(in: "Asia/Tehran", at: TestOffice.moment))
        let istanbul = try #require(LocalTime(in: "Europe/Istanbul", at: TestOffice.moment))
        #expect(istanbul.difference(from: tehran) == "-00:30")
        #expect(tehran.difference(from: istanbul) == "+00:30")
    }

    @Test("a weekend is read and written alike, and unknown words are left out")
    func weekend() throws {
        let friday = try #require(Day(iso: "2026-11-27"))
        #expect(Weekend(parsing: "fri,sat").text == "fri,sat")
        #expect(Weekend(parsing: "fri,sat").contains(friday))
        #expect(!Weekend(parsing: "sat,sun").contains(friday))
        #expect(Weekend(parsing: "noon,sun").days == [7])
        #expect(Weekend(parsing: "sat,sun").inOrder == [6, 7])
        #expect(Weekend(parsing: "mon,sun").inOrder == [7, 1])
    }

    private func holiday(_ iso: String, provisional: Bool = false) throws -> Holiday {
        Holiday(
            country: "IR", day: try #require(Day(iso: iso)), nameEnglish: iso, namePersian: nil, nameLocal: nil,
            localLanguage: nil, isProvisional: provisional)
    }

    @Test("the next holidays start with today and come in order")
    func next() throws {
        let all = [try holiday("2026-12-01"), try holiday("2026-11-24"), try holiday("2026-11-23")]
        let today = try #require(Day(iso: "2026-11-24"))
        #expect(Holiday.next(5, from: today, in: all).map(\.day.iso) == ["2026-11-24", "2026-12-01"])
        #expect(Holiday.next(0, from: today, in: all).isEmpty)
    }

    @Test("a day is a holiday before it is a weekend")
    func kinds() throws {
        let weekend = Weekend(parsing: "fri")
        let friday = try #require(Day(iso: "2026-11-27"))
        #expect(DayKind.of(friday, weekend: weekend, holidays: []) == .weekend)
        #expect(DayKind.of(friday.adding(days: 1), weekend: weekend, holidays: []) == .working)
        let feast = try holiday("2026-11-27")
        #expect(DayKind.of(friday, weekend: weekend, holidays: [feast]) == .holiday(feast))
    }

    @Test("posts held today come first, the higher rank before the lower")
    func posts() throws {
        func post(_ id: String, rank: Int?, from: String?, to: String?) -> Post {
            Post(
                id: id, person: "p", body: "b", titlePersian: nil, titleEnglish: id, rank: rank,
                from: from.flatMap { PartialDay(iso: $0) }, to: to.flatMap { PartialDay(iso: $0) })
        }
        let today = try #require(Day(iso: "2026-11-24"))
        let past = post("past", rank: 1, from: "2010", to: "2020-05")
        let deputy = post("deputy", rank: 2, from: "2021", to: nil)
        let mayor = post("mayor", rank: 1, from: "2024", to: "2026")
        #expect(Post.ordered([past, deputy, mayor], on: today).map(\.id) == ["mayor", "deputy", "past"])
        #expect(!past.isHeld(on: today))
        #expect(mayor.isHeld(on: today), "a year alone may still mean its last day")
    }
}
