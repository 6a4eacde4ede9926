import Foundation

/// An element with what is in it.
struct XMLNode: Sendable {
    let name: String
    let line: Int
    var attributes: [String: String] = [:]
    var children: [XMLNode] = []
    var text = ""

    /// The trimmed text of the first child of that name.
    subscript(_ name: String) -> String? {
        for child in children where child.name == name {
            let text = child.trimmed
            return text.isEmpty ? nil : text
        }
        return nil
    }

    var trimmed: String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// All children of a name.
    func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// All children of a name within the first child of another.
    func all(_ name: String, in parent: String) -> [XMLNode] { children.first { $0.name == parent }?.all(name) ?? [] }
}

/// The records of a large XML file, one tree after the other.
///
/// A reader of our own: it knows its line, holds one record at a time, and refuses what a list never needs and an
/// attacker likes: declared entities, depths beyond 32, records beyond 4 MB.
struct XMLRecords {
    private static let deepest = 32
    private static let largest = 4 << 20

    private let bytes: [UInt8]
    private let file: String
    private let wanted: Set<String>
    private var position = 0
    private var line = 1
    /// Names of the open elements around records.
    private var open: [String] = []
    /// The root with its attributes, once it was met.
    private(set) var root: XMLNode?

    /// - Parameter records: the names of the elements that are records.
    init(_ bytes: Data, file: String, records: Set<String>) throws {
        self.bytes = [UInt8](bytes)
        self.file = file
        wanted = records
        if self.bytes.starts(with: [0xFE, 0xFF]) || self.bytes.starts(with: [0xFF, 0xFE]) {
            throw ListFault(file: file, line: 1, reason: "the file is in UTF-16; UTF-8 is needed")
        }
        if self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private enum Tag {
        case open(XMLNode, isClosed: Bool)
        case close(String)
        case text(String)
    }

    /// The next record; nil at the end of a whole file.
    mutating func next() throws -> XMLNode? {
        while let tag = try nextTag() {
            switch tag {
            case .text: continue
            case .close(let name): try leave(name)
            case .open(let node, let isClosed):
                if root == nil { root = node }
                if wanted.contains(node.name) { return isClosed ? node : try filled(node) }
                if !isClosed { open.append(node.name) }
                if open.count > Self.deepest { throw fault("elements are nested too deeply") }
            }
        }
        guard root != nil else { throw ListFault(file: file, line: 1, reason: "there is no XML element") }
        if let name = open.last { throw fault("the file ends inside <\(name)>") }
        return nil
    }

    private mutating func leave(_ name: String) throws {
        guard open.popLast() == name else { throw fault("</\(name)> closes an element that is not open") }
    }

    private mutating func filled(_ node: XMLNode) throws -> XMLNode {
        let start = position
        var stack = [node]
        while let tag = try nextTag() {
            if position - start > Self.largest { throw fault("a record is larger than 4 MB") }
            switch tag {
            case .text(let text): stack[stack.count - 1].text += text
            case .open(let child, let isClosed):
                if isClosed { stack[stack.count - 1].children.append(child) } else { stack.append(child) }
                if stack.count > Self.deepest { throw fault("elements are nested too deeply") }
            case .close(let name):
                let done = stack.removeLast()
                guard done.name == name else { throw fault("</\(name)> stands where </\(done.name)> belongs") }
                if stack.isEmpty { return done }
                stack[stack.count - 1].children.append(done)
            }
        }
        throw fault("the file ends inside <\(node.name)>")
    }

    private func fault(_ reason: String) -> ListFault { ListFault(file: file, line: line, reason: reason) }

    // MARK: Tags

    private mutating func nextTag() throws -> Tag? {
        while position < bytes.count {
            guard bytes[position] == 0x3C else {
                let start = position
                let startLine = line
                while position < bytes.count, bytes[position] != 0x3C {
                    if bytes[position] == 0x0A { line += 1 }
                    position += 1
                }
                let text = try decoded(bytes[start..<position], line: startLine)
                if open.isEmpty, root == nil, !text.allSatisfy(\.isWhitespace) {
                    throw ListFault(file: file, line: startLine, reason: "text stands before the first element")
                }
                return .text(text)
            }
            if starts("<!--") {
                try skip(to: "-->", "a comment")
            } else if starts("<![CDATA[") {
                position += 9
                let start = position
                try skip(to: "]]>", "a CDATA section")
                return .text(try utf8(bytes[start..<(position - 3)]))
            } else if starts("<!") {
                throw fault("a document type is declared; lists need none")
            } else if starts("<?") {
                try skip(to: "?>", "a processing instruction")
            } else {
                return try element()
            }
        }
        return nil
    }

    private func starts(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[position + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }

    private mutating func skip(to end: StaticString, _ what: String) throws {
        let begin = line
        while position < bytes.count {
            if starts(end) {
                position += end.utf8CodeUnitCount
                return
            }
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
        throw ListFault(file: file, line: begin, reason: "\(what) is never closed")
    }

    private mutating func element() throws -> Tag {
        let begin = line
        position += 1
        let isClosing = position < bytes.count && bytes[position] == 0x2F
        if isClosing { position += 1 }
        let name = try self.name()
        var node = XMLNode(name: name, line: begin)
        while true {
            skipSpace()
            guard position < bytes.count else {
                throw ListFault(file: file, line: begin, reason: "a tag is never closed")
            }
            if bytes[position] == 0x3E {
                position += 1
                return isClosing ? .close(name) : .open(node, isClosed: false)
            }
            if bytes[position] == 0x2F, position + 1 < bytes.count, bytes[position + 1] == 0x3E, !isClosing {
                position += 2
                return .open(node, isClosed: true)
            }
            guard !isClosing, node.attributes.count < 200 else { throw fault("a tag is not well formed") }
            let attribute = try self.name()
            skipSpace()
            guard position < bytes.count, bytes[position] == 0x3D else { throw fault("an attribute has no value") }
            position += 1
            skipSpace()
            node.attributes[attribute] = try quoted()
        }
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
    }

    /// A name without its prefix.
    private mutating func name() throws -> String {
        var start = position
        while position < bytes.count {
            let byte = bytes[position]
            let isName =
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
                || byte == 0x2E || byte == 0x3A || byte >= 0x80
            guard isName else { break }
            position += 1
            if byte == 0x3A { start = position }
        }
        guard position > start else { throw fault("a name is missing in a tag") }
        return try utf8(bytes[start..<position])
    }

    private mutating func quoted() throws -> String {
        guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27 else {
            throw fault("an attribute's value has no quotation marks")
        }
        let mark = bytes[position]
        let begin = line
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != mark {
            if bytes[position] == 0x3C { throw fault("“<” stands in an attribute") }
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
        guard position < bytes.count else {
            throw ListFault(file: file, line: begin, reason: "an attribute is never closed")
        }
        let value = try decoded(bytes[start..<position], line: begin)
        position += 1
        return value
    }

    // MARK: Text

    private func utf8(_ slice: ArraySlice<UInt8>) throws -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw fault("the text is no UTF-8") }
        return text
    }

    private func decoded(_ slice: ArraySlice<UInt8>, line: Int) throws -> String {
        guard slice.contains(0x26) else { return try utf8(slice) }
        var result: [UInt8] = []
        var index = slice.startIndex
        while index < slice.endIndex {
            guard slice[index] == 0x26 else {
                result.append(slice[index])
                index += 1
                continue
            }
            guard let end = slice[index...].prefix(12).firstIndex(of: 0x3B) else {
                throw ListFault(file: file, line: line, reason: "“&” begins no entity")
            }
            let name = String(decoding: slice[(index + 1)..<end], as: UTF8.self)
            guard let scalar = Self.scalar(name) else {
                throw ListFault(file: file, line: line, reason: "the entity &\(name); is not known")
            }
            result += String(Character(scalar)).utf8
            index = end + 1
        }
        return try utf8(result[...])
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
}
