/// The parts of one stream, found from the markers at which they begin.
///
/// A marker counts when it begins a paragraph, or goes on with a count that runs; what is only spoken of ("under
/// Article 5 of …") does neither. Where a style of marker stands is learnt from its first use: a chapter's Roman
/// numeral returns to the level on which it was first met, whatever was opened since.
struct Outline {
    private let stream: TokenStream
    private var units: [Unit] = []
    /// Places in `units` of what is open, the outermost first.
    private var open: [Int] = []
    private var styles: [Mark.Style] = []
    private var lastNumber: [Mark.Style: [Int]] = [:]
    private var parentStyle: [Mark.Style: Mark.Style?] = [:]
    private var candidates: [Mark] = []

    init(_ stream: TokenStream) {
        self.stream = stream
        candidates = Outline.candidates(in: stream)
    }

    static func units(of stream: TokenStream) -> [Unit] {
        var outline = Outline(stream)
        return outline.read()
    }

    private mutating func read() -> [Unit] {
        for (place, mark) in candidates.enumerated() {
            guard let mark = accepted(mark, at: place) else { continue }
            insert(mark)
        }
        close(from: 0, at: stream.tokens.count)
        if units.count(where: { $0.depth == 0 }) < 2, units.count < 4 { addHeadings() }
        finish()
        return units
    }

    // MARK: Candidates

    private static func candidates(in stream: TokenStream) -> [Mark] {
        var marks: [Mark] = []
        for row in stream.rows.indices {
            let range = stream.range(ofRow: row)
            guard !range.isEmpty, !isContents(range, in: stream) else { continue }
            if let mark = Mark.read(stream, at: range.lowerBound) { marks.append(mark) }
            // Text that lost its lines: a heading's word behind the end of a sentence.
            for place in range.dropFirst() {
                guard let word = stream.word(place), Lexicon.headings[word] != nil,
                    let before = stream[place - 1], before.isSign(".", "؛", ";", ":", "؟", "!"),
                    stream[place]?.isGlued == false, var mark = Mark.read(stream, at: place), mark.isStrong,
                    !mark.numbers.isEmpty || word == "تبصره"
                else { continue }
                mark.isAtRowStart = false
                marks.append(mark)
            }
        }
        return marks
    }

    /// A row of a table of contents: leaders of dots before a number.
    private static func isContents(_ range: Range<Int>, in stream: TokenStream) -> Bool {
        var dots = 0
        for place in range {
            dots =
                stream[place]?.isSign(".", "…", "·") == true ? dots + (stream[place]?.isSign("…") == true ? 3 : 1) : 0
            if dots >= 4, place + 1 < range.upperBound, stream[range.upperBound - 1]?.number != nil { return true }
        }
        return false
    }

    // MARK: Acceptance

    private func accepted(_ mark: Mark, at place: Int) -> Mark? {
        if mark.kind != .numbered { return acceptedHeading(mark) }
        var readings = [mark]
        if let letter = mark.letter {
            // `(i)` goes on with `(h)`, or begins a list of Roman numerals.
            var asLetter = mark
            asLetter.letter = nil
            asLetter.numbers = [letter]
            asLetter.style.form = mark.style.form.replacing("I", with: "A").replacing("i", with: "a")
            let goesOn = lastNumber[asLetter.style]?.last == letter - 1 && isOpen(asLetter.style)
            if goesOn || mark.last > 1 && lastNumber[mark.style]?.last != mark.last - 1 { readings = [asLetter, mark] }
        }
        for reading in readings {
            if let known = acceptedNumber(reading, at: place) { return known }
        }
        return nil
    }

    private func acceptedHeading(_ mark: Mark) -> Mark? {
        let row = stream.tokens[mark.start].row
        let follower = stream[mark.body]
        let isReference =
            !mark.isStrong && follower?.row == row && (follower?.word.map(Lexicon.references.contains) ?? false)
        guard !isReference else { return nil }
        if !mark.isStrong, stream.language == .en, let follower, follower.row == row, !follower.isCapital { return nil }
        let last = lastNumber[mark.style]?.last
        let expected = (last ?? 0) + 1
        // A letter's head says that it has an annex.
        if mark.numbers.isEmpty, units.isEmpty { return nil }
        guard mark.isAtRowStart else { return mark.last == expected || mark.numbers.isEmpty ? mark : nil }
        if stream.isLeftOpen(before: row) { return nil }
        if stream.startsParagraph(row) {
            guard let last, mark.last <= last, isOpen(mark.style), mark.kind != .note, mark.kind != .annex else {
                return mark
            }
            // A number that was there already: a mistake of the document, or a sentence about an earlier article.
            let isWholeRow = follower.map { $0.row != row } ?? true
            return isWholeRow || mark.isStrong && (mark.last == last || mark.last == 1) ? mark : nil
        }
        // Without a blank line above it: the next of the count, and in a sentence of its own.
        return mark.last == expected || mark.isStrong && mark.numbers.isEmpty ? mark : nil
    }

