import ArgumentParser
import DocumentReading
import Foundation
import OfficeKit

/// `payvand read`: what a document says, as the office reads it.
struct ReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Read a document: its articles, dates, parties and provisions.",
        discussion: """
            Plain text is read as it is, docx and odt through pandoc, PDF through pdftotext. Offsets count Unicode
            scalars of the text, which --text prints.
            """)

    @Argument(help: "The document; - for plain text on standard input.") var file: String
    @Flag(help: "Print the reading as JSON.") var json = false
    @Flag(help: "Print the text that is read, and nothing else.") var text = false

    func run() async throws {
        let bytes: [UInt8]
        do {
            bytes =
                file == "-"
                ? [UInt8](FileHandle.standardInput.readDataToEndOfFile())
                : [UInt8](try Data(contentsOf: URL(filePath: file)))
        } catch {
            say("\(file) cannot be opened.")
            throw ExitCode.failure
        }
        let words: String
        do {
            words = try await DocumentText.text(of: bytes, named: file)
        } catch let error as DocumentTextError {
            say("\(file): \(error)")
            throw ExitCode.failure
        }
        if text {
            print(words, terminator: "")
            return
        }
        let reading = Reading(words)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(reading), as: UTF8.self))
        } else {
            print(Self.summary(of: reading))
        }
    }

    private static func summary(of reading: Reading) -> String {
        var lines = [
            "languages   " + reading.languages.map(\.rawValue).joined(separator: ", ")
                + (reading.isTwoColumns ? " (two columns)" : ""),
            "pages       \(reading.source.pages)", "clauses     \(reading.clauses.count)", "",
        ]
        for unit in reading.units {
            let mark = unit.isMain ? "*" : " "
            let indent = String(repeating: "  ", count: unit.depth)
            let title = unit.title.map { " · \($0)" } ?? ""
            lines.append(
                "\(mark) \(unit.language.rawValue) p\(unit.page) \(unit.span.start)–\(unit.span.end)  \(indent)"
                    + "\(unit.label.isEmpty ? unit.kind.rawValue : unit.label)\(title)")
        }
        if !reading.dates.isEmpty { lines.append("") }
        for date in reading.dates {
            lines.append(
                "date        \(date.iso ?? "no such day") \(date.calendar.rawValue) "
                    + "\(date.role.map { "(\($0.rawValue)) " } ?? "")“\(date.text)”")
        }
        for party in reading.parties {
            lines.append(
                "party       \(party.name)\(party.alias.map { " = \($0)" } ?? "") [\(party.language.rawValue)]")
        }
        for provision in reading.provisions {
            let length = provision.length.map { " \($0) \(provision.period?.rawValue ?? "")" } ?? ""
            let more = [
                provision.renewal?.rawValue,
                provision.languages.isEmpty ? nil : provision.languages.joined(separator: ", "),
                provision.prevails.map { $0 ? "prevails" : "equal" },
            ].compactMap { $0 }.joined(separator: ", ")
            lines.append(
                "\(provision.kind.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0))\(length) \(more) "
                    + "[\(provision.language.rawValue)]")
        }
        return lines.joined(separator: "\n")
    }
}
