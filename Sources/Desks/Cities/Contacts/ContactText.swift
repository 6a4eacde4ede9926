import PersianText
import SQLStore

/// By what bodies and persons are found as one types: the beginnings of the words of their names.
///
/// The folded words stand in one text with a space before each, so that both engines find them by the same `LIKE`; an
/// office has some thousands of contacts, which either reads through in a few milliseconds.
enum ContactText {
    /// The text that is stored beside the names.
    static func stored(_ names: String?...) -> String {
        let words = names.compactMap { $0 }.flatMap { name in
            // A compound is found as one word and as two.
            [PersianText.fold(name), PersianText.fold(name, joiner: .join)]
        }
        return words.reduce(into: "") { text, folded in
            if !text.contains(" " + folded + " ") { text += " " + folded + " " }
        }
    }

    /// The condition that every word typed begins a word of the name; nil when nothing was typed, never true when
    /// nothing of it can be compared.
    ///
    /// - Parameter table: the table's name or alias.
    static func condition(_ typed: String, table: String) -> SQL? {
        guard !typed.isEmpty else { return nil }
        let words = PersianText.fold(String(typed.unicodeScalars.prefix(80))).split(separator: " ").prefix(8)
        guard !words.isEmpty else { return "1 = 0" }
        return SQL.joined(
            words.map { word in
                // Folding leaves no wildcard, but a change of it must not open the door.
                let plain = word.filter { $0 != "%" && $0 != "_" && $0 != "\\" }
                return "\(identifier: table).found_by LIKE \("% \(plain)%")"
            }, separator: " AND ")
    }
}
