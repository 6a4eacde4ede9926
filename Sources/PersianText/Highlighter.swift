/// Marks in a text what a search found in it.
public struct Highlighter: Sendable {
    /// A piece of a text.
    public struct Segment: Sendable, Hashable {
        public let text: String
        public let isHit: Bool
    }

    private let forms: Set<String>
    private let words: [String]

    public init(_ query: SearchQuery) {
        forms = Set(query.readings.joined().joined())
        words = query.words
    }

    private func isHit(_ word: String) -> Bool {
        let word = PersianText.canonical(word)
        if forms.contains(word) { return true }
        if let stem = PersianText.stem(word), forms.contains(stem) { return true }
        return words.contains { $0.unicodeScalars.count >= 3 && word.hasPrefix($0) }
    }

    /// The whole text in pieces; joined, they are the text.
    public func segments(of text: String) -> [Segment] {
        let spans = PersianText.words(text)
        var hits: [Range<Int>] = []
        for (index, span) in spans.enumerated() {
            var range: Range<Int>?
            if isHit(span.folded) {
                range = span.start..<span.end
            } else if index + 1 < spans.count,
                forms.contains(PersianText.canonical(span.folded) + PersianText.canonical(spans[index + 1].folded))
            {
                range = span.start..<spans[index + 1].end
            }
            guard let range else { continue }
            if let last = hits.last, range.lowerBound < last.upperBound {
                hits[hits.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                hits.append(range)
            }
        }
        return pieces(of: Array(text.utf8), at: hits)
    }

    private func pieces(of bytes: [UInt8], at hits: [Range<Int>]) -> [Segment] {
        var segments: [Segment] = []
        func add(_ range: Range<Int>, isHit: Bool) {
            guard !range.isEmpty else { return }
            segments.append(Segment(text: String(decoding: bytes[range], as: UTF8.self), isHit: isHit))
        }
        var position = 0
        for hit in hits {
            add(position..<hit.lowerBound, isHit: false)
            add(hit, isHit: true)
            position = hit.upperBound
        }
        add(position..<bytes.count, isHit: false)
        return segments
    }

    /// The part of a long text around its first hit, cut between words.
    ///
    /// - Parameter length: about how many words it holds.
    public func snippet(of text: String, length: Int = 24) -> [Segment] {
        let spans = PersianText.words(text)
        guard spans.count > length else { return segments(of: text) }
        let hit = spans.firstIndex { isHit($0.folded) } ?? 0
        let first = max(0, min(hit - length / 4, spans.count - length))
        let last = min(spans.count, first + length) - 1
        let bytes = Array(text.utf8)
        let part = String(decoding: bytes[spans[first].start..<spans[last].end], as: UTF8.self)
        var result = segments(of: part)
        if first > 0 { result.insert(Segment(text: "… ", isHit: false), at: 0) }
        if last < spans.count - 1 { result.append(Segment(text: " …", isHit: false)) }
        return result
    }
}
