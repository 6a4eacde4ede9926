/// A marker at which a part of the document may begin: «ماده ۱», `Section II:`, `1.1`, «الف)».
struct Mark: Sendable {
    /// Markers of one style count on from one another.
    struct Style: Sendable, Hashable {
        var kind: Unit.Kind
        /// What tells it from others of the kind: the word, or the signs around a number and how it is written.
        var form: String
    }

    var style: Style
    var numbers: [Int]
    /// Where it begins and where what it marks begins.
    var start: Int
    var body: Int
    /// Whether signs or a line's end part the number from what follows, as no reference in a sentence has it.
    var isStrong: Bool
    /// Whether it begins a row.
    var isAtRowStart = true
    /// Whether a letter was read as a Roman numeral though it may be the letter.
    var letter: Int?

    var kind: Unit.Kind { style.kind }
    var last: Int { numbers.last ?? 0 }
}

extension Mark {
    private static let closers: Set<Unicode.Scalar> = [")", "]", "}", "﴾", "﴿"]
    private static let openers: Set<Unicode.Scalar> = ["(", "[", "{", "﴾", "﴿"]
    private static let dashes: Set<Unicode.Scalar> = ["-", "–", "—", "‐", "‑", "−", "ـ", "―"]
    private static let stops: Set<Unicode.Scalar> = [".", ":", "؛", ";", "/", "،", "。"]
    private static let ornaments: Set<Unicode.Scalar> = [
        "*", "•", "▪", "●", "◦", "■", "□", "#", ">", "§", "«", "\"", "“", "►", "❖", "➢", "✓", "·", "∙", "_",
    ]

    static func isSeparator(_ sign: Unicode.Scalar) -> Bool {
        dashes.contains(sign) || stops.contains(sign) || closers.contains(sign)
    }

    static func isDash(_ sign: Unicode.Scalar?) -> Bool { sign.map(dashes.contains) ?? false }

    /// The markers that the text at a token may be; the first is the likeliest.
    static func read(_ stream: TokenStream, at start: Int) -> Mark? {
        var place = start
        let isSection = stream[start]?.isSign("§") ?? false
        while let sign = stream.sign(place), ornaments.contains(sign), stream[place]?.row == stream[start]?.row {
            place += 1
        }
        guard stream[place] != nil, stream[place]?.row == stream[start]?.row else { return nil }
        if isSection, let numeral = numeral(stream, at: place) {
            return closed(
                stream,
                Mark(
                    style: Style(kind: .section, form: "section"), numbers: numeral.numbers, start: start,
                    body: numeral.next, isStrong: true))
        }
        return word(stream, at: place, from: start) ?? number(stream, at: place, from: start)
            ?? letter(stream, at: place, from: start)
    }

    /// «ماده ۱», "Article 1", "First Article", «اصل اول».
    private static func word(_ stream: TokenStream, at place: Int, from start: Int) -> Mark? {
        let row = stream[place]?.row
        if let ordinal = NumberWords.read(stream, at: place), ordinal.isOrdinal, let word = stream.word(ordinal.next),
            let kind = Lexicon.headings[word], stream.language == .en, stream[place]?.isCapital == true
        {
            return closed(
                stream,
                Mark(
                    style: Style(kind: kind, form: word), numbers: [ordinal.value], start: start,
                    body: ordinal.next + 1, isStrong: false))
        }
        guard let token = stream[place], var word = token.word, let kind = Lexicon.headings[word] else { return nil }
        if word == "art" { word = "article" }
        if word == "sec" { word = "section" }
        if stream.language == .en, !token.isCapital { return nil }
        var next = place + 1
        // «ماده‌ی ۱», «مادهٔ شماره ۱», "Article No. 1", "Article (1)", «ماده :۱».
        while let token = stream[next], token.row == row,
            token.isWord("ی", "شماره", "no", "number", "the", "ه") || token.isSign(".", ":", "-", "–", "ـ", "—", "#")
        { next += 1 }
        let style = Style(kind: kind, form: word)
        if stream[next]?.isWord("واحده") ?? false {
            return closed(
                stream, Mark(style: style, numbers: [1], start: start, body: next + 1, isStrong: true))
        }
        if let numeral = numeral(stream, at: next), stream[next]?.row == row {
            return closed(
                stream,
                Mark(style: style, numbers: numeral.numbers, start: start, body: numeral.next, isStrong: false))
        }
        if let letter = stream[next], letter.row == row, letter.isUpper, let word = letter.word,
            word.unicodeScalars.count == 1, kind == .annex || kind == .part || kind == .section,
            let value = word.unicodeScalars.first.map({ Int($0.value) - 0x60 })
        {
            return closed(
                stream, Mark(style: style, numbers: [value], start: start, body: next + 1, isStrong: false))
        }
        if Lexicon.numberless.contains(word) {
            let isAlone = stream[place + 1].map { $0.row != row || isSeparator($0.sign ?? "a") } ?? true
            guard isAlone else { return nil }
            return closed(stream, Mark(style: style, numbers: [], start: start, body: place + 1, isStrong: true))
        }
        return nil
    }

