import NIOCore
import Testing

@testable import OfficeKit

@Suite("Forms")
struct FormsTests {
    static let boundary = "----WebKitFormBoundary7MA4YWxk"

    static func body(_ parts: [(header: String, content: [UInt8])], closed: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in parts {
            bytes += Array("--\(boundary)\r\nContent-Disposition: form-data; \(part.header)\r\n\r\n".utf8)
            bytes += part.content + Array("\r\n".utf8)
        }
        return closed ? bytes + Array("--\(boundary)--\r\n".utf8) : bytes
    }

    static func read(_ bytes: [UInt8]) throws -> FormData {
        try FormData(ByteBuffer(bytes: bytes), contentType: "multipart/form-data; boundary=\(boundary)")
    }

    @Test(
        "a url-encoded body gives names and values in their order",
        arguments: [
            ("", []), ("a=1", ["a=1"]), ("a=1&b=2&a=3", ["a=1", "b=2", "a=3"]), ("a", ["a="]), ("a=b=c", ["a=b=c"]),
            ("n=%D8%AA%D9%87%D8%B1%D8%A7%D9%86+1", ["n=تهران 1"]), ("&&a=%26&", ["a=&"]), ("a=%2B", ["a=+"]),
        ])
    func urlEncoded(text: String, expected: [String]) throws {
        let form = try FormData(urlEncoded: Array(text.utf8))
        #expect(form.fields.map { "\($0.name)=\($0.value)" } == expected)
    }

    @Test(
        "broken escapes, bytes that are no UTF-8, and U+0000 are refused",
        arguments: ["a=%", "a=%4", "a=%GG", "a=%00", "a=%FF", "%D8=1", "a=%C0%80", "a=%ED%A0%80"])
    func refused(text: String) {
        #expect(throws: FormError.malformed) { try FormData(urlEncoded: Array(text.utf8)) }
    }

    @Test("too many fields and too long texts are refused")
    func limits() {
        let many = (0...FormLimits.fields).map { "a\($0)=1" }.joined(separator: "&")
        #expect(throws: FormError.tooManyFields) { try FormData(urlEncoded: Array(many.utf8)) }
        let long = Array("a=".utf8) + Array(repeating: UInt8(ascii: "x"), count: FormLimits.textBytes)
        #expect(throws: FormError.textTooLong) { try FormData(urlEncoded: long) }
        let text = Array(repeating: UInt8(ascii: "x"), count: FormLimits.textBytes + 1)
        #expect(throws: FormError.textTooLong) { try Self.read(Self.body([("name=\"t\"", text)])) }
    }

    @Test("a file that is too large comes with its form, so that the form can come back and say so")
    func largeFile() throws {
        let file = Array(repeating: UInt8(0), count: Attachment.limit + 1)
        let form = try Self.read(
            Self.body([
                ("name=\"before\"", Array("a".utf8)), ("name=\"f\"; filename=\"a\"", file),
                ("name=\"behind\"", Array("b".utf8)),
            ]))
        #expect(form.file("f")?.bytes.count == file.count)
        #expect(form.text("before") == "a" && form.text("behind") == "b")
    }

    @Test(
        "of a form that is larger than its route takes the ends are kept; of other bodies nothing", arguments: [3, 60])
    func largeBody(megabytes: Int) async throws {
        let limit = 8 << 20
        let file = Array(repeating: UInt8(0), count: megabytes << 20)
        let body = Self.body([
            ("name=\"before\"", Array("a".utf8)), ("name=\"f\"; filename=\"a\"", file),
            ("name=\"behind\"", Array("b".utf8)),
        ])
        func stream() -> AsyncThrowingStream<ByteBuffer, any Error> {
            AsyncThrowingStream { stream in
                var rest = ByteBuffer(bytes: body)
                while rest.readableBytes > 0, let part = rest.readSlice(length: min(65_536, rest.readableBytes)) {
                    stream.yield(part)
                }
                stream.finish()
            }
        }
        let kept = try #require(try await BodyReader(limit: limit, keepsEnds: true).read(stream()))
        let form = try Self.read(Array(kept.readableBytesView))
        #expect(form.text("before") == "a" && form.text("behind") == "b")
        let bytes = try #require(form.file("f")).bytes.count
        #expect(megabytes == 3 ? bytes == file.count : bytes > limit - 4096 && bytes <= limit + (1 << 19))
        let plain = try await BodyReader(limit: limit, keepsEnds: false).read(stream())
        #expect((plain == nil) == (megabytes == 60))
        #expect(try await BodyReader(limit: 1 << 20, keepsEnds: true).read(stream()) == nil || megabytes == 3)
    }

