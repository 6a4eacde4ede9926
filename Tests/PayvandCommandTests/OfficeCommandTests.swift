import SQLStore
import Testing

@Suite("payvand setup, agreements, journal and sample") struct OfficeCommandTests {
    @Test("set-up makes an office once; a second one keeps its data", arguments: CommandOffice.engines)
    func setUp(engine: Engine) async throws {
        try await CommandOffice.use(engine) { office in
            let first = try await office.setUp(sample: true)
            #expect(first.status == 0)
            #expect(first.errors.contains("with password"))
            let register = try await office.register()
            #expect(register.count == 33)
            let accounts = try await office.run("account", "list").output
            #expect(accounts.hasPrefix("admin\tadministrator\topen\t"))

            let second = try await office.setUp(sample: true)
            #expect(second.status == 0)
            #expect(!second.errors.contains("with password"))
            #expect(second.errors.contains("its data stays"))
            #expect(try await office.register() == register)
            #expect(try await office.run("account", "list").output == accounts)
            let migrated = try await office.run("migrate")
            #expect(migrated.output.isEmpty)
            #expect(migrated.errors.contains("up to date"))
        }
    }

    @Test("the register is told line by line, with stage and reason", arguments: CommandOffice.engines)
    func register(engine: Engine) async throws {
        try await CommandOffice.use(engine) { office in
            try await office.setUp(sample: true)
            let register = try await office.register()
            let codes: [String] = (1...33).map { number in (number < 10 ? "AGR-000" : "AGR-00") + String(number) }
            #expect(register.map(\.code) == codes)
            #expect(register.allSatisfy { !$0.partner.isEmpty && !$0.reason.isEmpty })
            #expect(
                register.allSatisfy { ["sisterCity", "memorandum", "cooperation", "friendship"].contains($0.kind) })
            // No source tells of an executive document with clauses, so that nothing is off the paper.
            #expect(Set(register.map(\.stage)) == ["paper"])
            #expect(Set(register.map(\.level)) == ["principle"])
            let beijing = try #require(register.first { $0.partner == "Beijing" })
            #expect(beijing.claimsOpen > 0)
            #expect(register.contains { $0.signed == nil })
            #expect(register.contains { $0.signed?.count == 10 })

            let plain = try await office.run("agreements")
            #expect(plain.lines.count == 33)
            #expect(plain.lines.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 7 })
            #expect(plain.errors.contains("0 of 33 operational."))
        }
    }

    @Test("the journal verifies, and tells where it was tampered with", arguments: CommandOffice.engines)
    func journal(engine: Engine) async throws {
        try await CommandOffice.use(engine) { office in
            try await office.setUp(sample: true)
            let intact = try await office.run("journal", "verify")
            #expect(intact.status == 0)
            let parts = intact.output.split(whereSeparator: \.isWhitespace)
            #expect(parts.count == 3)
            #expect(parts.first == "intact")
            #expect(parts.last?.count == 64)

            try await office.change { connection in
                try connection.execute("UPDATE journal SET author = \("someone else") WHERE number = 5")
            }
            let altered = try await office.run("journal", "verify")
            #expect(altered.status == 1)
            #expect(altered.output == "broken 5\n")
            #expect(altered.errors.contains("from entry 5 on"))

            try await office.change { connection in try connection.execute("DELETE FROM journal WHERE number = 3") }
            #expect(try await office.run("journal", "verify").output == "broken 4\n")
        }
    }

    @Test("made-up agreements are added to an office that has cities", arguments: CommandOffice.engines)
    func sample(engine: Engine) async throws {
        try await CommandOffice.use(engine) { office in
            let early = try await office.run("sample", "--agreements", "5")
            #expect(early.status == 64)
            #expect(early.errors.contains("payvand setup"))
            try await office.setUp()
            let added = try await office.run("sample", "--agreements", "120", "--clauses", "3", "--seed", "8")
            #expect(added.status == 0)
            #expect(added.errors.contains("120 agreements, 360 clauses"))
            let register = try await office.register()
            #expect(register.count == 120)
            #expect(Set(register.map(\.stage)).count == 5)
            #expect(try await office.run("journal", "verify").status == 0)
            #expect(try await office.run("sample", "--agreements", "0").status == 64)
            #expect(try await office.run("sample", "--clauses", "101").status == 64)
        }
    }

    @Test("a database that is not there or wrongly named is answered with a sentence")
    func database() async throws {
        for (address, sentence) in [
            ("mysql://localhost/office", "must start with sqlite: or postgres://"),
            ("sqlite:/nowhere/at/all/office.sqlite", "cannot be"),
            ("postgres://u:pa55word@127.0.0.1:1/office", "cannot be reached"),
            ("postgres://u:pa55word@127.0.0.1:1/office?schema=A-B", "schema="),
        ] {
            let outcome = try await CommandOffice.run("agreements", "--database", address)
            #expect(outcome.status != 0)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
            #expect(!outcome.errors.contains("pa55word"))
        }
        let none = try await CommandOffice.run("agreements")
        #expect(none.status == 64)
        #expect(none.errors.contains("--database"))
    }
}