    /// `1.`, `1)`, `(1)`, `1-1`, `1.1`, «۱ـ», `1` with a gap behind it, `IV.`, `First:`.
    private static func number(_ stream: TokenStream, at place: Int, from start: Int) -> Mark? {
        guard let first = stream[place] else { return nil }
        var isOpened = false
        var at = place
        // Asked once: the optimizer of Swift 6.3 stops at the second asking.
        let opening = first.sign
        if let opening, openers.contains(opening) {
            isOpened = true
            at += 1
        } else if isDash(opening), stream[place + 1]?.number != nil, stream[place + 1]?.isGlued == true {
            // A dash that a PDF of right-to-left text put in front of its number: «-۱».
            at += 1
            guard let number = stream[at]?.number, (1...200).contains(number), stream[at + 1]?.row == first.row,
                stream[at + 1]?.isGlued == false
            else { return nil }
            return Mark(
                style: Style(kind: .numbered, form: "1-"), numbers: [number], start: start, body: at + 1, isStrong: true
            )
        }
        if !isOpened, let ordinal = NumberWords.read(stream, at: at), ordinal.isOrdinal, ordinal.value <= 40 {
            guard let sign = stream.sign(ordinal.next), isSeparator(sign) || sign == ",",
                stream.language == .fa || first.isCapital
            else { return nil }
            return closed(
                stream,
                Mark(
                    style: Style(kind: .numbered, form: "ordinal"), numbers: [ordinal.value], start: start,
                    body: ordinal.next, isStrong: true))
        }
        guard let token = stream[at], token.row == first.row else { return nil }
        var numbers: [Int] = []
        var form = isOpened ? "(" : ""
        if let number = token.number {
            guard token.digits <= 3, number > 0 else { return nil }
            numbers = [number]
            at += 1
            while numbers.count < 5, let sign = stream.sign(at), sign == "." || isDash(sign) || sign == "/",
                let next = stream[at + 1], let value = next.number, next.digits <= 2,
                stream[at]?.isGlued == true && next.isGlued || isDash(sign) && isDash(stream.sign(at + 2))
            {
                numbers.append(value)
                at += 2
            }
            form += numbers.count > 1 ? "1.1" : "1"
        } else if let word = token.word, word.utf8.allSatisfy({ $0 < 0x80 }), let value = NumberWords.roman(word),
            token.isUpper || !token.isCapital
        {
            guard word.count > 1 || isOpened || stream.sign(at + 1) != nil else { return nil }
            numbers = [value]
            at += 1
            form += token.isUpper ? "I" : "i"
            var mark = Mark(
                style: Style(kind: .numbered, form: form), numbers: numbers, start: start, body: at, isStrong: false)
            if word.utf8.count == 1, let byte = word.utf8.first { mark.letter = Int(byte) - 0x60 }
            return ended(stream, mark, isOpened: isOpened)
        } else {
            return nil
        }
        return ended(
            stream,
            Mark(
                style: Style(kind: .numbered, form: form), numbers: numbers, start: start, body: at, isStrong: false),
            isOpened: isOpened)
    }

    private static let persianLetters: [String: Int] = {
        var letters: [String: Int] = [:]
        let alphabet = [
            "الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش", "ص", "ض", "ط", "ظ", "ع",
            "غ", "ف", "ق", "ک", "گ", "ل", "م", "ن", "و", "ه", "ی",
        ]
        for (place, letter) in alphabet.enumerated() { letters[letter] = place + 1 }
        return letters
    }()

    /// The old order of letters, in which ج follows ب.
    static let abjad = [1, 2, 6, 10, 31, 30, 13, 8, 19, 32, 25, 27, 28, 29]

