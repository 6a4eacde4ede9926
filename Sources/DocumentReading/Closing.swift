/// The signatures and the sentence before them, which stand behind the last article and are none of it.
enum Closing {
    /// Ends the last parts where the closing begins.
    static func cut(_ units: inout [Unit], in stream: TokenStream) {
        guard let last = units.last, let start = start(behind: last, in: stream) else { return }
        for place in units.indices where units[place].tokens.upperBound > start {
            units[place].tokens = units[place].tokens.lowerBound..<start
            units[place].pieces = stream.pieces(units[place].tokens)
            units[place].span.end = units[place].pieces.last?.end ?? units[place].span.end
            let tail = stream.text(start..<stream.tokens.count)
            if units[place].text.hasSuffix(tail) {
                units[place].text = String(units[place].text.dropLast(tail.count))
            }
            while units[place].text.last?.isWhitespace == true { units[place].text.removeLast() }
        }
    }

    private static func start(behind unit: Unit, in stream: TokenStream) -> Int? {
        let first = stream.tokens[unit.tokens.lowerBound].row
        for row in stream.rows.indices where row > first && stream.startsParagraph(row) {
            let start = stream.rowStarts[row]
            // Behind a sentence at least: an article about copies begins with the same words.
            guard start > unit.body, (unit.body..<start).contains(where: { stream[$0]?.isSign(".", "؛", ";") == true })
            else { continue }
            if isClosing(start, in: stream) { return start }
        }
        return nil
    }

    private static func isClosing(_ start: Int, in stream: TokenStream) -> Bool {
        var words: [String] = []
        for place in start..<min(stream.tokens.count, start + 40) {
            if stream[place]?.isSign(".") == true, stream[place + 1]?.isGlued != true { break }
            if let word = stream.word(place) { words.append(word) }
        }
        let beginning = words.prefix(6).joined(separator: " ")
        for opening in openings where beginning.hasPrefix(opening) { return true }
        guard let word = words.first else { return false }
        // «این تفاهم‌نامه در دو نسخه … به امضا رسید»
        let isInstrument = (word == "این" || word == "this") && words.count > 3
        let all = Set(words)
        let isSigned = !all.isDisjoint(with: signed) && !all.isDisjoint(with: copies)
        return isInstrument && isSigned
    }

    private static let openings: [String] = [
        "in witness whereof", "in testimony whereof", "done at", "done in", "done on", "signed at", "signed in",
        "signed on", "for the municipality", "for the city", "for and on behalf", "on behalf of", "for the government",
        "executed", "mayor of", "signature", "signatures", "name", "witness", "امضا", "امضای", "امضاکنندگان",
        "از طرف شهرداری", "از سوی شهرداری", "از جانب", "به نمایندگی از", "برای شهرداری", "شهردار", "نماینده",
        "محل امضا",
        "در تایید", "با تایید", "بنا به مراتب", "به گواهی", "طرف اول", "طرف دوم", "طرف نخست", "نام و نام خانوادگی",
        "نسخه", "تنظیم",
    ].map { Array(Lexicon.folded($0)).first ?? $0 }
    private static let signed = Lexicon.folded(
        "امضا", "امضای", "تنظیم", "منعقد", "signed", "done", "executed", "مبادله", "رسید", "گردید")
    private static let copies = Lexicon.folded(
        "نسخه", "copies", "originals", "duplicate", "original", "copy", "نسخ", "تاریخ", "triplicate")
}
