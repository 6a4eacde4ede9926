import Logging
import OfficeKit
import SQLStore
import Testing

@testable import Agreements
@testable import Cities

@Suite("Made-up agreements") struct AgreementSampleTests {
    private static func maker(clauses: Int, seed: UInt64) -> SampleMaker {
        SampleMaker(
            today: TestOffice.today, moment: TestOffice.moment, clauses: clauses, own: TestOffice.tehran,
            bodies: .init(ours: ["b1", "b2"], theirs: [TestOffice.seoul: "b3"]), random: SampleRandom(seed: seed))
    }

    private static let seoul = SampleMaker.Partner(id: TestOffice.seoul, namePersian: "سئول", nameEnglish: "Seoul")

    @Test("come exactly as far as they are made to", arguments: [0, 1, 2, 10], [1 as UInt64, 2, 3])
    func stages(clauses: Int, seed: UInt64) {
        var maker = Self.maker(clauses: clauses, seed: seed)
        for number in 1...400 {
            let ties = maker.ties(with: Self.seoul, number: number, room: 2)
            for (place, tie) in ties.enumerated() {
                let below = Array(ties.dropFirst(place + 1))
                let stage = Stage.of(tie.record(with: below), on: TestOffice.today)
                #expect(stage.value == tie.stage, "\(stage.reason)")
                #expect(tie.registered.agreement.problems(on: TestOffice.today) == [])
                #expect(tie.clauses.count == clauses)
            }
        }
    }

