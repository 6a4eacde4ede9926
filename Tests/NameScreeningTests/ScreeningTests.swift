import Foundation
import NameScreening
import Testing

@Suite("Screening") struct ScreeningTests {
    static func person(
        _ number: String, _ names: String..., weak: [String] = [], born: String? = nil, country: String? = nil
    ) -> ListEntry {
        ListEntry(
            list: "sample", number: number, kind: .person,
            names: names.enumerated().map { ListEntry.Name($0.element, $0.offset == 0 ? .primary : .strong) }
                + weak.map { ListEntry.Name($0, .weak) },
            births: [born.flatMap { BirthDate($0) }].compactMap(\.self), countries: [country].compactMap(\.self))
    }

    static let entries = [
        person(
            "1", "Gholamreza Nemunezadeh", "غلامرضا نمونه‌زاده", weak: ["Reza the Sample"], born: "1950-06-05",
            country: "ir"),
        person("2", "Владимир Образцов", born: "1960"), person("3", "Abd al-Rahman al-Mithal", country: "iq"),
        person("4", "Mohammad Ali Beispiel"), person("5", "Mohammad Hassan Ejemplo"),
        ListEntry(
            list: "sample", number: "6", kind: .organisation,
            names: [ListEntry.Name("Namuneh Trading Co., Ltd.", .primary)],
            countries: ["ae"]),
        ListEntry(list: "sample", number: "7", kind: .vessel, names: [ListEntry.Name("SAMPLE STAR 3", .primary)]),
    ]
    let index = ScreeningIndex(Self.entries)

    @Test(
        "finds the listed one by any spelling in any script",
        arguments: [
            ("Qolam Reza Nemune-zade", "1"), ("غلام‌رضا نمونه زاده", "1"), ("NEMUNEZADEH, Gholamreza", "1"),
            ("Vladimir Obraztsov", "2"), ("Wladimir Obraszow", "2"), ("عبدالرحمن المثال", "3"),
            ("Abdurrahman Mithal", "3"),
            ("Mohamad Ali Beispeil", "4"), ("Namune Trading LLC", "6"), ("Sample Star", "7"),
        ])
    func found(name: String, number: String) {
        #expect(index.candidates(for: Subject(name)).first?.entry.number == number)
    }

    @Test("agrees with a comparison of everything with everything") func exhaustive() {
        for name in NameComparisonTests.people + NameComparisonTests.bodies where name.contains(where: \.isLetter) {
            let best =
                Self.entries.flatMap { entry in
                    entry.names.map { listed in
                        NameComparison(name, listed.text, kind: entry.kind.nameKind).score
                            - (listed.quality == .weak ? 0.1 : 0)
                    }
                }.max() ?? 0
            guard best >= 0.75 else { continue }
            #expect(abs((index.candidates(for: Subject(name)).first?.score ?? 0) - best) < 0.001, "\(name)")
        }
    }

    @Test("weighs dates and countries, and says so") func circumstances() throws {
        func ask(born: String? = nil, countries: [String] = []) throws -> Candidate {
            let births = [born.flatMap { BirthDate($0) }].compactMap(\.self)
            let subject = Subject("Gholam Reza Nemunezade", kind: .person, births: births, countries: countries)
            return try #require(index.candidates(for: subject).first)
        }
        let plain = try ask().score
        let same = try ask(born: "1950", countries: ["IR"])
        #expect(same.score > plain || same.score == 1)
        #expect(same.circumstances.contains(.sharedCountry("ir")))
        let other = try ask(born: "1971-01-01", countries: ["fr"])
        #expect(other.score < plain)
        #expect(other.circumstances.contains(.otherBirth(["1950-06-05"])))
        #expect(other.reasons.contains { $0.contains("another day of birth") })
    }

    @Test("a weak name is found and counts less") func weak() throws {
        let candidate = try #require(index.candidates(for: Subject("Reza the Sample")).first)
        #expect(candidate.entry.number == "1")
        #expect(candidate.circumstances.contains(.weakName))
        #expect(candidate.score <= 0.9)
    }

    @Test("gives no more than was asked for, the best first, none below the floor") func limits() {
        let many = index.candidates(for: Subject("Mohammad"), limit: 1, floor: 0)
        #expect(many.count <= 1)
        for floor in [0.3, 0.6, 0.9] {
            let scores = index.candidates(for: Subject("Mohammad Ali"), floor: floor).map(\.score)
            #expect(scores.allSatisfy { $0 >= floor })
            #expect(scores == scores.sorted(by: >))
        }
    }

    @Test(
        "answers questions that are no names",
        arguments: ["", " ", "...", "\u{0}", "12345", String(repeating: "ab ", count: 5_000)])
    func strange(name: String) {
        _ = index.candidates(for: Subject(name))
        #expect(ScreeningIndex([]).candidates(for: Subject(name)).isEmpty)
    }

    @Test("stops when it is told to") func cancelled() {
        struct Stopped: Error {}
        #expect(throws: Stopped.self) { try ScreeningIndex(Self.entries) { _ in throw Stopped() } }
    }
}

@Suite("Versions of a list") struct ListDifferenceTests {
    let before = ScreeningTests.entries

