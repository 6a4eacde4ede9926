import Foundation

/// A name cut into words, in small letters, composed. Apostrophes and joiners fall away inside words; a full stop
/// stays, for it tells initials.
struct NameWords {
    private(set) var words: [[Unicode.Scalar]] = []
    /// Numbers of the words that stood in parentheses.
    private(set) var parenthetical: Set<Int> = []

    init(_ name: String) {
        let composed = name.utf8.allSatisfy { $0 < 0x80 } ? name : name.precomposedStringWithCompatibilityMapping
        var current: [Unicode.Scalar] = []
        var depth = 0
        func finish(_ words: inout [[Unicode.Scalar]], _ parenthetical: inout Set<Int>) {
            if !current.isEmpty {
                if depth > 0 { parenthetical.insert(words.count) }
                words.append(current)
                current.removeAll()
            }
        }
        for scalar in composed.lowercased().unicodeScalars.prefix(2_000) {
            switch scalar.value {
            case 0x61...0x7A, 0x30...0x39: current.append(scalar)
            case 0x27, 0x60, 0x2018, 0x2019, 0x201B, 0x02B9...0x02BF, 0x2032, 0x00B4, 0x200B...0x200F, 0x0640, 0x00AD,
                0xFEFF, 0x202A...0x202E, 0x2060...0x2069, 0x061C, 0x0621:
                continue
            case 0x2E: if !current.isEmpty { current.append(scalar) }
            case 0x26:
                finish(&words, &parenthetical)
                current = ["a", "n", "d"]
                finish(&words, &parenthetical)
            case 0x28:
                finish(&words, &parenthetical)
                depth += 1
            case 0x29:
                finish(&words, &parenthetical)
                depth = max(0, depth - 1)
            case ..<0x80: finish(&words, &parenthetical)
            default:
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .spacingMark:
                    current.append(scalar)
                case .nonspacingMark:
                    // Vowel signs of abjads and of scripts that are not read: the former fall away.
                    if Script(of: scalar) == .other, !(0x300..<0x370).contains(scalar.value) { current.append(scalar) }
                case .decimalNumber:
                    if let number = scalar.properties.numericValue, let digit = Unicode.Scalar(0x30 + Int(number)) {
                        current.append(digit)
                    }
                case .format, .control: continue
                default: finish(&words, &parenthetical)
                }
            }
        }
        finish(&words, &parenthetical)
    }
}
extension Unicode.Scalar {
    fileprivate init?(_ value: Int) { self.init(UInt32(value)) }
}
