/// One sound of a word, or a letter that stands for several: the small alphabet in which names of all scripts meet.
///
/// Sounds are the codes of ASCII letters, so that tables can be written and read; letters of scripts that are not read
/// stand for themselves with a code above 127.
///
/// | code | sound | code | sound |
/// |---|---|---|---|
/// | `a e i o u` | vowels | `A` | alef |
/// | `I U O` | long ee, oo, and ou | `@` | alef with madda |
/// | `y v` | half vowels (w is v) | `W Y` | waw and yeh: consonant or vowel |
/// | `S C` | sh, ch | `'` | ayn |
/// | `j J` | dj, zh | `H` | final heh, spoken a, e or not at all |
/// | `x q` | kh, gh | `Z D T` | ض, dh, th |
/// | `c X` | ts or an unsure c, ks | `$` | ss, which is never z |
public typealias Sound = UInt16

extension String {
    /// The codes of ASCII sounds.
    var sounds: [Sound] { utf8.map(Sound.init) }
}

extension Sound {
    static let a = Sound(UInt8(ascii: "a")), e = Sound(UInt8(ascii: "e")), h = Sound(UInt8(ascii: "h"))
    static let y = Sound(UInt8(ascii: "y")), v = Sound(UInt8(ascii: "v"))
    static let longI = Sound(UInt8(ascii: "I")), longU = Sound(UInt8(ascii: "U")), unsureU = Sound(UInt8(ascii: "O"))
    static let alef = Sound(UInt8(ascii: "A")), madda = Sound(UInt8(ascii: "@")), ayn = Sound(UInt8(ascii: "'"))
    static let waw = Sound(UInt8(ascii: "W")), yeh = Sound(UInt8(ascii: "Y")), finalHeh = Sound(UInt8(ascii: "H"))

    /// Whether it is one of the five plain vowels.
    var isVowel: Bool {
        switch self {
        case 0x61, 0x65, 0x69, 0x6F, 0x75: true
        default: false
        }
    }

    /// Whether it is a vowel, long ones included.
    var isAnyVowel: Bool { isVowel || self == .longI || self == .longU || self == .unsureU }

    /// Whether the sound carries meaning even where vowels are not written.
    var isConsonant: Bool {
        !isAnyVowel && self != .y && self != .alef && self != .madda && self != .ayn && self != .waw && self != .yeh
            && self != .finalHeh
    }
}
