import Agreements
import Cities
import OfficeKit
import SQLStore
import ServiceLifecycle

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
    /// - Throws: ``ResourceError``.
    static func server(
        of office: Office, reception: Reception, options: ServerOptions = ServerOptions()
    ) throws -> OfficeServer {
        try OfficeServer(
            office: office, desks: desks, routes: AccountRoutes.all(reception), doorkeeper: reception,
            options: options)
    }

    /// What runs beside the server: letters are sent, and once a day what is near is reminded of and what is over is
    /// removed.
    ///
    /// - Throws: ``ResourceError``.
    static func services(
        of reception: Reception, mailCommand: String?, metrics: OfficeMetrics
    ) throws -> [any Service] {
        let housekeeping = Housekeeping(reception: reception)
        let outbox = Outbox(office: reception.office, command: mailCommand)
        let reminding = try AgreementsDesk().reminding(in: reception.office)
        let runner = JobRunner(
            office: reception.office,
            handlers: [
                Outbox.kind: outbox.handler, Housekeeping.kind: housekeeping.handler,
                Reminding.kind: reminding.handler,
            ],
            onOutcome: { kind, outcome in metrics.attempted(job: kind, outcome: outcome) })
        return [runner, housekeeping, reminding]
    }
}
