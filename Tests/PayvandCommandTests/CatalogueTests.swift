import Foundation
import OfficeKit
import Testing

@testable import Agreements
@testable import Cities
@testable import PayvandCommand

@Suite("Words of the product")
struct CatalogueTests {
    private static let folders: [(name: String, folder: ResourceFolder)] = Result {
        [
            ("OfficeKit", try ResourceFolder.officeKit()), ("Agreements", try AgreementsResources.folder()),
            ("Cities", try CitiesResources.folder()),
        ]
    }.value

    private static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardizedFileURL
    }

    private static func all(_ language: Language) throws -> Catalogue {
        try Catalogue(language: language, folders: folders.map(\.folder))
    }

    private static func placeholders(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{\{(\w+)\}\}/).map { String($0.output.1) })
    }

    @Test("no module is forgotten")
    func modules() throws {
        #expect(Set(Self.folders.map(\.name)).count == Composition.desks.count + 1)
    }

    @Test("both languages of every module have the same keys, with the same gaps in their sentences")
    func same() throws {
        for (name, folder) in Self.folders {
            let persian = try Catalogue(language: .fa, folders: [folder])
            let english = try Catalogue(language: .en, folders: [folder])
            #expect(persian.keys.subtracting(english.keys).sorted() == [], "\(name): not in English")
            #expect(english.keys.subtracting(persian.keys).sorted() == [], "\(name): not in Persian")
            for key in persian.keys.intersection(english.keys).sorted() {
                let gaps = (Self.placeholders(persian.raw(key) ?? ""), Self.placeholders(english.raw(key) ?? ""))
                // One thing may be said without its number: "one city".
                if key.hasSuffix("_one") {
                    #expect(gaps.0.symmetricDifference(gaps.1).isSubset(of: ["count"]), "\(name): \(key)")
                } else {
                    #expect(gaps.0 == gaps.1, "\(name): \(key)")
                }
                #expect(persian.raw(key)?.isEmpty == false && english.raw(key)?.isEmpty == false, "\(name): \(key)")
            }
            for key in persian.keys where key.hasSuffix("_one") {
                #expect(persian.keys.contains(key.dropLast(4) + "_other"), "\(name): \(key)")
            }
        }
    }

    /// All sources and templates, by their path.
    private static func sources() throws -> [(path: String, text: String)] {
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") || $0.hasSuffix(".mustache") }.sorted().map { path in
            (path, try String(contentsOf: root.appending(path: path), encoding: .utf8))
        }
    }

    /// Literals of Swift that may be keys: words with dots between them, with gaps for what is put in.
    private static func literals(of text: String) -> Set<String> {
        var found: Set<String> = []
        for line in text.split(separator: "\n") {
            let code = line.trimmingCharacters(in: .whitespaces)
            if code.hasPrefix("//") { continue }
            for match in code.matches(of: /"((?:[^"\\]|\\\((?:[^()"]|\([^()"]*\))*\)|\\.)*)"/) {
                let literal = String(match.output.1).replacing(/\\\((?:[^()"]|\([^()"]*\))*\)/, with: "\u{1}")
                if literal.wholeMatch(of: /[a-z][A-Za-z]*(\.[A-Za-z0-9_\x01-]+)+/) != nil { found.insert(literal) }
            }
        }
        return found
    }

    /// What looks like a key and is none: names of files, hosts and the like.
    private static let suffixes = [
        ".json", ".tsv", ".csv", ".xlsx", ".gz", ".mustache", ".js", ".css", ".sqlite", ".org", ".xml", ".txt", ".html",
        ".ico", ".svg", ".png", ".woff2", ".swift",
    ]

    @Test("every key that the code or a template names stands in the catalogues")
    func keys() throws {
        let catalogue = try Self.all(.fa)
        let keys = catalogue.keys
        let branches = Set(keys.compactMap { $0.split(separator: ".").first.map(String.init) })
        func exists(_ key: String) -> Bool {
            if !key.contains("\u{1}") { return keys.contains(key) || keys.contains(key + "_other") }
            let pattern = key.split(separator: "\u{1}", omittingEmptySubsequences: false)
            return keys.contains { candidate in
                var rest = Substring(candidate.hasSuffix("_other") ? candidate.dropLast(6) : candidate[...])
                guard rest.hasPrefix(pattern[0]) else { return false }
                rest = rest.dropFirst(pattern[0].count)
                for piece in pattern.dropFirst() where !piece.isEmpty {
                    guard let hit = rest.firstRange(of: piece) else { return false }
                    rest = rest[hit.upperBound...]
                }
                return pattern.last?.isEmpty == true || rest.isEmpty
            }
        }
        var seen = 0
        for (path, text) in try Self.sources() {
            let named: Set<String>
            if path.hasSuffix(".mustache") {
                named = Set(text.matches(of: /\{\{#t\}\}([^{]+)\{\{\/t\}\}/).map { String($0.output.1) })
            } else {
                named = Self.literals(of: text).filter { literal in
                    let branch = literal.prefix { $0 != "." }
                    return branches.contains(String(branch)) && !Self.suffixes.contains { literal.hasSuffix($0) }
                        // A column of a table is no key.
                        && !Self.isColumn(literal, in: text)
                }
            }
            seen += named.count
            for key in named.sorted() { #expect(exists(key), "\(path): \(key)") }
        }
        #expect(seen > 800)
    }

    /// Conditions on tables are texts as well: `"post.body_id = …"` alone, or names with an underscore.
    private static func isColumn(_ literal: String, in text: String) -> Bool {
        literal.contains("_") || literal.hasSuffix(".id") || literal.hasSuffix(".number") || literal.hasSuffix(".kind")
    }

    @Test("whatever the journal records has its sentence and the names of its fields")
    func journal() throws {
        let catalogue = try Self.all(.en)
        var actions: Set<String> = []
        var fields: Set<String> = []
        for (path, text) in try Self.sources() where path.hasSuffix(".swift") {
            actions.formUnion(text.matches(of: /"(journal\.[A-Za-z]+\.[A-Za-z]+)"/).map { String($0.output.1) })
            fields.formUnion(text.matches(of: /FieldChange\(\s*"([^"\\]+)"/).map { String($0.output.1) })
        }
        #expect(actions.count > 30 && fields.count > 40)
        for action in actions.sorted() { #expect(catalogue.keys.contains(action), "\(action)") }
        for field in fields.sorted() { #expect(catalogue.keys.contains(field), "\(field)") }
        // And no sentence stands there that nothing records.
        let spare = catalogue.keys.filter { $0.hasPrefix("journal.") }.subtracting(actions)
        #expect(spare.sorted() == [])
    }
}

extension Result {
    /// The value, for what every test of a suite needs.
    fileprivate var value: Success {
        switch self {
        case .success(let value): value
        case .failure(let error): fatalError("\(error)")
        }
    }
}
