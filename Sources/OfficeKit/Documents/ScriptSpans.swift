/// A text cut where the direction of its letters changes, for formats that mark each piece: "نامهٔ AGR-0042 رسید".
///
/// Signs and spaces belong to the text's own direction unless letters of the other one stand on both sides of them.
struct ScriptSpan: Equatable {
    let text: String
    let isRightToLeft: Bool

    /// What stands between isolates and has no letter, a number of record, runs from the left whatever its digits: behind
    /// a Persian word «۱۴۰۵-۷» would else be shown from its end.
    static func spans(of text: String, in language: Language) -> [ScriptSpan] {
        var spans: [ScriptSpan] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "\u{2068}"), let close = rest[open...].firstIndex(of: "\u{2069}") {
            let inside = rest[rest.index(after: open)..<close]
            let isNumber = !inside.isEmpty && !inside.unicodeScalars.contains { $0.properties.isAlphabetic }
            guard isNumber else { break }
            spans += plain(rest[..<open], in: language)
            spans.append(ScriptSpan(text: "\u{200E}\(inside)\u{200E}", isRightToLeft: false))
            rest = rest[rest.index(after: close)...]
        }
        return spans + plain(rest, in: language)
    }

    private static func plain(_ text: Substring, in language: Language) -> [ScriptSpan] {
        let base = language == .fa
        var spans: [ScriptSpan] = []
        var current = String.UnicodeScalarView()
        var isCurrent = base
        // Signs seen since the last letter, not yet given to either side.
        var waiting = String.UnicodeScalarView()
        func close() {
            if !current.isEmpty { spans.append(ScriptSpan(text: String(current), isRightToLeft: isCurrent)) }
            current = String.UnicodeScalarView()
        }
        // Isolates say what the spans say already, and some fonts show them.
        for scalar in text.unicodeScalars where !(0x2066...0x2069).contains(scalar.value) {
            guard let direction = direction(of: scalar) else {
                waiting.append(scalar)
                continue
            }
            if direction == isCurrent {
                current.append(contentsOf: waiting)
            } else if isCurrent == base {
                current.append(contentsOf: waiting)
                close()
                isCurrent = direction
            } else {
                close()
                isCurrent = direction
                current.append(contentsOf: waiting)
            }
            waiting = String.UnicodeScalarView()
            current.append(scalar)
        }
        if isCurrent != base, !waiting.isEmpty {
            close()
            isCurrent = base
        }
        current.append(contentsOf: waiting)
        close()
        return spans
    }

    /// Nil for what has none of its own.
    private static func direction(of scalar: Unicode.Scalar) -> Bool? {
        switch scalar.value {
        // ZWNJ stands within Persian words alone.
        case 0x0590...0x08FF, 0x200C, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: true
        case 0x30...0x39: false
        default: scalar.properties.isAlphabetic ? false : nil
        }
    }
}
