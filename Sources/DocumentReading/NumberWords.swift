/// Numbers that are written in words, in Persian and English, cardinal and ordinal, and in Roman numerals.
enum NumberWords {
    struct Found: Sendable, Equatable {
        var value: Int
        /// The first token behind it.
        var next: Int
        var isOrdinal: Bool
    }

    /// The number that begins at a token; nil when none does.
    static func read(_ stream: TokenStream, at place: Int) -> Found? {
        guard let word = stream.word(place) else { return nil }
        if persian[word] != nil { return read(stream, at: place, words: persian, link: "و", isEnglish: false) }
        if english[word] != nil { return read(stream, at: place, words: english, link: "and", isEnglish: true) }
        return nil
    }

    private static func read(
        _ stream: TokenStream, at start: Int, words: [String: (value: Int, isOrdinal: Bool)], link: String,
        isEnglish: Bool
    ) -> Found? {
        var place = start
        var total = 0
        var current = 0
        var least = Int.max
        var isOrdinal = false
        var end = start
        while let word = stream.word(place), let part = words[word] {
            if part.value == 100, isEnglish, current > 0, current < 100 {
                current *= 100
                least = 100
            } else if part.value >= 1000 {
                guard total == 0 || part.value < lowest(total) else { break }
                total += max(1, current) * part.value
                current = 0
                least = part.value
            } else {
                let isTeenPair = isEnglish && current >= 10 && current < 100 && part.value >= 10 && part.value < 100
                if isTeenPair, total == 0 {
                    // "twenty twenty-five" is said of years alone.
                    current = current * 100 + part.value
                    least = part.value >= 20 && part.value % 10 == 0 ? 10 : 0
                } else {
                    guard part.value < magnitude(least), current == 0 || least > 1 else { break }
                    current += part.value
                    least = part.value < 10 ? 1 : part.value < 20 ? 1 : part.value < 100 ? 10 : 100
                }
            }
            place += 1
            end = place
            isOrdinal = part.isOrdinal
            if isOrdinal { break }
            // سی ام, or a suffix cut off by a non-joiner.
            if stream.word(place) == "ام", !isEnglish {
                isOrdinal = true
                end = place + 1
                break
            }
            if stream.word(place) == link, let next = stream.word(place + 1), let part = words[next] {
                let isSmaller = part.value >= 1000 ? false : part.value < magnitude(least)
                let isThousands =
                    isEnglish ? least >= 100 && isSmaller : isSmaller || part.value >= 1000 && part.value < least
                guard isThousands else { break }
                place += 1
            } else if isEnglish, stream.sign(place) == "-", let next = stream.word(place + 1), let part = words[next],
                part.value < 10, least == 10
            {
                place += 1
            } else if !isEnglish, let word = stream.word(place), word.hasPrefix(link),
                let part = words[String(word.dropFirst())], part.value < magnitude(least), least > 1
            {
                current += part.value
                place += 1
                end = place
                isOrdinal = part.isOrdinal
                break
            } else if !isEnglish, stream.word(place).flatMap({ words[$0] }).map({ $0.value < 1000 }) ?? false {
                // Without «و» two Persian numbers are two numbers.
                break
            }
        }
        guard end > start else { return nil }
        return Found(value: total + current, next: end, isOrdinal: isOrdinal)
    }

    private static func lowest(_ total: Int) -> Int {
        var scale = 1
        while total % (scale * 1000) == 0, total > 0 { scale *= 1000 }
        return scale
    }

    /// Below what a part must be to follow one of this size.
    private static func magnitude(_ least: Int) -> Int { least == 10 ? 10 : least == 100 ? 100 : least }

    /// I to XCIX in capitals, or i to xcix in small letters.
    static func roman(_ word: String) -> Int? {
        let values: [Character: Int] = ["i": 1, "v": 5, "x": 10, "l": 50, "c": 100]
        let digits = word.compactMap { values[$0] }
        guard !digits.isEmpty, digits.count == word.count, digits.count <= 8 else { return nil }
        var sum = 0
        for (place, digit) in digits.enumerated() {
            sum += place + 1 < digits.count && digits[place + 1] > digit ? -digit : digit
        }
        return sum > 0 && romanText(sum) == word ? sum : nil
    }

    private static func romanText(_ number: Int) -> String {
        let parts = [
            (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
        ]
        var rest = number
        var text = ""
        for (value, letters) in parts {
            while rest >= value {
                text += letters
                rest -= value
            }
        }
        return text
    }

    private typealias Words = [String: (value: Int, isOrdinal: Bool)]

    private static let persian: Words = {
        var words: Words = [:]
        let cardinals: [(String, Int)] = [
            ("یک", 1), ("دو", 2), ("سه", 3), ("چهار", 4), ("پنج", 5), ("شش", 6), ("هفت", 7), ("هشت", 8), ("نه", 9),
            ("ده", 10), ("یازده", 11), ("دوازده", 12), ("سیزده", 13), ("چهارده", 14), ("پانزده", 15), ("شانزده", 16),
            ("هفده", 17), ("هجده", 18), ("هیجده", 18), ("نوزده", 19), ("بیست", 20), ("سی", 30), ("چهل", 40),
            ("پنجاه", 50), ("شصت", 60), ("هفتاد", 70), ("هشتاد", 80), ("نود", 90), ("صد", 100), ("یکصد", 100),
            ("دویست", 200), ("سیصد", 300), ("چهارصد", 400), ("پانصد", 500), ("ششصد", 600), ("شیشصد", 600),
            ("هفتصد", 700), ("هشتصد", 800), ("نهصد", 900),
        ]
        for (word, value) in cardinals {
            words[word] = (value, false)
            words[word + "م"] = (value, true)
            words[word + "مین"] = (value, true)
        }
        // «بیستودوم» and «بیست‌ودوم»: the link written on to the word behind it, or to both.
        for (ten, value) in cardinals where value >= 20 && value < 100 {
            for (unit, more) in cardinals where more < 10 {
                words[ten + "و" + unit] = (value + more, false)
                words[ten + "و" + unit + "م"] = (value + more, true)
            }
        }
        words["سیوسوم"] = (33, true)
        words["بیستوسوم"] = (23, true)
        for (word, value) in [("هزار", 1000), ("یکهزار", 1000), ("میلیون", 1_000_000), ("میلیارد", 1_000_000_000)] {
            words[word] = (value, false)
        }
        for (word, value) in [
            ("اول", 1), ("اولین", 1), ("نخست", 1), ("نخستین", 1), ("دوم", 2), ("دومین", 2), ("دویم", 2), ("سوم", 3),
            ("سومین", 3), ("سیام", 30),
        ] { words[word] = (value, true) }
        // A share and a wire.
        for word in ["سهم", "سیم", "سهمین", "سیمین"] { words[word] = nil }
        return words
    }()

    private static let english: Words = {
        var words: Words = [:]
        let units = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
        let ordinals = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
        ]
        for (place, word) in units.enumerated() { words[word] = (place + 1, false) }
        for (place, word) in ordinals.enumerated() { words[word] = (place + 1, true) }
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        for (place, word) in tens.enumerated() {
            words[word] = ((place + 2) * 10, false)
            words[word.dropLast() + "ieth"] = ((place + 2) * 10, true)
        }
        for (word, value) in [
            ("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000),
        ] { words[word] = (value, false) }
        return words
    }()
}
