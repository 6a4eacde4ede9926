import SQLStore

/// The languages of the product's own words.
public enum Language: String, Sendable, CaseIterable, Codable, SQLBindable, SQLReadable {
    case fa, en

    /// The direction in which it is written, as HTML's `dir` says it.
    public var direction: String { self == .fa ? "rtl" : "ltr" }

    /// The other one.
    public var other: Language { self == .fa ? .en : .fa }
}

/// The calendar in which a person reads days; a setting of its own, apart from the language.
public enum CalendarChoice: String, Sendable, CaseIterable, Codable, SQLBindable, SQLReadable {
    case jalali, gregorian
}
