/// A JSON value that knows its line, so that a fault in a file can be pointed at.
struct JSONValue {
    indirect enum Content {
        case null
        case bool(Bool)
        case number(Double)
        case text(String)
        case list([JSONValue])
        case object([String: JSONValue])
    }

    let content: Content
    let line: Int

    init(parsing bytes: [UInt8]) throws(InputFault) {
        var parser = Parser(bytes: bytes)
        self = try parser.value(depth: 0)
        parser.skip()
        if parser.position < bytes.count { throw parser.fault("nothing may follow the value") }
    }

    private init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    var isNull: Bool { if case .null = content { true } else { false } }

    func integer(_ name: String) throws(InputFault) -> Int {
        guard case .number(let number) = content, number.rounded() == number, abs(number) <= 1e9 else {
            throw InputFault(line: line, "\(name): a whole number is expected")
        }
        return Int(number)
    }

    func number(_ name: String) throws(InputFault) -> Double {
        guard case .number(let number) = content else { throw InputFault(line: line, "\(name): a number is expected") }
        return number
    }

    func text(_ name: String) throws(InputFault) -> String {
        guard case .text(let text) = content else { throw InputFault(line: line, "\(name): a text is expected") }
        return text
    }

    func bool(_ name: String) throws(InputFault) -> Bool {
        guard case .bool(let bool) = content else {
            throw InputFault(line: line, "\(name): true or false is expected")
        }
        return bool
    }

    func list(_ name: String) throws(InputFault) -> [JSONValue] {
        guard case .list(let list) = content else { throw InputFault(line: line, "\(name): a list is expected") }
        return list
    }

    func object(_ name: String) throws(InputFault) -> [String: JSONValue] {
        guard case .object(let object) = content else {
            throw InputFault(line: line, "\(name): an object is expected")
        }
        return object
    }

    /// A member of an object that must be there.
    func member(_ key: String) throws(InputFault) -> JSONValue {
        guard let value = try object(key)[key] else { throw InputFault(line: line, "\(key) is missing") }
        return value
    }

    private struct Parser {
        let bytes: [UInt8]
        var position = 0
        var line = 1

        init(bytes: [UInt8]) {
            self.bytes = bytes
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }

        func fault(_ reason: String) -> InputFault { InputFault(line: line, reason) }

        mutating func skip() {
            while position < bytes.count {
                switch bytes[position] {
                case 0x0A:
                    line += 1
                    position += 1
                case 0x20, 0x09, 0x0D: position += 1
                default: return
                }
            }
        }

        mutating func takes(_ byte: UInt8) -> Bool {
            skip()
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
            return true
        }

        mutating func value(depth: Int) throws(InputFault) -> JSONValue {
            if depth > 60 { throw fault("too deeply nested") }
            skip()
            let start = line
            guard position < bytes.count else { throw fault("a value is expected before the end of the file") }
            switch bytes[position] {
            case UInt8(ascii: "{"):
                position += 1
                var members: [String: JSONValue] = [:]
                if takes(UInt8(ascii: "}")) { return JSONValue(.object([:]), line: start) }
                repeat {
                    skip()
                    let key = try text()
                    guard takes(UInt8(ascii: ":")) else { throw fault("“:” is expected after \(key)") }
                    members[key] = try value(depth: depth + 1)
                } while takes(UInt8(ascii: ","))
                guard takes(UInt8(ascii: "}")) else {
                    throw fault("“,” or “}” is expected; the object opens at line \(start)")
                }
                return JSONValue(.object(members), line: start)
            case UInt8(ascii: "["):
                position += 1
                var elements: [JSONValue] = []
                if takes(UInt8(ascii: "]")) { return JSONValue(.list([]), line: start) }
                repeat { elements.append(try value(depth: depth + 1)) } while takes(UInt8(ascii: ","))
                guard takes(UInt8(ascii: "]")) else {
                    throw fault("“,” or “]” is expected; the list opens at line \(start)")
                }
                return JSONValue(.list(elements), line: start)
            case UInt8(ascii: "\""): return JSONValue(.text(try text()), line: start)
            default: return JSONValue(try word(), line: start)
            }
        }

        /// A number, true, false or null.
        private mutating func word() throws(InputFault) -> Content {
            let start = position
            while position < bytes.count, ![0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5D, 0x7D, 0x3A].contains(bytes[position]) {
                position += 1
            }
            let word = String(decoding: bytes[start..<position].prefix(40), as: UTF8.self)
            switch word {
            case "null": return .null
            case "true": return .bool(true)
            case "false": return .bool(false)
            default:
                let isNumeric = word.utf8.allSatisfy { $0 >= 0x2B && $0 <= 0x39 || $0 | 0x20 == UInt8(ascii: "e") }
                guard isNumeric, let number = Double(word), number.isFinite else {
                    throw fault(word.isEmpty ? "a value is expected" : "“\(word)” is no value")
                }
                return .number(number)
            }
        }

        private mutating func text() throws(InputFault) -> String {
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fault("a text in quotes is expected")
            }
            position += 1
            var scalars = String.UnicodeScalarView()
            var plain: [UInt8] = []
            func flush(_ plain: inout [UInt8], _ scalars: inout String.UnicodeScalarView) {
                scalars.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
                plain.removeAll()
            }
            while true {
                guard position < bytes.count, bytes[position] != 0x0A else { throw fault("this text has no end") }
                let byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "\"") { break }
                guard byte == UInt8(ascii: "\\") else {
                    plain.append(byte)
                    continue
                }
                flush(&plain, &scalars)
                guard position < bytes.count else { throw fault("this text has no end") }
                let escape = bytes[position]
                position += 1
                switch escape {
                case UInt8(ascii: "n"): scalars.append("\n")
                case UInt8(ascii: "t"): scalars.append("\t")
                case UInt8(ascii: "r"): scalars.append("\r")
                case UInt8(ascii: "b"), UInt8(ascii: "f"): scalars.append(" ")
                case UInt8(ascii: "u"):
                    var unit = try hex()
                    if (0xD800..<0xDC00).contains(unit), position + 1 < bytes.count, bytes[position] == 0x5C,
                        bytes[position + 1] == UInt8(ascii: "u")
                    {
                        position += 2
                        let low = try hex()
                        if (0xDC00..<0xE000).contains(low) { unit = 0x10000 + (unit - 0xD800) << 10 + low - 0xDC00 }
                    }
                    scalars.append(Unicode.Scalar(unit) ?? "\u{FFFD}")
                default: scalars.append(Unicode.Scalar(escape))
                }
            }
            flush(&plain, &scalars)
            return String(scalars)
        }

        private mutating func hex() throws(InputFault) -> UInt32 {
            guard position + 4 <= bytes.count,
                let unit = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
            else { throw fault("four hexadecimal digits are expected") }
            position += 4
            return unit
        }
    }
}
