import Foundation
import SQLStore
import Synchronization

/// The office's settings, so that they take effect with the next request in every process: they are read anew whenever
/// the journal has grown since.
final class SettingsKeeper: Sendable {
    /// The settings with what is costly to make of them.
    struct Standing: Sendable, Equatable {
        let settings: OfficeSettings
        let timeZone: TimeZone

        init(_ settings: OfficeSettings) {
            self.settings = settings
            timeZone = TimeZone(identifier: settings.timeZone) ?? .gmt
        }
    }

    private struct Kept {
        var head: Int64 = -1
        var standing = Standing(OfficeSettings())
    }

    private let kept = Mutex(Kept())

    /// The last known, for answers that must do without the database.
    var latest: Standing { kept.withLock { $0.standing } }

    /// - Parameter head: the number of the journal's last entry, of the same snapshot as the connection.
    func standing(at head: Int64, on connection: any SQLConnection) throws -> Standing {
        let known = kept.withLock { $0.head == head ? $0.standing : nil }
        if let known { return known }
        let standing = Standing(try OfficeSettings.load(on: connection))
        kept.withLock { kept in
            // A slower request may hold an older snapshot.
            if head > kept.head { kept = Kept(head: head, standing: standing) }
        }
        return standing
    }
}
