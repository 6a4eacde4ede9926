import ArgumentParser
import Foundation
import Logging
import OfficeKit
import SQLStore

/// `payvand account`: the accounts, for whoever has the machine.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Lists, makes, resets and closes accounts.",
        subcommands: [List.self, Create.self, ResetPassword.self, Disable.self, Enable.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints one account a line: user name, role, open or closed, name, email.")
        @OptionGroup var database: AccountDatabase

        func run() async throws {
            let accounts = try await database.use { reception in
                try await reception.office.read { connection in try Accounts.all(on: connection) }
            }
            for account in accounts {
                print(
                    [
                        account.username, account.role.rawValue, account.isDisabled ? "closed" : "open",
                        account.nameEn, account.email ?? "",
                    ].joined(separator: "\t"))
            }
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an account and prints its password, which is not shown again.")
        @OptionGroup var database: AccountDatabase
        @Option(help: "The name to sign in with: small letters, digits, dot, hyphen.") var username: String
        @Option(help: "\(Role.allCases.map(\.rawValue).joined(separator: ", "))") var role: Role
        @Option(help: "The full name in Persian.") var nameFa: String?
        @Option(help: "The full name in English.") var nameEn: String?
        @Option(help: "The email address.") var email: String?
        @Option(help: "The id of the body that a representative speaks for.") var body: String?
        @Option(help: "The language of the pages: fa or en.") var language: Language = .fa

        func run() async throws {
            let draft = AccountDraft(
                username: username, nameFa: nameFa ?? nameEn ?? username, nameEn: nameEn ?? nameFa ?? username,
                email: email, role: role, body: body)
            let preferences = Preferences(
                language: language, calendar: language == .fa ? .jalali : .gregorian)
            let made = try await database.use { reception in
                try await reception.createAccount(draft, preferences: preferences, by: .command("payvand account"))
            }
            print(made.password)
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives a new password, prints it once, and ends every session of the account.")
        @OptionGroup var database: AccountDatabase
        @Option(help: "The account's user name or email address.") var username: String
        @Flag(help: "Also turns the second step off, for a lost device.") var withoutSecondFactor = false

        func run() async throws {
            let password = try await database.use { reception in
                let id = try await reception.account(named: username)
                if withoutSecondFactor {
                    try await reception.office.change(by: .command("payvand account")) { change in
                        try SecondFactor.turnOff(for: id, in: change)
                    }
                }
                return try await reception.resetPassword(of: id, by: .command("payvand account"))
            }
            print(password)
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Closes an account and ends its sessions.")
        @OptionGroup var database: AccountDatabase
        @Option(help: "The account's user name or email address.") var username: String

        func run() async throws {
            try await database.use { reception in
                let id = try await reception.account(named: username)
                try await reception.office.change(by: .command("payvand account")) { change in
                    try Accounts.disable(id, in: change)
                }
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Opens a closed account again.")
        @OptionGroup var database: AccountDatabase
        @Option(help: "The account's user name or email address.") var username: String

        func run() async throws {
            try await database.use { reception in
                let id = try await reception.account(named: username)
                try await reception.office.change(by: .command("payvand account")) { change in
                    try Accounts.enable(id, in: change)
                }
            }
        }
    }
}

/// Where the accounts are, and what commands do when something is wrong with what was typed.
struct AccountDatabase: ParsableArguments {
    @Option(help: "sqlite:PATH or postgres://user:password@host:port/database?schema=name")
    var database: String

    /// Opens the store, hands it over and closes it. A ``Problem`` becomes a sentence and an exit code.
    func use<T: Sendable>(_ body: (Reception) async throws -> T) async throws -> T {
        var logger = Logger(label: "payvand") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        let store = try await openStore(StoreAddress(parsing: database), logger: logger)
        do {
            let result = try await body(Reception(office: Office(store: store, logger: logger)))
            await store.close()
            return result
        } catch let problem as Problem {
            await store.close()
            let values = problem.arguments.isEmpty ? "" : " \(problem.arguments.values.sorted().joined(separator: ", "))"
            throw ValidationError("\(problem.field): \(problem.key)\(values)")
        } catch {
            await store.close()
            throw error
        }
    }
}

extension Reception {
    /// The id of the account that a command names.
    func account(named name: String) async throws -> String {
        let account = try await office.read { connection in try Accounts.find(named: name, on: connection) }
        guard let account else { throw ValidationError("There is no account named \(name).") }
        return account.id
    }
}

extension Role: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
