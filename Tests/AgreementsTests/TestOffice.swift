import Foundation
import Logging
import OfficeKit
import SQLStore

@testable import Agreements
@testable import Cities

/// Offices for tests with a few cities: an SQLite database of their own, or a PostgreSQL schema where a server is given.
enum TestOffice {
    static var engines: [Engine] {
        ProcessInfo.processInfo.environment["PAYVAND_TEST_POSTGRES"] == nil ? [.sqlite] : [.sqlite, .postgres]
    }

    /// The moment at which all test offices stand still: 2026-11-24 10:00 in UTC.
    static let moment = Moment(milliseconds: 1_795_514_400_000)
    static let today = Day(year: 2026, month: 11, day: 24)!
    static let author = Author(account: "a1", name: "Officer", door: .page)

    static let tehran: Int64 = 112_931
    static let seoul: Int64 = 1_835_848
    static let paris: Int64 = 2_988_507

    static var data: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../data").standardizedFileURL
    }

    /// Tehran and all partners that its claims name, and two towns of one name.
    static let folder = Result {
        let new = FileManager.default.temporaryDirectory.appending(path: "payvand-agreements-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
        for name in ["countries.tsv", "counterpart_tiers.tsv", "map.tsv.gz"] {
            try FileManager.default.copyItem(at: data.appending(path: name), to: new.appending(path: name))
        }
        let claims = try String(contentsOf: data.appending(path: "claims_iran.tsv"), encoding: .utf8)
        let ids = Set(
            claims.split(separator: "\n").dropFirst().map { line in
                String(line.split(separator: "\t", omittingEmptySubsequences: false)[6])
            } + [String(tehran), "4250542", "4409896"])
        for name in ["cities.tsv", "city_names.tsv", "city_names_odbl.tsv"] {
            try cut(name, into: new) { ids.contains(String($0[0])) }
        }
        try cut("holidays.tsv", into: new) { $0[0] == "IR" }
        return new
    }

    private static func cut(_ name: String, into folder: URL, keep: ([Substring]) -> Bool) throws {
        let file = try ReferenceFile(name, in: data)
        let lines = String(decoding: file.content, as: UTF8.self).split(separator: "\n")
        let kept = lines.enumerated().filter { index, line in
            index == 0 || keep(line.split(separator: "\t", omittingEmptySubsequences: false))
        }
        let text = kept.map { String($0.element) }.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// An office of Tehran with these cities and nothing else.
    static func make(_ engine: Engine = .sqlite) async throws -> Office {
        var address = StoreAddress.sqlite(path: ":memory:")
        if engine == .postgres, let url = ProcessInfo.processInfo.environment["PAYVAND_TEST_POSTGRES"] {
            address = .postgres(url: url, schema: "agreements_" + UUID().uuidString.prefix(8).lowercased())
        }
        let store = try await openStore(address, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        _ = try await Migrator(OfficeTables.migrations + CityMigrations.all + AgreementMigrations.all).migrate(store)
        let office = Office(
            store: store, now: { moment }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await fill(office)
        return office
    }

    /// Brings the cities in and says that the office is Tehran's.
    static func fill(_ office: Office) async throws {
        _ = try await CityImport(folder: try folder.get()).run(in: office)
        try await office.change(by: author) { try City.setOwn(tehran, in: $0) }
    }

    static func city(_ id: Int64, of office: Office) async throws -> City {
        try await office.read { try City.find(id, on: $0)! }
    }
}
