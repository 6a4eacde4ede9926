/// Persian and English side by side, parted into a stream for each language.
///
/// A line is cut at the gap on whose two sides different scripts stand. Where that happens on a good part of a page,
/// the page has two columns; elsewhere a gap is only a gap, so that a Latin name in a Persian line stays in it.
struct Columns: Sendable {
    /// The rows of each language in reading order.
    var streams: [DocumentLanguage: [Row]] = [:]
    /// Whether any page has two columns.
    var isTwoColumns = false

    init(_ rows: [Row], of source: Source) {
        let cuts = rows.map { Columns.cut($0, of: source) }
        var lettered: [Int: Int] = [:]
        var cutLines: [Int: Int] = [:]
        for (row, cut) in zip(rows, cuts) where !row.letters.isEmpty {
            lettered[row.page, default: 0] += 1
            if cut != nil { cutLines[row.page, default: 0] += 1 }
        }
        let wholeCuts = cutLines.values.reduce(0, +)
        let wholeLines = max(1, lettered.values.reduce(0, +))
        let isWhole = wholeCuts >= 3 && wholeCuts * 3 >= wholeLines
        func isParted(_ page: Int) -> Bool {
            let cut = cutLines[page] ?? 0
            return isWhole && cut >= 1 || cut >= 3 && cut * 4 >= (lettered[page] ?? 1)
        }
        var parts: [(row: Row, isColumn: Bool)] = []
        for (row, cut) in zip(rows, cuts) {
            let isColumn = isParted(row.page)
            if isColumn { isTwoColumns = true }
            if isColumn, let cut {
                let sides = [Span(row.span.start, cut.start), Span(cut.end, row.span.end)]
                for side in sides {
                    guard let span = Columns.trimmedOfBars(side, in: source) else { continue }
                    parts.append(
                        (
                            Row(
                                span: span, line: row.line, page: row.page,
                                indent: row.indent + span.start - row.span.start, in: source), true
                        ))
                }
            } else if let span = Columns.trimmedOfBars(row.span, in: source) {
                var whole = row
                whole.span = span
                parts.append((whole, isColumn))
            }
        }
        distribute(parts)
    }

    /// Gives each part to the stream of its language; what has none goes with its column, or with what stands before.
    private mutating func distribute(_ parts: [(row: Row, isColumn: Bool)]) {
        var letters: [DocumentLanguage: Int] = [:]
        var headings: [DocumentLanguage: Int] = [:]
        var indents: [DocumentLanguage: [Int]] = [:]
        for (row, isColumn) in parts {
            guard let language = row.language else { continue }
            letters[language, default: 0] += row.letters[language] ?? 0
            headings[language, default: 0] += 1
            if isColumn { indents[language, default: []].append(row.indent) }
        }
        let all = max(1, letters.values.reduce(0, +))
        var present = DocumentLanguage.allCases.filter { language in
            let share = letters[language] ?? 0
            return share * 7 >= all && (headings[language] ?? 0) >= 3
        }
        if present.isEmpty { present = [(letters[.fa] ?? 0) >= (letters[.en] ?? 0) ? .fa : .en] }
        guard present.count == 2 else {
            streams[present[0]] = parts.map(\.row)
            return
        }
        func typical(_ language: DocumentLanguage) -> Int {
            let sorted = (indents[language] ?? []).sorted()
            return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        }
        let places = [DocumentLanguage.fa: typical(.fa), .en: typical(.en)]
        var current = parts.lazy.compactMap { $0.row.language }.first ?? .fa
        for (row, isColumn) in parts {
            var language = row.language
            if language == nil, isColumn {
                let toPersian = abs(row.indent - (places[.fa] ?? 0))
                let toEnglish = abs(row.indent - (places[.en] ?? 0))
                if toPersian != toEnglish { language = toPersian < toEnglish ? .fa : .en }
            }
            current = language ?? current
            streams[current, default: []].append(row)
        }
    }

    private static func isBar(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "|" || scalar == "│" || scalar == "┃" || scalar == "¦"
    }

    private static func trimmedOfBars(_ span: Span, in source: Source) -> Span? {
        guard var span = Row.trimmed(span, in: source) else { return nil }
        while !span.isEmpty, isBar(source.scalars[span.start]) || Row.isBlank(source.scalars[span.start]) {
            span.start += 1
        }
        while !span.isEmpty, isBar(source.scalars[span.end - 1]) || Row.isBlank(source.scalars[span.end - 1]) {
            span.end -= 1
        }
        return span.isEmpty ? nil : span
    }

    /// The gap between a column of one script and a column of the other; nil when there is none.
    private static func cut(_ row: Row, of source: Source) -> Span? {
        guard let persian = row.letters[.fa], let english = row.letters[.en], persian + english > 0 else { return nil }
        let scalars = source.scalars
        var best: (span: Span, score: Double)?
        var left: [DocumentLanguage: Int] = [:]
        var place = row.span.start
        while place < row.span.end {
            var end = place
            var width = 0
            var hasBar = false
            while end < row.span.end, Row.isBlank(scalars[end]) || isBar(scalars[end]) {
                if isBar(scalars[end]) { hasBar = true }
                if scalars[end] == "\t" { width += 3 } else if scalars[end].value < 0x200B { width += 1 }
                end += 1
            }
            if hasBar || width >= 2, end < row.span.end, end > place {
                let right = [
                    DocumentLanguage.fa: persian - (left[.fa] ?? 0), .en: english - (left[.en] ?? 0),
                ]
                if let score = contrast(left, right) {
                    let weighed = score + min(0.2, Double(width) * 0.01)
                    if weighed > best?.score ?? 0 { best = (Span(place, end), weighed) }
                }
            }
            if end > place {
                place = end
            } else {
                if let language = DocumentLanguage.of(scalars[place]) { left[language, default: 0] += 1 }
                place += 1
            }
        }
        return best?.span
    }

    /// How purely two sides are of two languages; nil when they are not.
    private static func contrast(_ left: [DocumentLanguage: Int], _ right: [DocumentLanguage: Int]) -> Double? {
        func purity(_ side: [DocumentLanguage: Int]) -> (language: DocumentLanguage, share: Double)? {
            let persian = side[.fa] ?? 0
            let english = side[.en] ?? 0
            guard persian != english else { return nil }
            return (persian > english ? .fa : .en, Double(max(persian, english)) / Double(persian + english))
        }
        guard let one = purity(left), let other = purity(right), one.language != other.language else { return nil }
        let least = min(one.share, other.share)
        return least >= 0.6 ? least : nil
    }
}
