import Agreements
import ArgumentParser
import Cities
import Foundation
import OfficeKit
import SQLStore

/// `payvand import`: brings files of others into the office.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring files of others into the office.", subcommands: [Claims.self])

    /// `payvand import claims FILE`: sourced claims about ties, or a plain list of agreements.
    struct Claims: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "claims", abstract: "Import sourced claims about ties, or a plain list of agreements.",
            discussion: """
                A tab-separated file with a source for each row is read as claims: what contradicts stands side by \
                side until an officer settles it. Any other table with a header (comma, semicolon or tab) is read as a \
                list of agreements, one to a row; its one needed column is the partner city.

                What is already known is left out. Wrong rows are named with their line on standard error, and the \
                rest is imported.
                """)

        @OptionGroup var database: DatabaseOption
        @Argument(help: "The file: TSV or CSV.", completion: .file()) var file: String
        @Option(help: "Our city, by name or number. (default: the office's own city)") var city: String?
        @Flag(help: "Import nothing when one row is wrong.") var strict = false
        @Flag(name: .long, help: "Only show what would happen.") var dryRun = false

        func run() async throws {
            let words = try ClaimTexts.catalogue(.en)
            let url = URL(filePath: file)
            let bytes: Data
            do {
                bytes = try Data(contentsOf: url)
            } catch {
                throw ValidationError("\(file): \(error.localizedDescription)")
            }
            let claims: ClaimFile
            do {
                claims = try ClaimFile(bytes, name: url.lastPathComponent)
            } catch let unreadable as ClaimFile.Unreadable {
                say("\(file): \(words.text(unreadable.key, unreadable.arguments))")
                throw ExitCode(2)
            }
            try await database.withOffice { office in
                let own = try await ownCity(of: office)
                let outcome = try await ClaimTexts.importer(of: claims).run(
                    in: office, for: own, by: .command("payvand import claims"),
                    on: try await office.today(), isStrict: strict, isTrial: dryRun)
                for fault in outcome.faults {
                    say("\(file):\(fault.line): \(words.text(fault.key, fault.arguments))")
                }
                if dryRun {
                    for new in outcome.registered { print("would register\t\(new.partner)\tline \(new.line)") }
                } else {
                    for new in outcome.registered { print("\(new.code)\t\(new.partner)\tline \(new.line)") }
                }
                let isRefused = strict && !outcome.faults.isEmpty
                let verb = dryRun ? "would be " : ""
                say(
                    """
                    \(outcome.registered.count) agreements \(verb)registered, \(outcome.added) claims \(verb)added, \
                    \(outcome.known) known already, \(outcome.others) about other cities, \
                    \(outcome.faults.count) faults.
                    """)
                if isRefused {
                    say("Nothing was imported, for --strict was given.")
                    throw ExitCode(1)
                }
            }
        }

        private func ownCity(of office: Office) async throws -> City {
            let wish = city
            return try await office.read { connection in
                if let wish {
                    if let id = Int64(wish), let found = try City.find(id, on: connection) { return found }
                    switch try City.named(wish, on: connection) {
                    case .found(let found): return found
                    case .unknown: throw ValidationError("No city is known as “\(wish)”.")
                    case .several(let cities):
                        let all = cities.map { "\($0.id) \($0.nameEnglish), \($0.country)" }
                        throw ValidationError(
                            "Several cities are named “\(wish)”. Give the number: " + all.joined(separator: "; "))
                    }
                }
                guard let own = try City.own(on: connection) else {
                    throw ValidationError("The office has no city of its own yet. Name it: --city NAME")
                }
                return own
            }
        }
    }
}

/// The words of an import.
enum ClaimTexts {
    static func catalogue(_ language: Language) throws -> Catalogue {
        try Catalogue(language: language, folders: [ResourceFolder.officeKit(), AgreementsResources.folder()])
    }

    /// The import of a file, with titles in both languages for agreements that it gives none.
    static func importer(of file: ClaimFile) throws -> ClaimImport {
        let words: [Language: Catalogue] = [.fa: try catalogue(.fa), .en: try catalogue(.en)]
        return ClaimImport(file) { kind, own, partner, language in
            guard let words = words[language] else { return partner.nameEnglish }
            return words.text(
                "agreements.import.title",
                ["kind": words.text(kind.key), "city": own.name(in: language), "partner": partner.name(in: language)])
        }
    }
}

extension Office {
    /// The day in the office's own time zone.
    func today() async throws -> Day {
        let settings = try await read { try OfficeSettings.load(on: $0) }
        let zone = TimeZone(identifier: settings.timeZone) ?? .gmt
        return now().day(secondsFromGMT: zone.offset(at: now()))
    }
}
