import ArgumentParser
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
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let accounts = try await database.withReception { reception in
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
        @OptionGroup var database: DatabaseOption
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
            let made = try await database.withReception { reception in
                try await reception.createAccount(draft, preferences: preferences, by: .command("payvand account"))
            }
            print(made.password)
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives a new password, prints it once, and ends every session of the account.")
        @OptionGroup var database: DatabaseOption
        @Option(help: "The account's user name or email address.") var username: String
        @Flag(help: "Also turns the second step off, for a lost device.") var withoutSecondFactor = false

        func run() async throws {
            let password = try await database.withReception { reception in
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
        @OptionGroup var database: DatabaseOption
        @Option(help: "The account's user name or email address.") var username: String

        func run() async throws {
            try await database.withReception { reception in
                let id = try await reception.account(named: username)
                try await reception.office.change(by: .command("payvand account")) { change in
                    try Accounts.disable(id, in: change)
                }
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Opens a closed account again.")
        @OptionGroup var database: DatabaseOption
        @Option(help: "The account's user name or email address.") var username: String

        func run() async throws {
            try await database.withReception { reception in
                let id = try await reception.account(named: username)
                try await reception.office.change(by: .command("payvand account")) { change in
                    try Accounts.enable(id, in: change)
                }
            }
        }
    }
}

extension DatabaseOption {
    /// Opens the office with its reception. What is wrong with what was typed becomes a sentence and an exit code.
    func withReception<T>(_ work: (Reception) async throws -> T) async throws -> T {
        try await withOffice { office in
            do {
                return try await work(Reception(office: office))
            } catch let problem as Problem {
                let words = try Catalogue(language: .en, folders: [ResourceFolder.officeKit()])
                throw ValidationError("\(problem.field): \(words.text(problem.key, problem.arguments))")
            }
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
