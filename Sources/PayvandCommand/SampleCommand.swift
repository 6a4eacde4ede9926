import Agreements
import ArgumentParser
import OfficeKit

/// `payvand sample`: adds made-up agreements, for measuring and for looking around.
struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Add made-up agreements, for measuring.",
        discussion: """
            The cities are real, all else is made up and says so. Do not use it in an office that works: what is added \
            cannot be taken out again.
            """)

    @OptionGroup var database: DatabaseOption
    @Option(help: "How many agreements.") var agreements = 100
    @Option(help: "How many clauses each of them has.") var clauses = 10
    @Option(help: "The same seed makes the same agreements.") var seed: UInt64 = 1404

    func validate() throws {
        guard (1...100_000).contains(agreements) else {
            throw ValidationError("--agreements must be between 1 and 100000.")
        }
        guard (0...100).contains(clauses) else { throw ValidationError("--clauses must be between 0 and 100.") }
    }

    func run() async throws {
        let sample = AgreementSample(agreements: agreements, clauses: clauses, seed: seed)
        try await database.withOffice { office in
            let today = try await office.today()
            do {
                let added = try await office.change(by: .command("payvand sample")) { change in
                    try sample.add(on: today, in: change)
                }
                say(
                    """
                    \(added.agreements) agreements, \(added.clauses) clauses, \(added.actions) actions, \
                    \(added.evidence) pieces of evidence, \(added.claims) claims added, all made up.
                    """)
            } catch AgreementSample.Refusal.noCities {
                throw ValidationError("The office knows no cities yet. Run first: payvand setup")
            }
        }
    }
}