    @Test("can be kept as what people enter can")
    func problems() {
        var maker = Self.maker(clauses: 5, seed: 7)
        for number in 1...200 {
            for tie in maker.ties(with: Self.seoul, number: number, room: 2) {
                for clause in tie.clauses {
                    let others = Set(tie.clauses.map(\.number)).subtracting([clause.number])
                    #expect(clause.problems(besides: others, sectors: Sector.keys) == [])
                }
                for action in tie.actions { #expect(action.problems(on: TestOffice.today) == []) }
                for item in tie.evidence { #expect(item.problems(on: TestOffice.today, hasProof: true) == []) }
            }
        }
    }

    @Test("stand in the register: all five stages, most asleep, all marked", arguments: TestOffice.engines)
    func register(engine: Engine) async throws {
        let office = try await TestOffice.make(engine)
        let sample = AgreementSample(agreements: 600, clauses: 3)
        let added = try await office.change(by: TestOffice.author) { try sample.add(on: TestOffice.today, in: $0) }
        let register = try await office.read { try Register(for: .machine, on: TestOffice.today, connection: $0) }
        #expect(register.lines.count == 600)
        #expect(added.agreements == 600)
        #expect(added.clauses == 1800)
        #expect(Set(register.ties.map(\.stage)) == Set(Stage.allCases))
        #expect(register.operational * 2 < register.ties.count)
        #expect(register.lines.contains { $0.registered.agreement.parent != nil })
        #expect(register.lines.contains { $0.openContradictions > 0 })
        #expect(Set(register.lines.map(\.registered.code)).count == 600)
        let causes = Set(register.lines.flatMap(\.causes).map(\.cause))
        // Each has clauses; nobody has left a post, and nothing is recorded around them.
        let around: [Dormancy.Cause] = Obstacle.Kind.allCases.map(\.cause) + [.ownerLeft, .noContact, .noClauses]
        #expect(causes == Set(Dormancy.Cause.allCases).subtracting(around))
        for line in register.lines {
            #expect(line.registered.agreement.titlePersian?.contains("نمونه") == true)
            #expect(line.registered.agreement.titleEnglish?.contains("sample") == true)
            #expect(line.partners[.en]?.isEmpty == false)
        }
        let counts = try await office.read { connection in
            try ["action", "evidence", "claim"].map { table -> Int in
                try connection.value("SELECT COUNT(*) FROM \(identifier: table)") ?? 0
            }
        }
        #expect(counts == [added.actions, added.evidence, added.claims])
        let states = try await office.read { connection in
            try connection.rows("SELECT DISTINCT state FROM evidence").map { row -> String in try row[0] }
        }
        #expect(Set(states) == Set(Evidence.State.Name.allCases.map(\.rawValue)))
        await office.store.close()
    }

    @Test("are found as what people enter is found", arguments: TestOffice.engines)
    func search(engine: Engine) async throws {
        let office = try await TestOffice.make(engine)
        let added = try await office.change(by: TestOffice.author) { change in
            try AgreementSample(agreements: 40, clauses: 3).add(on: TestOffice.today, in: change)
        }
        func entries() async throws -> [[SQLValue]] {
            try await office.read { connection in
                try connection.rows(
                    """
                    SELECT kind, subject_id, secrecy, parent_id, digest, (SELECT COUNT(*) FROM search_token
                        WHERE search_token.entry = search_entry.number), href
                    FROM search_entry JOIN search_text ON search_text.entry = search_entry.number
                    WHERE kind IN ('clause', 'action', 'evidence') ORDER BY kind, subject_id
                    """
                ).map(\.values)
            }
        }
        let made = try await entries()
        #expect(made.count == added.clauses + added.actions + added.evidence)
        try await office.change(by: TestOffice.author) { change in
            change.nothingChanged()
            for line in try RegisteredAgreement.all(for: .machine, on: change.connection) { try line.index(in: change) }
        }
        #expect(try await entries() == made)
        let agreements: Int? = try await office.read { connection in
            try connection.value("SELECT COUNT(*) FROM search_entry WHERE kind = \(Agreement.kind)")
        }
        #expect(agreements == 40)
        // Built anew, the search is the same.
        #expect(try await office.rebuildSearch(of: [AgreementsDesk()], by: TestOffice.author) == made.count + 40)
        #expect(try await entries() == made)
        await office.store.close()
    }

    @Test("are one entry of the journal, and go on where the codes end", arguments: TestOffice.engines)
    func journal(engine: Engine) async throws {
        let office = try await TestOffice.make(engine)
        let before = try await office.read { try Journal.head(on: $0) }
        for _ in 0..<2 {
            _ = try await office.change(by: TestOffice.author) { change in
                try AgreementSample(agreements: 7, clauses: 1).add(on: TestOffice.today, in: change)
            }
        }
        let (head, verdict, codes) = try await office.read { connection in
            (
                try Journal.head(on: connection), try Journal.verify(on: connection),
                try connection.rows("SELECT code FROM agreement ORDER BY code").map { row -> String in try row[0] }
            )
        }
        #expect(head == before + 2)
        guard case .intact = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(codes == (1...14).map(Agreement.code))
        await office.store.close()
    }

    @Test("are the same for the same seed, and others for another")
    func seeds() async throws {
        func content(_ seed: UInt64) async throws -> [[SQLValue]] {
            let office = try await TestOffice.make()
            _ = try await office.change(by: TestOffice.author) { change in
                try AgreementSample(agreements: 50, clauses: 4, seed: seed).add(on: TestOffice.today, in: change)
            }
            let rows = try await office.read { connection in
                try connection.rows(
                    """
                    SELECT agreement.code, agreement.title_fa, level, signed, expires, secrecy, number, text_en, sector,
                        (SELECT COUNT(*) FROM evidence WHERE evidence.clause_id = clause.id),
                        (SELECT MAX(due) FROM action WHERE action.clause_id = clause.id)
                    FROM agreement JOIN clause ON clause.agreement_id = agreement.id ORDER BY code, number
                    """
                ).map(\.values)
            }
            await office.store.close()
            return rows
        }
        let first = try await content(5)
        #expect(first.count == 200)
        #expect(try await content(5) == first)
        #expect(try await content(6) != first)
    }

    @Test("need cities")
    func noCities() async throws {
        let store = try await openStore(.sqlite(path: ":memory:"), logger: .init(label: "test"))
        let office = Office(store: store, now: { TestOffice.moment }, logger: .init(label: "test"))
        _ = try await Migrator(OfficeTables.migrations + CityMigrations.all + AgreementMigrations.all).migrate(store)
        await #expect(throws: AgreementSample.Refusal.noCities) {
            _ = try await office.change(by: TestOffice.author) { change in
                try AgreementSample(agreements: 1, clauses: 1).add(on: TestOffice.today, in: change)
            }
        }
        await store.close()
    }
}
