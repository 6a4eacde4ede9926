import Foundation
import OfficeKit
import Testing

@testable import Cities

@Suite("Words of the cities' desk") struct CityCatalogueTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Desks/Cities").standardizedFileURL

    private static func catalogues() throws -> [Catalogue] {
        let folders = [try ResourceFolder.officeKit(), try CitiesResources.folder()]
        return try Language.allCases.map { try Catalogue(language: $0, folders: folders) }
    }

    @Test("both languages have the same keys with the same placeholders")
    func same() throws {
        let catalogues = try Self.catalogues()
        #expect(catalogues[0].keys.symmetricDifference(catalogues[1].keys).sorted() == [])
        for key in catalogues[0].keys where !key.hasSuffix("_one") {
            let names = catalogues.map { catalogue in
                Set((catalogue.raw(key) ?? "").matches(of: /\{\{(\w+)\}\}/).map { String($0.output.1) })
            }
            #expect(names[0] == names[1], "\(key)")
        }
    }

    @Test("every key that the desk's code names has its words")
    func named() throws {
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        var keys: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            let literals = text.matches(of: /"((?:cities|journal|common|forms|navigation|verbs)\.[A-Za-z.]+)"/)
            keys.formUnion(literals.map { String($0.output.1) })
        }
        keys.remove("cities.tsv")
        #expect(keys.count > 100)
        for catalogue in try Self.catalogues() {
            for key in keys.sorted() {
                #expect(
                    catalogue.raw(key) != nil || catalogue.raw(key + "_other") != nil, "\(catalogue.language): \(key)")
            }
        }
    }

    @Test("every case that the desk's types know has its words")
    func cases() throws {
        var keys = Tier.allCases.map(\.key) + Body.Kind.allCases.map(\.key) + BodyFilter.Side.allCases.map(\.key)
        for field in CityProfile.Field.allCases {
            keys += [field.key] + Language.allCases.map { "cities.field.name.\($0)" }
        }
        keys += City.NameSource.allCases.map { "cities.nameSource.\($0.rawValue)" }
        keys += CityProfile.Field.allCases.flatMap { field in Language.allCases.map { "\(field.journalKey).\($0)" } }
        keys += CitiesDesk(ties: NoTies()).navigation.map(\.key)
        for catalogue in try Self.catalogues() {
            for key in keys { #expect(catalogue.raw(key) != nil, "\(catalogue.language): \(key)") }
        }
    }
}
