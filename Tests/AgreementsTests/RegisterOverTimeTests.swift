import Cities
import OfficeKit
import SQLStore
import Testing

@testable import Agreements

@Suite("The register over time") struct RegisterOverTimeTests {
    private static let officer = Viewer(account: "officer", role: .urbanOfficer)
    private static let reader = Viewer(account: "reader", role: .viewer)

    /// An office with made-up agreements, and a keeper that has read them.
    private static func use(
        _ engine: Engine, _ body: (Office, RegisterKeeper) async throws -> Void
    ) async throws {
        let office = try await TestOffice.make(engine)
        _ = try await office.change(by: TestOffice.author) { change in
            try AgreementSample(agreements: 120, clauses: 3).add(on: TestOffice.today, in: change)
        }
        let keeper = RegisterKeeper()
        _ = try await register(keeper, of: office)
        try await body(office, keeper)
        await office.store.close()
    }

    private static func register(
        _ keeper: RegisterKeeper, of office: Office, for viewer: Viewer = .machine, on today: Day = TestOffice.today
    ) async throws -> Register {
        try await office.read { try keeper.register(for: viewer, on: today, connection: $0) }
    }

    /// All that a register tells, as text.
    private static func told(_ register: Register, on today: Day = TestOffice.today) -> [String] {
        register.lines.map { line in
            "\(line.registered) \(line.partners) \(line.stage) \(line.reason.key) \(line.causes.map(\.cause)) "
                + "\(line.due) \(String(describing: line.fallsSilent)) \(line.openContradictions) "
                + "\(line.operationalAt.sorted()) \(line.figures)"
        } + ["ties"] + register.ties.map(\.registered.code) + ["sleeping"] + register.sleeping.map(\.registered.code)
            + ["dates"] + register.dates.map { "\($0.day.iso) \($0.line.registered.code) \($0.state)" }
            + CalendarChoice.allCases.map { "\(register.years(in: $0, until: today))" }
            + Stage.allCases.map { "\($0): \(register.count(at: $0))" }
    }

    /// Whether the keeper tells what a register tells that is read anew.
    private static func expectTrue(
        _ keeper: RegisterKeeper, of office: Office, for viewer: Viewer = .machine, on today: Day = TestOffice.today,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let kept = told(try await register(keeper, of: office, for: viewer, on: today), on: today)
        let fresh = told(try await register(RegisterKeeper(), of: office, for: viewer, on: today), on: today)
        #expect(kept.count > 20, sourceLocation: sourceLocation)
        #expect(kept == fresh, sourceLocation: sourceLocation)
    }

    @Test("tells what is read anew, whatever was changed meanwhile", arguments: TestOffice.engines)
    func followsChanges(engine: Engine) async throws {
        try await Self.use(engine) { office, keeper in
            let before = try await Self.register(keeper, of: office)
            _ = Self.told(before)
            // Every order of asking: dates that were in order before, and some that never were.
            var random = SampleRandom(seed: 3)
            for round in 1...12 {
                let line = random.pick(before.lines)
                let id = line.registered.agreement.id
                let subject = Subject(kind: Agreement.kind, id: id, label: line.registered.code)
                let day = TestOffice.today.adding(days: random.number(-400...400))
                let way = round % 6
                let secrecy = random.pick(Secrecy.allCases)
                try await office.change(by: TestOffice.author) { change in
                    let connection = change.connection
                    switch way {
                    case 0: try connection.execute("UPDATE agreement SET ended = \(day) WHERE id = \(id)")
                    case 1: try connection.execute("UPDATE agreement SET secrecy = \(secrecy) WHERE id = \(id)")
                    case 2:
                        try connection.execute(
                            """
                            UPDATE action SET due = \(day) WHERE clause_id IN
                                (SELECT id FROM clause WHERE agreement_id = \(id))
                            """)
                    case 3:
                        try connection.execute(
                            """
                            UPDATE evidence SET state = 'submitted', decided_by = NULL, decided_on = NULL
                            WHERE clause_id IN (SELECT id FROM clause WHERE agreement_id = \(id))
                            """)
                    case 4: try connection.execute("UPDATE clause SET withdrawn = \(day) WHERE agreement_id = \(id)")
                    default: try connection.execute("UPDATE agreement SET parent_id = NULL WHERE id = \(id)")
                    }
                    try change.record("journal.agreement.changed", subject, secrecy: .office)
                }
                if round.isMultiple(of: 3) { continue }
                try await Self.expectTrue(keeper, of: office)
                try await Self.expectTrue(keeper, of: office, for: Self.officer)
            }
            try await Self.expectTrue(keeper, of: office)
        }
    }

