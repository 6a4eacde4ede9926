import Foundation
import Logging
import OfficeKit
import SQLStore

@testable import Cities

/// Offices for tests: an SQLite file of their own, or a PostgreSQL schema where a server is given.
enum TestOffice {
    /// The engines that can be tested here.
    static var engines: [Engine] {
        ProcessInfo.processInfo.environment["PAYVAND_TEST_POSTGRES"] == nil ? [.sqlite] : [.sqlite, .postgres]
    }

    /// The moment at which all test offices stand still: 2026-11-24 10:00 in UTC.
    static let moment = Moment(milliseconds: 1_795_514_400_000)

    static let author = Author(account: "a1", name: "Officer", door: .page)
    static let officer = Viewer(account: "a1", role: .urbanOfficer)

    /// The folder of the product's reference data.
    static var referenceFolder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../data").standardizedFileURL
    }

    static func empty(_ engine: Engine = .sqlite) async throws -> Office {
        var address = StoreAddress.sqlite(path: ":memory:")
        if engine == .postgres, let url = ProcessInfo.processInfo.environment["PAYVAND_TEST_POSTGRES"] {
            let schema = "cities_" + UUID().uuidString.prefix(8).lowercased()
            address = .postgres(url: url, schema: schema)
        }
        let store = try await openStore(address, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        _ = try await Migrator(OfficeTables.migrations + CityMigrations.all).migrate(store)
        return Office(store: store, now: { moment }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A part of the reference data: all countries and cities that pass a test on their id and population.
    static func folder(of keep: (Int64, Int64) -> Bool) throws -> URL {
        let new = FileManager.default.temporaryDirectory.appending(path: "payvand-cities-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
        for name in ["countries.tsv", "counterpart_tiers.tsv", "map.tsv.gz"] {
            try FileManager.default.copyItem(at: referenceFolder.appending(path: name), to: new.appending(path: name))
        }
        var kept: Set<String> = []
        try cut("cities.tsv", into: new) { cells in
            let isKept = keep(Int64(cells[0]) ?? 0, Int64(cells[9]) ?? 0)
            if isKept { kept.insert(String(cells[0])) }
            return isKept
        }
        try cut("city_names.tsv", into: new) { kept.contains(String($0[0])) }
        try cut("city_names_odbl.tsv", into: new) { kept.contains(String($0[0])) }
        try cut("holidays.tsv", into: new) { ["IR", "JP", "AE", "TR"].contains($0[0]) }
        return new
    }

    private static func cut(_ name: String, into folder: URL, keep: ([Substring]) -> Bool) throws {
        let file = try ReferenceFile(name, in: referenceFolder)
        let lines = String(decoding: file.content, as: UTF8.self).split(separator: "\n")
        let kept = lines.enumerated().filter { index, line in
            index == 0 || keep(line.split(separator: "\t", omittingEmptySubsequences: false))
        }
        let text = kept.map { String($0.element) }.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// The data of cities with at least 300,000 people, and of a few small ones; made once for all tests.
    static let sample = Result { try folder { id, population in population >= 300_000 || id == 3_388_238 } }

    /// An office with the sample in it.
    static func sampled(_ engine: Engine = .sqlite) async throws -> Office {
        let office = try await empty(engine)
        _ = try await CityImport(folder: try sample.get()).run(in: office)
        return office
    }
}
