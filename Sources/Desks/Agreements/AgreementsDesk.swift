import Foundation
import OfficeKit
import SQLStore

/// The folder of the desk's templates and catalogues.
public enum AgreementsResources {
    public static func folder() throws -> ResourceFolder {
        try ResourceFolder(module: "Agreements", compiled: Bundle.module.bundleURL)
    }
}

/// Agreements made operational: the home page, the register, each agreement with its proof.
public struct AgreementsDesk: Desk {
    private let keeper = RegisterKeeper()

    public init() {}

    /// What the desk of cities is told of the office's ties.
    public var ties: AgreementTies { AgreementTies(keeper: keeper) }

    public static func resources() throws -> ResourceFolder { try AgreementsResources.folder() }
    public static var migrations: [SchemaMigration] { AgreementMigrations.all }

    public var navigation: [NavigationEntry] {
        [
            NavigationEntry(.home, "navigation.home", href: "/"),
            NavigationEntry(.home, "navigation.agreements", href: "/agreements"),
            NavigationEntry(.home, "work.title", href: "/work"),
            NavigationEntry(.home, "due.title", href: "/due"),
            NavigationEntry(.home, "assignments.title", href: "/assignments", for: .seeAssignments),
            PathSettingsRoutes.navigation,
        ]
    }

    public var routes: [Route] {
        let parts: [[Route]] = [
            RegisterRoutes(keeper: keeper).routes,
            ImportRoutes().routes,
            AgreementRoutes(keeper: keeper).routes,
            ClauseRoutes().routes,
            BodiesRoutes().routes,
            HandoverRoutes().routes,
            DocumentRoutes().routes,
            PathSettingsRoutes().routes,
            ReadingRoutes().routes,
            TwinRoutes().routes,
            EvidenceRoutes().routes,
            ClaimRoutes().routes,
            AgreementsAPI(keeper: keeper).routes,
        ]
        return parts.flatMap { $0 }
    }

    public func reindex(in change: Change) throws { try RegisteredAgreement.reindex(in: change) }
}
