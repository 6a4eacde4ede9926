import Foundation
import SQLStore
import Testing

@Suite("payvand import claims") struct ImportCommandTests {
    /// What the summary on standard error tells.
    private struct Summary: Equatable {
        var registered = 0
        var added = 0
        var known = 0
        var others = 0
        var faults = 0

        init?(_ errors: String) {
            let pattern =
                /(\d+) agreements (?:would be )?registered, (\d+) claims (?:would be )?added, (\d+) known already, (\d+) about other cities, (\d+) faults/
            guard let match = errors.firstMatch(of: pattern) else { return nil }
            let numbers = [match.1, match.2, match.3, match.4, match.5].compactMap { Int($0) }
            (registered, added, known, others, faults) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
        }
    }

    /// The rows of the real file about a city.
    private static func rows(of city: String) throws -> (own: Int, all: Int, partners: Int) {
        let rows = try String(contentsOf: CommandOffice.claims, encoding: .utf8).split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let own = rows.filter { $0[0] == city }
        // A partner without a number is found by its name, if at all.
        return (own.count, rows.count, Set(own.map { $0[6] }.filter { !$0.isEmpty }).count)
    }

    @Test(
        "any city takes its own claims out of the real file, and a second time none",
        arguments: ["Tehran", "Isfahan", "Mashhad", "Shiraz", "Tabriz"], CommandOffice.engines)
    func realFile(city: String, engine: Engine) async throws {
        let rows = try Self.rows(of: city)
        try await CommandOffice.use(engine) { office in
            try await office.setUp()
            let file = CommandOffice.claims.path
            let first = try await office.run("import", "claims", file, "--city", city)
            #expect(first.status == 0)
            let summary = try #require(Summary(first.errors))
            #expect(summary.others == rows.all - rows.own)
            #expect(summary.added + summary.known + summary.faults == rows.own)
            #expect(summary.registered >= rows.partners)
            let register = try await office.register()
            #expect(register.count == summary.registered)
            #expect(first.lines.count == register.count)
            #expect(first.lines.allSatisfy { $0.hasPrefix("AGR-") })

            let second = try await office.run("import", "claims", file, "--city", city)
            #expect(second.status == 0)
            #expect(second.output.isEmpty)
            let again = try #require(Summary(second.errors))
            #expect((again.registered, again.added) == (0, 0))
            #expect(again.known == summary.added + summary.known)
            #expect(try await office.register() == register)
            #expect(try await office.run("journal", "verify").status == 0)
        }
    }

    @Test("a dry run tells all and does nothing")
    func dryRun() async throws {
        try await CommandOffice.use { office in
            try await office.setUp()
            let before = try await office.run("journal", "verify").output
            let file = CommandOffice.claims.path
            let dry = try await office.run("import", "claims", file, "--city", "Shiraz", "--dry-run")
            #expect(dry.status == 0)
            #expect(dry.lines.count == 9)
            #expect(dry.lines.allSatisfy { $0.hasPrefix("would register\t") })
            #expect(try await office.register() == [])
            #expect(try await office.run("journal", "verify").output == before)
            let real = try await office.run("import", "claims", file, "--city", "Shiraz")
            #expect(Summary(real.errors) == Summary(dry.errors))
        }
    }

    @Test("the office's own city is taken when none is named, and is asked for where there is none")
    func ownCity() async throws {
        try await CommandOffice.use { office in
            try await office.setUp()
            let file = CommandOffice.claims.path
            let none = try await office.run("import", "claims", file)
            #expect(none.status == 64)
            #expect(none.errors.contains("--city"))
            let unknown = try await office.run("import", "claims", file, "--city", "Atlantis")
            #expect(unknown.status == 64)
            #expect(unknown.errors.contains("Atlantis"))
            let several = try await office.run("import", "claims", file, "--city", "Springfield")
            #expect(several.status == 64)
            #expect(several.errors.contains("4250542"))
            let byNumber = try await office.run("import", "claims", file, "--city", "418863")
            #expect(byNumber.status == 0)
        }
    }

    private static let list = """
        partner city{}country{}kind{}date{}title
        Beijing{}CN{}mou{}2014-05-20{}"Transport{} ""metro"" and
        buses"
        سئول{}کره جنوبی{}خواهرشهری{}۱۳۴۱{}
        Paris{}{}{}{}

        """

