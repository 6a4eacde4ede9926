import Cities
import Foundation
import OfficeKit
import SQLStore
import Testing

@testable import Agreements

@Suite("Import of claims")
struct ClaimImportTests {
    private func run(
        _ text: String, in office: Office, isStrict: Bool = false, isTrial: Bool = false
    ) async throws -> ClaimImport.Outcome {
        try await run(Data(text.utf8), in: office, isStrict: isStrict, isTrial: isTrial)
    }

    private func run(
        _ bytes: Data, in office: Office, isStrict: Bool = false, isTrial: Bool = false
    ) async throws -> ClaimImport.Outcome {
        let file = try ClaimFile(bytes, name: "list.csv")
        let importer = ClaimImport(file) { kind, _, partner, language in
            "\(kind.rawValue) \(partner.name(in: language))"
        }
        return try await importer.run(
            in: office, for: try await TestOffice.city(TestOffice.tehran, of: office), by: TestOffice.author,
            on: TestOffice.today, isStrict: isStrict, isTrial: isTrial)
    }

    private func head(_ office: Office) async throws -> Int64 { try await office.read { try Journal.head(on: $0) } }

    @Test("the sample's 33 ties are registered once, all on paper", arguments: TestOffice.engines)
    func sample(engine: Engine) async throws {
        let office = try await TestOffice.make(engine)
        let bytes = try Data(contentsOf: TestOffice.data.appending(path: "claims_iran.tsv"))
        let first = try await run(bytes, in: office)
        #expect(first.registered.count == 33)
        #expect(first.added == 55)
        #expect(first.others == 63)
        #expect(first.faults.isEmpty)
        let head = try await head(office)
        let again = try await run(bytes, in: office)
        #expect(again.registered.isEmpty)
        #expect(again.added == 0)
        #expect(again.known == 55)
        #expect(try await self.head(office) == head, "nothing changed, so nothing was recorded")

        let register = try await office.read { try Register(for: .machine, on: TestOffice.today, connection: $0) }
        #expect(register.lines.count == 33)
        #expect(register.operational == 0)
        #expect(register.lines.allSatisfy { $0.stage == .paper })
        let open = register.lines.filter { $0.openContradictions > 0 }.compactMap { $0.partners[.en] }
        #expect(Set(open).isSuperset(of: ["Seoul", "Moscow", "Beijing", "Baghdad", "Najaf"]))
        #expect(
            register.lines.filter { $0.openContradictions > 0 }.allSatisfy {
                $0.causes.contains { $0.cause == .contradictorySources }
            })
    }

    @Test("a list's rows are agreements of their own; wrong ones are named and the rest is taken")
    func list() async throws {
        let office = try await TestOffice.make()
        let text = """
            partner,country,kind,date
            Seoul,KR,sister,1963
            Seoul,South Korea,mou,2010
            Springfield,,friendship,2001
            Atlantis,,friendship,2001
            Tehran,IR,friendship,2001
            Paris,,mou,2030
            """
        let trial = try await run(text, in: office, isTrial: true)
        let before = try await head(office)
        #expect(trial.registered.map(\.partner) == ["Seoul", "Seoul"])
        let strict = try await run(text, in: office, isStrict: true)
        #expect(strict.registered.isEmpty)
        #expect(strict.faults.map(\.line) == [4, 5, 6, 7])
        #expect(try await head(office) == before, "neither a trial nor a refused file leaves a trace")
        let outcome = try await run(text, in: office)
        #expect(outcome.registered.map(\.line) == [2, 3])
        #expect(outcome.registered.map(\.code) == ["AGR-0001", "AGR-0002"])
        #expect(try await run(text, in: office).known == 2)
    }

    @Test("an officer's word puts what stands into the agreement", arguments: TestOffice.engines)
    func settle(engine: Engine) async throws {
        let office = try await TestOffice.make(engine)
        _ = try await run(
            try Data(contentsOf: TestOffice.data.appending(path: "claims_iran.tsv")), in: office)
        let code = try await office.read { connection in
            try Register(for: .machine, on: TestOffice.today, connection: connection).lines
                .first { $0.partners[.en] == "Seoul" }?.registered.code
        }
        let seoul = try await office.read { connection in
            try RegisteredAgreement.find(code: code ?? "", for: .machine, on: connection)
        }
        let registered = try #require(seoul)
        #expect(registered.agreement.signed == PartialDay(year: 1963))
        let set = try await office.read { try ClaimSet.of(registered.agreement.id, on: $0) }
        let standing = try #require(set.claims.first { $0.content.date == PartialDay(year: 1962) })
        await #expect(throws: Problem.self) {
            try await office.change(by: TestOffice.author) { change in
                try ClaimSet.settle(.date, of: registered, standing: standing.id, reason: "", in: change)
            }
        }
        try await office.change(by: TestOffice.author) { change in
            try ClaimSet.settle(
                .date, of: registered, standing: standing.id, reason: "The mayor's own list", in: change)
        }
        let after = try await office.read { connection in
            (
                try RegisteredAgreement.find(code: registered.code, for: .machine, on: connection)?.agreement.signed,
                try ClaimSet.of(registered.agreement.id, on: connection).open,
                try Journal.history(of: (Agreement.kind, registered.agreement.id), for: .machine, on: connection).first
            )
        }
        #expect(after.0 == PartialDay(year: 1962))
        #expect(after.1 == 0)
        #expect(after.2?.reason == "The mayor's own list")
        await #expect(throws: Refusal.conflict) {
            try await office.change(by: TestOffice.author) { change in
                try ClaimSet.settle(.kind, of: registered, standing: standing.id, reason: "r", in: change)
            }
        }
    }
}