    /// `(a)`, `B.`, «الف)», «ب-».
    private static func letter(_ stream: TokenStream, at place: Int, from start: Int) -> Mark? {
        var at = place
        var isOpened = false
        if let sign = stream.sign(at), openers.contains(sign) {
            isOpened = true
            at += 1
        }
        guard let token = stream[at], token.row == stream[place]?.row, let word = token.word else { return nil }
        if let value = persianLetters[word] {
            return ended(
                stream,
                Mark(
                    style: Style(kind: .numbered, form: (isOpened ? "(" : "") + "الف"), numbers: [value], start: start,
                    body: at + 1, isStrong: false), isOpened: isOpened)
        }
        guard word.utf8.count == 1, let byte = word.utf8.first, (0x61...0x7A).contains(byte) else { return nil }
        return ended(
            stream,
            Mark(
                style: Style(kind: .numbered, form: (isOpened ? "(" : "") + (token.isUpper ? "A" : "a")),
                numbers: [Int(byte) - 0x60], start: start, body: at + 1, isStrong: false), isOpened: isOpened)
    }

    /// Demands the signs that end the marker of a list; a number may do with a gap behind it.
    private static func ended(_ stream: TokenStream, _ mark: Mark, isOpened: Bool) -> Mark? {
        var mark = mark
        let row = stream[mark.start]?.row
        guard let token = stream[mark.body], token.row == row else {
            // A number alone on its line.
            guard mark.style.form.hasPrefix("1"), stream[mark.body - 1]?.isBeforeGap ?? true else { return nil }
            mark.isStrong = false
            return mark
        }
        if isOpened {
            guard let sign = token.sign, closers.contains(sign) else { return nil }
            mark.body += 1
            mark.isStrong = true
            return closed(stream, mark)
        }
        guard let sign = token.sign, isSeparator(sign), sign != "،" else {
            let isDotted = mark.numbers.count > 1
            guard mark.style.form.hasPrefix("1"), isDotted || stream[mark.body - 1]?.isBeforeGap == true,
                token.number == nil
            else { return nil }
            return mark
        }
        // 2.5 million, 12/05/2024: what goes on with digits is no marker.
        if stream[mark.body + 1]?.number != nil, stream[mark.body + 1]?.isGlued == true, token.isGlued { return nil }
        // `.` `)` `-` and `:` are other styles of list.
        let sign0 = dashes.contains(sign) ? "-" : closers.contains(sign) ? ")" : String(sign)
        if mark.numbers.count == 1 { mark.style.form += sign0 }
        mark.isStrong = true
        return closed(stream, mark)
    }

    /// Takes the signs behind a number into the marker.
    private static func closed(_ stream: TokenStream, _ mark: Mark) -> Mark {
        var mark = mark
        let row = stream[mark.start]?.row
        var hasSign = false
        while let token = stream[mark.body], token.row == row, let sign = token.sign,
            isSeparator(sign) || sign == "*" || sign == "|" || sign == "»" || sign == "”" || sign == "\"" || sign == ","
        {
            hasSign = true
            mark.body += 1
        }
        let isWholeRow = stream[mark.body].map { $0.row != row } ?? true
        if hasSign || isWholeRow { mark.isStrong = true }
        return mark
    }

    /// A number in digits, Roman or words, perhaps in brackets.
    static func numeral(_ stream: TokenStream, at start: Int) -> (numbers: [Int], next: Int)? {
        var place = start
        var isOpened = false
        if let sign = stream.sign(place), openers.contains(sign) {
            isOpened = true
            place += 1
        }
        guard let token = stream[place], token.row == stream[start]?.row else { return nil }
        var numbers: [Int] = []
        if let number = token.number {
            guard token.digits <= 3 else { return nil }
            numbers = [number]
            place += 1
            // "Article 1.2", «بند ۱-۲», and "1st".
            if stream[place]?.isWord("st", "nd", "rd", "th", "م", "ام") ?? false, stream[place]?.isGlued == true {
                place += 1
            }
            while numbers.count < 4, let sign = stream.sign(place), sign == "." || isDash(sign),
                stream[place]?.isGlued == true, let next = stream[place + 1], next.isGlued, let value = next.number,
                next.digits <= 2
            {
                numbers.append(value)
                place += 2
            }
        } else if let found = NumberWords.read(stream, at: place), found.value <= 200 {
            numbers = [found.value]
            place = found.next
        } else if let word = token.word, token.isUpper || !token.isCapital, let roman = NumberWords.roman(word) {
            numbers = [roman]
            place += 1
        } else if let word = token.word, let value = persianLetters[word], word.unicodeScalars.count == 1 || value == 1
        {
            // «بند الف»
            numbers = [value]
            place += 1
        } else {
            return nil
        }
        if isOpened {
            guard let sign = stream.sign(place), closers.contains(sign) else { return nil }
            place += 1
        }
        return (numbers, place)
    }
}
