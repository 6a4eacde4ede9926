import ArgumentParser
import Foundation
import NameScreening

/// `payvand screen`: names against lists, or against each other.
struct ScreenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen", abstract: "Look names up in lists of sanctions, across scripts and spellings.",
        discussion: """
            Lists are read in their own formats: OFAC's tables and XML, the UN's, the EU's and the UK's lists, and \
            FollowTheMoney JSON lines; a folder is read with all that is in it.

            What is found are candidates, with reasons. A person decides. An empty answer clears nobody: lists are \
            incomplete, and a name can be another one.

            A file for --batch holds a name on each line, or a JSON object: {"name": "…", "kind": "person", \
            "births": ["1950-06-05"], "countries": ["ir"]}. A file for --pairs is a table with the columns name1 and \
            name2, and perhaps schema (Person, Company …) and is_match.
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable { case person, organisation, vessel, aircraft }

    @Option(help: "A list, or a folder of lists; may be given several times.", completion: .file())
    var lists: [String] = []
    @Option(help: "An earlier version of the lists: only what is new or changed since is asked.", completion: .file())
    var since: [String] = []
    @Option(help: "A file with many names; the answer is one JSON line for each.", completion: .file())
    var batch: String?
    @Option(help: "A table of pairs of names to compare with each other.", completion: .file()) var pairs: String?
    @Option(help: "What the names belong to: person, organisation, vessel or aircraft.") var kind: Kind?
    @Option(help: "A day of birth, as exactly as it is known: 1950, 1950-06, 1950-06-05.") var born: [String] = []
    @Option(help: "A country by its two letters.") var country: [String] = []
    @Option(help: "How many candidates at most.") var top = 5
    @Option(help: "Candidates below this score are left out, from 0 to 1.") var floor = 0.5
    @Flag(help: "Print JSON lines for names given here too.") var json = false
    @Flag(help: "Put the seconds that each answer took into its JSON line.") var timings = false
    @Argument(help: "The names.") var names: [String] = []

    func validate() throws {
        guard top > 0, (0...1).contains(floor) else {
            throw ValidationError("--top is 1 or more, and --floor from 0 to 1.")
        }
        if pairs != nil {
            guard lists.isEmpty, names.isEmpty, batch == nil else {
                throw ValidationError("--pairs compares names with each other, without lists or other names.")
            }
            return
        }
        guard !lists.isEmpty else { throw ValidationError("Name the lists: --lists DIR") }
        guard !names.isEmpty || batch != nil || !since.isEmpty else {
            throw ValidationError("Give a name, or a file of names with --batch.")
        }
        for day in born where BirthDate(day) == nil { throw ValidationError("“\(day)” is no day of birth.") }
    }

    func run() throws {
        do {
            if let pairs {
                try ScreenedPairs(reading: URL(filePath: pairs)).print()
            } else {
                try screen()
            }
        } catch let fault as ListFault {
            say(fault.description)
            throw ExitCode(2)
        }
    }

    private func screen() throws {
        let entries = try Self.entries(lists)
        var listed = entries
        if !since.isEmpty {
            let difference = ListDifference(from: try Self.entries(since), to: entries)
            say(
                """
                \(difference.new.count) new, \(difference.changed.count) changed, \(difference.delisted.count) \
                delisted; \(difference.toScreenAgain.count) entries to ask again.
                """)
            for entry in difference.delisted { say("delisted\t\(entry.id)\t\(entry.primaryName)") }
            listed = difference.toScreenAgain
            if names.isEmpty, batch == nil { return }
        }
        let index = ScreeningIndex(listed)
        say("\(listed.count) entries. \(ScreenedLine.notice)")
        let births = born.compactMap { BirthDate($0) }
        for name in names {
            let subject = Subject(
                name, kind: kind.flatMap { ListEntry.Kind(rawValue: $0.rawValue) }, births: births, countries: country)
            show(subject, in: index, isLine: json || batch != nil)
        }
        if let batch {
            try SubjectLines.read(URL(filePath: batch), kind: kind.flatMap { ListEntry.Kind(rawValue: $0.rawValue) }) {
                show($0, in: index, isLine: true)
            }
        }
    }

    private func show(_ subject: Subject, in index: ScreeningIndex, isLine: Bool) {
        let begun = ContinuousClock.now
        let candidates = index.candidates(for: subject, limit: top, floor: floor)
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        if isLine {
            Swift.print(ScreenedLine(subject, candidates, seconds: timings ? seconds : nil).json)
            return
        }
        Swift.print("\(subject.name): \(candidates.isEmpty ? "nobody found; this clears nobody" : "")")
        for candidate in candidates {
            let score = (candidate.score * 100).rounded() / 100
            Swift.print("  \(score)\t\(candidate.entry.id)\t\(candidate.entry.kind.rawValue)\t\(candidate.listedName)")
            for reason in candidate.reasons { Swift.print("      \(reason)") }
        }
    }

    private static func entries(_ paths: [String]) throws -> [ListEntry] {
        var entries: [ListEntry] = []
        for path in paths {
            for file in try ListFile.lists(at: URL(filePath: path)) { try file.read { entries.append($0) } }
        }
        return entries
    }
}