@Suite("The kept register")
struct RegisterKeeperTests {
    @Test("it always tells what a fresh reading tells", arguments: TestOffice.engines)
    func follows(engine: Engine) async throws {
        let office = try await TestOffice.make(engine)
        let keeper = RegisterKeeper()
        func compare(_ step: String) async throws {
            let (kept, fresh) = try await office.read { connection in
                (
                    try keeper.register(for: .machine, on: TestOffice.today, connection: connection),
                    try Register(for: .machine, on: TestOffice.today, connection: connection)
                )
            }
            #expect(kept.lines.map(\.registered.code) == fresh.lines.map(\.registered.code), "\(step)")
            #expect(kept.lines.map(\.stage) == fresh.lines.map(\.stage), "\(step)")
            #expect(kept.lines.map(\.causes) == fresh.lines.map(\.causes), "\(step)")
            #expect(kept.ties.count == fresh.ties.count, "\(step)")
        }
        func register(_ level: InstrumentLevel, under parent: String? = nil) async throws -> RegisteredAgreement {
            try await office.change(by: TestOffice.author) { change in
                try Agreement.register(
                    Agreement(
                        id: Identifier.make(), kind: .sisterCity, level: level, parent: parent, titleEnglish: "T",
                        parties: [Party(side: .theirs, city: TestOffice.seoul)], signed: PartialDay(year: 2020)),
                    on: TestOffice.today, in: change)
            }
        }
        try await compare("empty")
        let tie = try await register(.principle)
        try await compare("one tie")
        _ = try await register(.principle)
        try await compare("two ties")
        _ = try await register(.executive, under: tie.agreement.id)
        try await compare("an executive document raises the tie above it")
        try await office.change(by: TestOffice.author) { try City.setOwn(TestOffice.paris, in: $0) }
        try await compare("another city")
    }

    @Test("what a viewer may not see is not in their register")
    func secrecy() async throws {
        let office = try await TestOffice.make()
        try await office.change(by: TestOffice.author) { change in
            for secrecy in Secrecy.allCases {
                _ = try Agreement.register(
                    Agreement(
                        id: Identifier.make(), kind: .sisterCity, level: .principle, titleEnglish: secrecy.rawValue,
                        parties: [Party(side: .theirs, city: TestOffice.seoul)], secrecy: secrecy),
                    on: TestOffice.today, in: change)
            }
        }
        let keeper = RegisterKeeper()
        for (role, count) in [(Role.viewer, 1), (.urbanOfficer, 2), (.administrator, 3)] {
            let seen = try await office.read { connection in
                try keeper.register(
                    for: Viewer(account: "v", role: role), on: TestOffice.today, connection: connection)
            }
            #expect(seen.lines.count == count, "\(role)")
        }
    }
}
