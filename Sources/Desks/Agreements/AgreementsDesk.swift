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
    public init() {}

    public static func resources() throws -> ResourceFolder { try AgreementsResources.folder() }
    public static var migrations: [SchemaMigration] { AgreementMigrations.all }

    public var navigation: [NavigationEntry] {
        [
            NavigationEntry(.home, "navigation.home", href: "/"),
            NavigationEntry(.home, "navigation.agreements", href: "/agreements"),
        ]
    }

    public var routes: [Route] {
        [
            .get("/", for: .read, isKept: true) { visit in
                let today = visit.today
                let viewer = visit.viewer
                let register = try await visit.read { try Register(for: viewer, on: today, connection: $0) }
                return .page(HomePage.page(register, visit: visit))
            },
            .get("/agreements", for: .read, isKept: true) { visit in
                let today = visit.today
                let viewer = visit.viewer
                let register = try await visit.read { try Register(for: viewer, on: today, connection: $0) }
                return .page(RegisterPage.page(register, visit: visit))
            },
        ]
    }
}
