import Foundation

extension PersianText {
    /// What a zero-width non-joiner becomes when text is folded.
    public enum Joiner: Sendable {
        /// A space: می‌رود is two words.
        case space
        /// Nothing: می‌رود is one word.
        case join
    }

    /// What is compared and indexed, and never shown: one form for yeh, kaf, heh, waw and alef, no hamza, no vowel
    /// signs, no tatweel, Latin digits, small Latin letters without marks, single spaces instead of punctuation.
    public static func fold(_ text: String, joiner: Joiner = .space) -> String {
        if let folded = foldPlain(text, joiner: joiner) { return folded }
        var folding = Folding(joiner: joiner)
        // Decomposed for compatibility, so that marks of Latin, Greek and Cyrillic letters stand alone and fall off.
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars { folding.add(scalar) }
        return String(folding.result)
    }

    /// Most text is ASCII and the letters of Persian and Arabic: no decomposition, no properties.
    ///
    /// - Returns: nil where the text holds anything else.
    private static func foldPlain(_ text: String, joiner: Joiner) -> String? {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        var hasSpace = false
        for scalar in text.unicodeScalars {
            let folded: UInt32
            switch scalar.value {
            case 0x61...0x7A, 0x30...0x39: folded = scalar.value
            case 0x41...0x5A: folded = scalar.value | 0x20
            case 0x09, 0x0A, 0x0D:
                hasSpace = true
                continue
            case 0x27, 0x60, 0..<0x20, 0x7F: continue
            case ..<0x80:
                hasSpace = true
                continue
            // Letters that stand for themselves and do not decompose.
            case 0x0628, 0x062A...0x063A, 0x0641, 0x0642, 0x0644...0x0646, 0x067E, 0x0686, 0x0698, 0x06AF:
                folded = scalar.value
            case 0x200C:
                if joiner == .space { hasSpace = true }
                continue
            default:
                guard let known = foldedArabic(scalar.value) else { return nil }
                guard known > 0 else { continue }
                folded = known
            }
            if hasSpace, !result.isEmpty { result.append(0x20) }
            hasSpace = false
            if folded < 0x80 {
                result.append(UInt8(folded))
            } else {
                result.append(UInt8(0xC0 | folded >> 6))
                result.append(UInt8(0x80 | folded & 0x3F))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What a letter, sign or digit of the Arabic script folds to: 0 where it falls away, nil where it is none that
    /// changes. A letter and its decomposition fold to the same.
    private static func foldedArabic(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x0622, 0x0623, 0x0625, 0x0671, 0x0672, 0x0673, 0x0675, 0x0627: 0x0627
        case 0x064A, 0x0649, 0x06CC, 0x06CD, 0x06CE, 0x06D0, 0x06D1, 0x06D2, 0x06D3, 0x0626, 0x0678, 0x0620,
            0x063D...0x063F:
            0x06CC
        case 0x0643, 0x06A9...0x06AD, 0x063B, 0x063C: 0x06A9
        case 0x0624, 0x0676, 0x0648, 0x06C4...0x06CB, 0x06CF: 0x0648
        case 0x0629, 0x06C0...0x06C3, 0x06D5, 0x06BE, 0x0647: 0x0647
        // Free hamza, tatweel, vowel signs, the Koran's marks.
        case 0x0621, 0x0674, 0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E8, 0x06EA...0x06ED,
            0x0610...0x061A, 0x08D3...0x08FF:
            0
        case 0x0660...0x0669: value - 0x0660 + 0x30
        case 0x06F0...0x06F9: value - 0x06F0 + 0x30
        default: nil
        }
    }

    private struct Folding {
        let joiner: Joiner
        var result = String.UnicodeScalarView()
        var hasSpace = false

        init(joiner: Joiner) { self.joiner = joiner }

        private mutating func put(_ scalars: Unicode.Scalar...) {
            for scalar in scalars {
                if hasSpace, !result.isEmpty { result.append(" ") }
                hasSpace = false
                result.append(scalar)
            }
        }

        private mutating func putDigit(_ value: UInt32) {
            if let scalar = Unicode.Scalar(0x30 + value) { put(scalar) }
        }

        mutating func add(_ scalar: Unicode.Scalar) {
            if !addArabic(scalar), !addSpecial(scalar) { addByCategory(scalar) }
        }

        private mutating func addArabic(_ scalar: Unicode.Scalar) -> Bool {
            if scalar.value == 0x200C {
                if joiner == .space { hasSpace = true }
                return true
            }
            guard let folded = PersianText.foldedArabic(scalar.value) else { return false }
            if folded > 0, let known = Unicode.Scalar(folded) { put(known) }
            return true
        }

        /// Latin letters that do not decompose, and apostrophes, which vanish inside words.
        private mutating func addSpecial(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x0131, 0x0130: put("i")
            case 0x00DF, 0x1E9E: put("s", "s")
            case 0x00E6, 0x00C6: put("a", "e")
            case 0x0153, 0x0152: put("o", "e")
            case 0x00F8, 0x00D8: put("o")
            case 0x0142, 0x0141: put("l")
            case 0x0111, 0x0110, 0x00F0, 0x00D0: put("d")
            case 0x00FE, 0x00DE: put("t", "h")
            case 0x0259, 0x018F: put("a")
            case 0x27, 0x60, 0x2018, 0x2019, 0x201B, 0x02BB...0x02BF, 0x02B9, 0x02BA, 0x2032, 0x00B4, 0x0307: break
            default: return false
            }
            return true
        }

        private mutating func addByCategory(_ scalar: Unicode.Scalar) {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format, .control, .unassigned, .privateUse, .surrogate:
                if scalar.value == 0x09 || scalar.value == 0x0A || scalar.value == 0x0D { hasSpace = true }
            case .decimalNumber:
                if let number = properties.numericValue { putDigit(UInt32(number)) }
            case .uppercaseLetter, .titlecaseLetter:
                for lower in properties.lowercaseMapping.unicodeScalars
                where lower.properties.generalCategory != .nonspacingMark {
                    put(lower)
                }
            case .spacingMark, .lowercaseLetter, .otherLetter, .modifierLetter, .letterNumber, .otherNumber: put(scalar)
            default: hasSpace = true
            }
        }
    }
}
