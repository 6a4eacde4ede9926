import SQLStore
import Testing

@Suite("payvand account and token") struct AccountCommandTests {
    @Test("accounts are made, closed, opened and given new passwords", arguments: CommandOffice.engines)
    func accounts(engine: Engine) async throws {
        try await CommandOffice.use(engine) { office in
            try await office.run("migrate")
            let made = try await office.run(
                "account", "create", "--username", "sara", "--role", "urbanOfficer", "--name-fa", "سارا (نمونه)",
                "--name-en", "Sara (sample)", "--email", "sara@example.org")
            #expect(made.status == 0)
            let password = try #require(made.lines.first)
            #expect(password.count >= 12)
            #expect(
                try await office.run("account", "list").lines
                    == ["sara\turbanOfficer\topen\tSara (sample)\tsara@example.org"])

            let again = try await office.run("account", "create", "--username", "sara", "--role", "viewer")
            #expect(again.status == 64)
            #expect(again.errors.contains("username"))
            #expect(again.output.isEmpty)
            #expect(
                try await office.run("account", "create", "--username", "x", "--role", "king").status == 64)

            let reset = try await office.run("account", "reset-password", "--username", "sara@example.org")
            #expect(reset.status == 0)
            #expect(reset.lines.first != password)
            #expect(try await office.run("account", "disable", "--username", "sara").status == 0)
            #expect(try await office.run("account", "list").output.contains("\tclosed\t"))
            #expect(try await office.run("account", "enable", "--username", "sara").status == 0)
            #expect(try await office.run("account", "list").output.contains("\topen\t"))
            let nobody = try await office.run("account", "disable", "--username", "nobody")
            #expect(nobody.status == 64)
            #expect(nobody.errors.contains("nobody"))
            #expect(try await office.run("journal", "verify").status == 0)
        }
    }

    @Test("tokens are made, listed and revoked", arguments: CommandOffice.engines)
    func tokens(engine: Engine) async throws {
        try await CommandOffice.use(engine) { office in
            try await office.run("migrate")
            try await office.run("account", "create", "--username", "sara", "--role", "urbanOfficer")
            let made = try await office.run("token", "create", "--account", "sara", "--name", "report", "--days", "30")
            #expect(made.status == 0)
            #expect(made.lines.count == 1)
            #expect((made.lines.first ?? "").count >= 32)
            let listed = try await office.run("token", "list")
            #expect(listed.lines.count == 1)
            #expect(listed.output.contains("\tsara\tvalid\t"))
            #expect(listed.output.hasSuffix("\tnever\treport\n"))
            // What is listed does not let anyone in.
            #expect(!listed.output.contains(made.lines.first ?? ""))
            #expect(try await office.run("token", "revoke", "--account", "sara", "--name", "report").status == 0)
            #expect(try await office.run("token", "list", "--account", "sara").output.contains("\tover\t"))
            let twice = try await office.run("token", "revoke", "--account", "sara", "--name", "report")
            #expect(twice.status == 64)
            #expect(
                try await office.run("token", "create", "--account", "sara", "--name", "x", "--days", "0").status == 64)
        }
    }
}
