import OfficeKit
import OfficeTesting
import SQLStore

@testable import Agreements
@testable import Cities

/// Serves an office of Tehran with this desk to programs.
func serving(
    _ engine: Engine, _ body: @escaping @Sendable (TestSite) async throws -> Void
) async throws {
    try await OfficeUnderTest.use(
        engine, migrations: OfficeTables.migrations + CityMigrations.all + AgreementMigrations.all
    ) { office in
        try await TestOffice.fill(office.office)
        try await office.browse(try office.server(desks: [AgreementsDesk()]), body)
    }
}
