import Cities
import Foundation
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements
@testable import OfficeKit

@Suite("Reminders")
struct ReminderTests {
    private static let today = Day(year: 2026, month: 11, day: 24)!

    private static func isDue(_ kind: Reminder.Kind, since: Int, last: Int? = nil, sent: Int = 0) -> Bool {
        ReminderPace.isDue(kind, since: since, last: last.map { today.adding(days: -$0) }, sent: sent, on: today)
    }

    @Test("an action that comes near is reminded of twice: when it does, and on its eve")
    func soon() {
        #expect(!Self.isDue(.dueSoon, since: -8))
        #expect(Self.isDue(.dueSoon, since: -7))
        #expect(!Self.isDue(.dueSoon, since: -4, last: 3))
        #expect(Self.isDue(.dueSoon, since: -1, last: 6))
        #expect(!Self.isDue(.dueSoon, since: 0, last: 1))
        #expect(!Self.isDue(.dueSoon, since: 1))
    }

    @Test("one that is late each week, and after two months each month")
    func late() {
        #expect(!Self.isDue(.overdue, since: 0))
        #expect(Self.isDue(.overdue, since: 1))
        #expect(!Self.isDue(.overdue, since: 7, last: 6))
        #expect(Self.isDue(.overdue, since: 8, last: 7))
        #expect(!Self.isDue(.overdue, since: 61, last: 7))
        #expect(Self.isDue(.overdue, since: 90, last: 30))
    }

    @Test("silence each month; a request from the fifth day on, at most three times")
    func others() {
        #expect(Self.isDue(.silent, since: 0) && !Self.isDue(.silent, since: 0, last: 29))
        #expect(Self.isDue(.silent, since: 0, last: 30))
        #expect(!Self.isDue(.unanswered, since: 4) && Self.isDue(.unanswered, since: 5))
        #expect(!Self.isDue(.unanswered, since: 9, last: 4, sent: 1))
        #expect(Self.isDue(.unanswered, since: 10, last: 5, sent: 1))
        #expect(!Self.isDue(.unanswered, since: 60, last: 30, sent: 3))
    }

    /// Two actions of one person, one near and one late, and one that nobody can be written to about.
    private static func prepare(_ pages: PageOffice) async throws -> RegisteredClause {
        let document = try await pages.agreement(level: .executive)
        let body = try await pages.body("Sample department")
        try await pages.holder("Sample Person", mail: "person@body.example", at: body.id)
        let clause = try await pages.clause(of: document, ours: [body.id])
        try await pages.action("Near work", under: clause, due: today.adding(days: 5), owner: body.id)
        try await pages.action("Late work", under: clause, due: today.adding(days: -3), owner: body.id)
        try await pages.action("Far work", under: clause, due: today.adding(days: 50), owner: body.id)
        try await pages.action("Nobody's work", under: clause, due: today.adding(days: -9))
        let hidden = try await pages.clause(
            of: try await pages.agreement("Secret paper", level: .executive, secrecy: .restricted))
        try await pages.action("Secret work", under: hidden, due: today.adding(days: -9), owner: body.id)
        return clause
    }

    @Test(
        "two runners on one office send each person one letter, and never two of one thing on one day",
        arguments: OfficeUnderTest.engines)
    func twoRunners(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            _ = try await Self.prepare(pages)
            let office = pages.office.office
            let first = try Reminding(office: office, keeper: RegisterKeeper())
            let second = try Reminding(office: office, keeper: RegisterKeeper())
            // Both at once, past the line of jobs: only the table's key stands between them.
            async let one = first.send()
            async let two = second.send()
            let sent = try await (one, two)
            #expect(sent.0 + sent.1 == 4)
            #expect(try await first.send() == 0)
            let letters = try await LetterBox.all(of: pages.office)
            let bodies = letters.map(\.body).joined()
            for (word, count) in [("Near work", 1), ("Late work", 1), ("Far work", 0), ("Nobody's", 0), ("Secret", 0)] {
                #expect(bodies.components(separatedBy: word).count - 1 == count, "\(word)")
            }
            #expect(letters.allSatisfy { $0.recipient == "person@body.example" && $0.language == "fa" })
            // And in the line of jobs the day's work stands once, whoever puts it there.
            let queued = try await [first.enqueue(), second.enqueue(), first.enqueue()]
            #expect(queued.filter { $0 }.count == 1)
            let runners = [first, second].map { JobRunner(office: office, handlers: [Reminding.kind: $0.handler]) }
            async let left = runners[0].runNext()
            async let right = runners[1].runNext()
            let ran = try await (left, right)
            #expect(ran.0 != ran.1)
            #expect(try await LetterBox.all(of: pages.office).count == letters.count)
        }
    }

    @Test("the key of the table lets one reminder of a thing on a day in", arguments: OfficeUnderTest.engines)
    func key(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let reminder = Reminder(
                kind: .overdue, subject: "s", day: Self.today, label: "l", agreement: nil, recipient: nil)
            let store = pages.office.office.store
            let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 { group.addTask { try await store.write { try reminder.keep(on: $0) } } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(kept == 1)
            await #expect(throws: (any Error).self) {
                _ = try await store.write { connection in
                    try connection.execute(
                        "INSERT INTO reminder (kind, subject_id, day, label) VALUES ('overdue', 's', '2026-11-24', 'x')"
                    )
                }
            }
        }
    }

    @Test(
        "days pass: late work is named again after a week, and the page tells of all",
        arguments: OfficeUnderTest.engines)
    func days(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            _ = try await Self.prepare(pages)
            let reminding = try Reminding(office: pages.office.office, keeper: RegisterKeeper())
            var sent: [Int] = []
            for _ in 0..<9 {
                sent.append(try await reminding.send())
                pages.office.clock.advance(seconds: 86_400)
            }
            // The near one: on the first day, on its eve, and when it is late.
            #expect(sent == [4, 0, 0, 0, 1, 0, 1, 3, 0])
            let officer = try await pages.officer(.en)
            try await officer.get("/requests/reminders")
            #expect(officer.text.contains("Near work") && officer.text.contains("Nobody's work"))
            #expect(!officer.text.contains("Secret work"))
            let deputy = try await pages.site.browser(as: .deputy, language: .fa)
            try await deputy.get("/requests/reminders?kind=overdue")
            #expect(deputy.text.contains("Secret work") && !deputy.text.contains("requests."))
        }
    }

    @Test(
        "a request without an answer is followed three times, each with a link that opens it",
        arguments: OfficeUnderTest.engines)
    func unanswered(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.clause(of: try await pages.agreement(level: .executive))
            let action = try await pages.action("Sample work", under: clause, due: nil)
            let officer = try await pages.officer(.en)
            try await officer.get("/requests/new?action=\(action.id)")
            #expect(
                try await officer.submit(
                    "/requests/new",
                    ["name": "A Person", "email": "person@body.example", "language": "en", "days": "30"]) == 303)
            let reminding = try Reminding(office: pages.office.office, keeper: RegisterKeeper())
            for _ in 0..<28 {
                try await reminding.send()
                pages.office.clock.advance(seconds: 86_400)
            }
            let letters = try await LetterBox.all(of: pages.office)
            #expect(letters.count == 4)
            let guest = pages.site.browser()
            let paths = Set(letters.compactMap(\.path))
            #expect(paths.count == 4)
            for path in paths { #expect(try await guest.get(path) == 200) }
        }
    }
}
