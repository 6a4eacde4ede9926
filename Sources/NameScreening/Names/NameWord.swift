import Foundation
import PersianText

/// A word of a name with its readings. Made once for each spelling and shared.
final class NameWord: Sendable {
    /// The folded form, by which words are looked up.
    let text: String
    let script: Script
    /// The readings for comparison with words of the same kind of script; the plainest first.
    let readings: [[Sound]]
    /// The readings of an alphabet's word for comparison with an abjad's.
    let keptReadings: [[Sound]]
    /// Plain ASCII letters, for counting slips; empty for other scripts.
    let letters: [UInt8]
    let number: Int?
    let givenName: Int?
    let nickname: Int?
    /// The readings without the servant's abd, for who leaves it off.
    let bareReadings: [[Sound]]
    let consonants: Int

    var isAbjad: Bool { script.isAbjad }
    var length: Int { readings.first?.count ?? 0 }
    /// How long the word is in Latin letters, where it can be read.
    var spelledLength: Int { script == .other ? max(length, keptReadings.first?.count ?? 0) : length }

    /// - Parameters:
    ///   - word: a word in small letters, composed, without apostrophes.
    ///   - isPerson: whether it is part of a person's name.
    init(_ word: [Unicode.Scalar], isPerson: Bool) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: word)
        let plain = String(view)
        var text = PersianText.fold(plain, joiner: .join)
        let script = word.first.map { $0.isASCII && word.count > 1 ? Script(of: word[1]) : Script(of: $0) } ?? .latin
        var readings: [[Sound]]
        var kept: [[Sound]] = []
        var bare: [[Sound]] = []
        var letters: [UInt8] = []
        switch script {
        case .arabic:
            readings = AbjadSounds.arabicReadings(word, isPerson: isPerson)
            if isPerson, word.count > 5, word.starts(with: ["ع", "ب", "د"]) {
                let rest = word.dropFirst(word[3] == "ا" && word[4] == "ل" ? 5 : 3)
                bare = AbjadSounds.arabicReadings(Array(rest), isPerson: true)
            }
        case .hebrew: readings = AbjadSounds.hebrewReadings(word)
        case .other:
            readings = [word.map { $0.value < 128 ? Sound($0.value) : Sound(truncatingIfNeeded: $0.value) | 0x80 }]
            let latin = Self.transliterated(plain)
            if !latin.isEmpty { kept = [LatinSounds.merged(latin)] }
        default:
            var latin = Romanization.latin(word, folded: text, script: script)
            if script == .latin {
                latin = Self.withDigitsAsLetters(latin)
                // Folding would make a space of the servant's hyphen.
                if word.allSatisfy(\.isASCII) { text = String(decoding: latin.filter { $0 != 0x2D }, as: UTF8.self) }
                letters = Array(text.utf8)
            }
            readings = [LatinSounds.merged(latin)]
            kept = [LatinSounds.kept(latin)]
            if isPerson, let end = Self.endOfServant(latin) {
                let rest = Array(latin[end...])
                let joined = Array(latin.prefix(while: { $0 != 0x64 })) + [0x64, 0x2D] + rest
                let plain = Self.withoutHyphen(readings)
                readings = [LatinSounds.merged(joined)] + plain
                kept = [LatinSounds.kept(joined)] + Self.withoutHyphen(kept)
                if rest.count > 2 { bare = [LatinSounds.merged(rest)] }
            }
        }
        self.text = text
        self.script = script
        self.readings = readings.isEmpty ? [[]] : readings
        keptReadings = kept
        bareReadings = bare
        self.letters = letters
        number = Self.number(of: text, isPerson: isPerson)
        givenName = Lexicon.givenNames[text]
        nickname = Lexicon.nicknames[text]
        consonants = (readings.first ?? []).reduce(0) { $0 + ($1.isConsonant ? 1 : 0) }
    }

    /// Several words as one.
    init(joining words: [NameWord]) {
        text = words.map(\.text).joined()
        script = words.first?.script ?? .latin
        readings = [Self.joined(words.map { $0.readings.first ?? [] })]
        keptReadings = words.contains { $0.keptReadings.isEmpty } ? [] : [Self.joined(words.map { $0.keptReadings[0] })]
        letters = words.flatMap(\.letters)
        number = nil
        givenName = Lexicon.givenNames[text]
        nickname = nil
        bareReadings = []
        consonants = words.reduce(0) { $0 + $1.consonants }
    }

    private static func joined(_ parts: [[Sound]]) -> [Sound] {
        var result: [Sound] = []
        for sound in parts.joined() where result.last != sound { result.append(sound) }
        return result
    }

    private static func withoutHyphen(_ readings: [[Sound]]) -> [[Sound]] { readings.filter { !$0.isEmpty } }

    /// Where the name behind abd and its article begins: abdolhossein, abdurrahman.
    private static func endOfServant(_ letters: [UInt8]) -> Int? {
        let abd: [UInt8] = [0x61, 0x62, 0x64]
        var start = 0
        if letters.count > 4, letters[0] != 0x61, letters[1...].starts(with: abd) { start = 1 }
        guard letters.count > start + 5, letters[start...].starts(with: abd) else { return nil }
        let vowel = letters[start + 3]
        if vowel == 0x2D { return start + 4 }
        guard Sound(vowel).isVowel, letters[start + 4] == 0x6C else { return nil }
        return letters.count > start + 6 ? start + 5 : nil
    }

    /// Ig0r Sech1n: digits between letters are letters.
    private static func withDigitsAsLetters(_ letters: [UInt8]) -> [UInt8] {
        guard letters.contains(where: { (0x30...0x39).contains($0) }) else { return letters }
        var letters = letters
        func isLetter(_ index: Int) -> Bool { letters.indices.contains(index) && letters[index] > 0x39 }
        for index in letters.indices where isLetter(index - 1) && isLetter(index + 1) {
            switch letters[index] {
            case 0x30: letters[index] = UInt8(ascii: "o")
            case 0x31: letters[index] = UInt8(ascii: "i")
            case 0x33: letters[index] = UInt8(ascii: "e")
            case 0x34: letters[index] = UInt8(ascii: "a")
            case 0x35: letters[index] = UInt8(ascii: "s")
            default: break
            }
        }
        return letters
    }

    private static func number(of text: String, isPerson: Bool) -> Int? {
        guard let first = text.utf8.first else { return nil }
        if (0x30...0x39).contains(first) {
            if let number = Int(text) { return number }
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            if ["st", "nd", "rd", "th"].contains(text.dropFirst(digits.count)) { return Int(digits) }
            return nil
        }
        return isPerson ? nil : Lexicon.numbers[text]
    }

    /// What ICU makes of letters that have no table of ours.
    private static func transliterated(_ word: String) -> [UInt8] {
        guard let latin = word.applyingTransform(.toLatin, reverse: false) else { return [] }
        return PersianText.fold(latin, joiner: .join).utf8.filter { (0x61...0x7A).contains($0) }
    }
}
