/// Reads JSON strictly, and says where it breaks.
///
/// As I-JSON (RFC 7493) asks, a name stands once in a record and text is whole Unicode; nor may text hold U+0000, which
/// no database of ours keeps.
struct JSONReader {
    /// Where and how a text breaks.
    struct Malformed: Error, Equatable {
        /// From 1.
        let line: Int
        /// In characters, from 1.
        let column: Int
        let reason: String

        var sentence: String { "Line \(line), column \(column): \(reason)." }
    }

    /// How many lists and records may lie in one another.
    static let deepest = 64

    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Throws: ``Malformed``.
    static func read(_ bytes: [UInt8]) throws -> JSON {
        var reader = JSONReader(bytes)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Malformed(line: 1, column: 1, reason: "the body is not UTF-8")
        }
        let value = try reader.value()
        reader.skipSpace()
        if reader.place < bytes.count { throw reader.broken("something follows the value") }
        return value
    }

    private func broken(_ reason: String, at place: Int? = nil) -> Malformed {
        let before = bytes[..<min(place ?? self.place, bytes.count)]
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return Malformed(
            line: 1 + before.count { $0 == UInt8(ascii: "\n") },
            column: 1 + before[start...].count { $0 & 0xC0 != 0x80 }, reason: reason)
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func value() throws -> JSON {
        skipSpace()
        switch next {
        case nil: throw broken("the value is missing")
        case UInt8(ascii: "{"): return try record()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws -> JSON {
        guard bytes[place...].starts(with: word.utf8) else { throw broken("a value was expected") }
        place += word.utf8.count
        return value
    }

    private mutating func deeper() throws {
        depth += 1
        if depth > Self.deepest { throw broken("more than \(Self.deepest) values lie in one another") }
        place += 1
        skipSpace()
    }

    private mutating func record() throws -> JSON {
        try deeper()
        defer { depth -= 1 }
        var fields: [String: JSON] = [:]
        if take(UInt8(ascii: "}")) { return .record(fields) }
        while true {
            skipSpace()
            let start = place
            guard next == UInt8(ascii: "\"") else { throw broken("a name in quotation marks was expected") }
            let name = try text()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw broken("a colon was expected") }
            guard fields.updateValue(try value(), forKey: name) == nil else {
                throw broken("the name “\(name)” stands there twice", at: start)
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return .record(fields) }
            guard take(UInt8(ascii: ",")) else { throw broken("a comma or } was expected") }
        }
    }

    private mutating func list() throws -> JSON {
        try deeper()
        defer { depth -= 1 }
        var values: [JSON] = []
        if take(UInt8(ascii: "]")) { return .list(values) }
        while true {
            values.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return .list(values) }
            guard take(UInt8(ascii: ",")) else { throw broken("a comma or ] was expected") }
        }
    }
}

extension JSONReader {
    private mutating func number() throws -> JSON {
        let start = place
        var isWhole = true
        _ = take(UInt8(ascii: "-"))
        if take(UInt8(ascii: "0")) {
            if let byte = next, (0x30...0x39).contains(byte) { throw broken("a number does not begin with 0") }
        } else {
            try digits()
        }
        if take(UInt8(ascii: ".")) {
            isWhole = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let written = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let number = Int64(written) { return .integer(number) }
        guard let number = Double(written), number.isFinite else { throw broken("the number is too large", at: start) }
        return .number(number)
    }

    private mutating func digits() throws {
        let start = place
        while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
        if place == start { throw broken(start == 0 || next == nil ? "a value was expected" : "a digit was expected") }
    }

    private mutating func text() throws -> String {
        place += 1
        var result: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"): try result.append(contentsOf: String(escaped()).utf8)
            case 0..<0x20: throw broken("a control character must be escaped", at: place - 1)
            default: result.append(byte)
            }
        }
        throw broken("the text is not closed")
    }

    private mutating func escaped() throws -> Character {
        let start = place - 1
        guard let byte = next else { throw broken("the text is not closed") }
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = UInt32(try unit())
            if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
                let low = UInt32(try unit())
                guard (0xDC00..<0xE000).contains(low) else { throw broken("half a character", at: start) }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard code > 0, let scalar = Unicode.Scalar(code) else {
                throw broken("this character cannot be kept", at: start)
            }
            return Character(scalar)
        default: throw broken("no such escape", at: start)
        }
    }

    /// Four hexadecimal digits.
    private mutating func unit() throws -> UInt16 {
        guard place + 4 <= bytes.count,
            bytes[place..<(place + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
        else { throw broken("four hexadecimal digits were expected") }
        place += 4
        return unit
    }
}
