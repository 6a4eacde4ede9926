import ArgumentParser
import Foundation
import OfficeKit
import SectorVocabulary

/// `payvand sectors`: the fields of a city's work, and which of them words may mean.
struct SectorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sectors", abstract: "The sectors in which cities need and offer things.",
        subcommands: [Suggest.self, List.self])

    static func vocabulary() throws -> SectorVocabulary {
        do {
            let folder = try ResourceFolder(module: "SectorVocabulary", compiled: SectorVocabulary.compiledResources)
            return try SectorVocabulary.standard(in: folder.url)
        } catch let fault as SectorVocabulary.Fault {
            say(fault.description)
            throw ExitCode(2)
        }
    }

    /// `payvand sectors list`: the tree.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints one sector a line: code, the one above, names, codes of COFOG, DAC and the UN's goals.")

        func run() throws {
            for sector in try SectorsCommand.vocabulary().sectors {
                let goals = sector.goals.map(String.init).joined(separator: ";")
                print(
                    [
                        sector.code, sector.parent ?? "", sector.name(in: .en), sector.name(in: .fa),
                        sector.name(in: .ar), sector.cofog ?? "", sector.dac ?? "", goals,
                    ].joined(separator: "\t"))
            }
        }
    }

    /// `payvand sectors suggest TEXT…`: the likeliest sectors, for a person to confirm.
    struct Suggest: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Suggest sectors for what a person typed, in Persian, English or Arabic.",
            discussion: """
                With - in place of a text, each line of standard input is a text; a tab may follow it, and behind the \
                tab codes in the order in which an embedding ranks them, with commas between.
                """)

        @Option(help: "How many sectors at most.") var top = 5
        @Flag(help: "Print a JSON line for each text.") var json = false
        @Argument(help: "The words; several arguments are one text.") var text: [String]

        private struct Line: Encodable {
            struct Sector: Encodable {
                let code: String
                let nameEn: String
                let nameFa: String
                let nameAr: String
                let score: Double
                let matched: String?
            }
            let text: String
            let sectors: [Sector]
            let modes: [String]
        }

        func validate() throws {
            guard top > 0 else { throw ValidationError("--top is 1 or more.") }
        }

        func run() throws {
            let vocabulary = try SectorsCommand.vocabulary()
            guard text == ["-"] else {
                try show(text.joined(separator: " "), ranking: [], vocabulary)
                return
            }
            while let line = readLine() {
                let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
                let ranking = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
                try show(String(parts.first ?? ""), ranking: ranking, vocabulary)
            }
        }

        private func show(_ text: String, ranking: [String], _ vocabulary: SectorVocabulary) throws {
            let suggestions = vocabulary.suggestions(for: text, limit: top, ranking: ranking)
            let modes = vocabulary.modes(for: text)
            guard json else {
                for suggestion in suggestions {
                    let sector = suggestion.sector
                    print("\(sector.code)\t\(sector.name(in: .en))\t\(sector.name(in: .fa))\t\(sector.name(in: .ar))")
                }
                if suggestions.isEmpty { say("No sector has any of these words.") }
                if !modes.isEmpty { print("modes\t" + modes.map(\.rawValue).joined(separator: "\t")) }
                return
            }
            let line = Line(
                text: text,
                sectors: suggestions.map { suggestion in
                    Line.Sector(
                        code: suggestion.sector.code, nameEn: suggestion.sector.name(in: .en),
                        nameFa: suggestion.sector.name(in: .fa), nameAr: suggestion.sector.name(in: .ar),
                        score: (suggestion.score * 1000).rounded() / 1000, matched: suggestion.matched)
                }, modes: modes.map(\.rawValue))
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(line), as: UTF8.self))
        }
    }
}
