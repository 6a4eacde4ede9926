import ArgumentParser
import OfficeKit

/// `payvand search`: the search over all kinds, on the machine itself.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "The search over all kinds.", subcommands: [Rebuild.self])

    /// `payvand search rebuild`: empties the index and puts every record in anew.
    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Build the search anew from the records.",
            discussion: "The program keeps it up to date by itself; this mends it after changes by other ways.")

        @OptionGroup var database: DatabaseOption

        func run() async throws {
            try await database.withOffice { office in
                let count = try await office.rebuildSearch(
                    of: Composition.desks, by: .command("payvand search rebuild"))
                print(count)
            }
        }
    }
}
