import Foundation
import OfficeTesting
import Testing

@testable import OfficeKit

@Suite("Word files and printed pages", .serialized)
struct WordDocumentTests {
    static let document = BilingualDocument(
        title: .init(fa: "سند نمونهٔ همکاری", en: "Sample document & more"),
        state: .init(fa: "پیش‌نویس", en: "Draft"), code: "AGR-0007",
        missing: .init(fa: "متن فارسی ثبت نشده است.", en: "No English text is recorded."),
        rows: [
            .heading(.init(fa: "بند ۱", en: "Clause 1")),
            .text(.init(fa: "کارشناسان سامانهٔ RAMS 2.0 را می‌بینند.", en: "Engineers see the «سامانه» of metro <b>.")),
            .text(.init(fa: "تنها فارسی", en: nil)),
            .facts(
                [.init(.init(fa: "موعد", en: "Due"), .init(fa: "۱ دی ۱۴۰۵", en: "22 December 2026"))],
                under: .init(fa: "اقدام ۱", en: "Action 1")),
        ],
        signatures: [.init([.init(fa: "از سوی تهران", en: "For Tehran")]), .init([.init(fa: nil, en: "For Seoul")])])

    private static func part(_ name: String, of bytes: [UInt8]) throws -> String {
        String(decoding: try #require(try ZipReader(bytes).content(of: name)), as: UTF8.self)
    }

    @Test(
        "a text is cut where its letters change direction, and signs stay with what surrounds them",
        arguments: [
            ("نامهٔ AGR-0042 رسید", Language.fa, ["نامهٔ |", "AGR-0042", "| رسید"]),
            ("(Metro 2.0) نو", .fa, ["(|", "Metro 2.0", "|) نو"]), ("می‌رود", .fa, ["می‌رود|"]),
            ("no. ۲۳۱/ح of", .en, ["no. ", "۲۳۱/ح|", " of"]), ("plain, text.", .en, ["plain, text."]),
            ("ردیف \u{2068}۱۴۰۵-۷\u{2069}", .fa, ["ردیف |", "\u{200E}۱۴۰۵-۷\u{200E}"]),
            ("no. \u{2068}۲۳۱/ح\u{2069}", .en, ["no. ", "۲۳۱/ح|"]), ("", .fa, []), ("Metro", .fa, ["Metro"]),
        ])
    func spans(text: String, language: Language, expected: [String]) {
        let spans = ScriptSpan.spans(of: text, in: language)
        // A bar marks what runs from the right.
        #expect(spans.map { $0.isRightToLeft } == expected.map { $0.contains("|") })
        #expect(spans.map(\.text) == expected.map { $0.replacing("|", with: "") })
    }

    @Test("each paragraph and run says its language and direction")
    func marks() throws {
        let bytes = try Self.document.word().docx()
        let xml = try Self.part("word/document.xml", of: bytes)
        #expect(xml.contains("<w:bidiVisual/>"))
        #expect(xml.contains("<w:bidi/>") && xml.contains("<w:bidi w:val=\"0\"/>"))
        #expect(xml.contains("<w:rtl/><w:lang w:bidi=\"fa-IR\"/></w:rPr><w:t xml:space=\"preserve\">پیش‌نویس</w:t>"))
        #expect(xml.contains("<w:lang w:val=\"en-GB\"/></w:rPr><w:t xml:space=\"preserve\">RAMS 2.0</w:t>"))
        #expect(xml.contains("Sample document &amp; more") && xml.contains("metro &lt;b&gt;."))
        let section = try #require(xml.components(separatedBy: "<w:sectPr>").last)
        #expect(!section.contains("bidi"))
        let styles = try Self.part("word/styles.xml", of: bytes)
        #expect(styles.contains("w:cs=\"Noto Sans Arabic\"") && styles.contains("w:ascii=\"Noto Sans\""))
        #expect(try Self.part("word/footer1.xml", of: bytes).contains("NUMPAGES"))
        #expect(try Self.part("word/header1.xml", of: bytes).contains("AGR-0007"))
        #expect(try Self.document.word().docx() == bytes, "equal content gives equal bytes")
    }

    @Test("every part is well-formed XML")
    func wellFormed() throws {
        let bytes = try Self.document.word().docx()
        let reader = try ZipReader(bytes)
        #expect(reader.entries.count == 8)
        for entry in reader.entries {
            let content = try #require(try reader.content(of: entry.name))
            // Foundation's parser is another module on Linux: an office program that opens it says the same.
            let text = String(decoding: content, as: UTF8.self)
            let opened = text.matches(of: /<[A-Za-z][^>]*[^\/]>|<[A-Za-z]>/).count
            let closed = text.matches(of: /<\/[A-Za-z]/).count
            #expect(opened == closed, "\(entry.name)")
        }
    }

    @Test("LibreOffice reads the same words in both languages, in their order")
    func converted() async throws {
        let text = try await Converted.text(of: try Self.document.word().docx(), named: "sample.docx")
        let lines = text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isEmpty }
            .map { $0.replacing("\u{FEFF}", with: "") }
        #expect(
            lines == [
                "سند نمونهٔ همکاری", "Sample document & more", "پیش‌نویس", "Draft", "بند ۱", "Clause 1",
                "کارشناسان سامانهٔ RAMS 2.0 را می‌بینند.", "Engineers see the «سامانه» of metro <b>.", "تنها فارسی",
                "No English text is recorded.", "اقدام ۱", "موعد: ۱ دی ۱۴۰۵", "Action 1", "Due: 22 December 2026",
                "از سوی تهران", "For Tehran", "For Seoul",
            ])
    }

    @Test("LibreOffice prints it with its head and the numbers of its pages")
    func printedByOffice() async throws {
        let pdf = try await Converted.pdf(of: try Self.document.word().docx(), named: "sample.docx")
        let text = try await Converted.text(ofPDF: pdf)
        for words in ["Sample document & more", "Due: 22 December 2026", "AGR-0007", "RAMS 2.0"] {
            #expect(text.contains(words), "\(words)")
        }
        // How wide a gap must be to be read as a space is the reader's guess.
        #expect(text.replacing(" ", with: "").contains("\n1/1\n"))
    }

    @Test("Chromium prints the page with both languages, its head and the numbers of its pages")
    func printed() async throws {
        let text = try await Converted.text(ofPDF: try await PDFPrinter.print(Self.document.html()))
        for words in [
            "Sample document & more", "22 December 2026", "AGR-0007", "No English text is recorded.", "RAMS 2.0",
            "For Seoul", "تنها فارسی", "موعد", "می‌بینند",
        ] {
            #expect(text.contains(words), "\(words): \(text)")
        }
    }

    @Test("what a person typed cannot end the page's head or its style")
    func escaped() {
        var document = Self.document
        document.code = "\"</style><script>x"
        document.title.en = "<script>alert(1)</script>"
        let html = document.html()
        #expect(!html.contains("<script") && html.components(separatedBy: "</style>").count == 2)
    }

    @Test("where there is no Chromium the error says how to get one")
    func missing() async throws {
        await #expect(throws: PDFError.notInstalled) {
            try await PDFPrinter.print("<p>x", within: 5, with: ["payvand-no-such-browser", "/nowhere/chromium"])
        }
        #expect(PDFError.notInstalled.description.contains("apt-get install chromium"))
    }

    @Test("a browser that hangs or writes nothing is given up")
    func hanging() async throws {
        let script = FileManager.default.temporaryDirectory.appending(path: "payvand-browser-\(UUID().uuidString)")
        try Data("#!/bin/sh\nexec sleep 60\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)
        defer { try? FileManager.default.removeItem(at: script) }
        await #expect(throws: PDFError.tookTooLong(seconds: 1)) {
            try await PDFPrinter.print("<p>x", within: 1, with: [script.path])
        }
        await #expect(throws: PDFError.failed("no PDF was written")) {
            try await PDFPrinter.print("<p>x", within: 30, with: ["/bin/true"])
        }
    }
}
