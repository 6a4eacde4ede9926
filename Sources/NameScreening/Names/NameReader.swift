import PersianText

/// What kind of bearer a name belongs to.
public enum NameKind: Sendable, Hashable, Codable {
    case person, organisation
}

/// What part a word plays in a name.
enum NameRole: Sendable {
    case core, general, particle, title, initial, number
}

/// A word in its place.
struct NamePart: Sendable {
    let word: NameWord
    var role: NameRole
    var weight: Float
    var isParenthetical = false

    var isCore: Bool { role == .core || role == .general }
}

/// A name that was read: its words with the parts they play.
struct ReadName: Sendable {
    let kind: NameKind
    let parts: [NamePart]
    let forms: [LegalForm]
    /// Whether a hyphen joins words.
    let isHyphened: Bool
    /// What names are ordered by, so that a comparison never depends on which comes first.
    let order: String

    var isAbjad: Bool { parts.first?.word.isAbjad ?? false }
}

/// Reads names. Words that were read once are kept, so that reading a list is quick.
struct NameReader {
    private var known: [NameKind: [[Unicode.Scalar]: NameWord]] = [:]
    /// Whether words are kept.
    let remembers: Bool

    init(remembers: Bool = false) { self.remembers = remembers }

    static func folded(_ text: String) -> String { PersianText.fold(text) }

    private mutating func word(_ scalars: [Unicode.Scalar], _ kind: NameKind) -> NameWord {
        guard remembers else { return NameWord(scalars, isPerson: kind == .person) }
        if let word = known[kind]?[scalars] { return word }
        let word = NameWord(scalars, isPerson: kind == .person)
        known[kind, default: [:]][scalars] = word
        return word
    }

    /// Reads a name as a person's or as an organisation's.
    mutating func read(_ name: String, as kind: NameKind) -> ReadName {
        let cut = NameWords(name)
        var words: [(scalars: [Unicode.Scalar], isParenthetical: Bool)] = []
        for (index, word) in cut.words.enumerated() {
            for part in Self.withoutStops(word, kind) { words.append((part, cut.parenthetical.contains(index))) }
        }
        var forms: [LegalForm] = []
        switch kind {
        case .person: words = Self.withServantsJoined(words)
        case .organisation:
            words = Self.withInitialsJoined(words)
            words = Self.withAbbreviationsSpelt(words)
            (words, forms) = Self.withoutForms(words)
        }
        var parts: [NamePart] = []
        for (scalars, isParenthetical) in words.prefix(40) {
            let word = word(scalars, kind)
            let (role, weight) = Self.role(of: word, kind)
            parts.append(NamePart(word: word, role: role, weight: weight, isParenthetical: isParenthetical))
        }
        Self.promote(&parts)
        return ReadName(
            kind: kind, parts: parts, forms: forms, isHyphened: name.utf8.contains(0x2D),
            order: parts.map(\.word.text).joined(separator: " "))
    }

    private typealias Words = [(scalars: [Unicode.Scalar], isParenthetical: Bool)]

    /// A.B.C. is one word of an organisation, J.-C. two initials of a person.
    private static func withoutStops(_ word: [Unicode.Scalar], _ kind: NameKind) -> [[Unicode.Scalar]] {
        guard word.contains(".") else { return [word] }
        let parts = word.split(separator: ".").map(Array.init)
        if kind == .organisation, parts.count > 1, parts.allSatisfy({ $0.count == 1 }) {
            return [Array(parts.joined())]
        }
        return parts
    }

