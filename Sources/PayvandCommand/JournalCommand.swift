import ArgumentParser
import OfficeKit

/// `payvand journal`: what can be asked of the journal on the machine itself.
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "The record of every change.", subcommands: [Verify.self])

    /// `payvand journal verify`: walks the chain; fails when an entry was altered, removed or added.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that no entry was altered, removed or put in.")

        @OptionGroup var database: DatabaseOption

        func run() async throws {
            try await database.withOffice(isMigrated: false) { office in
                switch try await office.read({ try Journal.verify(on: $0) }) {
                case .intact(let entries, let hash):
                    print("intact \(entries) \(hash)")
                case .broken(let number):
                    print("broken \(number)")
                    say("The journal is broken from entry \(number) on.")
                    throw ExitCode.failure
                }
            }
        }
    }
}
