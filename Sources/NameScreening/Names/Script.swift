/// A family of letters, as far as it decides how a word is read.
public enum Script: Sendable, Hashable {
    case latin, arabic, hebrew, cyrillic, greek, armenian, georgian, kana, hangul
    /// Letters that are compared as they stand.
    case other

    /// Whether short vowels are not written.
    public var isAbjad: Bool { self == .arabic || self == .hebrew }

    /// The script of a letter.
    public init(of scalar: Unicode.Scalar) {
        switch scalar.value {
        case ..<0x250, 0x1E00..<0x1F00: self = .latin
        case 0x0370..<0x0400: self = .greek
        case 0x0400..<0x0530: self = .cyrillic
        case 0x0530..<0x0590: self = .armenian
        case 0x0590..<0x0600: self = .hebrew
        case 0x0600..<0x0780, 0xFB50..<0xFE00, 0xFE70..<0xFF00: self = .arabic
        case 0x10A0..<0x1100: self = .georgian
        case 0x3040..<0x3100: self = .kana
        case 0xAC00..<0xD7B0: self = .hangul
        default: self = .other
        }
    }
}
