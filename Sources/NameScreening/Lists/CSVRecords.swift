import Foundation

/// The records of a CSV file, one after the other, each with the line on which it begins.
///
/// Quoted fields may hold line breaks; both `\r\n` and `\n` end a record; the control character 0x1A that old systems
/// put at the end is left out. Nothing but the current record is held.
public struct CSVRecords: Sequence, IteratorProtocol {
    public struct Record: Sendable {
        public let line: Int
        public let fields: [String]
    }

    /// No honest list has longer fields.
    private static let longestField = 1 << 20

    private let bytes: [UInt8]
    private let file: String
    private let separator: UInt8
    private var position = 0
    private var line = 1
    /// What ended the reading before the file's end.
    public private(set) var fault: ListFault?

    /// - Parameters:
    ///   - bytes: the file.
    ///   - file: its name, for faults.
    public init(_ bytes: Data, file: String, separator: Character = ",") {
        self.bytes = [UInt8](bytes)
        self.file = file
        self.separator = separator.asciiValue ?? 0x2C
        if self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// All records.
    ///
    /// - Throws: ``ListFault`` for what is no CSV.
    public static func all(_ bytes: Data, file: String, separator: Character = ",") throws -> [Record] {
        var records = CSVRecords(bytes, file: file, separator: separator)
        var all: [Record] = []
        while let record = records.next() { all.append(record) }
        if let fault = records.fault { throw fault }
        return all
    }

    public mutating func next() -> Record? {
        guard fault == nil else { return nil }
        while position < bytes.count {
            let start = line
            var fields: [String] = []
            while true {
                guard let field = nextField() else { return nil }
                fields.append(field)
                if position < bytes.count, bytes[position] == separator {
                    position += 1
                    continue
                }
                break
            }
            endLine()
            let isEmpty = fields.count == 1 && (fields[0].isEmpty || fields[0] == "\u{1A}")
            if !isEmpty { return Record(line: start, fields: fields) }
        }
        return nil
    }

    private mutating func endLine() {
        if position < bytes.count, bytes[position] == 0x0D { position += 1 }
        if position < bytes.count, bytes[position] == 0x0A { position += 1 }
        line += 1
    }

    private mutating func nextField() -> String? {
        if position < bytes.count, bytes[position] == 0x22 { return quotedField() }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == separator || byte == 0x0A || byte == 0x0D { break }
            if byte == 0 { return failed("a byte of value 0 stands in the text") }
            position += 1
        }
        return text(bytes[start..<position])
    }

    private mutating func quotedField() -> String? {
        let start = line
        position += 1
        var content: [UInt8] = []
        var from = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x22 {
                content += bytes[from..<position]
                position += 1
                guard position < bytes.count, bytes[position] == 0x22 else {
                    guard position >= bytes.count || [separator, 0x0A, 0x0D].contains(bytes[position]) else {
                        return failed("text follows a closing quotation mark")
                    }
                    return text(content[...])
                }
                from = position
            } else if byte == 0x0A {
                line += 1
            } else if byte == 0 {
                return failed("a byte of value 0 stands in the text")
            }
            position += 1
        }
        line = start
        return failed("a quotation mark is never closed")
    }

    private mutating func text(_ slice: ArraySlice<UInt8>) -> String? {
        guard slice.count <= Self.longestField else { return failed("a field is longer than 1 MB") }
        if let text = String(validating: slice, as: UTF8.self) { return text }
        // The older files are in Latin-1.
        return String(String.UnicodeScalarView(slice.map { Unicode.Scalar($0) }))
    }

    private mutating func failed(_ reason: String) -> String? {
        fault = ListFault(file: file, line: line, reason: reason)
        return nil
    }
}