    private func isOpen(_ style: Mark.Style) -> Bool { styles.contains(style) }

    private func acceptedNumber(_ mark: Mark, at place: Int) -> Mark? {
        let row = stream.tokens[mark.start].row
        let begins = stream.startsParagraph(row) || isUnderHeading(mark)
        let goesOn = lastNumber[mark.style].map { mark.last == $0[$0.count - 1] + 1 } ?? false
        if stream.isLeftOpen(before: row, isList: goesOn) { return nil }
        if !mark.isStrong, !begins { return nil }
        if isBroken(mark, begins: begins), isRepeated(mark, after: place) { return nil }
        if mark.numbers.count > 1 { return acceptedDotted(mark, begins: begins) }
        if isOpen(mark.style), let last = lastNumber[mark.style]?.last {
            if follows(mark, last) { return mark }
            if mark.last == last + 2, begins, mark.isStrong { return mark }
            return mark.last == 1 && begins && hasSuccessor(mark, after: place) ? mark : nil
        }
        // A sentence that is wrapped before a "1." with a "2." to follow is not met with.
        if mark.last == 1 { return (begins || mark.isStrong) && hasSuccessor(mark, after: place) ? mark : nil }
        // A count that runs on through several articles.
        guard let last = lastNumber[mark.style]?.last, mark.last == last + 1, begins else { return nil }
        return mark.style.form.contains("a") || mark.style.form.contains("A") ? nil : mark
    }

    private func follows(_ mark: Mark, _ last: Int) -> Bool {
        if mark.last == last + 1 { return true }
        guard mark.style.form.contains("الف"), let place = Mark.abjad.firstIndex(of: last),
            Mark.abjad.indices.contains(place + 1)
        else { return false }
        return Mark.abjad[place + 1] == mark.last
    }

    /// `1.1` under 1, or behind `1.0`; the same read from the right, «۱-۲» for the first of the second.
    private func acceptedDotted(_ mark: Mark, begins: Bool) -> Mark? {
        guard mark.numbers.allSatisfy({ $0 <= 99 }) else { return nil }
        for numbers in [mark.numbers, mark.numbers.reversed()] {
            var reading = mark
            reading.numbers = numbers
            reading.style.form = "1.1/\(numbers.count)"
            let parent = Array(numbers.dropLast())
            let last = lastNumber[reading.style]
            if let last, last.dropLast() == parent[...], numbers.last == (last.last ?? 0) + 1 { return reading }
            guard begins, numbers.last == 1 || numbers.last == 0 else { continue }
            let isUnderParent = open.contains { place in
                let unit = units[place]
                return unit.numbers == parent || unit.numbers == Array(parent.suffix(1)) && parent.count == 1
            }
            if isUnderParent { return reading }
            if parent.count == 1, last.map({ $0.first == parent[0] - 1 }) ?? (parent[0] == 1) { return reading }
        }
        return nil
    }

    /// Whether it stands right under a heading, which rarely ends in a sign.
    private func isUnderHeading(_ mark: Mark) -> Bool {
        guard let place = open.last, let row = stream[mark.start]?.row, row > 0 else { return false }
        let heading = stream.tokens[units[place].tokens.lowerBound].row
        return row - heading <= 1
    }

    /// Whether it looks like the middle of a sentence that was wrapped before a number.
    private func isBroken(_ mark: Mark, begins: Bool) -> Bool {
        guard stream.language == .en, !mark.style.form.lowercased().contains("a") else { return !begins }
        return !begins || stream[mark.body].map { $0.word != nil && !$0.isCapital } ?? false
    }

    /// Whether the same number comes again before the next one.
    private func isRepeated(_ mark: Mark, after place: Int) -> Bool {
        for later in candidates[(place + 1)...] where later.style == mark.style {
            return later.numbers == mark.numbers
        }
        return false
    }

