import Foundation

/// All sectors, as a tree of two levels, with the words by which they are found.
///
/// The words are the office's: matching of needs and offers runs on codes alone. What a person types only suggests
/// codes, and the person confirms.
public struct SectorVocabulary: Sendable {
    /// What is wrong with a table of sectors. Printed as `file:line: reason`.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public let file: String
        public let line: Int
        public let reason: String

        public var description: String { "\(file):\(line): \(reason)" }
    }

    /// In the order of the table: each sector of the top before those under it.
    public let sectors: [Sector]
    private let places: [String: Int]
    let terms: SectorTerms

    /// Where the build put the resources; for whoever looks for them beside the program first.
    public static var compiledResources: URL { Bundle.module.bundleURL }

    /// The vocabulary that belongs to the program.
    ///
    /// - Parameter folder: the folder `Resources`, where it has moved with the program.
    public static func standard(in folder: URL? = nil) throws -> SectorVocabulary {
        let folder = folder ?? compiledResources.appending(path: "Resources")
        let url = folder.appending(path: "sectors.tsv")
        guard let bytes = try? Data(contentsOf: url) else {
            throw Fault(file: url.path, line: 0, reason: "the table cannot be read")
        }
        return try SectorVocabulary(table: bytes, file: url.lastPathComponent)
    }

    /// Reads a table.
    ///
    /// - Throws: ``Fault`` for what is malformed, for codes that stand twice, for parents that are missing or are no top.
    public init(table: Data, file: String) throws {
        guard let text = String(validating: table, as: UTF8.self) else {
            throw Fault(file: file, line: 1, reason: "the text is no UTF-8")
        }
        var sectors: [Sector] = []
        var places: [String: Int] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index == 0 || line.isEmpty { continue }
            let sector = try Self.sector(line, file: file, line: index + 1)
            guard places[sector.code] == nil else {
                throw Fault(file: file, line: index + 1, reason: "the code \(sector.code) stands twice")
            }
            if let parent = sector.parent {
                guard let place = places[parent], sectors[place].parent == nil else {
                    throw Fault(
                        file: file, line: index + 1, reason: "\(parent) is no sector of the top before this line")
                }
            }
            places[sector.code] = sectors.count
            sectors.append(sector)
        }
        guard !sectors.isEmpty else { throw Fault(file: file, line: 1, reason: "the table has no sectors") }
        self.sectors = sectors
        self.places = places
        terms = SectorTerms(sectors)
    }

    private static func sector(_ line: Substring, file: String, line number: Int) throws -> Sector {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 11 else {
            throw Fault(file: file, line: number, reason: "\(fields.count) columns where 11 are needed")
        }
        func value(_ index: Int) -> String? { fields[index].isEmpty ? nil : fields[index] }
        func list(_ index: Int) -> [String] { fields[index].split(separator: ";").map(String.init) }
        guard let code = value(0), code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) else {
            throw Fault(file: file, line: number, reason: "a code is of small Latin letters and hyphens")
        }
        guard let english = value(2), let persian = value(3), let arabic = value(4) else {
            throw Fault(file: file, line: number, reason: "a name is missing")
        }
        return Sector(
            code: code, parent: value(1), names: [.en: english, .fa: persian, .ar: arabic],
            synonyms: [.en: list(5), .fa: list(6), .ar: list(7)], cofog: value(8), dac: value(9),
            goals: list(10).compactMap { Int($0) })
    }

    public subscript(code: String) -> Sector? { places[code].map { sectors[$0] } }

    /// The sectors under one.
    public func children(of code: String) -> [Sector] { sectors.filter { $0.parent == code } }
}