    @Test("counts what is newly registered, and what it carries out", arguments: TestOffice.engines)
    func newDocument(engine: Engine) async throws {
        try await Self.use(engine) { office, keeper in
            let sleeping = try #require(
                try await Self.register(keeper, of: office).ties.first { line in
                    line.stage == .paper && line.registered.agreement.level == .principle
                        && line.registered.agreement.isSigned
                })
            let parent = sleeping.registered.agreement
            let document = Agreement(
                id: Identifier.make(), kind: parent.kind, level: .executive, parent: parent.id,
                titleEnglish: "Executive document (sample)", parties: parent.parties,
                signed: PartialDay(TestOffice.today))
            let code = try await office.change(by: TestOffice.author) { change in
                try Agreement.register(document, on: TestOffice.today, in: change).code
            }
            let after = try await Self.register(keeper, of: office)
            #expect(after.lines.last?.registered.code == code)
            #expect(after.ties.allSatisfy { $0.registered.code != code })
            let line = after.lines.first { $0.registered.code == sleeping.registered.code }
            #expect((line?.stage ?? .paper) > .paper)
            try await Self.expectTrue(keeper, of: office)
        }
    }

    @Test("tells a city's new name, and judges anew on a new day", arguments: TestOffice.engines)
    func cityAndDay(engine: Engine) async throws {
        try await Self.use(engine) { office, keeper in
            let line = try #require(try await Self.register(keeper, of: office).lines.first)
            let city = try #require(line.registered.agreement.parties.last?.city)
            try await office.change(by: TestOffice.author) { change in
                try change.connection.execute("UPDATE city SET name_en = 'Newname' WHERE id = \(city)")
                try change.record(
                    "journal.wording.changed", Subject(kind: City.kind, id: String(city), label: "Newname"),
                    secrecy: .everyone)
            }
            #expect(try await Self.register(keeper, of: office).lines.first?.partners[.en] == "Newname")
            try await Self.expectTrue(keeper, of: office)
            let later = TestOffice.today.adding(days: 3000)
            #expect(try await Self.register(keeper, of: office, on: later).operational == 0)
            try await Self.expectTrue(keeper, of: office, on: later)
        }
    }

    @Test(
        "shows each viewer what they may see, and those who are named what they are named for",
        arguments: TestOffice.engines)
    func sights(engine: Engine) async throws {
        try await Self.use(engine) { office, keeper in
            let all = try await Self.register(keeper, of: office)
            for viewer in [Self.officer, Self.reader, Viewer.visitor] {
                let seen = try await Self.register(keeper, of: office, for: viewer)
                let expected = all.lines.filter { viewer.sees($0.registered.agreement.secrecy) }
                #expect(seen.lines.map(\.registered.code) == expected.map(\.registered.code))
                #expect(!expected.isEmpty)
                #expect(expected.count < all.lines.count)
            }
            let hidden = try #require(all.lines.first { $0.registered.agreement.secrecy == .restricted })
            let id = hidden.registered.agreement.id
            try await office.change(by: TestOffice.author) { change in
                try change.connection.execute(
                    """
                    INSERT INTO secrecy_exception (kind, subject_id, account_id)
                    VALUES (\(Agreement.kind), \(id), 'reader')
                    """)
                try change.record(
                    "journal.agreement.changed",
                    Subject(kind: Agreement.kind, id: id, label: hidden.registered.code), secrecy: .restricted)
            }
            let named = try await Self.register(keeper, of: office, for: Self.reader)
            #expect(named.lines.contains { $0.registered.agreement.id == id })
            let other = try await Self.register(
                keeper, of: office, for: Viewer(account: "another", role: .viewer))
            #expect(!other.lines.contains { $0.registered.agreement.id == id })
            try await Self.expectTrue(keeper, of: office, for: Self.reader)
        }
    }

    @Test("finds lines by any words of theirs, and the first dates without sorting all")
    func words() async throws {
        try await Self.use(.sqlite) { office, keeper in
            let register = try await Self.register(keeper, of: office)
            for line in register.lines.prefix(20) {
                #expect(register.matching(line.registered.code).map(\.registered.code) == [line.registered.code])
                let city = line.partners[.en] ?? ""
                #expect(register.matching("\(city) sample").contains { $0 === line })
                #expect(register.matching("نمونه \(line.partners[.fa] ?? "")").contains { $0 === line })
            }
            #expect(register.matching("nothingofthekind").isEmpty)
            let first = register.firstDates(8).map { "\($0.day.iso) \($0.line.registered.code)" }
            #expect(register.dates.count > 100)
            #expect(first == register.dates.prefix(8).map { "\($0.day.iso) \($0.line.registered.code)" })
            #expect(first == register.firstDates(8).map { "\($0.day.iso) \($0.line.registered.code)" })
        }
    }
}
