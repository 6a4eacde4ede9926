import SQLStore

/// What a file is, found from its content and never from what its sender calls it.
///
/// What a browser could run (HTML, SVG, scripts) is plain text here, or bytes without meaning.
public enum MediaType: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"
    case gif = "image/gif"
    case webp = "image/webp"
    case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    case odt = "application/vnd.oasis.opendocument.text"
    case ods = "application/vnd.oasis.opendocument.spreadsheet"
    case odp = "application/vnd.oasis.opendocument.presentation"
    case doc = "application/msword"
    case xls = "application/vnd.ms-excel"
    case ppt = "application/vnd.ms-powerpoint"
    case ole = "application/x-ole-storage"
    case zip = "application/zip"
    case rtf = "application/rtf"
    case text = "text/plain"
    case csv = "text/csv"
    case mp3 = "audio/mpeg"
    case mp4 = "video/mp4"
    case bytes = "application/octet-stream"

    /// The extensions that fit, the usual one first; none for bytes of unknown meaning.
    public var extensions: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .png: ["png"]
        case .jpeg: ["jpg", "jpeg"]
        case .gif: ["gif"]
        case .webp: ["webp"]
        case .docx: ["docx"]
        case .xlsx: ["xlsx"]
        case .pptx: ["pptx"]
        case .odt: ["odt"]
        case .ods: ["ods"]
        case .odp: ["odp"]
        case .doc: ["doc"]
        case .xls: ["xls"]
        case .ppt: ["ppt"]
        case .ole: ["ole", "msg"]
        case .zip: ["zip"]
        case .rtf: ["rtf"]
        case .text: ["txt", "md", "log", "ics", "vcf", "eml"]
        case .csv: ["csv"]
        case .mp3: ["mp3"]
        case .mp4: ["mp4", "m4a", "m4v", "mov"]
        case .bytes: ["bin"]
        }
    }

    /// The value of `Content-Type`.
    public var header: String {
        self == .text || self == .csv ? rawValue + "; charset=utf-8" : rawValue
    }

    /// Whether a browser may show it in the page's own window: only what cannot hold a script.
    public var isShownInline: Bool {
        switch self {
        case .png, .jpeg, .gif, .webp, .pdf: true
        default: false
        }
    }

    /// The type of a content.
    ///
    /// - Parameter name: settles only what the content leaves open: CSV among texts.
    public init(of bytes: [UInt8], named name: String = "") {
        self = Self.bySignature(bytes) ?? Self.byText(bytes, name: name) ?? .bytes
    }

    private static func bySignature(_ bytes: [UInt8]) -> MediaType? {
        func has(_ signature: String, at offset: Int = 0) -> Bool {
            bytes.count >= offset + signature.unicodeScalars.count
                && bytes[offset...].starts(with: signature.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        }
        if has("%PDF-") { return .pdf }
        if has("\u{89}PNG\r\n\u{1A}\n") { return .png }
        if has("\u{FF}\u{D8}\u{FF}") { return .jpeg }
        if has("GIF87a") || has("GIF89a") { return .gif }
        if has("RIFF"), has("WEBP", at: 8) { return .webp }
        if has("{\\rtf") { return .rtf }
        if has("PK\u{3}\u{4}") || has("PK\u{5}\u{6}") { return inArchive(bytes) }
        if has("\u{D0}\u{CF}\u{11}\u{E0}\u{A1}\u{B1}\u{1A}\u{E1}") { return inCompound(bytes) }
        if has("ID3") { return .mp3 }
        if has("ftyp", at: 4) { return .mp4 }
        // A bare MPEG audio frame: eleven bits set, layer III.
        if bytes.count > 3, bytes[0] == 0xFF, bytes[1] & 0xE6 == 0xE2, bytes[2] & 0xF0 != 0xF0 { return .mp3 }
        return nil
    }

    private static func inArchive(_ bytes: [UInt8]) -> MediaType {
        guard let reader = try? ZipReader(bytes) else { return .bytes }
        let names = Set(reader.entries.map(\.name))
        if names.contains("[Content_Types].xml") {
            if names.contains("word/document.xml") { return .docx }
            if names.contains("xl/workbook.xml") { return .xlsx }
            if names.contains("ppt/presentation.xml") { return .pptx }
        }
        if let kind = try? reader.content(of: "mimetype", limit: 256) {
            let text = String(decoding: kind, as: UTF8.self)
            for type in [MediaType.odt, .ods, .odp] where text == type.rawValue { return type }
        }
        return .zip
    }

    /// The directory of an OLE file names its streams in UTF-16; which one is there tells the program.
    private static func inCompound(_ bytes: [UInt8]) -> MediaType {
        func holds(_ name: String) -> Bool {
            let pattern = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
            // Directory entries stand at multiples of 128 bytes.
            return stride(from: 512, to: bytes.count, by: 128).contains { place in
                let end = place + pattern.count
                return end < bytes.count && bytes[place] == pattern[0]
                    && bytes[place..<end].elementsEqual(pattern) && bytes[end] == 0
            }
        }
        if holds("WordDocument") { return .doc }
        if holds("Workbook") || holds("Book") { return .xls }
        if holds("PowerPoint Document") { return .ppt }
        return .ole
    }

    private static func byText(_ bytes: [UInt8], name: String) -> MediaType? {
        let isText = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 9 || $0 == 10 || $0 == 13 || $0 == 12 }
        guard isText, String(validating: bytes, as: UTF8.self) != nil else { return nil }
        return name.lowercased().hasSuffix(".csv") ? .csv : .text
    }
}
