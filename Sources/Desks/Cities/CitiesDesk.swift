import Foundation
import OfficeKit
import SQLStore

/// The folder of the desk's templates and catalogues.
public enum CitiesResources {
    public static func folder() throws -> ResourceFolder {
        try ResourceFolder(module: "Cities", compiled: Bundle.module.bundleURL)
    }
}

/// Whom the office deals with: the world's cities and countries, the bodies and persons there, and the map of ties.
public struct CitiesDesk: Desk {
    private let ties: any CityTies

    /// - Parameter ties: tells of the office's ties; the desk of agreements does.
    public init(ties: any CityTies) { self.ties = ties }

    public static func resources() throws -> ResourceFolder { try CitiesResources.folder() }
    public static var migrations: [SchemaMigration] { CityMigrations.all }

    public var navigation: [NavigationEntry] {
        [
            NavigationEntry(.register, "navigation.map", href: "/map"),
            NavigationEntry(.register, "navigation.cities", href: "/cities"),
            NavigationEntry(.register, "navigation.countries", href: "/countries"),
            NavigationEntry(.register, "navigation.bodies", href: "/bodies"),
            NavigationEntry(.register, "navigation.persons", href: "/people"),
        ]
    }

    public var routes: [Route] {
        SuggestRoutes.all + CityRoutes(ties: ties).all + CountryRoutes(ties: ties).all + BodyRoutes(ties: ties).all
            + PersonRoutes(ties: ties).all + PostRoutes.all(ties: ties) + WordingRoutes.all + [
                MapPage(ties: ties).route
            ] + CitiesAPI.routes
    }
}
