/// Text in Persian, Arabic and Latin letters, made comparable.
///
/// The same word is written in many ways: with an Arabic or a Persian yeh, with or without a zero-width non-joiner, a
/// tatweel, vowel signs, in any digits. Three functions treat text, and only they do:
/// - ``clean(_:persianLetters:isSingleLine:)`` gives what is stored and shown;
/// - ``fold(_:joiner:)`` gives what is compared and indexed, and never shown;
/// - ``sortKey(_:persianFirst:)`` gives bytes whose order is a Persian reader's.
///
/// All work on Unicode scalars, never on characters: the zero-width non-joiner extends the grapheme, so that
/// `"می‌رود".hasPrefix("می")` is false in Swift.
public enum PersianText {
    /// Whether a scalar turns the direction of text: such a one can make `gpj.exe` read `exe.jpg`.
    static func isBidiControl(_ value: UInt32) -> Bool {
        (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) || value == 0x200E || value == 0x200F
            || value == 0x061C
    }

    /// Appends the scalar of a code point; a surrogate, which is none, is left out.
    static func append(_ value: UInt32, to view: inout String.UnicodeScalarView) {
        if let scalar = Unicode.Scalar(value) { view.append(scalar) }
    }
}