    @Test("say what is new, changed and delisted, whatever the order") func difference() {
        var after = Array(before.dropFirst().reversed())
        after[0].remarks = "a new remark"
        after[1].names.append(ListEntry.Name("Another Name"))
        after.append(ScreeningTests.person("8", "New Sample"))
        let difference = ListDifference(from: before, to: after)
        #expect(difference.new.map(\.number) == ["8"])
        #expect(difference.delisted.map(\.number) == ["1"])
        #expect(Set(difference.changed.map(\.after.number)) == [after[0].number, after[1].number])
        // A remark changes nobody's identity.
        #expect(Set(difference.toScreenAgain.map(\.number)) == ["8", after[1].number])
        #expect(difference.changed.first { $0.concernsIdentity }?.newNames == [ListEntry.Name("Another Name")])
    }

    @Test("are the same to themselves in any order") func same() {
        let difference = ListDifference(from: before, to: before.reversed())
        #expect(difference.new.isEmpty && difference.changed.isEmpty && difference.delisted.isEmpty)
    }

    @Test("let everybody be asked again who was asked before") func rescreening() {
        let after = before + [ScreeningTests.person("8", "Sample Officer")]
        let subjects = [Subject("Sample Officer"), Subject("Gholamreza Nemunezadeh"), Subject("Nobody Atall")]
        let found = Rescreening(
            of: subjects, after: ListDifference(from: before, to: after), decisions: DecisionBook()
        ) { _ in }
        #expect(found.findings.map(\.subject) == [subjects[0]])
        #expect(found.findings[0].open.map(\.entry.number) == ["8"])
        let decided = DecisionBook([
            Decision(
                .other, about: subjects[0], and: after[7], because: "another birth", by: "sample", on: "2026-01-01")
        ])
        let quiet = Rescreening(of: subjects, after: ListDifference(from: before, to: after), decisions: decided) { _ in
        }
        #expect(quiet.findings.isEmpty)
    }

    @Test("tell of who was decided to be on the list and has left it") func delisted() {
        let subject = Subject("Gholamreza Nemunezadeh")
        let book = DecisionBook([
            Decision(.same, about: subject, and: before[0], because: "same birth", by: "sample", on: "2026-01-01")
        ])
        let after = Array(before.dropFirst())
        let found = Rescreening(
            of: [subject], after: ListDifference(from: before, to: after), decisions: book
        ) { _ in }
        #expect(found.findings.first?.delisted.map(\.number) == ["1"])
    }
}

@Suite("Decisions") struct DecisionTests {
    let subject = Subject("Gholamreza Nemunezadeh", births: [BirthDate("1950")].compactMap(\.self))
    let entry = ScreeningTests.entries[0]

    private func decided() -> DecisionBook {
        DecisionBook([Decision(.other, about: subject, and: entry, because: "b", by: "c", on: "2026-01-01")])
    }

    @Test("hold while both sides stay as they were") func hold() {
        var same = entry
        same.remarks = "a remark"
        same.names.reverse()
        #expect(decided().decision(about: subject, and: entry)?.verdict == .other)
        #expect(decided().decision(about: subject, and: same) != nil)
    }

    @Test("end when the entry changes") func entryChanges() {
        for change in 0..<4 {
            var changed = entry
            switch change {
            case 0: changed.names.append(ListEntry.Name("New"))
            case 1: changed.births = []
            case 2: changed.countries.append("iq")
            default: changed.kind = .organisation
            }
            #expect(decided().decision(about: subject, and: changed) == nil)
        }
    }

    @Test("end when the subject changes") func subjectChanges() {
        var changed = subject
        changed.births = []
        #expect(decided().decision(about: changed, and: entry) == nil)
    }

    @Test("the last one about a pair counts, and survives being kept") func last() throws {
        var book = decided()
        book.record(Decision(.same, about: subject, and: entry, because: "b", by: "c", on: "2026-01-02"))
        #expect(book.decision(about: subject, and: entry)?.verdict == .same)
        let decision = try #require(book.decision(about: subject, and: entry))
        let kept = try JSONDecoder().decode(Decision.self, from: JSONEncoder().encode(decision))
        #expect(kept == decision && kept.holds(for: subject, and: entry))
    }
}

@Suite("Days of birth") struct BirthDateTests {
    @Test(
        "are read as lists write them",
        arguments: [
            ("05 Jun 1950", "1950-06-05"), ("Jun 1950", "1950-06"), ("1950", "1950"), ("1950-06-05", "1950-06-05"),
            ("00/09/1962", "1962-09"), ("28/09/1955", "1955-09-28"), ("1950-06", "1950-06"),
        ])
    func read(text: String, iso: String) { #expect(BirthDate(text)?.iso == iso) }

    @Test("of spans and guesses are approximate") func approximate() {
        #expect(BirthDate("circa 1960")?.isApproximate == true)
        #expect(BirthDate("1958 to 1962") == BirthDate(year: 1960, isApproximate: true))
    }

    @Test("that are none are refused", arguments: ["", "unknown", "99", "3000"])
    func refused(text: String) { #expect(BirthDate(text) == nil) }

    @Test("agree as far as both are known") func agree() throws {
        let day = try #require(BirthDate("1950-06-05"))
        #expect(day.agrees(with: try #require(BirthDate("1950"))))
        #expect(!day.agrees(with: try #require(BirthDate("1950-07"))))
        #expect(day.agrees(with: try #require(BirthDate("circa 1952"))))
    }
}
