import ArgumentParser
import OfficeKit
import SQLStore

/// `payvand migrate`: brings the database's tables up to date.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's tables up to date.")

    @OptionGroup var database: DatabaseOption

    func run() async throws {
        try await database.withOffice(isMigrated: false) { office in
            let applied = try await Migrator(Composition.migrations).migrate(office.store)
            for id in applied { print(id) }
            say(applied.isEmpty ? "The tables are up to date." : "\(applied.count) migrations applied.")
        }
    }
}
