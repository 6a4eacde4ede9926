import ArgumentParser

/// The working desk of a city's international affairs office.
@main struct Payvand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payvand",
        abstract: "The working desk of a city's international affairs office.",
        version: "0.1.0",
        subcommands: [
            SetupCommand.self, ServeCommand.self, MigrateCommand.self, JournalCommand.self, AccountCommand.self,
            TokenCommand.self, ImportCommand.self, SearchCommand.self, AgreementsCommand.self, SampleCommand.self,
            ReadCommand.self, TextCommand.self, RingsCommand.self, PartnersCommand.self, ScreenCommand.self,
            SectorsCommand.self, ScheduleCommand.self,
        ])
}
