import Foundation
import OfficeKit

/// A field of a city's work, by which clauses are told apart.
public struct Sector: Sendable, Hashable {
    /// What is stored.
    public let key: String
    public let namePersian: String
    public let nameEnglish: String
    /// Which directorate of the office answers for it.
    public let directorate: Directorate?

    /// The name in the language of the page.
    public func name(in language: Language) -> String { language == .fa ? namePersian : nameEnglish }

    /// All sectors, the most used first, from `sectors.tsv`.
    ///
    /// - Throws: ``ResourceError/missing(_:)``.
    static func load() throws -> [Sector] {
        let file = try AgreementsResources.folder().url.appending(path: "sectors.tsv")
        let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").dropFirst()
        return lines.compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count >= 3 else { return nil }
            return Sector(
                key: cells[0], namePersian: cells[2], nameEnglish: cells[1],
                directorate: cells.count > 6 ? Directorate(rawValue: cells[6]) : nil)
        }
    }

    /// All sectors; empty where the file is not beside the program, which the start of the server has said by then.
    public static let all: [Sector] = (try? load()) ?? []
    private static let byKey = Dictionary(all.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

    /// The keys, for checking what a form sent.
    public static let keys = Set(byKey.keys)

    /// Its place among all, from 0: shorter to keep than its key.
    static func place(of key: String) -> Int? { places[key] }
    private static let places = Dictionary(
        all.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })

    /// The sector of a key.
    public static func find(_ key: String) -> Sector? { byKey[key] }
}

/// A directorate of the office (F1).
public enum Directorate: String, Sendable, CaseIterable, Codable {
    case urban, economic, citizen

    /// The catalogue key of its name.
    public var key: String { "navigation.\(rawValue)" }
}