    @Test(
        "a spreadsheet's export is read with comma, semicolon or tab, with and without a byte-order mark",
        arguments: [",", ";", "\t"], ["", "\u{FEFF}"])
    func dialects(delimiter: String, mark: String) async throws {
        try await CommandOffice.use { office in
            try await office.setUp()
            let file = try office.file("list.csv", mark + Self.list.replacing("{}", with: delimiter))
            let outcome = try await office.run("import", "claims", file, "--city", "Tehran")
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("3 agreements registered, 3 claims added"), "\(outcome.errors)")
            let register = try await office.register()
            #expect(register.map(\.partner) == ["Beijing", "Seoul", "Paris"])
            #expect(register.map(\.kind) == ["memorandum", "sisterCity", "sisterCity"])
            #expect(register.map(\.signed) == ["2014-05-20", "j1341", nil])
            #expect(outcome.lines.map { $0.split(separator: "\t").last } == ["line 2", "line 4", "line 5"])
        }
    }

    @Test("windows line ends and UTF-16 are read as well")
    func windows() async throws {
        try await CommandOffice.use { office in
            try await office.setUp()
            let text = Self.list.replacing("{}", with: ";").replacing("\n", with: "\r\n")
            let file = office.folder.appending(path: "list.csv")
            try #require(text.data(using: .utf16)).write(to: file)
            let outcome = try await office.run("import", "claims", file.path, "--city", "Tehran")
            #expect(outcome.errors.contains("3 agreements registered, 3 claims added"), "\(outcome.errors)")
        }
    }

    private static let wrong = """
        partner city,country,kind,date,status
        Beijing,CN,mou,2014-05-20,signed
        Atlantis,,mou,,
        Seoul,KR,marriage,2014-15-40,signed
        Springfield,,,,
        Paris,FR,mou,2015,signed,more
        ,FR,mou,2015,signed
        Weimar,DE,sister,2016,signed

        """

    @Test("wrong rows are named with their line, and the rest is imported; with --strict nothing is")
    func wrongRows() async throws {
        try await CommandOffice.use { office in
            try await office.setUp()
            let file = try office.file("wrong.csv", Self.wrong)
            let strict = try await office.run("import", "claims", file, "--city", "Tehran", "--strict")
            #expect(strict.status == 1)
            #expect(strict.output.isEmpty)
            #expect(strict.errors.contains("Nothing was imported"))
            #expect(try await office.register() == [])

            let outcome = try await office.run("import", "claims", file, "--city", "Tehran")
            #expect(outcome.status == 0)
            let named = outcome.errors.split(separator: "\n").filter { $0.hasPrefix(file + ":") }.map { line in
                Int(line.dropFirst(file.count + 1).prefix { $0 != ":" }) ?? 0
            }
            #expect(named == [3, 4, 4, 5, 6, 7], "\(outcome.errors)")
            #expect(outcome.errors.contains("marriage"))
            #expect(outcome.errors.contains("2014-15-40"))
            #expect(try await office.register().map(\.partner) == ["Beijing", "Weimar"])
            // A strict import of what is right goes through.
            let right = try office.file("right.csv", "partner city,country\nLos Angeles,US\nWeimar,DE\n")
            #expect(try await office.run("import", "claims", right, "--city", "Tehran", "--strict").status == 0)
        }
    }

    @Test("files of which nothing can be read are refused with a sentence")
    func unreadable() async throws {
        try await CommandOffice.use { office in
            try await office.setUp()
            let missing = try await office.run("import", "claims", "/nowhere.csv", "--city", "Tehran")
            #expect(missing.status == 64)
            #expect(missing.errors.contains("/nowhere.csv"))
            for (name, content, sentence) in [
                ("picture.csv", "\u{0}\u{1}PNG", "not text"), ("empty.csv", "", "no rows"),
                ("columns.csv", "a,b\n1,2\n", "partner city"), ("open.csv", "partner city\n\"Paris\n", "never closed"),
                ("twice.csv", "partner city,partner\nParis,Paris\n", "the same"),
            ] {
                let file = try office.file(name, content)
                let outcome = try await office.run("import", "claims", file, "--city", "Tehran")
                #expect(outcome.status == 2, "\(name): \(outcome.errors)")
                #expect(outcome.errors.contains(sentence), "\(name): \(outcome.errors)")
            }
            #expect(try await office.register() == [])
        }
    }
}
