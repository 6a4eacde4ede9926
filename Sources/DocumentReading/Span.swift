/// A stretch of a text, counted in Unicode scalars from its beginning; `end` stands behind the last one.
public struct Span: Sendable, Hashable, Codable, Comparable {
    public var start: Int
    public var end: Int

    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    public var isEmpty: Bool { end <= start }

    public static func < (left: Span, right: Span) -> Bool { (left.start, left.end) < (right.start, right.end) }
}

/// A text as it came, with its pages: what every ``Span`` counts in.
public struct Source: Sendable {
    let scalars: [Unicode.Scalar]
    /// Where pages begin, the first at 0.
    private let pageStarts: [Int]

    /// - Parameter text: pages are parted by form feeds, as `pdftotext` writes them.
    public init(_ text: String) {
        scalars = LogicalOrder.restored(Array(text.unicodeScalars))
        var starts = [0]
        for (place, scalar) in scalars.enumerated() where scalar == "\u{0C}" && place + 1 < scalars.count {
            starts.append(place + 1)
        }
        pageStarts = starts
    }

    /// The whole text, in the order in which it is read.
    public var text: String { text(Span(0, scalars.count)) }
    public var count: Int { scalars.count }
    public var pages: Int { pageStarts.count }

    /// The page of an offset, from 1.
    public func page(at offset: Int) -> Int {
        var low = 0
        var high = pageStarts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if pageStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The words of a span, as they stand in the text.
    public func text(_ span: Span) -> String {
        let start = max(0, min(span.start, scalars.count))
        let end = max(start, min(span.end, scalars.count))
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<end])
        return String(view)
    }
}

/// A language that is read.
public enum DocumentLanguage: String, Sendable, Hashable, Codable, CaseIterable {
    case fa, en

    public var other: DocumentLanguage { self == .fa ? .en : .fa }

    /// The language whose letters a scalar is of; nil for digits and signs.
    static func of(_ scalar: Unicode.Scalar) -> DocumentLanguage? {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: .en
        case 0x620...0x64A, 0x66E...0x6D3, 0x6FA...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFC: .fa
        default: nil
        }
    }
}
