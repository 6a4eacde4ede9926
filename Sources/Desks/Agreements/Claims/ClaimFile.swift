import Foundation
import OfficeKit
import PersianText

/// A file of claims or agreements, read row by row: what is right, and what is wrong in which line.
///
/// Two dialects are told apart by the header. The sourced one is tab-separated without quoting, each row with its source
/// (`data/claims_iran.tsv`). The plain one is a spreadsheet's export: a list of agreements with a header in English or
/// Persian, separated by comma, semicolon or tab, quoted as RFC 4180 says, in UTF-8 or UTF-16, with or without a
/// byte-order mark.
public struct ClaimFile: Sendable {
    /// A city as the file names it.
    public struct Place: Sendable, Hashable {
        /// GeoNames' number.
        public var id: Int64?
        public var name: String
        /// A code or a name in any language.
        public var country: String?
    }

    /// One row that could be read.
    public struct Row: Sendable {
        /// Counted from 1, as an editor shows it.
        public let line: Int
        /// Our city; nil when the file names none.
        public let own: Place?
        public let partner: Place
        public let titlePersian: String?
        public let titleEnglish: String?
        public let content: Claim.Content
    }

    /// What is wrong in a line, to be said by a catalogue's sentence.
    public struct Fault: Sendable, Hashable {
        public let line: Int
        /// A key under `agreements.import`.
        public let key: String
        public let arguments: [String: String]

        init(_ line: Int, _ key: String, _ arguments: [String: String] = [:]) {
            self.line = line
            self.key = "agreements.import.\(key)"
            self.arguments = arguments
        }
    }

    /// Why nothing of a file could be read.
    public struct Unreadable: Error, Sendable, Hashable {
        public let key: String
        public let arguments: [String: String]

        init(_ key: String, _ arguments: [String: String] = [:]) {
            self.key = "agreements.import.\(key)"
            self.arguments = arguments
        }
    }

    /// Whether each row is one source's claim about a tie, or an agreement of its own.
    public let isSourced: Bool
    public let rows: [Row]
    public let faults: [Fault]

    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - name: what a plain file is called as the source of its claims.
    /// - Throws: ``Unreadable``.
    public init(_ bytes: Data, name: String) throws {
        guard let text = ClaimFile.text(bytes) else { throw Unreadable("notText") }
        guard let head = text.split(whereSeparator: \.isNewline).first else { throw Unreadable("empty") }
        let delimiter = ClaimFile.delimiter(of: head)
        let names = head.split(separator: delimiter).map { ClaimColumn.folded(String($0)) }
        isSourced = delimiter == "\t" && names.contains("source url") && names.contains("partner geonameid")
        let records = try DelimitedText.records(of: text, delimiter: delimiter, isQuoted: !isSourced)
        guard let header = records.first, records.count > 1 else { throw Unreadable("empty") }
        let columns = try ClaimColumn.places(of: header.fields)
        guard columns[.partner] != nil || columns[.partnerPersian] != nil else { throw Unreadable("noPartnerColumn") }

        var rows: [Row] = []
        var faults: [Fault] = []
        var seen: [String: Int] = [:]
        for record in records.dropFirst() {
            if record.fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
            guard record.fields.count <= header.fields.count else {
                faults.append(
                    Fault(
                        record.line, "tooManyFields",
                        ["found": String(record.fields.count), "expected": String(header.fields.count)]))
                continue
            }
            let whole = record.fields.joined(separator: "\u{1F}")
            if let first = seen[whole] {
                faults.append(Fault(record.line, "repeated", ["first": String(first)]))
                continue
            }
            seen[whole] = record.line
            var reader = ClaimRow(line: record.line, fields: record.fields, columns: columns)
            if let row = reader.row(fileName: name) { rows.append(row) }
            faults += reader.faults
        }
        self.rows = rows
        self.faults = faults
    }

    private static func text(_ bytes: Data) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(validating: bytes.dropFirst(3), as: UTF8.self) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return String(data: bytes, encoding: .utf16).map { $0.hasPrefix("\u{FEFF}") ? String($0.dropFirst()) : $0 }
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func delimiter(of head: Substring) -> Character {
        var counts: [Character: Int] = [:]
        var isQuoted = false
        for character in head {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "," || character == ";" || character == "\t" || character == "؛" {
                counts[character, default: 0] += 1
            }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ","
    }
}

/// Text in rows and fields.
enum DelimitedText {
    struct Record {
        /// The line in which it starts, from 1.
        let line: Int
        let fields: [String]
    }

    /// - Throws: ``ClaimFile/Unreadable`` when a quotation is never closed.
    static func records(of text: String, delimiter: Character, isQuoted: Bool) throws -> [Record] {
        var records: [Record] = []
        var fields: [String] = []
        var field = ""
        var line = 1
        var start = 1
        var isInside = false
        var wasQuoted = false
        var index = text.startIndex
        func end() {
            fields.append(field)
            field = ""
            wasQuoted = false
        }
        while index < text.endIndex {
            let character = text[index]
            index = text.index(after: index)
            if isInside {
                if character == "\"" {
                    if index < text.endIndex, text[index] == "\"" {
                        field.append("\"")
                        index = text.index(after: index)
                    } else {
                        isInside = false
                    }
                } else {
                    if character.isNewline { line += 1 }
                    field.append(character)
                }
            } else if isQuoted, character == "\"", field.isEmpty, !wasQuoted {
                isInside = true
                wasQuoted = true
            } else if character == delimiter {
                end()
            } else if character == "\n" || character == "\r\n" || character == "\r" {
                end()
                records.append(Record(line: start, fields: fields))
                fields = []
                line += 1
                start = line
            } else {
                field.append(character)
            }
        }
        if isInside { throw ClaimFile.Unreadable("openQuote") }
        if !field.isEmpty || !fields.isEmpty || wasQuoted {
            end()
            records.append(Record(line: start, fields: fields))
        }
        return records
    }
}
