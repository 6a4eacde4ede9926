import Agreements
import Cities
import Foundation
import OfficeKit
import SQLStore

/// Puts the desks together: the one place that knows all of them.
enum Composition {
    /// All tables, in the order in which they build on one another.
    static var migrations: [SchemaMigration] {
        OfficeTables.migrations + CityMigrations.all + AgreementMigrations.all
    }

    /// All desks, in the order of the navigation.
    static var desks: [any Desk] {
        let agreements = AgreementsDesk()
        return [agreements, CitiesDesk(ties: agreements.ties)]
    }

    /// The office's server.
    ///
    /// - Parameter reception: another than the office's usual one; tests bring theirs.
    /// - Throws: ``ResourceError``, `StoreError`.
    static func server(
        of office: Office, assets: URL? = nil, isSecure: Bool = false, hasHello: Bool = false,
        reception: Reception? = nil
    ) async throws -> OfficeServer {
        let settings = try await office.read { try OfficeSettings.load(on: $0) }
        let reception = reception ?? Reception(office: office)
        return try OfficeServer(
            office: office, desks: desks, routes: AccountRoutes.all(reception), doorkeeper: reception,
            options: ServerOptions(
                assets: assets, officeNames: [.fa: settings.nameFa, .en: settings.nameEn],
                language: settings.language, calendar: settings.calendar,
                timeZone: TimeZone(identifier: settings.timeZone) ?? .gmt, isSecure: isSecure, hasHello: hasHello))
    }
}
