import Foundation
import NIOCore

/// What a form sent: names and values in their order, and files.
public struct FormData: Sendable {
    /// A file as the browser sent it, be it larger than what is kept. Its name and type are only the sender's word.
    public struct File: Sendable {
        public let field: String
        public let name: String
        public let bytes: [UInt8]

        public init(field: String, name: String, bytes: [UInt8]) {
            self.field = field
            self.name = name
            self.bytes = bytes
        }
    }

    public var fields: [(name: String, value: String)]
    public var files: [File]

    public init(fields: [(name: String, value: String)] = [], files: [File] = []) {
        self.fields = fields
        self.files = files
    }

    /// Reads a body by its content type; other types give an empty form.
    ///
    /// - Throws: ``FormError``.
    public init(_ body: ByteBuffer, contentType: String?) throws {
        let type = contentType ?? ""
        if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            try self.init(urlEncoded: Array(body.readableBytesView))
        } else if type.lowercased().hasPrefix("multipart/form-data") {
            guard let boundary = MultipartForm.boundary(of: type) else { throw FormError.malformed }
            self = try MultipartForm.read(Array(body.readableBytesView), boundary: boundary)
        } else {
            self.init()
        }
    }

    /// Reads `a=1&b=%D8%A8`.
    ///
    /// - Throws: ``FormError/malformed`` for broken escapes, text that is not UTF-8, or U+0000;
    ///   ``FormError/tooManyFields``; ``FormError/textTooLong``.
    public init(urlEncoded bytes: [UInt8]) throws {
        fields = []
        files = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < FormLimits.fields else { throw FormError.tooManyFields }
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count <= FormLimits.textBytes else { throw FormError.textTooLong }
            let name = try Self.decoded(parts[0])
            fields.append((name, parts.count > 1 ? try Self.decoded(parts[1]) : ""))
        }
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) throws -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.endIndex, let high = hexadecimal(bytes[index + 1]),
                    let low = hexadecimal(bytes[index + 2])
                else { throw FormError.malformed }
                result.append(high << 4 | low)
                index += 2
            case let byte: result.append(byte)
            }
            index += 1
        }
        return try text(result)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    static func text(_ bytes: [UInt8]) throws -> String {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { throw FormError.malformed }
        return text
    }

    /// The first value of a name without white space at its ends; `""` when there is none.
    public func text(_ name: String) -> String {
        fields.first { $0.name == name }?.value.trimmed ?? ""
    }

    /// All values of a name.
    public func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// The file of a field; nil when none was chosen.
    public func file(_ name: String) -> File? {
        files.first { $0.field == name && !($0.name.isEmpty && $0.bytes.isEmpty) }
    }

    /// Whether a checkbox was ticked.
    public func isOn(_ name: String) -> Bool { !text(name).isEmpty }
}

/// How much a form may hold.
enum FormLimits {
    static let fields = 500
    static let headerBytes = 8_192
    /// One field's name and value.
    static let textBytes = 1 << 20
}

/// Why a form's body cannot be read at all.
public enum FormError: Error, Sendable, Equatable {
    /// The body breaks its format, is cut off, is not UTF-8, or holds U+0000.
    case malformed
    case tooManyFields
    /// A field's text is longer than 1 MB.
    case textTooLong
}
