import Agreements
import ArgumentParser
import Foundation
import OfficeKit

/// `payvand agreements`: the register with each agreement's stage and the reason for it.
struct AgreementsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreements", abstract: "Print the register, each agreement with its stage and why.")

    @OptionGroup var database: DatabaseOption
    @Flag(help: "As JSON.") var json = false

    /// One line of the register as a program reads it.
    private struct Line: Encodable {
        let code: String
        let partner: String
        let kind: String
        let level: String
        let signed: String?
        let stage: String
        let reason: String
        let claimsOpen: Int
    }

    func run() async throws {
        let words = try Catalogue(
            language: .en, folders: [ResourceFolder.officeKit(), AgreementsResources.folder()])
        let format = DayFormat(language: .en, calendar: .gregorian)
        try await database.withOffice { office in
            let today = try await office.today()
            let register = try await office.read { try Register(for: .machine, on: today, connection: $0) }
            let lines = register.lines.map { line in
                Line(
                    code: line.registered.code, partner: line.partners[.en] ?? "",
                    kind: line.registered.agreement.kind.rawValue, level: line.registered.agreement.level.rawValue,
                    signed: line.registered.agreement.signed?.iso, stage: line.stage.name,
                    reason: line.reason.sentence(in: words) { format.text($0) },
                    claimsOpen: line.openContradictions)
            }
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
                print(String(decoding: try encoder.encode(lines), as: UTF8.self))
            } else {
                for line in lines {
                    print(
                        [line.code, line.partner, line.kind, line.level, line.signed ?? "", line.stage, line.reason]
                            .joined(separator: "\t"))
                }
                say("\(register.operational) of \(register.ties.count) operational.")
            }
        }
    }
}
