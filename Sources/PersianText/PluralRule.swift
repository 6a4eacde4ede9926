/// Which form of a text a whole number takes: CLDR 46, plurals.xml, for the languages of the office's partners.
public enum PluralRule: String, Sendable, CaseIterable {
    case zero, one, two, few, many, other

    /// - Parameters:
    ///   - count: a whole number; its sign does not matter.
    ///   - language: an ISO 639 code; for an unknown one the answer is `other`.
    public static func of(_ count: Int, in language: String) -> PluralRule {
        let number = count.magnitude
        let tens = number % 100
        let units = number % 10
        let isMillions = number != 0 && number.isMultiple(of: 1_000_000)
        switch language {
        case "fa", "am", "hi", "bn", "hy": return number <= 1 ? .one : .other
        case "en", "de", "tr", "az", "ku", "ckb", "ur", "uz", "kk", "ps", "ka", "el", "nl", "sv":
            return number == 1 ? .one : .other
        case "fr": return number <= 1 ? .one : isMillions ? .many : .other
        case "es", "it": return number == 1 ? .one : isMillions ? .many : .other
        case "ru", "uk", "be", "sr", "hr", "bs":
            let rest: PluralRule = ["sr", "hr", "bs"].contains(language) ? .other : .many
            if units == 1, tens != 11 { return .one }
            return (2...4).contains(units) && !(12...14).contains(tens) ? .few : rest
        case "pl":
            if number == 1 { return .one }
            return (2...4).contains(units) && !(12...14).contains(tens) ? .few : .many
        case "ar":
            switch number {
            case 0: return .zero
            case 1: return .one
            case 2: return .two
            default: return (3...10).contains(tens) ? .few : tens >= 11 ? .many : .other
            }
        default: return .other
        }
    }
}
