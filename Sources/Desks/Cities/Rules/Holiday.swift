import OfficeKit
import SQLStore

/// A public holiday of a country, national ones alone.
public struct Holiday: Sendable, Hashable {
    public let country: String
    public let day: Day
    public let nameEnglish: String
    /// The name in Persian, where the country keeps it in Persian.
    public let namePersian: String?
    public let nameLocal: String?
    /// The language of `nameLocal`.
    public let localLanguage: String?
    /// Whether the date was computed and may shift by a day, as those that wait for the new moon do.
    public let isProvisional: Bool

    public func name(in language: Language) -> String {
        language == .fa ? namePersian ?? nameEnglish : nameEnglish
    }

    /// The language that ``name(in:)`` answers in.
    public func languageOfName(in language: Language) -> Language {
        language == .fa && namePersian != nil ? .fa : .en
    }

    /// The next ones from a day on, that day included, in order.
    public static func next(_ limit: Int, from day: Day, in holidays: [Holiday]) -> [Holiday] {
        Array(holidays.filter { $0.day >= day }.sorted { $0.day < $1.day }.prefix(max(0, limit)))
    }

}

extension Holiday: RowReadable {
    public init(row: Row) throws {
        country = try row["country"]
        day = try row["day"]
        nameEnglish = try row["name_en"]
        namePersian = try row["name_fa"]
        nameLocal = try row["name_local"]
        localLanguage = try row["local_language"]
        isProvisional = try row["is_provisional"]
    }
}

/// What a day is in a country, for whoever plans a call or a visit.
public enum DayKind: Sendable, Hashable {
    case working
    case weekend
    case holiday(Holiday)

    /// A holiday goes before the weekend, for it has a name.
    public static func of(_ day: Day, weekend: Weekend, holidays: [Holiday]) -> DayKind {
        if let holiday = holidays.first(where: { $0.day == day }) { return .holiday(holiday) }
        return weekend.contains(day) ? .weekend : .working
    }
}

/// Which tier of local government is the right counterpart for a city.
public enum CounterpartTier {
    /// Where the answer comes from.
    public enum Origin: Sendable, Hashable {
        /// The city's own record says so.
        case city
        /// The country's record says so, with its source.
        case country(source: String?)
        /// Nobody has said; the municipality is only the usual one.
        case assumed
    }

    public static func of(city tier: Tier?, country: Country) -> (tier: Tier, origin: Origin) {
        if let tier { return (tier, .city) }
        if let known = country.counterpartTier { return (known, .country(source: country.counterpartSource)) }
        return (.municipality, .assumed)
    }
}
