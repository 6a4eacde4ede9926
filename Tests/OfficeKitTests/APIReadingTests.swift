import Foundation
import Testing

@testable import OfficeKit

@Suite("Reading JSON")
struct APIReadingTests {
    private func read(_ text: String) throws -> JSON { try JSONReader.read(Array(text.utf8)) }

    private func fault(_ text: String) -> JSONReader.Malformed? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error as? JSONReader.Malformed
        }
    }

    @Test("values are read as RFC 8259 writes them")
    func values() throws {
        let cases: [(String, JSON)] = [
            ("0", 0), ("-0", 0), ("12", 12), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.5", .number(1.5)),
            ("1e2", .number(100)), ("2E-1", .number(0.2)), (" \n\t\r true ", true), ("false", false), ("null", .null),
            ("\"\"", ""), ("\"سلام\"", "سلام"), (#""\u0633\u200C""#, "س\u{200C}"), (#""\ud83d\ude00""#, "😀"),
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), ("[]", []), ("[1,[2]]", [1, [2]]), ("{}", [:]),
            (#"{"a":{"b":[null]},"":1}"#, ["a": ["b": [.null]], "": 1]),
        ]
        for (text, value) in cases { #expect(try read(text) == value, "\(text)") }
    }

    @Test("what breaks is refused, with the place where it breaks")
    func broken() throws {
        let cases: [(String, Int, Int)] = [
            ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("[1 2]", 1, 4), ("{\"a\" 1}", 1, 6), ("{a:1}", 1, 2),
            ("{\n  \"ب\": 1,\n  \"ب\": 2}", 3, 3), ("01", 1, 2), ("1.", 1, 3), ("1e", 1, 3), ("+1", 1, 1),
            ("nul", 1, 1),
            ("\"a", 1, 3), ("\"\u{1}\"", 1, 2), (#""\x""#, 1, 2), (#""\u12""#, 1, 4), (#""\ud800""#, 1, 2),
            (#""\ud800\u0041""#, 1, 2), (#""\u0000""#, 1, 2), ("true false", 1, 6), ("1e400", 1, 1), ("NaN", 1, 1),
            ("[1]]", 1, 4), ("// a\n1", 1, 1), ("'a'", 1, 1),
        ]
        for (text, line, column) in cases {
            let fault = fault(text)
            #expect(fault != nil, "\(text)")
            #expect(fault?.line == line && fault?.column == column, "\(text): \(String(describing: fault))")
        }
        #expect(throws: JSONReader.Malformed.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
    }

    @Test("depth is bounded, so that no body exhausts the stack")
    func depth() throws {
        func nest(_ count: Int) -> String {
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(fault(nest(JSONReader.deepest)) == nil)
        #expect(fault(nest(JSONReader.deepest + 1)) != nil)
        #expect(fault(String(repeating: "[", count: 1_000_000)) != nil)
    }

    @Test("what is read is what Foundation reads", arguments: 0..<20)
    func agrees(seed: UInt64) throws {
        var chance = Chance(state: seed)
        func value(_ depth: Int) -> JSON {
            switch UInt64.random(in: 0..<(depth > 3 ? 5 : 7), using: &chance) {
            case 0: .null
            case 1: .flag(.random(using: &chance))
            case 2: .integer(.random(in: -1_000_000...1_000_000, using: &chance))
            case 3: .number(Double(Int.random(in: -999...999, using: &chance)) + 0.5)
            case 4: .text(["", "a\"b\\", "سلام\n", "😀/\u{1}", "\u{200C}"].randomElement(using: &chance) ?? "")
            case 5: .list((0..<Int.random(in: 0...4, using: &chance)).map { _ in value(depth + 1) })
            default:
                .record(
                    Dictionary(
                        (0..<Int.random(in: 0...4, using: &chance)).map { ("ف\($0)", value(depth + 1)) },
                        uniquingKeysWith: { first, _ in first }))
            }
        }
        for _ in 0..<50 {
            let value = value(0)
            #expect(try JSONReader.read([UInt8](JSONEncoder().encode(value))) == value)
        }
    }

    /// The same numbers on each run.
    private struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