    private func hasSuccessor(_ mark: Mark, after place: Int) -> Bool {
        for later in candidates[(place + 1)...] {
            guard later.style == mark.style || later.letter != nil && later.style.form.count == mark.style.form.count
            else { continue }
            if later.style == mark.style, later.last == mark.last { return false }
            if later.style == mark.style, follows(later, mark.last) { return true }
        }
        return false
    }

    // MARK: Insertion

    private mutating func insert(_ mark: Mark) {
        let level = level(of: mark)
        close(from: level, at: mark.start)
        let parent = open.last
        if parentStyle[mark.style] == nil { parentStyle[mark.style] = .some(styles.last) }
        lastNumber[mark.style] = mark.numbers
        // A list inside begins anew; what counts on through the document is told by its parent's style.
        open.append(units.count)
        styles.append(mark.style)
        units.append(
            Unit(
                kind: mark.kind, numbers: mark.numbers,
                label: Outline.tidied(stream.text(mark.start..<mark.body)),
                title: nil, language: stream.language, depth: open.count - 1, parent: parent,
                span: stream.tokens[mark.start].span, pieces: [],
                page: stream.source.page(at: stream.tokens[mark.start].span.start), text: "",
                tokens: mark.start..<mark.start, body: mark.body))
    }

    /// At how many open units it stands.
    private func level(of mark: Mark) -> Int {
        if let place = styles.lastIndex(of: mark.style) { return place }
        if case .some(let known) = parentStyle[mark.style] {
            guard let known else { return mark.kind == .numbered && mark.last == 1 ? open.count : 0 }
            if let place = styles.lastIndex(of: known) { return place + 1 }
        }
        if mark.kind == .numbered {
            if mark.numbers.count > 1 {
                let parent = Array(mark.numbers.dropLast())
                for (place, unit) in open.enumerated().reversed()
                where units[unit].numbers == parent || parent.count == 1 && units[unit].numbers.last == parent[0] {
                    return place + 1
                }
                for (place, style) in styles.enumerated() where style.kind == .numbered { return place }
            }
            return open.count
        }
        // What has nothing of its own encloses what comes right after it.
        if let last = open.last, isBare(units[last], before: mark), mark.kind.rank > units[last].kind.rank {
            return open.count
        }
        for (place, unit) in open.enumerated() {
            let isContainer = units[unit].kind == .numbered && place == 0 && isBare(units[unit], before: mark)
            if !isContainer, units[unit].kind.rank >= mark.kind.rank { return place }
        }
        return open.count
    }

    /// Whether a unit is a heading and no more.
    private func isBare(_ unit: Unit, before mark: Mark) -> Bool {
        let first = stream.tokens[unit.tokens.lowerBound].row
        let last = stream.tokens[mark.start].row
        let words = mark.start - unit.body
        return last - first <= 2 && words <= 14 && stream[mark.start - 1]?.isSign(".") != true
    }

    private mutating func close(from level: Int, at end: Int) {
        while open.count > level {
            let place = open.removeLast()
            styles.removeLast()
            units[place].tokens = units[place].tokens.lowerBound..<end
        }
    }

    // MARK: Documents without numbers

    /// Headings without numbers, else paragraphs, where hardly anything is numbered.
    private mutating func addHeadings() {
        let first = units.first?.tokens.lowerBound ?? Int.max
        var starts: [(row: Int, isHeading: Bool)] = []
        for row in stream.rows.indices where isHeading(row) { starts.append((row, true)) }
        guard starts.count >= 2, units.isEmpty else { return }
        _ = first
        for (place, start) in starts.enumerated() {
            let range = stream.range(ofRow: start.row)
            let end = place + 1 < starts.count ? stream.rowStarts[starts[place + 1].row] : stream.tokens.count
            units.append(
                Unit(
                    kind: .heading, numbers: [], label: "", title: nil, language: stream.language, depth: 0,
                    parent: nil, span: stream.tokens[range.lowerBound].span, pieces: [],
                    page: stream.rows[start.row].page, text: "", tokens: range.lowerBound..<end,
                    body: range.lowerBound))
        }
    }

