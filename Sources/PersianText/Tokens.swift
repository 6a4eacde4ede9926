/// A word of a text: where it stands and how it is compared.
public struct WordSpan: Sendable, Hashable {
    /// The folded form.
    public let folded: String
    /// The UTF-8 offset of its first byte in the text.
    public let start: Int
    /// The UTF-8 offset behind its last byte.
    public let end: Int
}

extension PersianText {
    /// The words of a text as it stands, with their folded forms. A zero-width non-joiner ends a word.
    public static func words(_ text: String) -> [WordSpan] {
        var spans: [WordSpan] = []
        var start: Int?
        var end = 0
        var offset = 0
        var current = String.UnicodeScalarView()
        func finish() {
            guard let first = start else { return }
            // A ligature such as U+FDFA folds to several words, which share one place.
            for part in fold(String(current)).split(separator: " ") {
                spans.append(WordSpan(folded: String(part), start: first, end: end))
            }
            start = nil
            current = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            let next = offset + UTF8.width(scalar)
            if isWordScalar(scalar) {
                if start == nil { start = offset }
                current.append(scalar)
                end = next
            } else if isIgnorable(scalar) {
                if start != nil {
                    current.append(scalar)
                    // A mark belongs to the letter under it, also at the end of a word.
                    if scalar.properties.generalCategory == .nonspacingMark { end = next }
                }
            } else {
                finish()
            }
            offset = next
        }
        finish()
        return spans
    }

    /// Whether folding drops the scalar inside a word, so that it does not end the word.
    private static func isIgnorable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x200C: return false
        case 0x27, 0x2018, 0x2019, 0x02BB...0x02BF, 0xAD, 0x0640, 0x061C, 0x200D...0x200F, 0x202A...0x202E,
            0x2060...0x2069, 0xFEFF:
            return true
        default:
            let category = scalar.properties.generalCategory
            return category == .nonspacingMark || category == .format
        }
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let value = scalar.value
            return (0x30...0x39).contains(value) || (0x61...0x7A).contains(value | 0x20)
        }
        switch scalar.value {
        // The letters and digits of Persian and Arabic, without the tatweel.
        case 0x0620...0x063F, 0x0641...0x064A, 0x0660...0x0669, 0x0671...0x06D3, 0x06F0...0x06F9: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
            .letterNumber, .otherNumber, .spacingMark:
            return true
        default: return false
        }
    }

    /// Endings of plural, possession and comparison, and how long the rest must be at least: long enough that no
    /// short word is cut to pieces.
    private static let endings: [(ending: String, rest: Int)] = [
        ("هایی", 3), ("هایم", 3), ("هایش", 3), ("های", 3), ("ها", 3), ("ترین", 3), ("تر", 3), ("ان", 4), ("ات", 4),
    ]

    /// The word without its ending; nil when it has none.
    ///
    /// - Parameter word: a folded word.
    public static func stem(_ word: String) -> String? {
        // All endings are of Arabic letters.
        guard let last = word.utf8.last, last >= 0x80 else { return nil }
        let scalars = Array(word.unicodeScalars)
        for (ending, rest) in endings {
            let count = ending.unicodeScalars.count
            guard scalars.count >= count + rest, scalars.suffix(count).elementsEqual(ending.unicodeScalars) else {
                continue
            }
            var stem = String.UnicodeScalarView()
            stem.append(contentsOf: scalars.dropLast(count))
            return String(stem)
        }
        return nil
    }

    /// Spellings that differ by more than a letter's form: both seats of the hamza, old names.
    private static let spellings: [String: String] = [
        "مسوول": "مسیول", "مسوولیت": "مسیولیت", "هیات": "هییت", "مساله": "مسیله", "مسوولان": "مسیولان",
        "اطریش": "اتریش", "طهران": "تهران",
    ]

    /// The spelling under which a folded word is indexed.
    public static func canonical(_ word: String) -> String { spellings[word] ?? word }

    /// Everything under which a text is found: its words, their stems, and each two neighbours as one word, for
    /// تفاهم‌نامه is written as one word, as two, and with a joiner.
    public static func documentTokens(of text: String) -> [String] { documentTokens(of: words(text)) }

    /// The same of a text whose words are known.
    public static func documentTokens(of spans: [WordSpan]) -> [String] {
        let words = spans.map { canonical($0.folded) }
        var tokens: [String] = []
        tokens.reserveCapacity(words.count * 2)
        for (index, word) in words.enumerated() {
            tokens.append(word)
            if let stem = stem(word) { tokens.append(stem) }
            if index + 1 < words.count {
                let joined = word + words[index + 1]
                tokens.append(joined)
                if let stem = stem(joined) { tokens.append(stem) }
            }
        }
        return tokens
    }
}
