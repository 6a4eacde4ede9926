import Foundation
import Testing

@testable import PersianText

@Suite("Text")
struct TextTests {
    struct Vector: Decodable, Sendable {
        let `in`: String
        let cleanPersian: String
        let fold: String
        let foldJoined: String

        enum CodingKeys: String, CodingKey {
            case `in`, fold
            case cleanPersian = "clean_fa"
            case foldJoined = "fold_join"
        }
    }

    @Test("every vector of cleaning and folding holds")
    func vectors() throws {
        let vectors = try Vectors.json("normalise_vectors.json", as: [Vector].self)
        #expect(vectors.count >= 30)
        for vector in vectors {
            let source = vector.in
            let cleaned = PersianText.clean(source, persianLetters: true)
            #expect(cleaned == vector.cleanPersian, "\(source.debugDescription)")
            #expect(PersianText.fold(source) == vector.fold, "\(source.debugDescription)")
            #expect(PersianText.fold(source, joiner: .join) == vector.foldJoined, "\(source.debugDescription)")
        }
    }

    /// Texts out of all that is awkward.
    static func samples(_ count: Int) -> [String] {
        var generator = SeededGenerator(seed: 7)
        let pool: [Unicode.Scalar] = Array(
            "علیيكکةهۀآأإؤئءـ٠۹١aZéßİ ŞşæØ'’-–(«»)،.\u{200C}\u{200D}\u{202E}\u{2066}\u{FEFF}\u{64E}\u{654}\n\t\u{FDFA}😀東京"
                .unicodeScalars)
        return (0..<count).map { _ in
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...14, using: &generator) {
                view.append(pool[Int.random(in: 0..<pool.count, using: &generator)])
            }
            return String(view)
        }
    }

    @Test("doing it twice changes nothing more")
    func idempotence() {
        for sample in Self.samples(4000) {
            let cleaned = PersianText.clean(sample, persianLetters: true)
            #expect(PersianText.clean(cleaned, persianLetters: true) == cleaned, "\(sample.debugDescription)")
            let folded = PersianText.fold(sample)
            #expect(PersianText.fold(folded) == folded, "\(sample.debugDescription)")
        }
    }

    @Test("plain text, which takes the short way, is folded as all text is")
    func shortWay() {
        // Every scalar up to the end of the Arabic blocks, between letters; an é at the end asks for the long way.
        for value in UInt32(1)...0x08FF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for text in ["a\(scalar)ب", "\(scalar)", "ب \(scalar)a"] {
                for joiner in [PersianText.Joiner.space, .join] {
                    let long = PersianText.fold(text + " é", joiner: joiner)
                    let short = PersianText.fold(text, joiner: joiner)
                    #expect(long == (short.isEmpty ? "e" : short + " e"), "\(value)")
                }
            }
            let words = PersianText.words("ب\(scalar)ب").map(\.folded)
            #expect(words == PersianText.words("ب\(scalar)ب é").dropLast().map(\.folded), "\(value)")
        }
    }

    @Test("cleaning never changes what is found")
    func cleanKeepsTokens() {
        for sample in Self.samples(2000) where !sample.unicodeScalars.contains(where: { $0.value == 0x200C }) {
            #expect(
                PersianText.fold(PersianText.clean(sample, isSingleLine: false)) == PersianText.fold(sample),
                "\(sample.debugDescription)")
        }
    }

    @Test("no direction mark survives cleaning")
    func bidi() {
        #expect(PersianText.clean("سند\u{202E}fdp.exe") == "سندfdp.exe")
        for sample in Self.samples(2000) {
            #expect(!PersianText.clean(sample).unicodeScalars.contains { PersianText.isBidiControl($0.value) })
        }
    }

    @Test("the fast way for ASCII folds as the slow one")
    func ascii() {
        for name in ["San José".lowercased(), "O'Fallon", "Stoke-on-Trent", "A.B  C", "", "  x ", "12-34", "a\u{1}b"] {
            #expect(PersianText.fold(name) == PersianText.fold(name + "\u{64E}"), "\(name)")
        }
    }

    @Test("names sort as a Persian reader expects")
    func sorting() {
        let names = ["همدان", "ورامین", "یزد", "پاوه", "آبادان", "اراک", "گرگان", "Zurich", "ژاله", "کرج", "كرمان"]
        let sorted = names.sorted { PersianText.sortKey($0).lexicographicallyPrecedes(PersianText.sortKey($1)) }
        #expect(
            sorted == ["آبادان", "اراک", "پاوه", "ژاله", "کرج", "كرمان", "گرگان", "ورامین", "همدان", "یزد", "Zurich"])
    }

    @Test("numbers are read in any digits")
    func digits() {
        #expect(Int(anyDigits: "۱۴۰۵") == 1405)
        #expect(Int(anyDigits: "١٢٣") == 123)
        #expect(Int(anyDigits: "1۲٣") == 123)
        #expect(Int(anyDigits: "۱۲a") == nil)
        #expect(PersianText.persianDigits("12٣") == "۱۲۳")
    }
}

/// SplitMix64: the same samples each time.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
