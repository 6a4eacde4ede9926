import Foundation
import Mustache

/// All templates of the kit and the desks, parsed once for each language.
///
/// `{{#t}}key{{/t}}` is replaced before parsing, so that a page costs no look-ups and a missing key stops the start
/// of the server instead of showing in a page.
public struct TemplateLibrary: Sendable {
    private let libraries: [Language: MustacheLibrary]

    /// - Throws: ``ResourceError``.
    public init(folders: [ResourceFolder], catalogues: [Language: Catalogue]) throws {
        var sources: [String: String] = [:]
        for folder in folders {
            for (name, data) in try folder.files(in: "Templates", withExtension: "mustache") {
                guard sources.updateValue(String(decoding: data, as: UTF8.self), forKey: name) == nil else {
                    throw ResourceError.repeated("\(name).mustache")
                }
            }
        }
        libraries = try catalogues.mapValues { catalogue in
            var library = MustacheLibrary()
            for (name, source) in sources {
                let expanded = try Self.expanded(source, named: name, with: catalogue)
                do {
                    try library.register(expanded, named: name)
                } catch {
                    throw ResourceError.malformedTemplate(name, reason: "\(error)")
                }
            }
            return library
        }
    }

    private static func expanded(_ source: String, named name: String, with catalogue: Catalogue) throws -> String {
        let opening = "{{#t}}"
        let closing = "{{/t}}"
        var result = ""
        var rest = Substring(source)
        while let open = rest.range(of: opening), let close = rest[open.upperBound...].range(of: closing) {
            result += rest[..<open.lowerBound]
            let key = String(rest[open.upperBound..<close.lowerBound])
            guard let text = catalogue.raw(key) else {
                throw ResourceError.missingKey(key, template: name, language: catalogue.language)
            }
            result += HTML.escaped(text)
            rest = rest[close.upperBound...]
        }
        return result + rest
    }

    /// The page as text; nil when there is no such template.
    func render(_ view: Any, with template: String, in language: Language) -> String? {
        libraries[language]?.render(ReflectedView(view), withTemplate: template)
    }
}

/// HTML's own characters.
public enum HTML {
    /// The text safe between tags and in quoted attributes.
    public static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }) else {
            return text
        }
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
