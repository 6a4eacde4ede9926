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

    public static func resources() throws -> ResourceFolder { try AgreementsResources.folder() }
    public static var migrations: [SchemaMigration] { AgreementMigrations.all }

    public var navigation: [NavigationEntry] {
        [
            NavigationEntry(.home, "navigation.home", href: "/"),
            NavigationEntry(.home, "navigation.agreements", href: "/agreements"),
            NavigationEntry(.home, "work.title", href: "/work"),
            NavigationEntry(.home, "due.title", href: "/due"),
        ]
    }

    public var routes: [Route] {
        [
            .get("/", for: .read, isKept: true) { .page(HomePage.page(try await register($0), visit: $0)) },
            .get("/agreements", for: .read, isKept: true) {
                .page(RegisterPage.page(try await register($0), visit: $0))
            },
            .get("/work", for: .read, isKept: true) { .page(WorkPage.page(try await register($0), visit: $0)) },
            .get("/due", for: .read, isKept: true) { .page(DuePage.page(try await register($0), visit: $0)) },
        ] + AgreementsAPI(keeper: keeper).routes
    }

    private func register(_ visit: Visit) async throws -> Register {
        let today = visit.today
        let viewer = visit.viewer
        return try await visit.read { try keeper.register(for: viewer, on: today, connection: $0) }
    }
}
