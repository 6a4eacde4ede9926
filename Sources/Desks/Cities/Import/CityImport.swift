import Foundation
import OfficeKit
import SQLStore

/// Fills an office with the world: countries, holidays, outlines for the map, cities and all their names.
///
/// Each phase is one transaction and is remembered with a digest of its files. A phase whose files are already in is
/// left out, so that an import that was broken off goes on where it stopped, and a second one changes nothing. With
/// newer files a phase runs again; what the office changed itself stays.
public struct CityImport: Sendable {
    /// The parts, in their order.
    public enum Phase: String, Sendable, CaseIterable {
        case countries, holidays, outlines, cities, names
    }

    /// How far a phase is.
    public struct Progress: Sendable, Hashable {
        public let phase: Phase
        public let done: Int
        public let total: Int
    }

    /// What a run did.
    public struct Outcome: Sendable, Hashable {
        /// Rows that each phase wrote; none for a phase that was already in.
        public var rows: [Phase: Int] = [:]
    }

    let folder: URL

    /// - Parameter folder: the product's `data` folder.
    public init(folder: URL) { self.folder = folder }

    /// Runs what is missing.
    ///
    /// - Throws: ``ReferenceError``, `StoreError`.
    public func run(
        in office: Office, by author: Author = .command("setup"),
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Outcome {
        var outcome = Outcome()
        for phase in Phase.allCases {
            let files = try files(of: phase)
            let digest = files.map(\.digest).joined(separator: " ")
            let known = try await office.read { connection in
                try connection.value(
                    "SELECT digest FROM city_import WHERE phase = \(phase.rawValue)", as: String.self)
            }
            if known == digest { continue }
            outcome.rows[phase] = try await office.change(by: author) { change in
                let rows = try write(phase, from: files, on: change.connection) { done, total in
                    progress(Progress(phase: phase, done: done, total: total))
                }
                try change.connection.execute(
                    """
                    INSERT INTO city_import (phase, digest, row_count, at)
                    VALUES (\(phase.rawValue), \(digest), \(rows), \(change.at))
                    ON CONFLICT (phase) DO UPDATE SET digest = excluded.digest, row_count = excluded.row_count,
                        at = excluded.at
                    """)
                try change.record(
                    "journal.reference.imported",
                    Subject(kind: "reference", id: phase.rawValue, label: files.map(\.name).joined(separator: ", ")),
                    secrecy: .everyone,
                    changes: [FieldChange("cities.field.rows", .number, from: nil, to: String(rows))])
                return rows
            }
        }
        return outcome
    }

    private func files(of phase: Phase) throws -> [ReferenceFile] {
        let names =
            switch phase {
            case .countries: ["countries.tsv", "counterpart_tiers.tsv"]
            case .holidays: ["holidays.tsv"]
            case .outlines: ["map.tsv"]
            case .cities: ["cities.tsv"]
            // An office may leave out the second file of names, for its licence.
            case .names:
                ["cities.tsv", "city_names.tsv"]
                    + (ReferenceFile.exists("city_names_odbl.tsv", in: folder) ? ["city_names_odbl.tsv"] : [])
            }
        return try names.map { try ReferenceFile($0, in: folder) }
    }

    private func write(
        _ phase: Phase, from files: [ReferenceFile], on connection: any SQLConnection,
        progress: (Int, Int) -> Void
    ) throws -> Int {
        switch phase {
        case .countries: try Self.writeCountries(files, on: connection, progress: progress)
        case .holidays: try Self.writeHolidays(files, on: connection, progress: progress)
        case .outlines: try Self.writeOutlines(files, on: connection, progress: progress)
        case .cities: try Self.writeCities(files, on: connection, progress: progress)
        case .names: try Self.writeNames(files, on: connection, progress: progress)
        }
    }
}
