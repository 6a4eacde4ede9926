import PersianText

/// What stands on pages and is none of the document's text: running heads, page numbers, rules of tables.
enum Furniture {
    /// The rows without it.
    static func removed(from rows: [Row], of source: Source) -> [Row] {
        let rows = rows.filter { !isRule($0, of: source) }
        guard source.pages > 1 else { return rows.filter { !isPageNumber($0, of: source, isBare: false) } }
        var margins: [Int: [Int]] = [:]
        for (place, row) in rows.enumerated() { margins[row.page, default: []].append(place) }
        var dropped: Set<Int> = []
        var repeated: [String: [Int]] = [:]
        for places in margins.values {
            for (order, place) in places.enumerated() where order < 2 || order >= places.count - 2 {
                if isPageNumber(rows[place], of: source, isBare: order == 0 || order >= places.count - 1) {
                    dropped.insert(place)
                } else {
                    repeated[skeleton(of: rows[place], in: source), default: []].append(place)
                }
            }
        }
        for (skeleton, places) in repeated where !skeleton.isEmpty && isRunningHead(skeleton) {
            let pages = Set(places.map { rows[$0].page })
            // On its first page it may be the document's title.
            guard pages.count >= 2, pages.count * 2 >= margins.count else { continue }
            let first = pages.min() ?? 1
            dropped.formUnion(places.filter { rows[$0].page != first || first != 1 })
        }
        return rows.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
    }

    /// Signatures' dotted lines and headings of articles are alike on many pages, and no running heads.
    private static func isRunningHead(_ skeleton: String) -> Bool {
        guard let word = skeleton.split(separator: " ").first else { return false }
        return Lexicon.headings[String(word)] == nil
    }

    private static func skeleton(of row: Row, in source: Source) -> String {
        PersianText.fold(source.text(row.span)).split(separator: " ")
            .filter { !$0.utf8.allSatisfy { (0x30...0x39).contains($0) } }.joined(separator: " ")
    }

    /// Only strokes and corners, as pandoc draws tables.
    private static func isRule(_ row: Row, of source: Source) -> Bool {
        let scalars = source.scalars[row.span.start..<row.span.end]
        let strokes: Set<Unicode.Scalar> = ["-", "+", "=", "|", ":", "_", "─", "═", "┼", "│", "*", " ", "–", "—", "~"]
        return scalars.count >= 3 && scalars.allSatisfy(strokes.contains)
    }

    /// «صفحه ۲ از ۴», "Page 2 of 4", "2/4", "- 2 -", and where it may be so a bare number.
    private static func isPageNumber(_ row: Row, of source: Source, isBare: Bool) -> Bool {
        let words = PersianText.fold(source.text(row.span)).split(separator: " ").map(String.init)
        guard !words.isEmpty, words.count <= 4 || words[0] == "file" else { return false }
        let numbers = words.filter { Int($0) != nil }
        guard !numbers.isEmpty, numbers.allSatisfy({ $0.count <= 3 }) else { return false }
        if words[0] == "file" || words[0] == "http" || words[0] == "https" { return true }
        let others = Set(words).subtracting(numbers)
        if others.isEmpty { return isBare && numbers.count <= 2 }
        return others.isSubset(of: ["page", "of", "صفحه", "از", "p", "pg"]) && others != ["of"] && others != ["از"]
            && numbers.count <= 2
    }
}
