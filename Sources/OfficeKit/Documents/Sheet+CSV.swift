extension Sheet {
    /// The table as RFC 4180 has it: UTF-8, commas, lines that end in CR LF, titles in the first line.
    ///
    /// Text that a spreadsheet would run as a formula gets an apostrophe before it, unless it is a number
    /// (OWASP, "CSV Injection").
    ///
    /// - Parameter withMark: whether a byte order mark comes first, without which Excel misreads Persian.
    public func csv(withMark: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = withMark ? [0xEF, 0xBB, 0xBF] : []
        append(columns.map { .text($0.title) }, to: &bytes)
        for row in rows { append(row, to: &bytes) }
        return bytes
    }

    private func append(_ row: [Cell], to bytes: inout [UInt8]) {
        for (index, cell) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            switch cell {
            case .empty: break
            case .text(let text): Self.append(field: Self.guarded(text), to: &bytes)
            case .integer(let number): bytes.append(contentsOf: String(number).utf8)
            case .decimal(let number): bytes.append(contentsOf: number.isFinite ? Array("\(number)".utf8) : [])
            case .day(let day): bytes.append(contentsOf: day.iso.utf8)
            }
        }
        bytes.append(contentsOf: [13, 10])
    }

    private static func append(field: String, to bytes: inout [UInt8]) {
        let needsQuotes =
            field.utf8.contains { $0 == 34 || $0 == 44 || $0 == 13 || $0 == 10 }
            || field.first == " " || field.last == " "
        guard needsQuotes else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(34)
        for byte in field.utf8 {
            if byte == 34 { bytes.append(34) }
            bytes.append(byte)
        }
        bytes.append(34)
    }

    /// The text with an apostrophe before it where a spreadsheet would take it for a formula.
    static func guarded(_ text: String) -> String {
        // A spreadsheet skips white space before it looks, and reads the full-width signs as the narrow ones.
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
        let isTabbed = text.unicodeScalars.first == "\t" || text.unicodeScalars.first == "\r"
        guard let first, isTabbed || "=+-@＝＋－＠".unicodeScalars.contains(first) else { return text }
        if first == "+" || first == "-", isNumber(text) { return text }
        return "'" + text
    }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.dropFirst()
        return digits.utf8.first.map { (0x30...0x39).contains($0) } == true
            && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2C }
    }
}
