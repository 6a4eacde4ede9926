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
    private let keeper: RegisterKeeper

    /// - Parameter visits: tells which visits were paid under agreements.
    public init(visits: any VisitRecord = NoVisits()) { keeper = RegisterKeeper(visits: visits) }

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
            NavigationEntry(.home, "measures.title", href: "/measures"),
            NavigationEntry(.home, "assignments.title", href: "/assignments", for: .seeAssignments),
        ]
    }

    public var routes: [Route] {
        RegisterRoutes(keeper: keeper).routes + MeasureRoutes(keeper: keeper).routes + ImportRoutes().routes
            + AgreementRoutes(keeper: keeper).routes
            + ClauseRoutes().routes
            + EvidenceRoutes().routes + ClaimRoutes().routes + AgreementsAPI(keeper: keeper).routes
    }

    public func reindex(in change: Change) throws { try RegisteredAgreement.reindex(in: change) }
}
