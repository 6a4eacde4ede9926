import Foundation
import Testing

@testable import OfficeKit

@Suite("Text of documents")
struct DocumentTextTests {
    private static func has(_ command: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(command)")
    }

    /// A document of Word with these paragraphs, and a table of one row with two cells.
    private static func docx(_ paragraphs: [String], cells: [String]) throws -> [UInt8] {
        func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
        let row = cells.map { "<w:tc>\(paragraph($0))</w:tc>" }.joined()
        let document =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \(space)><w:body>"
            + paragraphs.map(paragraph).joined()
            + "<w:tbl><w:tblGrid><w:gridCol w:w=\"4000\"/><w:gridCol w:w=\"4000\"/></w:tblGrid><w:tr>\(row)</w:tr></w:tbl></w:body></w:document>"
        let types =
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument"
            + ".wordprocessingml.document.main+xml\"/></Types>"
        let relations =
            "<?xml version=\"1.0\"?><Relationships "
            + "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" "
            + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
            + "Target=\"word/document.xml\"/></Relationships>"
        return try Zip.archive([
            Zip.Entry(name: "[Content_Types].xml", bytes: Array(types.utf8)),
            Zip.Entry(name: "_rels/.rels", bytes: Array(relations.utf8)),
            Zip.Entry(name: "word/document.xml", bytes: Array(document.utf8)),
        ])
    }

    @Test("plain text is itself")
    func plain() async throws {
        #expect(try await DocumentText.text(of: Array("ماده ۱\u{0C}Article 1".utf8)) == "ماده ۱\u{0C}Article 1")
    }

    @Test("what is no document, or holds no word, is refused with a reason")
    func refused() async throws {
        await #expect(throws: DocumentTextError.unsupported(.gif)) {
            try await DocumentText.text(of: Array("GIF89a....".utf8))
        }
        await #expect(throws: DocumentTextError.noText) { try await DocumentText.text(of: Array("12 --- 3".utf8)) }
    }

    @Test("a document of Word is read, both columns of a table side by side", .enabled(if: has("pandoc")))
    func word() async throws {
        let bytes = try Self.docx(["تفاهم‌نامهٔ نمونه"], cells: ["Article 1: Purpose", "ماده ۱: هدف"])
        let text = try await DocumentText.text(of: bytes, named: "sample.docx")
        #expect(text.contains("تفاهم‌نامهٔ نمونه"))
        let line = text.split(separator: "\n").first { $0.contains("Article 1") }
        #expect(line?.contains("ماده ۱: هدف") == true)
    }

    @Test("a broken PDF is refused, and the program goes on", .enabled(if: has("pdftotext")))
    func broken() async throws {
        await #expect(throws: DocumentTextError.self) {
            try await DocumentText.text(of: Array("%PDF-1.7 nothing".utf8))
        }
    }
}
