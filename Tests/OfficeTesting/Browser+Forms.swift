import Foundation

/// What a person reads on the page, and how a form of it is filled in and sent.
extension Browser {
    /// The words of the page without its tags, with one space wherever there was room.
    public var text: String {
        Browser.decoded(
            html.replacing(/<(script|style)[^>]*>.*?<\/\1>/.dotMatchesNewlines(), with: " ")
                .replacing(/<[^>]*>/, with: " ")
        ).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What is said to be wrong beside a field; nil when nothing is.
    public func error(at field: String) -> String? {
        let parts = html.components(separatedBy: "id=\"field-\(field)-error\">")
        guard parts.count > 1, let end = parts[1].firstRange(of: "</p>") else { return nil }
        let inside = String(parts[1][..<end.lowerBound])
            .replacing(/<span class="visually-hidden">[^<]*<\/span>/, with: "")
        return Browser.decoded(inside)
    }

    /// The text of the first element of a class.
    public func element(_ name: String) -> String? {
        let parts = html.components(separatedBy: "class=\"\(name)\"")
        guard parts.count > 1, let start = parts[1].firstIndex(of: ">"), let end = parts[1].firstRange(of: "</") else {
            return nil
        }
        return Browser.decoded(String(parts[1][parts[1].index(after: start)..<end.lowerBound]))
    }

    /// Names and values of the form with an address, as a browser without scripts would send them untouched.
    public func fields(of action: String) -> [(String, String)] {
        let forms = html.components(separatedBy: "<form ").dropFirst()
        guard let form = forms.first(where: { $0.prefix { $0 != ">" }.contains("action=\"\(action)\"") }) else {
            return []
        }
        let inside = form.components(separatedBy: "</form>")[0]
        var found: [(String, String)] = []
        for match in inside.matches(of: /<(input|select|textarea)\b([^>]*)>/) {
            let attributes = " " + match.output.2
            guard let name = Browser.attribute("name", in: attributes), name != "csrf" else { continue }
            let behind = inside[match.range.upperBound...]
            switch match.output.1 {
            case "select":
                let options = behind.prefix(upTo: behind.firstRange(of: "</select>")?.lowerBound ?? behind.endIndex)
                    .matches(of: /<option([^>]*)>/).map { String($0.output.1) }
                let chosen = options.first { $0.hasSuffix(" selected") } ?? options.first ?? ""
                found.append((name, Browser.attribute("value", in: chosen) ?? ""))
            case "textarea":
                let end = behind.firstRange(of: "</textarea>")?.lowerBound ?? behind.endIndex
                let text = behind[..<end]
                found.append((name, Browser.decoded(String(text.first?.isNewline == true ? text.dropFirst() : text))))
            default:
                let type = Browser.attribute("type", in: attributes)
                if type == "file" || type == "submit" { continue }
                if type == "radio" || type == "checkbox", !attributes.contains(" checked") { continue }
                found.append((name, Browser.attribute("value", in: attributes) ?? ""))
            }
        }
        return found
    }

    /// What stands in a field of the form with an address.
    public func value(_ name: String, of action: String) -> String? {
        fields(of: action).first { $0.0 == name }?.1
    }

    /// Sends the form with an address that stands on the page, with some fields filled in anew.
    @discardableResult
    public func submit(
        _ action: String, _ changes: [String: String] = [:], files: [File]? = nil
    ) async throws -> Int {
        let stands = fields(of: action)
        let filled =
            stands.map { ($0.0, changes[$0.0] ?? $0.1) }
            + changes.filter { change in !stands.contains { $0.0 == change.key } }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
        guard let files else { return try await post(action, filled) }
        return try await post(action, filled, files: files)
    }

    private static func attribute(_ name: String, in attributes: String) -> String? {
        let parts = attributes.components(separatedBy: " \(name)=\"")
        guard parts.count > 1 else { return nil }
        return decoded(String(parts[1].prefix { $0 != "\"" }))
    }

    private static func decoded(_ html: String) -> String {
        html.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
