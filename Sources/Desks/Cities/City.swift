import OfficeKit
import SQLStore

/// A local government of any tier, with its country and its place on the map.
///
/// What comes from GeoNames keeps its id there; what the office adds has an id from ``firstOfficeID`` on.
public struct City: Sendable, Hashable, Identifiable {
    /// Ids from here on are the office's own; GeoNames' ids are far below.
    public static let firstOfficeID: Int64 = 1_000_000_000

    public let id: Int64
    /// ISO 3166-1 alpha-2.
    public let country: String
    public let nameEnglish: String
    /// The Persian name, present only where its source is reliable.
    public let namePersian: String?
    public let namePersianSource: NameSource?
    /// The name in the city's own language and script.
    public let nameLocal: String?
    /// The region it lies in, as GeoNames names it.
    public let admin: String?
    /// Degrees north.
    public let latitude: Double?
    /// Degrees east.
    public let longitude: Double?
    public let population: Int
    /// IANA name, `Asia/Tehran`.
    public let timeZone: String?
    /// The tier, when it is not simply the one that is competent in its country.
    public let tier: Tier?
    public let isCapital: Bool
    /// Whether this is the office's own city.
    public let isOwn: Bool

    /// Where a Persian name comes from. Only these are shown; names by inference or machine serve search alone.
    public enum NameSource: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        /// Unicode's CLDR.
        case cldr
        /// Labelled Persian in GeoNames.
        case geonames
        /// The official list of Iran's towns.
        case official
        /// Reviewed by hand.
        case curated
        /// Given by the office.
        case office
    }

    /// The name for a reader: Persian where a reliable one is known and the reader reads Persian, else the English.
    public func name(in language: Language) -> String {
        language == .fa ? namePersian ?? nameEnglish : nameEnglish
    }

    /// The language that ``name(in:)`` answers in, for the page's `lang`.
    public func languageOfName(in language: Language) -> Language {
        language == .fa && namePersian != nil ? .fa : .en
    }

    /// Whether the office added it.
    public var isOffices: Bool { id >= City.firstOfficeID }

    /// The record's kind in journal and search.
    public static let kind = "city"
}

extension City: RowReadable {
    public init(row: Row) throws {
        id = try row["id"]
        country = try row["country"]
        nameEnglish = try row["name_en"]
        namePersian = try row["name_fa"]
        namePersianSource = try row["name_fa_source"]
        nameLocal = try row["name_local"]
        admin = try row["admin"]
        latitude = try row["latitude"]
        longitude = try row["longitude"]
        population = try row["population"]
        timeZone = try row["timezone"]
        tier = try row["tier"]
        isCapital = try row["is_capital"]
        isOwn = try row["is_own"]
    }

    /// The columns that a city is read from, of a table or alias named `city`.
    static let columns: SQL = """
        city.id, city.country, city.name_en, city.name_fa, city.name_fa_source, city.name_local, city.admin,
        city.latitude, city.longitude, city.population, city.timezone, city.tier, city.is_capital, city.is_own
        """
}
