import Testing

@testable import OfficeKit

@Suite("Authenticator codes")
struct AccountsTOTPTests {
    let code = TOTP(secret: Array("12345678901234567890".utf8))

    @Test(
        "RFC 6238, appendix B, for SHA-1",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectors(seconds: Int64, expected: String) {
        let step = TOTP.step(at: Moment(milliseconds: seconds * 1000))
        #expect(code.code(step: step, digits: 8) == expected)
        #expect(code.code(step: step) == String(expected.suffix(6)))
    }

    @Test(
        "RFC 4226, appendix D",
        arguments: zip(
            Int64(0)...9,
            [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
            ]))
    func counters(step: Int64, expected: String) {
        #expect(code.code(step: step) == expected)
    }

    @Test("one step early or late is taken, two are not")
    func window() {
        let now = Moment(milliseconds: 1_790_000_010_000)
        let step = TOTP.step(at: now)
        for offset in Int64(-3)...3 {
            let found = code.step(matching: code.code(step: step + offset), at: now, after: nil)
            #expect(found == (abs(offset) <= 1 ? step + offset : nil), "\(offset)")
        }
        #expect(code.step(matching: "", at: now, after: nil) == nil)
        #expect(code.step(matching: code.code(step: step) + "0", at: now, after: nil) == nil)
    }

    @Test("a code is not taken twice, nor one before it")
    func replay() {
        let now = Moment(milliseconds: 1_790_000_010_000)
        let step = TOTP.step(at: now)
        #expect(code.step(matching: code.code(step: step), at: now, after: step) == nil)
        #expect(code.step(matching: code.code(step: step - 1), at: now, after: step) == nil)
        #expect(code.step(matching: code.code(step: step + 1), at: now, after: step) == step + 1)
    }

    @Test(
        "Base32 of RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(plain: String, encoded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(plain.utf8))
        #expect(Base32.decode(encoded.lowercased() + "==") == Array(plain.utf8))
    }

    @Test("other characters are not Base32")
    func notBase32() {
        #expect(Base32.decode("MZ1W") == nil)
    }

    @Test("the address for apps holds issuer, account and key")
    func address() {
        #expect(
            code.address(issuer: "پیوند", account: "sara") == """
                otpauth://totp/%D9%BE%DB%8C%D9%88%D9%86%D8%AF:sara?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
                &issuer=%D9%BE%DB%8C%D9%88%D9%86%D8%AF&algorithm=SHA1&digits=6&period=30
                """)
        #expect(code.key == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    }
}
