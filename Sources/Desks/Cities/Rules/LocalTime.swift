import Foundation
import OfficeKit

/// What a clock in a city shows at a moment.
public struct LocalTime: Sendable, Hashable {
    public let day: Day
    /// 0…23
    public let hour: Int
    /// 0…59
    public let minute: Int
    /// Seconds east of Greenwich at that moment, summer time included.
    public let secondsFromGMT: Int

    /// - Parameters:
    ///   - timeZone: an IANA name.
    /// - Returns: nil when the machine knows no such zone.
    public init?(in timeZone: String?, at moment: Moment) {
        guard let timeZone, let zone = TimeZone(identifier: timeZone) else { return nil }
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
        secondsFromGMT = zone.secondsFromGMT(for: date)
        day = moment.day(secondsFromGMT: secondsFromGMT)
        let clock = moment.clock(secondsFromGMT: secondsFromGMT)
        hour = clock.hour
        minute = clock.minute
    }

    /// `08:05`, in Latin digits.
    public var clock: String {
        (hour < 10 ? "0" : "") + String(hour) + ":" + (minute < 10 ? "0" : "") + String(minute)
    }

    /// `+03:30` from Greenwich, in Latin digits.
    public var offset: String { LocalTime.signed(secondsFromGMT) }

    /// How far the clock here is ahead of another's; `-01:30` when it is behind.
    public func difference(from other: LocalTime) -> String {
        LocalTime.signed(secondsFromGMT - other.secondsFromGMT)
    }

    private static func signed(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let hour = minutes / 60
        let rest = minutes % 60
        return (seconds < 0 ? "-" : "+") + (hour < 10 ? "0" : "") + String(hour) + ":" + (rest < 10 ? "0" : "")
            + String(rest)
    }
}
