/// A field of a city's work: one axis of what it needs and offers.
public struct Sector: Sendable, Hashable, Identifiable {
    /// The languages in which sectors have names.
    public enum Language: String, Sendable, Hashable, CaseIterable {
        case en, fa, ar
    }

    /// A word that never changes, such as `waste-management`.
    public let code: String
    /// The code of the sector above; nil at the top.
    public let parent: String?
    public let names: [Language: String]
    /// Other words for the same.
    public let synonyms: [Language: [String]]
    /// Codes of other classifications, where it is sure that they mean the same or something wider.
    public let cofog: String?
    public let dac: String?
    /// Goals of sustainable development, by number.
    public let goals: [Int]

    public var id: String { code }

    /// The name in a language, or in English.
    public func name(in language: Language) -> String { names[language] ?? names[.en] ?? code }
}
