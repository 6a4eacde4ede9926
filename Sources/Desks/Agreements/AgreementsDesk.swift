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

    private let sources: EvidenceSources

    /// - Parameters:
    ///   - sources: where desks above offer records that can be evidence: meetings, deals, visits.
    ///   - visits: tells which visits were paid under agreements.
    public init(evidence sources: [any EvidenceSource] = [], visits: any VisitRecord = NoVisits()) {
        self.sources = EvidenceSources(sources)
        keeper = RegisterKeeper(visits: visits)
    }

    /// The daily reminders, to be run beside the server.
    ///
    /// - Throws: ``ResourceError``.
    public func reminding(in office: Office) throws -> Reminding { try Reminding(office: office, keeper: keeper) }

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
            NavigationEntry(.home, "requests.title", href: RequestRoutes.path, for: .askForUpdates),
            NavigationEntry(.home, "measures.title", href: "/measures"),
            NavigationEntry(.home, "assignments.title", href: "/assignments", for: .seeAssignments),
            PathSettingsRoutes.navigation,
        ]
    }

    public var routes: [Route] {
        let parts: [[Route]] = [
            RegisterRoutes(keeper: keeper).routes,
            MeasureRoutes(keeper: keeper).routes,
            ImportRoutes().routes,
            AgreementRoutes(keeper: keeper).routes,
            ClauseRoutes().routes,
            BodiesRoutes().routes,
            HandoverRoutes().routes,
            AutopsyRoutes(keeper: keeper).routes,
            DocumentRoutes().routes,
            PathSettingsRoutes().routes,
            ReadingRoutes().routes,
            TwinRoutes().routes,
            EvidenceRoutes(sources: sources).routes,
            ClaimRoutes().routes,
            RequestRoutes().routes,
            AnswerRoutes().routes,
            SideRoutes().routes,
            PartnerRoutes().routes,
            AgreementsAPI(keeper: keeper, sources: sources).routes,
        ]
        return parts.flatMap { $0 }
    }

    public func reindex(in change: Change) throws { try RegisteredAgreement.reindex(in: change) }
}
