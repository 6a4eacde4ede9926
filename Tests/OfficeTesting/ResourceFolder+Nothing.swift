import Foundation
import OfficeKit

extension ResourceFolder {
    private static let nothing = FileManager.default.temporaryDirectory.appending(path: "payvand-no-resources")

    /// The folder of a desk that has no templates and no words, for desks that stand in tests alone.
    public static func ofNothing() throws -> ResourceFolder {
        try FileManager.default.createDirectory(
            at: nothing.appending(path: "Resources"), withIntermediateDirectories: true)
        return try ResourceFolder(module: "Nothing", compiled: nothing)
    }
}
