import SQLStore

/// What kind of local government a counterpart is; a city's office deals with several kinds, not with cities alone.
public enum Tier: String, Sendable, CaseIterable, Codable, SQLBindable, SQLReadable {
    case municipality, district, county, province, governorate, prefecture, region, state
    case cityCouncil = "city_council"

    /// The catalogue key of its name.
    public var key: String { "cities.tier.\(rawValue)" }
}
