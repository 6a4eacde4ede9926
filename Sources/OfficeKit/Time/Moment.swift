import Foundation
import SQLStore

/// A moment of UTC, exact to the millisecond; stored as text that sorts: `2026-03-21T08:15:00.000Z`.
public struct Moment: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since 1970-01-01T00:00Z.
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The machine's clock.
    public static var now: Moment {
        Moment(milliseconds: Int64((Date.now.timeIntervalSince1970 * 1000).rounded(.down)))
    }

    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment so many seconds later, or earlier when negative.
    public func adding(seconds: Int) -> Moment {
        Moment(milliseconds: milliseconds + Int64(seconds) * 1000)
    }

    /// Whole seconds since an earlier moment.
    public func seconds(since earlier: Moment) -> Int {
        Int((milliseconds - earlier.milliseconds) / 1000)
    }

    /// The day in UTC, and the milliseconds gone of it.
    private var parts: (day: Day, rest: Int64) {
        let perDay: Int64 = 86_400_000
        var day = milliseconds / perDay
        var rest = milliseconds % perDay
        if rest < 0 {
            day -= 1
            rest += perDay
        }
        return (Day(epochDay: Int(day)), rest)
    }

    /// The day it is at this moment, so many seconds east of Greenwich.
    public func day(secondsFromGMT: Int) -> Day {
        adding(seconds: secondsFromGMT).parts.day
    }

    /// Hour, minute and second of the day, so many seconds east of Greenwich.
    public func clock(secondsFromGMT: Int) -> (hour: Int, minute: Int, second: Int) {
        let rest = Int(adding(seconds: secondsFromGMT).parts.rest / 1000)
        return (rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// `yyyy-mm-ddThh:mm:ss.sssZ`.
    public var iso: String {
        let (day, rest) = parts
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let seconds = rest / 1000
        return day.iso + "T" + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":"
            + padded(seconds % 60, 2) + "." + padded(rest % 1000, 3) + "Z"
    }

    /// Reads the form that `iso` writes, with or without milliseconds.
    public init?(iso text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 || bytes.count == 24, bytes.last == UInt8(ascii: "Z"), bytes[10] == UInt8(ascii: "T"),
            let day = Day(iso: String(text.prefix(10)))
        else { return nil }
        func number(_ range: Range<Int>) -> Int64? { Int64(String(decoding: bytes[range], as: UTF8.self)) }
        guard bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<61).contains(second)
        else { return nil }
        var milliseconds: Int64 = 0
        if bytes.count == 24 {
            guard bytes[19] == UInt8(ascii: "."), let fraction = number(20..<23), fraction >= 0 else { return nil }
            milliseconds = fraction
        }
        let seconds = Int64(day.epochDay) * 86_400 + hour * 3600 + minute * 60 + second
        self.init(milliseconds: seconds * 1000 + milliseconds)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Moment(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a moment: \(text)")
        }
        self = moment
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}

extension Moment: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(iso) }
    public init(sqlValue: SQLValue) throws {
        let text = try String(sqlValue: sqlValue)
        guard let moment = Moment(iso: text) else {
            throw StoreError.conversion(column: nil, expected: "a moment", found: text)
        }
        self = moment
    }
}

extension Day: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(iso) }
    public init(sqlValue: SQLValue) throws {
        let text = try String(sqlValue: sqlValue)
        guard let day = Day(iso: text) else {
            throw StoreError.conversion(column: nil, expected: "a day", found: text)
        }
        self = day
    }
}

extension PartialDay: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(iso) }
    public init(sqlValue: SQLValue) throws {
        let text = try String(sqlValue: sqlValue)
        guard let day = PartialDay(iso: text) else {
            throw StoreError.conversion(column: nil, expected: "a day, month or year", found: text)
        }
        self = day
    }
}
