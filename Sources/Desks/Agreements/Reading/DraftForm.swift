import OfficeKit
import PersianText

/// The fields of a draft: `number-1`, `fa-1`, `en-1` for the first part, and the button that was pressed.
enum DraftForm {
    /// Three fields a part; a form takes five hundred.
    static let limit = 150

    /// What is to be done; every order keeps the texts first.
    enum Order: Equatable {
        case save, confirm, discard
        case merge(Int)
        case split(Int)
        case remove(Int)

        /// `merge-3`: the third part with the one before it.
        init(_ text: String) {
            let parts = text.split(separator: "-", maxSplits: 1)
            let place = parts.count > 1 ? (Int(parts[1]) ?? 0) - 1 : -1
            switch parts.first {
            case "confirm": self = .confirm
            case "discard": self = .discard
            case "merge" where place >= 0: self = .merge(place)
            case "split" where place >= 0: self = .split(place)
            case "remove" where place >= 0: self = .remove(place)
            default: self = .save
            }
        }
    }

    /// The part to which the page returns.
    static func place(of order: Order) -> Int? {
        switch order {
        case .merge(let place), .split(let place), .remove(let place): place
        case .save, .confirm, .discard: nil
        }
    }

    /// The draft's split with what was typed into the form.
    static func split(from form: FormData, of document: ReadDocument) -> ClauseSplit {
        var split = document.split
        let values = Dictionary(form.fields.map { ($0.name, $0.value) }) { first, _ in first }
        for place in split.parts.indices {
            if let number = values["number-\(place + 1)"] {
                split.parts[place].number = Int(anyDigits: PersianText.clean(number)) ?? 0
            }
            for language in Language.allCases {
                guard let typed = values["\(language.rawValue)-\(place + 1)"] else { continue }
                // Browsers send lines with two characters at their ends.
                let text = typed.replacing("\r\n", with: "\n")
                if split.parts[place][language] == nil, text.allSatisfy(\.isWhitespace) { continue }
                split.parts[place][language] = ClauseSplit.Words(
                    text: text, pieces: split.parts[place][language]?.pieces ?? [])
            }
        }
        return split
    }
}