    @Test("text is trimmed and the first; all gives every value")
    func access() throws {
        let form = try FormData(urlEncoded: Array("a=+x+&a=y&box=on&none=".utf8))
        #expect(form.text("a") == "x")
        #expect(form.all("a") == [" x ", "y"])
        #expect(form.text("missing") == "")
        #expect(form.isOn("box") && !form.isOn("none") && !form.isOn("missing"))
    }

    @Test("fields and files of a multipart body come out byte for byte")
    func multipart() throws {
        // Content that holds line ends, dashes and the boundary with more after it is still content.
        let tricky = Array("\r\n--\(Self.boundary)x\r\n--\r\n\0".utf8) + [0xFF, 0xFE]
        let form = try Self.read(
            Self.body([
                ("name=\"title\"", Array("سند همکاری".utf8)), ("name=\"empty\"", []),
                ("name=\"file\"; filename=\"تفاهم‌نامه \\\"1\\\".pdf\"\r\nContent-Type: application/pdf", tricky),
                ("name=\"file\"; filename=\"a%22b.txt\"", [1]),
                ("name=\"other\"; filename=\"x\"; filename*=UTF-8''%D8%A8.pdf", [2]),
                ("name=\"none\"; filename=\"\"", []),
            ]))
        #expect(form.fields.map(\.value) == ["سند همکاری", ""])
        #expect(form.files.map(\.name) == ["تفاهم‌نامه \"1\".pdf", "a\"b.txt", "ب.pdf", ""])
        #expect(form.files[0].bytes == tricky)
        #expect(form.file("none") == nil)
        #expect(form.file("other")?.bytes == [2])
    }

    @Test("a preamble and white space after the boundary are allowed")
    func preamble() throws {
        let text = "hello\r\n--b \t\r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n--b--epilogue"
        let type = "Multipart/Form-Data; charset=utf-8; boundary=\"b\""
        let form = try FormData(ByteBuffer(string: text), contentType: type)
        #expect(form.text("a") == "1")
    }

    @Test(
        "a boundary that RFC 2046 does not allow is refused",
        arguments: [
            "", "boundary=", "boundary=\"a \"", "boundary=\"a\u{1}\"",
            "boundary=\(String(repeating: "x", count: 71))",
        ])
    func badBoundary(parameter: String) {
        #expect(throws: FormError.malformed) {
            try FormData(ByteBuffer(string: "--\r\n"), contentType: "multipart/form-data; \(parameter)")
        }
    }

    @Test("a body cut off anywhere is refused, never half taken")
    func truncated() throws {
        let whole = Self.body([("name=\"a\"", Array("1".utf8)), ("name=\"f\"; filename=\"x\"", [13, 10, 45, 45])])
        // The close delimiter is complete without its line end.
        for length in 0..<(whole.count - 2) {
            #expect(throws: FormError.malformed) { try Self.read(Array(whole[..<length])) }
        }
        #expect(try Self.read(whole).files.count == 1)
    }

    @Test("random bytes and random damage give a form or a FormError, nothing else", arguments: 0..<20)
    func damage(seed: Int) throws {
        var random = SystemRandomNumberGenerator()
        let whole = Self.body([("name=\"a\"", Array("1".utf8)), ("name=\"f\"; filename=\"x\"", [13, 10, 45])])
        for _ in 0..<40 {
            var bytes = whole
            for _ in 0...3 {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: [13, 10], at: place)
                }
            }
            do { _ = try Self.read(bytes) } catch is FormError {}
            do { _ = try FormData(urlEncoded: bytes) } catch is FormError {}
        }
    }
}
