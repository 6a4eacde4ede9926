import Foundation

extension PersianText {
    /// What may be stored and shown: composed (NFC), without controls, direction marks and tag characters, with
    /// joiners only between letters, runs of white space made one space. Loses nothing a reader would miss.
    ///
    /// - Parameters:
    ///   - persianLetters: whether Arabic letters and digits become Persian ones and tatweel goes; only for text
    ///     whose language is Persian, for in Arabic, Kurdish and Urdu they are right.
    ///   - isSingleLine: whether line breaks become spaces too, as in names and titles.
    public static func clean(_ text: String, persianLetters: Bool = false, isSingleLine: Bool = true) -> String {
        if text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            let value = scalar.value
            switch value {
            case 0x0A where !isSingleLine: result.append(scalar)
            case 0x0D where !isSingleLine: continue
            case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F,
                0x3000:
                result.append(" ")
            case 0..<0x20, 0x7F..<0xA0: continue
            case 0x00AD, 0xFEFF, 0x2060, 0x180E, 0x2061...0x2064, 0x206A...0x206F, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
                continue
            case _ where isBidiControl(value): continue
            default:
                let category = scalar.properties.generalCategory
                if category == .unassigned || category == .privateUse { continue }
                if persianLetters { appendPersian(scalar, to: &result) } else { result.append(scalar) }
            }
        }
        return tidied(result)
    }

    private static func appendPersian(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0x064A, 0x0649: result.append("\u{06CC}")
        case 0x0643: result.append("\u{06A9}")
        case 0x0660...0x0669: append(scalar.value - 0x0660 + 0x06F0, to: &result)
        case 0x06C0: result.append(contentsOf: "\u{0647}\u{0654}".unicodeScalars)
        case 0x0640: return
        default: result.append(scalar)
        }
    }

    /// Joiners stand only between letters, once; spaces are collapsed, and gone at the ends.
    private static func tidied(_ source: String.UnicodeScalarView) -> String {
        func isWord(_ scalar: Unicode.Scalar?) -> Bool {
            guard let properties = scalar?.properties else { return false }
            return properties.isAlphabetic || properties.generalCategory == .nonspacingMark
                || properties.numericType != nil
        }
        let scalars = Array(source)
        var result = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.value == 0x200C || scalar.value == 0x200D {
                var end = index
                while end < scalars.count, scalars[end].value == 0x200C || scalars[end].value == 0x200D { end += 1 }
                let next = end < scalars.count ? scalars[end] : nil
                // A joiner behind a picture makes one picture of two.
                let isPicture = scalar.value == 0x200D && !(last?.properties.isAlphabetic ?? false)
                if isPicture || (isWord(last) && isWord(next)) {
                    result.append(scalar)
                    last = scalar
                }
                index = end
                continue
            }
            index += 1
            if scalar == " ", last == " " || last == nil || last == "\n" { continue }
            if scalar == "\n", last == " " { result.removeLast() }
            result.append(scalar)
            last = scalar
        }
        while let end = result.last, end == " " || end == "\n" { result.removeLast() }
        return String(result)
    }
}
