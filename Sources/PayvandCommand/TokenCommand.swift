import ArgumentParser
import OfficeKit
import SQLStore

/// `payvand token`: the tokens with which programs use the API.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Makes, lists and revokes access tokens for the API.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a token and prints it alone; it is not shown again.")
        @OptionGroup var database: DatabaseOption
        @Option(help: "The user name or email address in whose name the token acts.") var account: String
        @Option(help: "What it is for.") var name: String
        @Option(help: "After how many days it ends; without it, never.") var days: Int?

        func validate() throws {
            if let days, !(1...3650).contains(days) { throw ValidationError("--days must be between 1 and 3650.") }
        }

        func run() async throws {
            let token = try await database.withReception { reception in
                let id = try await reception.account(named: account)
                let expires = days.map { reception.office.now().adding(seconds: $0 * 86_400) }
                return try await reception.office.change(by: .command("payvand token")) { change in
                    try AccessTokens.create(for: id, name: name, expires: expires, in: change)
                }
            }
            print(token)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints one token a line: id, account, valid or not, day made, day last used, name.")
        @OptionGroup var database: DatabaseOption
        @Option(help: "Only this account's.") var account: String?

        func run() async throws {
            let (tokens, now) = try await database.withReception { reception in
                var id: String?
                if let account { id = try await reception.account(named: account) }
                let owner = id
                return (
                    try await reception.office.read { connection in try AccessTokens.all(of: owner, on: connection) },
                    reception.office.now()
                )
            }
            for token in tokens {
                print(
                    [
                        token.id, token.username, token.isValid(at: now) ? "valid" : "over",
                        token.createdAt.day(secondsFromGMT: 0).iso,
                        token.lastUsedAt?.day(secondsFromGMT: 0).iso ?? "never", token.name,
                    ].joined(separator: "\t"))
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes tokens' validity: one by its id, or all of that name.")
        @OptionGroup var database: DatabaseOption
        @Option(help: "The user name or email address of the token's account.") var account: String
        @Option(help: "The id that `payvand token list` prints, or the name.") var name: String

        func run() async throws {
            try await database.withReception { reception in
                let id = try await reception.account(named: account)
                let tokens = try await reception.office.read { connection in
                    try AccessTokens.all(of: id, on: connection)
                }
                let chosen = tokens.filter { ($0.id == name || $0.name == name) && $0.revokedAt == nil }
                guard !chosen.isEmpty else { throw ValidationError("\(account) has no open token named \(name).") }
                try await reception.office.change(by: .command("payvand token")) { change in
                    for token in chosen { try AccessTokens.revoke(token.id, of: id, in: change) }
                }
            }
        }
    }
}
