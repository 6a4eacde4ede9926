import OfficeKit
import SQLStore

/// A country or territory with an ISO 3166-1 code, and what an office needs to know before it writes there.
public struct Country: Sendable, Hashable {
    /// ISO 3166-1 alpha-2, capital letters.
    public let code: String
    public let nameEnglish: String
    public let namePersian: String
    /// Codes of the languages in use, `fa-AF,ps`.
    public let languages: [String]
    /// The same languages named in Persian.
    public let languagesPersian: String
    public let weekend: Weekend
    /// What a second source says of the weekend, where the two differ: to be checked before a visit is planned.
    public let otherWeekend: Weekend?
    /// The tier of local government that is the competent counterpart there; nil when nobody has said.
    public let counterpartTier: Tier?
    /// Who says so.
    public let counterpartSource: String?
    /// The international dialling code, digits and hyphens.
    public let callingCode: String?

    /// The name in the language of the page.
    public func name(in language: Language) -> String { language == .fa ? namePersian : nameEnglish }
}

extension Country: RowReadable {
    public init(row: Row) throws {
        code = try row["code"]
        nameEnglish = try row["name_en"]
        namePersian = try row["name_fa"]
        let languages: String = try row["languages"]
        self.languages = languages.split(separator: ",").map(String.init)
        languagesPersian = try row["languages_fa"]
        weekend = Weekend(parsing: try row["weekend"])
        let other: String? = try row["weekend_other"]
        otherWeekend = other.map(Weekend.init(parsing:))
        counterpartTier = try row["counterpart_tier"]
        counterpartSource = try row["counterpart_source"]
        callingCode = try row["calling_code"]
    }
}
