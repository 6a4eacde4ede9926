import Foundation

extension DayFormat {
    /// The time of day in a zone: «۱۴:۳۰».
    public func clock(_ moment: Moment, in zone: TimeZone) -> String {
        let time = moment.clock(secondsFromGMT: zone.offset(at: moment))
        return digits(Day.padded(time.hour, 2) + ":" + Day.padded(time.minute, 2))
    }

    /// Day and time in a zone: «۳ آذر ۱۴۰۴، ۱۴:۳۰», "24 November 2025, 14:30".
    public func text(_ moment: Moment, in zone: TimeZone, _ style: Style = .medium) -> String {
        let day = text(moment.day(secondsFromGMT: zone.offset(at: moment)), style)
        return day + (language == .fa ? "، " : ", ") + clock(moment, in: zone)
    }

    /// How long ago, or how soon, in the largest unit that fits: «۳ روز پیش», "in 2 hours".
    public func relative(_ moment: Moment, to now: Moment) -> String {
        let milliseconds = moment.milliseconds - now.milliseconds
        let seconds = Int(milliseconds.magnitude / 1000)
        let minute = 60
        let hour = 60 * minute
        let day = 24 * hour
        if seconds < minute { return language == .fa ? "همین حالا" : "just now" }
        let (count, unit): (Int, Unit) =
            switch seconds {
            case ..<hour: (seconds / minute, .minute)
            case ..<day: (seconds / hour, .hour)
            case ..<(30 * day): (seconds / day, .day)
            case ..<(365 * day): (seconds / (30 * day), .month)
            default: (seconds / (365 * day), .year)
            }
        return distance(count, unit, isPast: milliseconds < 0)
    }

    /// How far a day is from another: «دیروز», "in 3 days".
    public func relative(_ day: Day, to today: Day) -> String {
        let days = day.days(since: today)
        switch days {
        case 0: return language == .fa ? "امروز" : "today"
        case 1: return language == .fa ? "فردا" : "tomorrow"
        case -1: return language == .fa ? "دیروز" : "yesterday"
        default: break
        }
        let count = Int(days.magnitude)
        let (number, unit): (Int, Unit) =
            switch count {
            case ..<60: (count, .day)
            case ..<730: (count / 30, .month)
            default: (count / 365, .year)
            }
        return distance(number, unit, isPast: days < 0)
    }

    private enum Unit { case minute, hour, day, month, year }

    private func distance(_ count: Int, _ unit: Unit, isPast: Bool) -> String {
        let number = number(count)
        switch language {
        case .fa:
            let name =
                switch unit {
                case .minute: "دقیقه"
                case .hour: "ساعت"
                case .day: "روز"
                case .month: "ماه"
                case .year: "سال"
                }
            return isPast ? "\(number) \(name) پیش" : "\(number) \(name) دیگر"
        case .en:
            let name = "\(unit)" + (count == 1 ? "" : "s")
            return isPast ? "\(number) \(name) ago" : "in \(number) \(name)"
        }
    }
}

extension TimeZone {
    /// Seconds east of Greenwich at a moment.
    public func offset(at moment: Moment) -> Int {
        secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000))
    }
}
