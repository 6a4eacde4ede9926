/// The values of a MiniZinc data file (`.dzn`), as far as the published instances use the language: numbers, arrays,
/// two-dimensional arrays, sets and ranges.
struct DZNFile {
    indirect enum Value {
        case number(Int)
        case list([Item])
        case set([Int])
        /// `[| 1, 2 | 3, 4 |]`, row by row.
        case rows([[Item]])
    }

    struct Item {
        let value: Value
        let line: Int
    }

    private(set) var items: [String: Item] = [:]
    private(set) var lineCount = 1

    init(_ bytes: [UInt8]) throws(InputFault) {
        var scanner = Scanner(bytes: bytes)
        try scanner.skip()
        while !scanner.isAtEnd {
            let line = scanner.line
            let name = try scanner.name()
            try scanner.expect("=")
            let value = try scanner.value()
            try scanner.skip()
            if !scanner.isAtEnd { try scanner.expect(";") }
            guard items.updateValue(Item(value: value, line: line), forKey: name) == nil else {
                throw InputFault(line: line, "\(name) stands twice")
            }
            try scanner.skip()
        }
        lineCount = scanner.line
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0
        var line = 1

        var isAtEnd: Bool { position >= bytes.count }

        init(bytes: [UInt8]) {
            self.bytes = bytes
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }

        /// Passes spaces, `% comments` and `/* comments */`.
        mutating func skip() throws(InputFault) {
            while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "\n"):
                    line += 1
                    position += 1
                case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
                case UInt8(ascii: "%"):
                    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
                case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                    let start = line
                    position += 2
                    while !(peek(0) == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) {
                        guard position < bytes.count else {
                            throw InputFault(line: start, "this comment has no end")
                        }
                        if bytes[position] == UInt8(ascii: "\n") { line += 1 }
                        position += 1
                    }
                    position += 2
                default: return
                }
            }
        }

        func peek(_ offset: Int) -> UInt8? {
            position + offset < bytes.count ? bytes[position + offset] : nil
        }

        /// What stands here, for messages.
        var here: String {
            guard let byte = peek(0) else { return "the end of the file" }
            return byte >= 0x21 && byte < 0x7F ? "“\(Character(Unicode.Scalar(byte)))”" : "a byte \(byte)"
        }

        mutating func takes(_ character: Unicode.Scalar) throws(InputFault) -> Bool {
            try skip()
            guard peek(0) == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        mutating func expect(_ character: Unicode.Scalar) throws(InputFault) {
            guard try takes(character) else {
                throw InputFault(line: line, "“\(character)” is expected before \(here)")
            }
        }

        mutating func name() throws(InputFault) -> String {
            let start = position
            while let byte = peek(0), isLetter(byte) || (position > start && isDigit(byte)) { position += 1 }
            guard position > start else { throw InputFault(line: line, "a name is expected before \(here)") }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }

        func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
        func isLetter(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "_") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        }

        mutating func number() throws(InputFault) -> Int {
            try skip()
            let start = position
            if peek(0) == UInt8(ascii: "-") { position += 1 }
            while let byte = peek(0), isDigit(byte) { position += 1 }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            guard let number = Int(text) else {
                throw InputFault(
                    line: line, text.isEmpty ? "a number is expected before \(here)" : "“\(text)” is no number")
            }
            if let byte = peek(0), isLetter(byte) || (byte == UInt8(ascii: ".") && peek(1) != byte) {
                throw InputFault(line: line, "\(here) follows the number \(number)")
            }
            // No quantity of a schedule comes near this; sums of such numbers never overflow.
            guard abs(number) <= 1_000_000_000 else { throw InputFault(line: line, "\(number) is too large") }
            return number
        }

        mutating func value() throws(InputFault) -> Value {
            try skip()
            let start = line
            if try takes("{") {
                var elements: [Int] = []
                if try takes("}") { return .set([]) }
                while true {
                    elements += try numbers()
                    if try takes(",") {
                        if try takes("}") { break }
                        continue
                    }
                    guard try takes("}") else {
                        throw InputFault(
                            line: line, "“,” or “}” is expected before \(here); the set opens at line \(start)")
                    }
                    break
                }
                return .set(elements)
            }
            if try takes("[") {
                return try takes("|") ? .rows(try rows(from: start)) : .list(try list(from: start))
            }
            let found = try numbers()
            return found.count == 1 ? .number(found[0]) : .set(found)
        }

        /// One number, or all of a range `1..9`.
        mutating func numbers() throws(InputFault) -> [Int] {
            let first = try number()
            try skip()
            guard peek(0) == UInt8(ascii: "."), peek(1) == UInt8(ascii: ".") else { return [first] }
            position += 2
            let last = try number()
            guard last - first < 1_000_000 else { throw InputFault(line: line, "the range is too long") }
            return first <= last ? Array(first...last) : []
        }

        mutating func list(from start: Int) throws(InputFault) -> [Item] {
            var elements: [Item] = []
            while !(try takes("]")) {
                try skip()
                elements.append(Item(value: try value(), line: line))
                if try takes(",") { continue }
                guard try takes("]") else {
                    throw InputFault(
                        line: line, "“,” or “]” is expected before \(here); the list opens at line \(start)")
                }
                break
            }
            return elements
        }

        mutating func rows(from start: Int) throws(InputFault) -> [[Item]] {
            var rows: [[Item]] = []
            var row: [Item] = []
            while true {
                if try takes("|") {
                    if !row.isEmpty { rows.append(row) }
                    row = []
                    if try takes("]") { return rows }
                    continue
                }
                try skip()
                guard !isAtEnd else { throw InputFault(line: line, "the table opened at line \(start) has no end") }
                row.append(Item(value: .number(try number()), line: line))
                if try takes(",") { continue }
                try skip()
                guard peek(0) == UInt8(ascii: "|") else {
                    throw InputFault(
                        line: line, "“,” or “|” is expected before \(here); the table opens at line \(start)")
                }
            }
        }
    }
}
