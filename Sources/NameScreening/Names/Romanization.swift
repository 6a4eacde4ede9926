/// Latin spellings of letters of other alphabets, as newspapers write them.
enum Romanization {
    private static let cyrillic = table(
        """
        а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh
        щ sh ы y э e ю yu я ya і i ї i є ye ґ g ў u ә a ғ gh қ q ң n ө o ұ u ү u һ h ђ dj ј y љ l њ n ћ ch џ dj ҷ j ҳ h
        ӣ i ӯ u
        """)
    private static let greek = table(
        """
        α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ i φ f χ ch ψ ps ω o
        """)
    private static let armenian = table(
        """
        ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch
        պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev
        """)
    private static let georgian = table(
        """
        ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch
        ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h
        """)
    private static let kana = table(
        """
        ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te
        ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ラ ra リ ri ル ru
        レ re ロ ro ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi
        ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヤ ya ユ yu ヨ yo ワ wa ヲ o ン n ァ a ィ i ゥ u ェ e ォ o ャ ya
        ュ yu ョ yo ヴ v
        """)
    private static let hangulFirst = [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
    ]
    private static let hangulVowel = [
        "a", "ae", "ya", "ya", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
        "ui", "i",
    ]
    private static let hangulLast = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
        "t", "t", "k", "t", "p", "t",
    ]
    /// Latin letters whose mark is a sound of its own.
    private static let marked: [Unicode.Scalar: String] = [
        "š": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ç": "ch", "ć": "ch", "ž": "zh", "ğ": "gh",
    ]

    private static func table(_ text: String) -> [Unicode.Scalar: [UInt8]] {
        let parts = text.split(whereSeparator: \.isWhitespace)
        var table: [Unicode.Scalar: [UInt8]] = [:]
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            if let scalar = parts[index].unicodeScalars.first { table[scalar] = Array(parts[index + 1].utf8) }
        }
        return table
    }

    /// The word in small Latin letters.
    ///
    /// - Parameters:
    ///   - word: a word in small letters, composed.
    ///   - folded: the same word without marks.
    static func latin(_ word: [Unicode.Scalar], folded: String, script: Script) -> [UInt8] {
        switch script {
        case .latin: return word.flatMap { marked[$0].map { Array($0.utf8) } ?? folding($0) }
        case .cyrillic: return read(word, cyrillic)
        case .greek: return read(folded.unicodeScalars, greek)
        case .armenian: return read(word, armenian)
        case .georgian: return read(word, georgian)
        case .kana: return read(word.map(katakana), kana)
        case .hangul: return word.flatMap(hangul)
        case .arabic, .hebrew, .other: return []
        }
    }

    private static func read(_ word: some Sequence<Unicode.Scalar>, _ table: [Unicode.Scalar: [UInt8]]) -> [UInt8] {
        word.flatMap { table[$0] ?? ($0.isASCII ? [UInt8($0.value)] : []) }
    }

    private static func katakana(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x3041...0x3096).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value + 0x60) ?? scalar
    }

    private static func hangul(_ scalar: Unicode.Scalar) -> [UInt8] {
        guard (0xAC00..<0xD7A4).contains(scalar.value) else { return [] }
        let number = Int(scalar.value - 0xAC00)
        return Array(hangulFirst[number / 588].utf8) + Array(hangulVowel[number % 588 / 28].utf8)
            + Array(hangulLast[number % 28].utf8)
    }
}