    private static func text(_ word: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: word)
        return PersianText.fold(String(view), joiner: .join)
    }

    /// Abd al-Rahman is one name.
    private static func withServantsJoined(_ words: Words) -> Words {
        guard words.contains(where: { $0.scalars.count >= 3 && $0.scalars.count <= 6 && isServant($0.scalars) }) else {
            return words
        }
        var result: Words = []
        var index = 0
        while index < words.count {
            let word = words[index].scalars
            guard isServant(word), index + 1 < words.count else {
                result.append(words[index])
                index += 1
                continue
            }
            var next = index + 1
            if next + 1 < words.count, Lexicon.articles.contains(text(words[next].scalars)) { next += 1 }
            let isArabic = word.first.map { Script(of: $0) == .arabic } ?? false
            var rest = words[next].scalars
            if isArabic, rest.count > 3, rest.starts(with: ["ا", "ل"]) { rest.removeFirst(2) }
            result.append(((isArabic ? ["ع", "ب", "د"] : ["a", "b", "d", "-"]) + rest, words[index].isParenthetical))
            index = next + 1
        }
        return result
    }

    private static func isServant(_ word: [Unicode.Scalar]) -> Bool {
        guard let first = word.first, first == "a" || first == "ع" else { return false }
        return Lexicon.servant.contains(text(word))
    }

    /// S C Johnson is SC Johnson.
    private static func withInitialsJoined(_ words: Words) -> Words {
        var result: Words = []
        var wasInitial = false
        for word in words {
            let isInitial = word.scalars.count == 1 && (word.scalars.first?.properties.isAlphabetic ?? false)
            if isInitial, wasInitial, !result.isEmpty {
                result[result.count - 1].scalars += word.scalars
            } else {
                result.append(word)
            }
            wasInitial = isInitial
        }
        return result
    }

    private static func withAbbreviationsSpelt(_ words: Words) -> Words {
        var result: Words = []
        for word in words {
            let text = text(word.scalars)
            if let spelt = Lexicon.abbreviations[text] {
                for part in spelt { result.append((Array(part.unicodeScalars), word.isParenthetical)) }
            } else if let last = result.last, let tens = Lexicon.tens[self.text(last.scalars)],
                let ones = Lexicon.numbers[text], ones < 10
            {
                result[result.count - 1].scalars = Array(String(tens + ones).unicodeScalars)
            } else {
                result.append(word)
            }
        }
        for (index, word) in result.enumerated() {
            if let tens = Lexicon.tens[text(word.scalars)] {
                result[index].scalars = Array(String(tens).unicodeScalars)
            }
        }
        return result
    }

    private static func withoutForms(_ words: Words) -> (Words, [LegalForm]) {
        let texts = words.map { text($0.scalars) }
        var kept: Words = []
        var forms: [LegalForm] = []
        var index = 0
        outer: while index < words.count {
            for length in [4, 3, 2, 1] where index + length <= words.count {
                if length == 1, words.count == 1 { break }
                if let form = LegalForm(texts[index..<(index + length)]) {
                    forms.append(form)
                    index += length
                    continue outer
                }
            }
            kept.append(words[index])
            index += 1
        }
        return kept.isEmpty ? (words, []) : (kept, forms)
    }

    private static func role(of word: NameWord, _ kind: NameKind) -> (NameRole, Float) {
        let text = word.text
        let isOneLetter = text.unicodeScalars.count == 1
        if word.number != nil { return (.number, 0.3) }
        if Lexicon.particles.contains(text), !(isOneLetter && kind == .person && word.script == .latin) {
            return (.particle, 0.12)
        }
        switch kind {
        case .person:
            if Lexicon.kunya.contains(text) { return (.particle, 0.2) }
            if Lexicon.titles.contains(text) { return (.title, 0.15) }
            if isOneLetter, word.script != .other, word.script != .hangul { return (.initial, 0.3) }
        case .organisation:
            if Lexicon.roman(text) != nil { return (.number, 0.3) }
            if Lexicon.general.contains(text) { return (.general, 0.6) }
        }
        return (.core, Lexicon.frequent.contains(text) ? 0.6 : 1)
    }

    /// A name of nothing but titles or particles is a name all the same.
    private static func promote(_ parts: inout [NamePart]) {
        guard !parts.contains(where: { $0.isCore || $0.role == .number }) else { return }
        let role: NameRole = parts.contains { $0.role == .title } ? .title : .particle
        for index in parts.indices where parts[index].role == role {
            parts[index].role = .core
            parts[index].weight = 1
        }
    }
}

extension NamePart {
    /// The number that the part stands for.
    var number: Int? {
        guard role == .number else { return nil }
        return word.number ?? Lexicon.roman(word.text)
    }
}
