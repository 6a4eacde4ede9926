import PersianText

/// A word, a number or a sign of a stream.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        /// Folded: small letters, one form of each.
        case word(String)
        /// In any digits.
        case number(Int, digits: Int)
        case sign(Unicode.Scalar)
    }

    let kind: Kind
    let span: Span
    /// The row it stands in.
    let row: Int
    /// Whether nothing stands between it and the token before.
    let isGlued: Bool
    /// Whether white space of two columns or more stands behind it.
    var isBeforeGap = false
    /// Whether a word of Latin letters is in capitals, or begins with one.
    let isUpper: Bool
    let isCapital: Bool

    var word: String? { if case .word(let word) = kind { word } else { nil } }
    var number: Int? { if case .number(let value, _) = kind { value } else { nil } }
    var digits: Int { if case .number(_, let digits) = kind { digits } else { 0 } }
    var sign: Unicode.Scalar? { if case .sign(let sign) = kind { sign } else { nil } }

    func isWord(_ words: String...) -> Bool { word.map(words.contains) ?? false }
    func isSign(_ signs: Unicode.Scalar...) -> Bool { sign.map(signs.contains) ?? false }
}

/// The tokens of one language's rows in reading order; every rule of recognition reads these.
struct TokenStream: Sendable {
    let language: DocumentLanguage
    let rows: [Row]
    private(set) var tokens: [Token] = []
    /// The first token of each row.
    private(set) var rowStarts: [Int] = []
    let source: Source
    /// How many lines on the next row of a paragraph stands: two where a PDF's lines are set wide.
    private let lineStep: Int

    init(_ rows: [Row], language: DocumentLanguage, of source: Source) {
        self.rows = rows
        let steps = zip(rows, rows.dropFirst()).filter { $0.page == $1.page }.map { $1.line - $0.line }
        let double = steps.count { $0 == 2 }
        lineStep = double * 10 >= steps.count * 6 && steps.contains { $0 > 2 } && !steps.contains(1) ? 2 : 1
        self.language = language
        self.source = source
        for (number, row) in rows.enumerated() {
            rowStarts.append(tokens.count)
            add(row, number: number)
        }
    }

    subscript(_ place: Int) -> Token? { tokens.indices.contains(place) ? tokens[place] : nil }

    func word(_ place: Int) -> String? { self[place]?.word }
    func sign(_ place: Int) -> Unicode.Scalar? { self[place]?.sign }

    /// What a row's tokens are.
    func range(ofRow row: Int) -> Range<Int> {
        rowStarts[row]..<(row + 1 < rowStarts.count ? rowStarts[row + 1] : tokens.count)
    }

    private mutating func add(_ row: Row, number: Int) {
        let scalars = source.scalars
        var place = row.span.start
        var isGlued = false
        while place < row.span.end {
            let scalar = scalars[place]
            if Row.isBlank(scalar) {
                var end = place
                var width = 0
                while end < row.span.end, Row.isBlank(scalars[end]) {
                    width += scalars[end] == "\t" ? 4 : scalars[end].value < 0x200B ? 1 : 0
                    end += 1
                }
                if width > 0 { isGlued = false }
                if width >= 2, !tokens.isEmpty { tokens[tokens.count - 1].isBeforeGap = true }
                place = end
                continue
            }
            let end = Self.end(ofTokenAt: place, limit: row.span.end, in: scalars)
            append(Span(place, end), row: number, isGlued: isGlued)
            // A non-joiner parts words and leaves them glued.
            isGlued = true
            place = end
            while place < row.span.end, scalars[place].value == 0x200C || scalars[place].value == 0x200D { place += 1 }
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .decimalNumber
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        // Tatweel is a letter for Unicode, and a dash behind the number of an article.
        if scalar.value == 0x0640 { return false }
        return scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
    }

    private static func end(ofTokenAt place: Int, limit: Int, in scalars: [Unicode.Scalar]) -> Int {
        var end = place + 1
        if isDigit(scalars[place]) {
            while end < limit, isDigit(scalars[end]) { end += 1 }
        } else if isLetter(scalars[place]) {
            while end < limit {
                let next = scalars[end]
                let isInner =
                    next.value == 0x0640 || next == "'" || next == "\u{2019}"
                    ? end + 1 < limit && isLetter(scalars[end + 1]) : isLetter(next)
                guard isInner else { break }
                end += 1
            }
        }
        return end
    }

    private mutating func append(_ span: Span, row: Int, isGlued: Bool) {
        let first = source.scalars[span.start]
        let text = source.text(span)
        let kind: Token.Kind
        if Self.isDigit(first) {
            let folded = PersianText.fold(text)
            kind = .number(Int(folded.prefix(15)) ?? 0, digits: folded.utf8.count)
        } else if Self.isLetter(first) {
            kind = .word(PersianText.fold(text, joiner: .join))
        } else {
            kind = .sign(first)
        }
        let capitals = source.scalars[span.start..<span.end].filter { $0.properties.isUppercase }.count
        tokens.append(
            Token(
                kind: kind, span: span, row: row, isGlued: isGlued,
                isUpper: capitals > 0 && capitals == span.end - span.start,
                isCapital: first.properties.isUppercase))
    }
}

extension TokenStream {
    /// The stretches of text from a token up to another, one for each row; the end is not in it.
    func pieces(_ range: Range<Int>) -> [Span] {
        var pieces: [Span] = []
        var row = -1
        for place in range {
            let token = tokens[place]
            if token.row == row, !pieces.isEmpty {
                pieces[pieces.count - 1].end = token.span.end
            } else {
                pieces.append(token.span)
                row = token.row
            }
        }
        return pieces
    }

