import Foundation
import SectorVocabulary
import Testing

@Suite("The vocabulary of sectors") struct SectorVocabularyTests {
    let vocabulary: SectorVocabulary

    init() throws { vocabulary = try .standard() }

    @Test("is a tree of two levels with names in three languages") func tree() {
        #expect(vocabulary.sectors.count >= 200)
        for sector in vocabulary.sectors {
            #expect(sector.names.count == 3)
            if let parent = sector.parent { #expect(vocabulary[parent]?.parent == nil) }
        }
    }

    @Test("keeps the codes of the sectors that agreements use") func codes() throws {
        let table = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Desks/Agreements/Resources/sectors.tsv")
        let codes = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").dropFirst()
            .compactMap { $0.split(separator: "\t").first.map(String.init) }
        #expect(codes.count == 50)
        for code in codes { #expect(vocabulary[code] != nil, "\(code) is missing") }
    }

    @Test("finds each sector first by its own name, in each language", arguments: Sector.Language.allCases)
    func ownNames(language: Sector.Language) {
        for sector in vocabulary.sectors {
            let found = vocabulary.suggestions(for: sector.name(in: language), limit: 1)
            #expect(found.first?.sector.code == sector.code, "\(sector.name(in: language))")
        }
    }

    @Test(
        "suggests the same however the letters are written",
        arguments: [
            ("حمل‌ونقل عمومی", "حمل و نقل عمومي"), ("آتش‌نشانی", "آتش نشاني"), ("مدیریت پسماند", "مدیریت پسمــاند"),
            ("WASTE management", "waste management"),
        ])
    func folding(one: String, other: String) {
        let codes = [one, other].map { vocabulary.suggestions(for: $0).map(\.sector.code) }
        #expect(codes[0] == codes[1])
        #expect(!codes[0].isEmpty)
    }

    @Test("says nothing where no word is known") func unknown() {
        #expect(vocabulary.suggestions(for: "").isEmpty)
        #expect(vocabulary.suggestions(for: "qzxv wqkj").isEmpty)
    }

    @Test("an embedding moves sectors up and never shuts one out") func ranking() {
        let plain = vocabulary.suggestions(for: "metro", limit: 3).map(\.sector.code)
        let ranked = vocabulary.suggestions(for: "metro", limit: 50, ranking: ["tram", "railways"]).map(\.sector.code)
        #expect(ranked.contains(plain[0]))
        #expect(ranked.prefix(4).contains("tram"))
        let alone = vocabulary.suggestions(for: "qzxv wqkj", ranking: ["tram"]).map(\.sector.code)
        #expect(alone == ["tram"])
    }

    @Test("reads the mode from the words") func modes() {
        #expect(vocabulary.modes(for: "مشاوره برای خط مترو").first == .consulting)
        #expect(vocabulary.modes(for: "buy equipment for hospitals").first == .goods)
        #expect(vocabulary.modes(for: "تمويل محطة شمسية").first == .investment)
        #expect(vocabulary.modes(for: "metro").isEmpty)
    }

    @Test(
        "refuses a malformed table with its line",
        arguments: [
            ("h\na\tb\n", 2), ("h\na\t\tA\tف\tع\t\t\t\t\t\t\na\t\tA\tف\tع\t\t\t\t\t\t\n", 3),
            ("h\na\tzz\tA\tف\tع\t\t\t\t\t\t\n", 2), ("h\nBad Code\t\tA\tف\tع\t\t\t\t\t\t\n", 2), ("h\n", 1),
            ("h\na\t\t\tف\tع\t\t\t\t\t\t\n", 2),
        ])
    func malformed(table: String, line: Int) {
        let fault = #expect(throws: SectorVocabulary.Fault.self) {
            try SectorVocabulary(table: Data(table.utf8), file: "sectors.tsv")
        }
        #expect(fault?.line == line)
    }
}
