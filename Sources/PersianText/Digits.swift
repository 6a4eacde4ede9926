extension PersianText {
    /// The text with every Latin and Arabic digit in its Persian form.
    public static func persianDigits(_ text: String) -> String { digits(of: text, from: 0x06F0) }

    /// The text with every Persian and Arabic digit in its Latin form.
    public static func latinDigits(_ text: String) -> String { digits(of: text, from: 0x30) }

    private static func digits(of text: String, from zero: UInt32) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: append(scalar.value - 0x30 + zero, to: &result)
            case 0x660...0x669: append(scalar.value - 0x660 + zero, to: &result)
            case 0x6F0...0x6F9: append(scalar.value - 0x6F0 + zero, to: &result)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Int {
    /// Reads a whole number in Latin, Persian or Arabic digits, or a mix; `Int("۱۲")` is nil.
    public init?(anyDigits text: String) {
        self.init(PersianText.latinDigits(text))
    }
}
