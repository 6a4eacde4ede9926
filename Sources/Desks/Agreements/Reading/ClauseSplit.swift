import DocumentReading
import OfficeKit
import PersianText

/// The proposed clauses of a document that was read, as an officer merges, splits and edits them before they are kept.
struct ClauseSplit: Sendable, Hashable, Codable {
    /// The words of one language with the stretches of the document that they came from.
    struct Words: Sendable, Hashable, Codable {
        var text: String
        var pieces: [Span]
    }

    /// One clause that is proposed.
    struct Part: Sendable, Hashable, Codable {
        var number: Int
        /// What the document calls it: «ماده ۲».
        var label: String
        var fa: Words?
        var en: Words?

        subscript(language: Language) -> Words? {
            get { language == .fa ? fa : en }
            set { if language == .fa { fa = newValue } else { en = newValue } }
        }

        var isEmpty: Bool { Language.allCases.allSatisfy { (self[$0]?.text ?? "").allSatisfy(\.isWhitespace) } }
    }

    /// A line that parts a text in two when it is split.
    static let divider = "---"

    var parts: [Part]

    /// - Parameter taken: the numbers that the agreement's clauses have already.
    init(_ reading: Reading, besides taken: Set<Int>) {
        let units = reading.units
        func words(_ place: Int?) -> Words? { place.map { Words(text: units[$0].text, pieces: units[$0].pieces) } }
        let own = reading.clauses.map { pair in (pair.fa ?? pair.en).flatMap { units[$0].numbers.first } ?? 0 }
        let isOwn = Set(own).count == own.count && own.allSatisfy { (1...9999).contains($0) && !taken.contains($0) }
        let first = (taken.max() ?? 0) + 1
        parts = reading.clauses.enumerated().map { place, pair in
            let labels = [pair.fa, pair.en].compactMap { $0.map { units[$0].label } }.filter { !$0.isEmpty }
            return Part(
                number: isOwn ? own[place] : first + place, label: labels.joined(separator: " / "), fa: words(pair.fa),
                en: words(pair.en))
        }
    }

    /// Puts a part behind the one before it.
    mutating func merge(at place: Int) {
        guard parts.indices.contains(place), place > 0 else { return }
        for language in Language.allCases {
            guard let added = parts[place][language] else { continue }
            guard let before = parts[place - 1][language] else {
                parts[place - 1][language] = added
                continue
            }
            let texts = [before.text, added.text].filter { !$0.allSatisfy(\.isWhitespace) }
            parts[place - 1][language] = Words(
                text: texts.joined(separator: "\n"), pieces: (before.pieces + added.pieces).sorted())
        }
        parts.remove(at: place)
        for later in parts.indices.dropFirst(place) { parts[later].number -= 1 }
    }

    mutating func remove(at place: Int) {
        if parts.indices.contains(place) { parts.remove(at: place) }
    }

    /// Parts a clause at its dividers, else at the numbered parts in it, else at its lines.
    ///
    /// - Returns: whether there was anything to part.
    mutating func split(at place: Int, in source: Source) -> Bool {
        guard parts.indices.contains(place) else { return false }
        let whole = parts[place]
        var texts: [Language: [String]] = [:]
        let isDivided = Language.allCases.contains { Self.divided(whole[$0]?.text ?? "").count > 1 }
        for language in Language.allCases {
            let text = whole[language]?.text ?? ""
            texts[language] = isDivided ? Self.divided(text) : Self.parted(text)
        }
        let count = texts.values.map(\.count).max() ?? 1
        guard count > 1 else { return false }
        var made = (0..<count).map { Part(number: whole.number + $0, label: whole.label) }
        for language in Language.allCases {
            guard let words = whole[language], let mine = texts[language] else { continue }
            for (number, pieces) in Self.pieces(of: mine, in: words.pieces, of: source).enumerated() {
                made[number][language] = Words(text: mine[number], pieces: pieces)
            }
        }
        for later in parts.indices where later > place { parts[later].number += count - 1 }
        parts.replaceSubrange(place...place, with: made)
        return true
    }

    private static func divided(_ text: String) -> [String] {
        var found: [[Substring]] = [[]]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let mark = line.filter { !$0.isWhitespace }
            if mark.count >= 3, mark.allSatisfy({ $0 == "-" }) {
                found.append([])
            } else {
                found[found.count - 1].append(line)
            }
        }
        return found.map { $0.joined(separator: "\n") }.filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// The text at the numbered parts in it; without any, at its lines, a title staying with what is under it.
    private static func parted(_ text: String) -> [String] {
        let source = Source(text)
        let starts = Reading(text).units.filter { $0.depth == 0 && $0.kind != .heading }.map(\.span.start).sorted()
        if starts.count > 1 {
            let cuts = starts + [source.count]
            // What stands before the first of them says what they are about, and stays with it.
            return zip([0] + starts.dropFirst(), cuts.dropFirst()).map { source.text(Span($0, $1)) }
        }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init).filter {
            !$0.allSatisfy(\.isWhitespace)
        }
        guard lines.count > 2 || lines.count == 2 && lines[0].count > 60 else { return [text] }
        return lines[0].count <= 60 ? [lines[0] + "\n" + lines[1]] + lines.dropFirst(2) : lines
    }

    /// Where each of several texts stands in the pieces that they were one text of, told by their letters and digits.
    ///
    /// Text that was edited past recognition keeps all pieces.
    static func pieces(of texts: [String], in pieces: [Span], of source: Source) -> [[Span]] {
        let places = pieces.flatMap { piece in (piece.start..<piece.end).map { $0 } }
        let letters = places.flatMap { place in
            Self.letters(of: source.text(Span(place, place + 1))).map { ($0, place) }
        }
        var starts: [Int?] = []
        var next = 0
        for text in texts {
            let wanted = Self.letters(of: text)
            let probe = Array(wanted.prefix(16))
            var found: Int?
            if !probe.isEmpty, letters.count >= probe.count {
                for at in next...max(next, letters.count - probe.count)
                where at + probe.count <= letters.count && zip(probe, letters[at...]).allSatisfy({ $0 == $1.0 }) {
                    found = at
                    break
                }
            }
            starts.append(found.map { letters[$0].1 })
            if let found { next = min(letters.count, found + max(1, wanted.count / 2)) }
        }
        return texts.indices.map { number in
            guard let start = starts[number] else { return pieces }
            // The first keeps the marker in front of it.
            let from = number == 0 ? pieces.first?.start ?? start : start
            let to = starts[(number + 1)...].lazy.compactMap { $0 }.first ?? Int.max
            return pieces.compactMap { piece in
                let cut = Span(max(piece.start, from), min(piece.end, to))
                return cut.isEmpty ? nil : cut
            }
        }
    }

    private static func letters(of text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.compactMap { scalar in
            switch scalar.value {
            case 0x064A, 0x0649: "\u{06CC}"
            case 0x0643: "\u{06A9}"
            case 0x0660...0x0669: Unicode.Scalar(scalar.value - 0x0660 + 0x06F0)
            default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? scalar : nil
            }
        }
    }
}