    /// A short line on its own with text under it.
    private func isHeading(_ row: Int) -> Bool {
        let range = stream.range(ofRow: row)
        guard row > 0, row + 1 < stream.rows.count, !range.isEmpty, stream.startsParagraph(row) else { return false }
        let words = range.filter { stream.word($0) != nil }
        guard (1...9).contains(words.count), range.allSatisfy({ stream[$0]?.number == nil }),
            range.count - words.count <= 3
        else { return false }
        guard let last = stream[range.upperBound - 1], !last.isSign(".", ",", "،", ";", "؛", ")", "؟", "?") else {
            return false
        }
        let next = stream.range(ofRow: row + 1)
        guard next.count > 10 || next.count > words.count * 2 else { return false }
        if last.isSign(":") { return words.count <= 6 }
        if stream.language == .en {
            let capitals = words.filter { stream[$0]?.isCapital == true }.count
            return capitals * 2 >= words.count && stream[words[0]]?.isCapital == true
        }
        // No letter is a capital in Persian: a blank line above, and the text right below or behind another.
        return stream.rows[row].line - stream.rows[row - 1].line > 1
            && !(Lexicon.openWords.contains(stream.word(words[words.count - 1]) ?? ""))
    }

    // MARK: The whole

    private mutating func finish() {
        for place in units.indices {
            let range = units[place].tokens
            units[place].pieces = stream.pieces(range)
            if let last = units[place].pieces.last {
                units[place].span = Span(
                    stream.tokens[range.lowerBound].span.start,
                    max(last.end, units[place].pieces.map(\.end).max() ?? last.end))
            }
            let title = title(of: units[place])
            units[place].title = title.map { Outline.tidied(stream.text($0)) }
            var text = ""
            if let title { text = Outline.tidied(stream.text(title)) }
            let body = (title?.upperBound ?? units[place].body)..<range.upperBound
            if !body.isEmpty {
                var rest = body
                while let sign = stream.sign(rest.lowerBound), Mark.isDash(sign) || sign == ":" || sign == "*",
                    rest.count > 1
                { rest = (rest.lowerBound + 1)..<rest.upperBound }
                text += (text.isEmpty ? "" : "\n") + stream.text(rest)
            }
            units[place].text = text
        }
    }

    /// What a unit is called: a short first line, or a few words before a colon or dash.
    private func title(of unit: Unit) -> Range<Int>? {
        let start = unit.body
        let end = min(unit.tokens.upperBound, stream.tokens.count)
        guard start < end else { return nil }
        let row = stream.tokens[start].row
        var rowEnd = start
        while rowEnd < end, stream.tokens[rowEnd].row == row { rowEnd += 1 }
        let isList = unit.kind == .numbered
        // "Purpose: The Parties …", «هدف: …», "Purpose. The …"
        for place in start..<min(rowEnd, start + 9) where place > start {
            guard let sign = stream.sign(place), place + 1 < end else { continue }
            let isParting =
                sign == ":" || Mark.isDash(sign) && stream[place]?.isGlued == false
                || sign == "." && !isList && stream.language == .en && place - start <= 6
                    && (start..<place).allSatisfy {
                        stream[$0]?.isCapital == true
                            || stream[$0]?.isWord("of", "and", "the", "for", "to", "in") == true
                    }
            if isParting,
                (start..<place).allSatisfy({ stream.word($0) != nil || stream[$0]?.isSign("-", "،", ",", "/") == true })
            {
                return start..<place
            }
            if sign == "." || sign == "؛" || sign == ";" { break }
        }
        let words = (start..<rowEnd).filter { stream.word($0) != nil }
        guard let last = stream[rowEnd - 1], rowEnd < end || isList == false, words.count <= 12, !words.isEmpty else {
            return nil
        }
        if last.isSign(".", "؛", ";", ",", "،") { return nil }
        if last.isSign(":") { return words.count <= 8 ? start..<(rowEnd - 1) : nil }
        // A wrapped line's beginning is no title.
        guard rowEnd < end, stream.startsParagraph(stream.tokens[rowEnd].row) || words.count <= 7 && isShort(row) else {
            return nil
        }
        return rowEnd < end ? start..<rowEnd : nil
    }

    private func isShort(_ row: Int) -> Bool {
        let span = stream.rows[row].span
        // In a text of short lines a line's length tells nothing.
        return stream.width < 45 || (span.end - span.start) * 10 < stream.width * 7
    }

    static func tidied(_ text: String) -> String {
        var result = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        while let last = result.unicodeScalars.last,
            last == " " || last == "*" || Mark.isDash(last) || last == ":" || last == "|"
        { result.unicodeScalars.removeLast() }
        while let first = result.unicodeScalars.first, first == "*" || first == "#" || first == " " {
            result.unicodeScalars.removeFirst()
        }
        return result
    }
}
