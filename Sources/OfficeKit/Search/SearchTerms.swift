import Foundation
import PersianText

/// The words under which a record is found, each with its impact: how much the record is about it.
///
/// The impact is bm25's, computed once when the record is written: a word weighs more the more often it stands there,
/// less in a longer text. A word of the title or the code adds more than any number of mentions in the text. The other
/// half of bm25, that rarer words weigh more, is known when one searches: ``weight(in:of:)``.
struct SearchTerms: Sendable {
    /// Longer words are cut, here and in what is searched, so that an index can hold them.
    static let longestBytes = 64
    /// More different words than these serve nobody.
    static let most = 4_000
    /// The impact of one mention in a text of usual length.
    static let unit = 100.0

    /// bm25's saturation and its share of length normalisation, as usual in the literature.
    private static let saturation = 1.2
    private static let lengthShare = 0.75
    private static let usualText = 40.0
    private static let usualTitle = 8.0
    /// With it the weakest word of a title stands above the strongest of a text.
    private static let titleFactor = 4.0

    /// By the word's folded bytes.
    let impacts: [[UInt8]: Int]

    init(of entry: SearchEntry) {
        var titles: Set<String> = []
        var titleLength = 0
        for title in [entry.titlePersian, entry.titleEnglish].compactMap({ $0 }) {
            let words = PersianText.words(title)
            titles.formUnion(PersianText.documentTokens(of: words))
            titleLength = max(titleLength, words.count)
        }
        let codes = Set(entry.code.map(Self.codeTokens) ?? [])
        var counts: [String: Int] = [:]
        let words = PersianText.words(entry.text)
        for token in PersianText.documentTokens(of: words) { counts[token, default: 0] += 1 }
        let textLength = words.count
        var impacts: [[UInt8]: Int] = [:]
        for token in titles.union(codes) {
            let length = codes.contains(token) ? 1 : min(titleLength, 16)
            let title = Self.titleFactor * Self.saturated(1, length: Double(length) / Self.usualTitle)
            impacts[Self.key(of: token), default: 0] += Int(Self.unit * title)
        }
        let length = Double(min(textLength, 1_000)) / Self.usualText
        var kept = Array(counts)
        if kept.count > Self.most {
            // The commonest first, so that the cut loses what is least spoken of.
            kept.sort { ($0.value, $1.key) > ($1.value, $0.key) }
            kept.removeLast(kept.count - Self.most)
        }
        for (token, count) in kept {
            impacts[Self.key(of: token), default: 0] += max(
                1, Int(Self.unit * Self.saturated(Double(count), length: length)))
        }
        self.impacts = impacts
    }

    private static func saturated(_ count: Double, length: Double) -> Double {
        count * (saturation + 1) / (count + saturation * (1 - lengthShare + lengthShare * length))
    }

    /// A code is found as it is written, and by its number without the noughts before it: `AGR-0042`, `agr 42`, `۴۲`.
    private static func codeTokens(_ code: String) -> [String] {
        let words = PersianText.words(code).map(\.folded)
        let short = words.map { word in
            let bare = word.drop { $0 == "0" }
            return bare.isEmpty || !word.utf8.allSatisfy { (48...57).contains($0) } ? word : String(bare)
        }
        return PersianText.documentTokens(of: code) + PersianText.documentTokens(of: short.joined(separator: " "))
    }

    /// The bytes under which a folded word is kept. Bytes sort alike on both engines, texts do not.
    static func key(of token: String) -> [UInt8] {
        let bytes = Array(token.utf8)
        guard bytes.count > longestBytes else { return bytes }
        var end = longestBytes
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(bytes[..<end])
    }

    /// How much a word weighs that so many of all records have: bm25's inverse document frequency, in hundredths.
    static func weight(in found: Int, of all: Int) -> Int {
        let found = Double(min(found, all))
        return max(1, Int(100 * log(1 + (Double(all) - found + 0.5) / (found + 0.5))))
    }
}
