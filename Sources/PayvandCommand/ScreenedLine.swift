import Foundation
import NameScreening

/// One answer as a line of JSON.
struct ScreenedLine: Encodable {
    struct Candidate: Encodable {
        let id: String
        let list: String
        let kind: String
        let name: String
        let primaryName: String
        let score: Double
        let reasons: [String]
        let births: [String]
        let countries: [String]
        let programmes: [String]
    }

    static let notice = "Candidates for a person to decide; an empty answer clears nobody."

    let name: String
    let candidates: [Candidate]
    let notice = Self.notice
    /// How long the answer took.
    let seconds: Double?

    private enum CodingKeys: String, CodingKey { case name, candidates, notice, seconds }

    init(_ subject: Subject, _ candidates: [NameScreening.Candidate], seconds: Double? = nil) {
        self.seconds = seconds
        name = subject.name
        self.candidates = candidates.map { candidate in
            let entry = candidate.entry
            return Candidate(
                id: entry.id, list: entry.list, kind: entry.kind.rawValue, name: candidate.listedName,
                primaryName: entry.primaryName, score: (candidate.score * 1000).rounded() / 1000,
                reasons: candidate.reasons, births: entry.births.map(\.iso), countries: entry.countries,
                programmes: entry.programmes)
        }
    }

    /// The line, with its keys in order.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

/// Reads those who are to be screened: a name a line, or an object a line.
enum SubjectLines {
    private struct Line: Decodable {
        let name: String
        let kind: ListEntry.Kind?
        let births: [String]?
        let countries: [String]?
    }

    static func read(_ url: URL, kind: ListEntry.Kind?, each body: (Subject) -> Void) throws {
        let file = url.lastPathComponent
        guard let bytes = try? Data(contentsOf: url) else {
            throw ListFault(file: file, reason: "the file cannot be read")
        }
        let decoder = JSONDecoder()
        for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw ListFault(file: file, line: number + 1, reason: "the text is no UTF-8")
            }
            let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !name.isEmpty else { continue }
            guard name.utf8.count <= 100_000 else {
                throw ListFault(file: file, line: number + 1, reason: "the line is longer than 100 kB")
            }
            guard name.hasPrefix("{") else {
                body(Subject(name, kind: kind))
                continue
            }
            guard let object = try? decoder.decode(Line.self, from: Data(name.utf8)) else {
                throw ListFault(file: file, line: number + 1, reason: "the line is no JSON object with a name")
            }
            let births = try (object.births ?? []).map { day in
                guard let birth = BirthDate(day) else {
                    throw ListFault(file: file, line: number + 1, reason: "“\(day)” is no day of birth")
                }
                return birth
            }
            body(Subject(object.name, kind: object.kind ?? kind, births: births, countries: object.countries ?? []))
        }
    }
}
