import ArgumentParser
import Foundation
import MutualBenefit
import OfficeKit

/// `payvand partners`: the cities with which a city would gain most, on both sides.
struct PartnersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partners", abstract: "Rank the cities with which a city would gain most, on both sides.",
        discussion: """
            Needs and offers come from --profiles FILE. Tab-separated: a header and one need or offer on each line, with \
            the columns city, side (need or offer), sector and, where known, name, country, mode, weight (0 to 1), \
            dimension, workability (0 to 1), goodwill (-1 to 1), tie (yes or no), last_contact (a date). Or JSON, in a \
            file named .json: {"cities": [{"city": …, "needs": [{"sector": …}], "offers": […]}]}.

            Each partner is a line of its rank, number, name, country, score and what each side gets, and under it a \
            sentence for each side. Where one side gains nothing there is no match; such cities are listed apart with \
            --one-sided.
            """)

    @Option(help: "The city's number in the file.") var city: String
    @Option(help: "How many partners.") var top = 50
    @Option(help: "Needs and offers, as TSV or JSON.", completion: .file()) var profiles: String?
    @Option(
        name: .customLong("weight"), help: "What a dimension counts for the office, from 0 to 4: --weight economic=2.")
    var weights: [String] = []
    @Option(help: "The day from which the last contact is counted, as 2026-03-21. (default: today)") var today: String?
    @Option(help: "List so many cities apart of which only one side would gain.") var oneSided = 0

    func validate() throws {
        guard top >= 1 else { throw ValidationError("--top is at least 1.") }
        guard oneSided >= 0 else { throw ValidationError("--one-sided is not negative.") }
    }

    func run() throws {
        guard let profiles else {
            throw ValidationError(
                "The office has no table of needs and offers yet. Name a file of them: --profiles FILE (see --help)")
        }
        let weights = try dimensionWeights()
        let book = try book(from: profiles)
        guard let number = book.number(ofCity: city) else {
            say("\(profiles): No city has the number “\(city)”.")
            throw ExitCode(2)
        }
        let own = book.cities[number].name
        for (rank, found) in book.partners(of: number, top: top, weights: weights).enumerated() {
            let partner = book.cities[found.match.city]
            print(
                rank + 1, partner.id, partner.name, partner.country, text(found.match.score), text(found.match.get),
                text(found.match.give), separator: "\t")
            print("    " + PartnerExplanation.sentence(own, gets: found.explanation.weGet, from: partner.name))
            print("    " + PartnerExplanation.sentence(partner.name, gets: found.explanation.theyGet, from: own))
            print("    " + terms(of: book.standings[found.match.city], found.explanation))
        }
        guard oneSided > 0 else { return }
        let apart = book.oneSided(of: number, top: oneSided, weights: weights)
        for (title, matches) in [("Only we would gain:", apart.onlyGet), ("Only they would gain:", apart.onlyGive)]
        where !matches.isEmpty {
            print(title)
            for match in matches {
                let partner = book.cities[match.city]
                print("", partner.id, partner.name, partner.country, text(max(match.get, match.give)), separator: "\t")
            }
        }
    }

    private func dimensionWeights() throws -> DimensionWeights {
        var result: [Interest: Double] = [:]
        for text in weights {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let dimension = Interest(rawValue: String(parts[0])), let weight = Double(parts[1]),
                (0...4).contains(weight)
            else { throw ValidationError("“\(text)” is no weight; write economic=2, from 0 to 4.") }
            result[dimension] = weight
        }
        return DimensionWeights(result)
    }

    private func book(from file: String) throws -> ProfileBook {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: file))
        } catch {
            say("\(file): \(error.localizedDescription)")
            throw ExitCode(2)
        }
        let seconds: Double
        if let today {
            guard let day = Day(iso: today) else { throw ValidationError("“\(today)” is no day like 2026-03-21.") }
            seconds = Double(day.epochDay) * 86_400
        } else {
            seconds = Date().timeIntervalSince1970
        }
        do {
            return try ProfileFile.book(from: data, file: file, today: Int((seconds / 86_400).rounded(.down)))
        } catch {
            say("\(error)")
            throw ExitCode(2)
        }
    }

    private func terms(of standing: Standing, _ explanation: PartnerExplanation) -> String {
        let dimensions = explanation.dimensions.map {
            "\($0.dimension.rawValue) \(Int(($0.share * 100).rounded())) %"
        }
        let terms = standing.terms.filter { $0.share != 0 }.map {
            "\($0.name) " + ($0.share < 0 ? "−" : "+") + "\(Int((abs($0.share) * 100).rounded())) %"
        }
        let workability = "workability \(Int((standing.workability * 100).rounded())) %"
        return (dimensions + [workability] + terms).joined(separator: ", ")
    }

    private func text(_ score: Double) -> String { String(format: "%.4f", score / PartnerMatch.unit) }
    private func text(_ sum: Int32) -> String { text(Double(sum)) }
}
