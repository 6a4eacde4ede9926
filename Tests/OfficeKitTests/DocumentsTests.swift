import Foundation
import Testing

@testable import OfficeKit

@Suite("Documents")
struct DocumentsTests {
    static let sheet = Sheet(
        title: "شهرها: [همه]", columns: [Sheet.Column("نام"), Sheet.Column("Count", width: 9), Sheet.Column("Since")],
        rows: [
            [.text("تهران & \"<b>\"\u{1}"), .integer(-12), .day(Day(epochDay: 0))],
            [.text("=1+1"), .decimal(2.5), .empty],
            [.text("two\nlines"), .integer(1 << 60), .day(Day(epochDay: -30_000))],
        ], isRightToLeft: true)

    static func parts(_ sheet: Sheet) throws -> (ZipReader, String) {
        let reader = try ZipReader(try sheet.xlsx())
        let bytes = try #require(try reader.content(of: "xl/worksheets/sheet1.xml"))
        return (reader, String(decoding: bytes, as: UTF8.self))
    }

    @Test(
        "a field of CSV is quoted where RFC 4180 asks for it",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), (" a", "\" a\""),
            ("", ""), ("تهران", "تهران"),
        ])
    func quotes(text: String, expected: String) {
        let sheet = Sheet(title: "t", columns: [Sheet.Column("h")], rows: [[.text(text)]])
        #expect(sheet.csv(withMark: false) == Array("h\r\n\(expected)\r\n".utf8))
    }

    @Test("the byte order mark is there when asked for")
    func mark() {
        let sheet = Sheet(title: "t", columns: [], rows: [])
        #expect(Array(sheet.csv().prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(sheet.csv(withMark: false) == [13, 10])
    }

    @Test(
        "what a spreadsheet would run is disarmed, and numbers stay numbers",
        arguments: [
            ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd", "'+cmd"), ("-2+3", "'-2+3"), (" =1", "' =1"),
            ("\t1", "'\t1"), ("＝1", "'＝1"), ("-12.5", "-12.5"), ("+98,21", "+98,21"), ("-", "'-"), ("a=1", "a=1"),
            ("\u{FEFF}=1", "'\u{FEFF}=1"),
        ])
    func formulas(text: String, expected: String) {
        #expect(Sheet.guarded(text) == expected)
    }

    @Test("a workbook has its parts, and each is well-formed XML")
    func workbook() throws {
        let (reader, xml) = try Self.parts(Self.sheet)
        #expect(
            reader.entries.map(\.name) == [
                "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                "xl/worksheets/sheet1.xml",
            ])
        #expect(xml.contains("rightToLeft=\"1\"") && xml.contains("state=\"frozen\""))
        #expect(xml.contains("تهران &amp; &quot;&lt;b&gt;&quot;\u{FFFD}</t>"))
        #expect(xml.contains("<c r=\"B2\"><v>-12</v></c><c r=\"C2\" s=\"2\"><v>25569</v></c>"))
        // Text is text: no formula is ever written.
        #expect(!xml.contains("<f>") && xml.contains(">=1+1</t>"))
        // What a double or Excel's calendar cannot hold stays text.
        #expect(xml.contains(">1152921504606846976</t>") && xml.contains(">1887-11-12</t>"))
        let book = String(decoding: try #require(try reader.content(of: "xl/workbook.xml")), as: UTF8.self)
        #expect(book.contains("name=\"شهرها   همه\""))
    }

    @Test(
        "columns are named as spreadsheets name them",
        arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
    func letters(index: Int, name: String) {
        #expect(Sheet.letters(index) == name)
    }

    @Test("what is packed comes out again")
    func archive() throws {
        var random = SystemRandomNumberGenerator()
        let noise = (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let entries = [
            Zip.Entry(name: "سند.txt", bytes: Array(String(repeating: "پیوند ", count: 900).utf8)),
            Zip.Entry(name: "empty", bytes: []), Zip.Entry(name: "noise", bytes: noise),
        ]
        let bytes = try Zip.archive(entries)
        let reader = try ZipReader(bytes)
        for entry in entries { #expect(try reader.content(of: entry.name) == entry.bytes) }
        #expect(try reader.content(of: "missing") == nil)
        #expect(bytes.count < 6_500)
        #expect(Zip.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    }

    @Test("a damaged archive is refused, never read beyond its end", arguments: 0..<20)
    func damaged(seed: Int) throws {
        let whole = try Self.sheet.xlsx()
        for _ in 0..<20 {
            var bytes = Array(whole[..<Int.random(in: 0...whole.count)])
            if !bytes.isEmpty { bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...255) }
            do {
                let reader = try ZipReader(bytes)
                for entry in reader.entries { _ = try reader.content(of: entry.name) }
            } catch is Zip.Failure {}
        }
        for place in whole.indices.suffix(400) {
            var bytes = whole
            bytes[place] ^= UInt8.random(in: 1...255)
            do {
                let reader = try ZipReader(bytes)
                for entry in reader.entries { _ = try reader.content(of: entry.name) }
            } catch is Zip.Failure {}
        }
    }
}
