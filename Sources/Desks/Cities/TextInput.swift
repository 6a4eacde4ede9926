import Foundation
import OfficeKit
import PersianText

/// What people typed into a form, made fit to keep: cleaned, and nil when nothing is left.
enum TextInput {
    /// A name or title on one line; in Persian with Persian letters.
    static func name(_ text: String?, in language: Language? = nil, limit: Int = 200) -> String? {
        guard let text else { return nil }
        let short = String(text.unicodeScalars.prefix(limit))
        let clean = PersianText.clean(short, persianLetters: language == .fa, isSingleLine: true)
        return clean.isEmpty ? nil : clean
    }

    /// A text of several lines.
    static func text(_ text: String?, in language: Language? = nil, limit: Int = 20_000) -> String? {
        guard let text else { return nil }
        let short = String(text.unicodeScalars.prefix(limit))
        let clean = PersianText.clean(short, persianLetters: language == .fa, isSingleLine: false)
        return clean.isEmpty ? nil : clean
    }

    /// A web address of `http` or `https`, with `https://` put before a bare one; nil when it is none.
    static func web(_ text: String) -> String? {
        let whole = text.contains("://") ? text : "https://" + text
        guard let url = URL(string: whole), let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = url.host(), host.contains("."), !whole.contains(" ")
        else { return nil }
        return whole
    }

    /// Whether a text has the shape of an e-mail address; whether it works, only a message can tell.
    static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
            && !parts[1].hasSuffix(".") && !text.contains { $0.isWhitespace || "<>\",;".contains($0) }
    }
}

/// Why a change of contacts cannot be made.
public enum CityError: Error, Sendable, Equatable {
    case unknownCountry(String)
    case unknownCity(Int64)
    case unknownBody(String)
    case unknownPerson(String)
    case unknownPost(String)
    /// What was typed cannot be taken; one problem a field.
    case problems([Problem])
}
