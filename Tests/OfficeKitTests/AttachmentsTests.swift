import SQLStore
import Testing

@testable import OfficeKit

@Suite("Attachments")
struct AttachmentsTests {
    static let tables = OfficeTables.migrations
    static let author = Author(account: "a1", name: "An officer", door: .page)
    static let agreement = Subject(kind: "agreement", id: "g1", label: "AGR-0001")

    @Test("a file of several chunks comes back whole, with its journal entry", arguments: TestEngine.allCases)
    func roundTrip(engine: TestEngine) async throws {
        try await withOffice(on: engine, migrations: Self.tables) { office in
            let bytes = Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 7, count: 2 * Attachment.chunk + 7)
            let added = try await office.change(by: Self.author) {
                try $0.attach(bytes, named: "../سند.exe", to: Self.agreement, secrecy: .restricted)
            }
            #expect(added.fileName == "سند.exe.pdf" && added.mediaType == .pdf && added.size == bytes.count)
            try await office.read { connection in
                let found = try #require(try Attachment.list(of: ("agreement", "g1"), on: connection).first)
                #expect(found == added)
                var sizes: [Int] = []
                try found.forEachChunk(on: connection) { sizes.append($0.count) }
                #expect(sizes == [1 << 20, 1 << 20, 16])
                #expect(try found.content(on: connection) == bytes)
                let history = try Journal.history(of: ("agreement", "g1"), for: .machine, on: connection)
                #expect(history.map(\.action) == ["journal.attachment.added"])
                #expect(history.first?.secrecy == .restricted)
                #expect(try Journal.history(of: ("agreement", "g1"), for: .visitor, on: connection).isEmpty)
            }
        }
    }

    @Test("a removed file leaves nothing but its journal", arguments: TestEngine.allCases)
    func removed(engine: TestEngine) async throws {
        try await withOffice(on: engine, migrations: Self.tables) { office in
            let added = try await office.change(by: Self.author) {
                try $0.attach([1, 2], named: "x", to: Self.agreement, secrecy: .everyone)
            }
            await #expect(throws: AttachmentError.missing) {
                try await office.change(by: Self.author) {
                    try $0.detach(added.id, from: Subject(kind: "city", id: "g1", label: ""), secrecy: .everyone)
                }
            }
            try await office.change(by: Self.author) {
                try $0.detach(added.id, from: Self.agreement, secrecy: .everyone)
            }
            let left: Int64? = try await office.read { try $0.value("SELECT COUNT(*) FROM attachment_chunk") }
            #expect(left == 0)
        }
    }

    @Test("damage in the database is found", arguments: TestEngine.allCases)
    func damaged(engine: TestEngine) async throws {
        try await withOffice(on: engine, migrations: Self.tables) { office in
            let added = try await office.change(by: Self.author) {
                try $0.attach([1, 2], named: "x", to: Self.agreement, secrecy: .everyone)
            }
            _ = try await office.store.write { try $0.execute("UPDATE attachment_chunk SET bytes = \([UInt8(1)])") }
            await #expect(throws: AttachmentError.damaged(id: added.id)) {
                try await office.read { try added.content(on: $0) }
            }
        }
    }

    @Test("empty and too large files are refused")
    func limits() async throws {
        try await withOffice(on: .sqlite, migrations: Self.tables) { office in
            await #expect(throws: AttachmentError.empty) {
                _ = try await office.change(by: Self.author) {
                    try $0.attach([], named: "x", to: Self.agreement, secrecy: .everyone)
                }
            }
            let large = [UInt8](repeating: 0, count: Attachment.limit + 1)
            await #expect(throws: AttachmentError.tooLarge) {
                _ = try await office.change(by: Self.author) {
                    try $0.attach(large, named: "x", to: Self.agreement, secrecy: .everyone)
                }
            }
        }
    }

    static func office(_ names: String...) throws -> [UInt8] {
        try Zip.archive(names.map { Zip.Entry(name: $0, bytes: [1]) })
    }

    @Test("a file is what its content is")
    func types() throws {
        func text(_ text: String) -> [UInt8] { Array(text.utf8) }
        let cases: [([UInt8], MediaType)] = [
            (text("%PDF-1.4"), .pdf), ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], .png),
            ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
            (text("GIF89a"), .gif), (text("RIFF1234WEBP"), .webp), (text("{\\rtf1"), .rtf), (text("ID3\u{4}"), .mp3),
            ([0xFF, 0xFB, 0x90, 0x64], .mp3), ([0, 0, 0, 24] + text("ftypisom"), .mp4), ([0, 1, 2], .bytes),
            (text("<html><script>alert(1)</script>"), .text), (text("<svg onload='x'/>"), .text),
            (try Self.office("[Content_Types].xml", "word/document.xml"), .docx),
            (try Self.office("[Content_Types].xml", "ppt/presentation.xml"), .pptx), (try Self.office("a.txt"), .zip),
            (try Sheet(title: "t", columns: [], rows: []).xlsx(), .xlsx), (text("PK\u{3}\u{4}broken"), .bytes),
            (try Zip.archive([Zip.Entry(name: "mimetype", bytes: text(MediaType.odt.rawValue))]), .odt),
            ([0xC3, 0x28], .bytes), (text("سلام"), .text),
        ]
        for (bytes, type) in cases { #expect(MediaType(of: bytes, named: "x.html") == type, "\(bytes.prefix(16))") }
        #expect(MediaType(of: text("a,b"), named: "List.CSV") == .csv)
        var compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 632)
        #expect(MediaType(of: compound) == .ole)
        compound += "WordDocument".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] } + [0, 0]
        #expect(MediaType(of: compound) == .doc)
    }

    @Test(
        "a file's name is made safe",
        arguments: [
            ("../../etc/passwd", "passwd.pdf"), ("C:\\a\\b.pdf", "b.pdf"), ("", "file.pdf"), ("..", "file.pdf"),
            ("a\u{202E}fdp.exe", "afdp.exe.pdf"), ("می\u{200C}شود.pdf", "می\u{200C}شود.pdf"), ("CON.pdf", "_CON.pdf"),
            ("com1", "_com1.pdf"), ("a\r\nb\u{0}.PDF", "ab.PDF"), ("a<b>:c?.pdf", "a_b__c_.pdf"), (".pdf", "pdf.pdf"),
            ("v1.2 final", "v1.2 final.pdf"), (" . x . ", "x.pdf"),
        ])
    func names(name: String, expected: String) {
        #expect(FileName.cleaned(name, for: .pdf) == expected)
    }

    @Test("a long name is cut and keeps its extension")
    func long() {
        let name = FileName.cleaned(String(repeating: "سند", count: 100) + ".pdf", for: .pdf)
        #expect(name.utf8.count <= FileName.limit && name.hasSuffix(".pdf"))
    }

    @Test("a download names its file in both forms, and nothing can break out of the header")
    func disposition() {
        #expect(
            FileName.disposition("سند 1.pdf")
                == "attachment; filename=\"___ 1.pdf\"; filename*=UTF-8''%D8%B3%D9%86%D8%AF%201.pdf")
        #expect(
            FileName.disposition("a\"\r\n;%.png", isInline: true)
                == "inline; filename=\"a_____.png\"; filename*=UTF-8''a%22%0D%0A%3B%25.png")
        let page = Attachment(
            id: "1", subjectKind: "a", subjectID: "b", fileName: "x.txt", mediaType: .text, size: 1, sha256: "",
            createdAt: .now, account: nil)
        let headers = page.downloadHeaders(isInline: true)
        #expect(headers.contains { $0 == ("X-Content-Type-Options", "nosniff") })
        #expect(headers.contains { $0.name == "Content-Disposition" && $0.value.hasPrefix("attachment") })
        #expect(headers.contains { $0 == ("Content-Type", "text/plain; charset=utf-8") })
    }
}
