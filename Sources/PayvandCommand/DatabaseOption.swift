import ArgumentParser
import Foundation
import Logging
import OfficeKit
import SQLStore

/// The office's database, named the same way by every command.
struct DatabaseOption: ParsableArguments {
    @Option(
        name: .long,
        help: "sqlite:PATH or postgres://user:password@host:port/database?schema=NAME. (default: $PAYVAND_DATABASE)")
    var database: String?

    static var quiet: Logger {
        var logger = Logger(label: "payvand")
        logger.logLevel = .notice
        return logger
    }

    /// Opens the office; the caller closes its store.
    ///
    /// - Parameters:
    ///   - isMigrated: whether the tables are brought up to date first.
    ///   - logger: the office's; commands say little.
    func open(isMigrated: Bool = true, logger: Logger = DatabaseOption.quiet) async throws -> Office {
        guard let text = database ?? ProcessInfo.processInfo.environment["PAYVAND_DATABASE"] else {
            throw ValidationError("Name the database: --database sqlite:office.sqlite")
        }
        let address: StoreAddress
        do {
            address = try StoreAddress(parsing: text)
        } catch StoreError.address(let sentence) {
            throw ValidationError(sentence)
        }
        let store = try await openStore(address, logger: logger)
        if isMigrated {
            do {
                _ = try await Migrator(Composition.migrations).migrate(store)
            } catch {
                await store.close()
                throw error
            }
        }
        return Office(store: store, logger: logger)
    }

    /// Opens the office, does the work and closes it, whatever happens.
    func withOffice<T>(isMigrated: Bool = true, _ work: (Office) async throws -> T) async throws -> T {
        let office = try await open(isMigrated: isMigrated)
        do {
            let result = try await work(office)
            await office.store.close()
            return result
        } catch {
            await office.store.close()
            throw error
        }
    }
}

/// Writes to standard error what a person at the terminal should read, and keeps standard output for results.
func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