    /// The words from a token up to another, rows of one paragraph joined, paragraphs on lines of their own.
    func text(_ range: Range<Int>) -> String {
        var text = ""
        var row: Int?
        for (place, piece) in zip(rowPlaces(range), pieces(range)) {
            if row != nil { text += startsParagraph(place) ? "\n" : " " }
            text += source.text(piece)
            row = place
        }
        // Marks of direction are of the file, not of the words.
        text.unicodeScalars.removeAll {
            (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value) || $0.value == 0x200E
                || $0.value == 0x200F
        }
        return text
    }

    private func rowPlaces(_ range: Range<Int>) -> [Int] {
        var places: [Int] = []
        for place in range where places.last != tokens[place].row { places.append(tokens[place].row) }
        return places
    }

    /// How long rows are that are full: the ninth tenth.
    var width: Int {
        let lengths = rows.map { $0.span.end - $0.span.start }.sorted()
        return lengths.isEmpty ? 0 : lengths[lengths.count * 9 / 10]
    }

    /// Whether rows are whole paragraphs, as in text that was not wrapped.
    var isUnwrapped: Bool { width > 150 }

    static let terminators: Set<Unicode.Scalar> = [".", ":", ";", "؛", "!", "؟", "?", "»", ")", "”"]

    /// Whether a row begins a paragraph, as far as one can see.
    func startsParagraph(_ row: Int) -> Bool {
        guard row > 0 else { return true }
        let before = rows[row - 1]
        // Between rows of a table's cell nothing is left out; a blank line or the other language's tail is.
        if rows[row].page == before.page, rows[row].line - before.line > lineStep { return true }
        if isUnwrapped { return true }
        guard let last = tokens[..<rowStarts[row]].last else { return true }
        if let sign = last.sign, TokenStream.terminators.contains(sign) { return true }
        return (before.span.end - before.span.start) * 10 < width * 6
    }

    /// Whether the row before ends in a word after which no sentence ends: «طبق», "under".
    ///
    /// - Parameter isList: whether a list goes on, whose last but one part may end in "and".
    func isLeftOpen(before row: Int, isList: Bool = false) -> Bool {
        guard row > 0, rows[row].line - rows[row - 1].line <= 1 || rows[row].page != rows[row - 1].page,
            let last = tokens[..<rowStarts[row]].last
        else { return false }
        if let word = last.word {
            if Lexicon.headings[word] != nil, tokens[..<rowStarts[row]].dropLast().last?.row == last.row { return true }
            return Lexicon.openWords.contains(word) && !(isList && last.isWord("and", "or", "و", "یا"))
        }
        return last.isSign("(", "«", "/") || !isList && last.isSign(",", "،")
    }
}
