import Testing

@Suite("payvand text") struct TextCommandTests {
    private static func treat(_ name: String, _ lines: String...) async throws -> [String] {
        let outcome = try await CommandOffice.run("text", name, input: lines.map { $0 + "\n" }.joined())
        #expect(outcome.status == 0)
        return outcome.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test("gives one line for each, in their order, empty ones too")
    func lines() async throws {
        for name in ["fold", "clean", "sortkey", "tokens", "namekey"] {
            #expect(try await Self.treat(name, "تهران", "", "Tehran").count == 3, "\(name)")
        }
    }

    @Test("folds what is written differently into one")
    func fold() async throws {
        let folded = try await Self.treat("fold", "كتاب‌هاي", "کتاب‌های", "Tehrān", "TEHRAN", "۱۴۰۴", "1404")
        #expect(folded[0] == folded[1])
        #expect(folded[2] == folded[3])
        #expect(folded[4] == folded[5])
    }

    @Test("cleans letters and spaces")
    func clean() async throws {
        #expect(try await Self.treat("clean", "  كتاب   علي ") == ["کتاب علی"])
    }

    @Test("gives keys that sort as a reader of Persian expects")
    func sortKey() async throws {
        let words = ["آب", "ابر", "پا", "تا", "چای", "ژاله", "کار", "گل", "ما", "وام", "هما", "یار"]
        let outcome = try await CommandOffice.run("text", "sortkey", input: words.map { $0 + "\n" }.joined())
        #expect(outcome.lines.count == words.count)
        #expect(outcome.lines == outcome.lines.sorted())
        #expect(outcome.lines.allSatisfy { $0.allSatisfy(\.isHexDigit) })
    }

    @Test("gives the words under which a line is found")
    func tokens() async throws {
        let tokens = try await Self.treat("tokens", "شهرداری تهران")
        #expect(tokens[0].split(separator: " ").contains("تهران"))
    }

    @Test("gives one key to one name in two scripts")
    func nameKey() async throws {
        let keys = try await Self.treat("namekey", "محمد رضایی", "Mohammad Rezaei", "Beijing").map {
            Set($0.split(separator: " "))
        }
        #expect(!keys[0].isDisjoint(with: keys[1]))
        #expect(keys[0].isDisjoint(with: keys[2]))
    }

    @Test("converts days both ways, and fails where a line is no day")
    func jalali() async throws {
        #expect(
            try await Self.treat("jalali", "2026-03-21", "1405-01-01", "۱۴۰۳-۱۲-۳۰")
                == ["1405-01-01", "2026-03-21", "2025-03-20"])
        let wrong = try await CommandOffice.run("text", "jalali", input: "1404-12-30\n2026-03-21\n")
        #expect(wrong.status == 1)
        #expect(wrong.output == "\n1405-01-01\n")
        #expect(!wrong.errors.isEmpty)
    }

    @Test("knows no other treatment")
    func unknown() async throws {
        let outcome = try await CommandOffice.run("text", "translate", input: "a\n")
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
    }
}
