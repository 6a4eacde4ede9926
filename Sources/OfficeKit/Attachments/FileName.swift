import Foundation

/// The names of files that people send, made safe to store, to show and to save.
public enum FileName {
    /// In UTF-8 bytes: what common file systems hold, with room for a counter.
    static let limit = 200

    /// The name without what misleads or harms, with an extension that fits the content.
    ///
    /// Folders, control characters, direction marks (a right-to-left override shows `gpj.exe` as `exe.jpg`) and what
    /// Windows forbids go; ZWNJ stays, for Persian needs it.
    public static func cleaned(_ name: String, for type: MediaType) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var scalars = String.UnicodeScalarView()
        for scalar in last.precomposedStringWithCanonicalMapping.unicodeScalars {
            if "<>:\"|?*".unicodeScalars.contains(scalar) {
                scalars.append("_")
            } else if scalar == "\u{200C}" || !isHidden(scalar) {
                scalars.append(scalar)
            }
        }
        var (stem, suffix) = parts(of: String(scalars))
        if !type.extensions.contains(suffix.lowercased()) {
            // A real but unfitting extension stays as part of the name: `page.html` becomes `page.html.txt`.
            if !suffix.isEmpty { stem += "." + suffix }
            suffix = type.extensions[0]
        }
        stem = stem.trimmingCharacters(in: CharacterSet(charactersIn: ". \u{200C}"))
        if stem.isEmpty { stem = "file" }
        if isReserved(stem) { stem = "_" + stem }
        while stem.utf8.count + suffix.utf8.count + 1 > limit { stem.removeLast() }
        return stem + "." + suffix
    }

    /// The value of `Content-Disposition`, RFC 6266, with the name in ASCII for old readers and in RFC 8187's form.
    public static func disposition(_ name: String, isInline: Bool = false) -> String {
        var plain = ""
        for scalar in name.unicodeScalars {
            let isSafe = scalar.value >= 0x20 && scalar.value < 0x7F && !"\"\\%;".unicodeScalars.contains(scalar)
            plain.append(isSafe ? Character(scalar) : "_")
        }
        let kind = isInline ? "inline" : "attachment"
        let encoded = name.utf8.map { byte -> String in
            if attributeBytes.contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }
        return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(encoded.joined())"
    }

    /// RFC 8187, `attr-char`.
    private static let attributeBytes = Set(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$&+-.^_`|~".utf8)

    private static func isHidden(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }

    private static func parts(of name: String) -> (stem: String, suffix: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "") }
        let suffix = name[name.index(after: dot)...]
        let isExtension =
            (1...8).contains(suffix.utf8.count)
            && suffix.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
        return isExtension ? (String(name[..<dot]), String(suffix)) : (name, "")
    }

    /// Windows' devices, which no file may be named after, whatever the extension.
    private static func isReserved(_ stem: String) -> Bool {
        let base = stem.prefix { $0 != "." }.uppercased()
        if ["CON", "PRN", "AUX", "NUL"].contains(base) { return true }
        return base.utf8.count == 4 && (base.hasPrefix("COM") || base.hasPrefix("LPT")) && base.last?.isNumber == true
    }
}
