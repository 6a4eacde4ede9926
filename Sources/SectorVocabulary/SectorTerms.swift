import Foundation
import PersianText

/// Every name and synonym of every sector as words, with how much each word tells.
struct SectorTerms: Sendable {
    struct Term: Sendable {
        let sector: Int
        let words: [Int]
        /// The weight of all its words.
        let weight: Float
        /// Whether it is the sector's own name.
        let isName: Bool
    }

    private(set) var terms: [Term] = []
    private(set) var words: [String] = []
    private(set) var weights: [Float] = []
    private var numbers: [String: Int] = [:]
    private(set) var termsOfWord: [[Int]] = []
    /// Whole names and synonyms, folded, with the sector that each says.
    private(set) var whole: [String: (sector: Int, isName: Bool)] = [:]

    init(_ sectors: [Sector]) {
        var drafts: [(sector: Int, words: [Int], isName: Bool)] = []
        var sectorsOfWord: [Set<Int>] = []
        for (place, sector) in sectors.enumerated() {
            for language in Sector.Language.allCases {
                let texts = [sector.names[language] ?? ""] + (sector.synonyms[language] ?? [])
                for (index, text) in texts.enumerated() where !text.isEmpty {
                    let folded = PersianText.fold(text)
                    // A name is stronger than a synonym of another sector.
                    if whole[folded].map({ index == 0 && !$0.isName }) ?? true { whole[folded] = (place, index == 0) }
                    var numbers: [Int] = []
                    for word in SectorWords.words(of: text) {
                        let number = self.number(of: word)
                        while sectorsOfWord.count <= number { sectorsOfWord.append([]) }
                        sectorsOfWord[number].insert(place)
                        if !numbers.contains(number) { numbers.append(number) }
                    }
                    if !numbers.isEmpty { drafts.append((place, numbers, index == 0)) }
                }
            }
        }
        weights = sectorsOfWord.map { log(1 + Float(sectors.count) / Float($0.count)) }
        termsOfWord = Array(repeating: [], count: words.count)
        for draft in drafts {
            let weight = draft.words.reduce(0) { $0 + weights[$1] }
            for word in draft.words { termsOfWord[word].append(terms.count) }
            terms.append(Term(sector: draft.sector, words: draft.words, weight: weight, isName: draft.isName))
        }
    }

    private mutating func number(of word: String) -> Int {
        if let number = numbers[word] { return number }
        numbers[word] = words.count
        words.append(word)
        return words.count - 1
    }

    /// The known words that a typed word may be, with how surely.
    func known(_ word: String) -> [(number: Int, degree: Float)] {
        var found: [(number: Int, degree: Float)] = []
        if let number = numbers[word] { found.append((number, 1)) }
        let letters = Array(word.unicodeScalars)
        guard letters.count >= 4 else { return found }
        for (number, other) in words.enumerated() where other != word {
            let known = Array(other.unicodeScalars)
            guard known.count >= 4, known[0] == letters[0] || known[1] == letters[0] || known[0] == letters[1] else {
                continue
            }
            if known.count != letters.count, known.starts(with: letters) || letters.starts(with: known) {
                let degree = Float(min(known.count, letters.count)) / Float(max(known.count, letters.count))
                found.append((number, 0.85 * degree))
            } else if letters.count >= 5, known.count >= 5, abs(known.count - letters.count) <= 1,
                isOneSlip(letters, known)
            {
                found.append((number, 0.7))
            }
        }
        return found
    }

    private func isOneSlip(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Bool {
        let start = zip(one, other).prefix { $0 == $1 }.count
        let (rest, otherRest) = (one.dropFirst(start), other.dropFirst(start))
        if rest.count == otherRest.count {
            if rest.dropFirst().elementsEqual(otherRest.dropFirst()) { return true }
            guard rest.count >= 2 else { return false }
            let (first, second) = (Array(rest), Array(otherRest))
            return first[0] == second[1] && first[1] == second[0]
                && first.dropFirst(2).elementsEqual(second.dropFirst(2))
        }
        return rest.count > otherRest.count
            ? rest.dropFirst().elementsEqual(otherRest) : rest.elementsEqual(otherRest.dropFirst())
    }
}
