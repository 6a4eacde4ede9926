/// A text in Persian, in English, or in both.
public struct Wording: APIInput {
    public let fa: String?
    public let en: String?

    public init(fa: String?, en: String?) {
        self.fa = fa
        self.en = en
    }

    /// The text in a language; nil when it is not given or empty.
    public subscript(_ language: Language) -> String? {
        let text = language == .fa ? fa : en
        return text?.isEmpty == true ? nil : text
    }
}
