/// A line of one column: what stands in it without white space at its ends.
struct Row: Sendable {
    var span: Span
    /// The number of its line in the whole text.
    let line: Int
    let page: Int
    /// How far from the line's beginning it starts.
    let indent: Int
    var letters: [DocumentLanguage: Int]

    /// The language of most of its letters.
    var language: DocumentLanguage? {
        let persian = letters[.fa] ?? 0
        let english = letters[.en] ?? 0
        return persian == english ? nil : persian > english ? .fa : .en
    }

    init(span: Span, line: Int, page: Int, indent: Int, in source: Source) {
        self.span = span
        self.line = line
        self.page = page
        self.indent = indent
        letters = Row.letters(of: source.scalars[span.start..<span.end])
    }

    static func letters(of scalars: ArraySlice<Unicode.Scalar>) -> [DocumentLanguage: Int] {
        var letters: [DocumentLanguage: Int] = [:]
        for scalar in scalars {
            if let language = DocumentLanguage.of(scalar) { letters[language, default: 0] += 1 }
        }
        return letters
    }

    /// Blank, or a mark of direction, which prints as nothing.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09, 0x0D, 0xA0, 0x2000...0x200B, 0x200E, 0x200F, 0x202A...0x202F, 0x205F, 0x2066...0x2069,
            0x3000, 0xFEFF, 0x061C:
            true
        default: false
        }
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\u{0C}" || scalar == "\u{0B}" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    /// The lines of a text that hold anything, each whole.
    static func all(of source: Source) -> [Row] {
        var rows: [Row] = []
        let scalars = source.scalars
        var start = 0
        var line = 0
        for place in 0...scalars.count where place == scalars.count || isBreak(scalars[place]) {
            if let span = trimmed(Span(start, place), in: source) {
                rows.append(
                    Row(
                        span: span, line: line, page: source.page(at: span.start), indent: span.start - start,
                        in: source))
            }
            start = place + 1
            line += 1
        }
        return rows
    }

    static func trimmed(_ span: Span, in source: Source) -> Span? {
        var span = span
        while !span.isEmpty, isBlank(source.scalars[span.start]) { span.start += 1 }
        while !span.isEmpty, isBlank(source.scalars[span.end - 1]) { span.end -= 1 }
        return span.isEmpty ? nil : span
    }
}
