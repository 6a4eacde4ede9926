import OfficeKit
import SQLStore

extension SilenceLimits {
    /// The office's limits; those of an office that has set none are the usual ones.
    static func load(on connection: any SQLConnection) throws -> SilenceLimits {
        var limits = SilenceLimits.usual
        for row in try connection.rows(
            "SELECT name, value FROM office_setting WHERE name IN \(list: ["silence_days", "silence_warning"])")
        {
            let name: String = try row["name"]
            let value: String = try row["value"]
            guard let days = Int(value), days > 0 else { continue }
            if name == "silence_days" { limits.days = days } else { limits.warning = days }
        }
        return limits
    }
}
