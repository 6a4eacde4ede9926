import OfficeKit

extension Action {
    /// The title in a language; nil when nobody has written it in that one.
    public func title(in language: Language) -> String? {
        Action.text(in: language, of: title, translated: translation)
    }

    /// The indicator in a language; nil when nobody has written it in that one.
    public func indicator(in language: Language) -> String? {
        indicator.flatMap { Action.text(in: language, of: $0, translated: indicatorTranslation) }
    }

    /// The title is written in whichever language came first: its letters tell which.
    private static func text(in language: Language, of text: String, translated: String?) -> String? {
        let isPersian = text.unicodeScalars.contains { (0x0620...0x06FF).contains($0.value) }
        return isPersian == (language == .fa) ? text : translated
    }
}
