import HTTPTypes
import OfficeKit
import OfficeTesting
import SQLStore
import Testing

@testable import Agreements

@Suite("Files of evidence and agreements")
struct EvidenceFileTests {
    private static let disposition = HTTPField.Name("Content-Disposition")!
    private static let nosniff = HTTPField.Name("X-Content-Type-Options")!

    @Test(
        "a file is what its content is, under a name that is safe, and is given out to be saved",
        arguments: [
            ("report.pdf", "%PDF-1.7 x", "application/pdf", "report.pdf"),
            ("page.html", "<script>alert(1)</script>", "text/plain; charset=utf-8", "page.html.txt"),
            ("../../etc/گزارش\u{202E}gpj.exe", "%PDF-1.4", "application/pdf", "گزارشgpj.exe.pdf"),
            ("picture.png", "GIF89a....", "image/gif", "picture.png.gif"),
        ], OfficeUnderTest.engines)
    func content(file: (name: String, content: String, type: String, kept: String), engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let clause = try await pages.assigned()
            let officer = try await pages.officer()
            let path = "\(clause.path)/evidence/new"
            try await officer.get(path)
            let bytes = Array(file.content.utf8)
            let sent = Browser.File("file", name: file.name, bytes: bytes)
            #expect(try await officer.submit(path, ["title": "Report"], files: [sent]) == 303, "\(officer.text)")
            try await officer.follow()
            let href = try #require(officer.html.firstMatch(of: /href="(\/agreements\/[^"]*\/files\/[^"]*)"/)).output.1
            #expect(officer.html.contains("<bdi>\(file.kept)</bdi>"))
            #expect(try await officer.get(String(href)) == 200)
            #expect(officer.bytes == bytes)
            #expect(officer.headers[.contentType] == file.type)
            #expect(officer.headers[Self.nosniff] == "nosniff")
            let disposition = try #require(officer.headers[Self.disposition])
            #expect(disposition.hasPrefix("attachment; filename=\""))
            #expect(disposition.contains("filename*=UTF-8''\(Query.encoded(file.kept))"))
        }
    }

    @Test(
        "a file larger than 25 MB brings the form back with a sentence and all that was typed",
        arguments: [((25 << 20) + 1, Language.fa), (40 << 20, .en)])
    func large(size: Int, language: Language) async throws {
        try await PageOffice.open { pages in
            let clause = try await pages.assigned()
            let words = try PageOffice.words(language)
            let officer = try await pages.officer(language)
            let path = "\(clause.path)/evidence/new"
            try await officer.get(path)
            let file = Browser.File("file", name: "film.mp4", bytes: Array(repeating: 7, count: size))
            #expect(try await officer.submit(path, ["title": "Long film"], files: [file]) == 422)
            #expect(officer.error(at: "file") == words.text("forms.errors.fileTooLarge"))
            #expect(officer.value("title", of: path) == "Long film")
            #expect(try await pages.count("evidence") == 0)
            try await officer.get(clause.agreement.href)
            let files = "\(clause.agreement.href)/files"
            #expect(try await officer.submit(files, files: [file]) == 422)
            #expect(officer.error(at: "file") == words.text("forms.errors.fileTooLarge"))
            #expect(try await pages.count("attachment") == 0)
        }
    }

    @Test("a file of exactly 25 MB is kept whole", arguments: OfficeUnderTest.engines)
    func largest(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let tie = try await pages.agreement()
            let officer = try await pages.officer()
            try await officer.get(tie.href)
            var bytes = [UInt8](repeating: 7, count: 25 << 20)
            for place in stride(from: 0, to: bytes.count, by: 65_521) { bytes[place] = UInt8(place % 251) }
            let file = Browser.File("file", name: "all.bin", bytes: bytes)
            #expect(try await officer.submit("\(tie.href)/files", files: [file]) == 303)
            try await officer.get(tie.href)
            let href = try #require(officer.html.firstMatch(of: /href="(\/agreements\/[^"]*\/files\/[^"]*)" download/))
                .output.1
            #expect(try await officer.get(String(href)) == 200)
            #expect(officer.bytes == bytes)
        }
    }

    @Test("an empty file and no file at all are named", arguments: Language.allCases)
    func empty(language: Language) async throws {
        try await PageOffice.open { pages in
            let clause = try await pages.assigned()
            let words = try PageOffice.words(language)
            let officer = try await pages.officer(language)
            let path = "\(clause.path)/evidence/new"
            try await officer.get(path)
            let empty = Browser.File("file", name: "empty.pdf", bytes: [])
            #expect(try await officer.submit(path, ["title": "Report"], files: [empty]) == 422)
            #expect(officer.error(at: "file") == words.text("forms.errors.fileEmpty"))
            // What browsers send when no file was chosen.
            let none = Browser.File("file", name: "", bytes: [])
            #expect(try await officer.submit(path, ["title": "Report"], files: [none]) == 422)
            #expect(officer.error(at: "file") == words.text("agreements.problem.noProof"))
            try await officer.get(clause.agreement.href)
            #expect(try await officer.submit("\(clause.agreement.href)/files", files: [none]) == 422)
            #expect(officer.error(at: "file") == words.text("forms.errors.required"))
        }
    }

    @Test(
        "a file of an agreement is removed for good, and its history keeps the name", arguments: OfficeUnderTest.engines
    )
    func removed(engine: Engine) async throws {
        try await PageOffice.open(engine) { pages in
            let tie = try await pages.agreement()
            let other = try await pages.agreement("Other")
            let officer = try await pages.officer()
            try await officer.get(tie.href)
            let file = Browser.File("file", name: "signed.pdf", bytes: Array("%PDF-1.7".utf8))
            #expect(try await officer.submit("\(tie.href)/files", files: [file]) == 303)
            try await officer.get(tie.href)
            let id = try #require(officer.html.firstMatch(of: /\/files\/([0-9a-f-]+)\/remove/)).output.1
            // Under another agreement there is no such file.
            #expect(try await officer.get("\(other.href)/files/\(id)") == 404)
            #expect(try await officer.post("\(other.href)/files/\(id)/remove") == 404)
            #expect(try await officer.post("\(tie.href)/files/\(id)/remove") == 303)
            #expect(try await officer.get("\(tie.href)/files/\(id)") == 404)
            #expect(try await pages.count("attachment_chunk") == 0)
            try await officer.get("\(tie.href)/history")
            #expect(officer.html.contains("signed.pdf"))
        }
    }
}
