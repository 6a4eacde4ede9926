import Foundation
import PersianText

/// The product's words in one language, by key: `agreement.field.signed`.
///
/// The files are i18next v4 JSON (nested keys, `{{name}}`, `_one` and `_other`), so that Weblate and the Translate
/// Toolkit read them.
public struct Catalogue: Sendable {
    public let language: Language
    let texts: [String: String]

    /// Joins the files of several modules.
    ///
    /// - Throws: ``ResourceError/malformedCatalogue(_:)``, ``ResourceError/repeated(_:)``.
    public init(language: Language, folders: [ResourceFolder]) throws {
        self.language = language
        var texts: [String: String] = [:]
        for folder in folders {
            let file = folder.url.appending(path: "Catalogues/\(language.rawValue).json")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            let tree = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
            try Self.flatten(tree, under: "", from: file.path, into: &texts)
        }
        self.texts = texts
    }

    init(empty language: Language) {
        self.language = language
        texts = [:]
    }

    private static func flatten(
        _ node: Any, under prefix: String, from file: String, into texts: inout [String: String]
    ) throws {
        switch node {
        case let text as String:
            guard texts.updateValue(text, forKey: prefix) == nil else { throw ResourceError.repeated(prefix) }
        case let branch as [String: Any]:
            for (key, child) in branch {
                try flatten(child, under: prefix.isEmpty ? key : "\(prefix).\(key)", from: file, into: &texts)
            }
        default: throw ResourceError.malformedCatalogue(file)
        }
    }

    /// All keys, for the tests that compare languages.
    public var keys: Set<String> { Set(texts.keys) }

    /// The text of a key as it stands in the file; nil where there is none.
    public func raw(_ key: String) -> String? { texts[key] }

    /// The text with its placeholders filled. A missing key shows itself, so that it is seen and mended.
    ///
    /// Values are put in as they come: numbers and days arrive formatted.
    public func text(_ key: String, _ values: [String: String] = [:]) -> String {
        guard let text = texts[key] else { return key }
        return Self.filled(text, values)
    }

    /// The text for a number of things: `key_one` or `key_other`, by the language's rule for whole numbers.
    ///
    /// Persian counts 0 and 1 as one, English 1 alone (CLDR 46, plurals.xml). Where `key_zero` stands, none has words of
    /// its own: a lone Persian zero is a dot, which nobody takes for a figure.
    public func text(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
        let isOne = language == .fa ? count == 0 || count == 1 : count == 1
        var values = values
        if count == 0, let text = texts[key + "_zero"] { return Self.filled(text, values) }
        if values["count"] == nil { values["count"] = Numerals.grouped(count, in: language) }
        return text(key + (isOne ? "_one" : "_other"), values)
    }

    static func filled(_ text: String, _ values: [String: String]) -> String {
        guard text.contains("{{") else { return text }
        var result = ""
        var rest = Substring(text)
        while let open = rest.range(of: "{{"), let close = rest[open.upperBound...].range(of: "}}") {
            result += rest[..<open.lowerBound]
            let name = String(rest[open.upperBound..<close.lowerBound])
            result += values[name] ?? "{{\(name)}}"
            rest = rest[close.upperBound...]
        }
        return result + rest
    }
}

/// Whole numbers in a language's digits.
public enum Numerals {
    /// With the language's thousands separator: «۱٬۲۳۴», "1,234".
    public static func grouped(_ number: Int, in language: Language) -> String {
        let digits = Array(String(number.magnitude))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(language == .fa ? "٬" : ",") }
            text.append(digit)
        }
        if number < 0 { text = "\u{2212}" + text }
        return inDigits(text, of: language)
    }

    /// The same text with its Latin digits in the language's.
    public static func inDigits(_ text: String, of language: Language) -> String {
        guard language == .fa else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if (48...57).contains(scalar.value), let digit = Unicode.Scalar(scalar.value - 48 + 0x6F0) {
                scalars.append(digit)
            } else {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
