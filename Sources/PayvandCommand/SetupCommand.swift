import Agreements
import ArgumentParser
import Cities
import Foundation
import OfficeKit
import SQLStore

/// `payvand setup`: makes an office, or brings one up to date; what is there already stays.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Make an office, or bring one up to date.")

    @OptionGroup var database: DatabaseOption
    @Option(help: "The folder with countries, cities and names.") var data = "data"
    @Flag(help: "Make Tehran's office, with the sourced claims about its ties.") var sample = false

    func run() async throws {
        try await database.withReception { reception in
            let office = reception.office
            try await settings(of: office)
            try await importWorld(into: office)
            if sample { try await importClaims(into: office) }
            let hasAccounts = try await office.read { connection in
                try (connection.value("SELECT COUNT(*) FROM account") ?? 0) > 0
            }
            guard !hasAccounts else {
                say("The office is there; its data stays.")
                return
            }
            let made = try await reception.createAccount(
                AccountDraft(
                    username: "admin", nameFa: "مدیر سامانه", nameEn: "Administrator", role: .administrator),
                by: .command("payvand setup"))
            say("")
            say("  Sign in as    admin")
            say("  with password \(made.password)")
            say("  It is shown this once; you will choose your own at the first sign-in.")
            say("")
        }
    }

    /// Countries, holidays, the map and 69,472 cities with all their names; what is in already is left out.
    private func importWorld(into office: Office) async throws {
        let bar = ProgressBar()
        let outcome = try await CityImport(folder: URL(filePath: data, directoryHint: .isDirectory)).run(in: office) {
            bar.show($0.phase.rawValue, done: $0.done, total: $0.total)
        }
        bar.finish()
        guard sample, !outcome.rows.isEmpty else { return }
        try await office.change(by: .command("payvand setup")) { try City.setOwn(Self.tehran, in: $0) }
    }

    /// What sources say of Tehran's ties. Nothing is added that is there; what officers made of it since stays.
    private func importClaims(into office: Office) async throws {
        let hasAgreements = try await office.read { connection in
            try (connection.value("SELECT COUNT(*) FROM agreement") ?? 0) > 0
        }
        guard !hasAgreements, let own = try await office.read({ try City.own(on: $0) }) else { return }
        let file = URL(filePath: data, directoryHint: .isDirectory).appending(path: "claims_iran.tsv")
        let claims = try ClaimFile(Data(contentsOf: file), name: file.lastPathComponent)
        let outcome = try await ClaimTexts.importer(of: claims).run(
            in: office, for: own, by: .command("payvand setup"), on: try await office.today())
        say("  \(outcome.registered.count) ties of \(own.nameEnglish), from \(outcome.added) claims of sources")
    }

    /// Tehran's number in GeoNames.
    private static let tehran: Int64 = 112_931

    /// The sample is Tehran's office; another office names itself in its settings.
    private func settings(of office: Office) async throws {
        let isNamed = try await office.read { connection in
            try (connection.value("SELECT COUNT(*) FROM office_setting") ?? 0) > 0
        }
        guard !isNamed, sample else { return }
        let settings = OfficeSettings(
            nameFa: "امور بین‌الملل شهرداری تهران (نمونه)",
            nameEn: "International affairs, Municipality of Tehran (sample)")
        try await office.change(by: .command("payvand setup")) { try settings.save(in: $0) }
    }
}
