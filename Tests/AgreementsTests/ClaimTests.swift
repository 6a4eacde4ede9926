import Foundation
import OfficeKit
import Testing

@testable import Agreements

@Suite("Claims of one tie")
struct ClaimSetTests {
    private func claim(
        _ id: String, _ kind: AgreementKind? = .sisterCity, _ date: String? = nil,
        status: Claim.Status = .signed, level: InstrumentLevel = .principle, note: String? = nil,
        from source: Claim.SourceClass = .news
    ) -> Claim {
        Claim(
            id: id,
            .init(
                kind: kind, level: level, status: status, date: date.flatMap { PartialDay(iso: $0) }, note: note,
                source: id, sourceClass: source))
    }

    private func topics(_ claims: [Claim]) -> [ClaimSet.Topic] { ClaimSet(claims).contradictions.map(\.topic) }

    @Test("claims that one reading reconciles do not contradict")
    func agreeing() {
        #expect(topics([claim("a", .sisterCity, "2006"), claim("b", .sisterCity, "2006-05-02")]).isEmpty)
        #expect(topics([claim("a", .sisterCity, "2006"), claim("b")]).isEmpty)
        #expect(topics([claim("a", .sisterCity, "j1385"), claim("b", .sisterCity, "2006")]).isEmpty)
        #expect(topics([claim("a", .sisterCity, "2006"), claim("b", nil, "2004", status: .planned)]).isEmpty)
        #expect(topics([claim("a", .sisterCity, "2006"), claim("b", nil, "2015", level: .executive)]).isEmpty)
    }

    @Test("kind, date and status contradict")
    func contradicting() {
        #expect(topics([claim("a", .sisterCity), claim("b", .memorandum)]) == [.kind])
        #expect(topics([claim("a", .sisterCity, "1962"), claim("b", .sisterCity, "1963")]) == [.date])
        #expect(topics([claim("a", .sisterCity, "2004"), claim("b", nil, "2015-11", status: .planned)]) == [.status])
        #expect(topics([claim("a"), claim("b", note: "contradicts the atlas")]) == [.noted])
        #expect(topics([claim("a", note: "contradicts the atlas")]).isEmpty, "alone it contradicts nothing here")
        #expect(topics([claim("a", .sisterCity, "2006"), claim("b", .memorandum, "2010")]) == [.kind])
    }

    @Test("a settlement closes what it weighed, and a later claim that differs opens it again")
    func settling() {
        let claims = [claim("a", .sisterCity, "1962"), claim("b", .sisterCity, "1963")]
        let word = ClaimSet.Settlement(
            id: "s", topic: .date, standing: "b", weighed: ["a", "b"], reason: "the atlas", by: "x",
            at: TestOffice.moment)
        let settled = ClaimSet(claims, settlements: [word])
        #expect(settled.open == 0)
        #expect(settled.facts.signed == PartialDay(year: 1963))
        #expect(ClaimSet(claims + [claim("c", .sisterCity, "1963-07")], settlements: [word]).open == 0)
        #expect(ClaimSet(claims + [claim("c", .sisterCity, "1970")], settlements: [word]).open == 1)
    }

    @Test("of two words of officers the later holds")
    func resettling() {
        let claims = [claim("a", .sisterCity, "1962"), claim("b", .sisterCity, "1963")]
        let words = [("b", 0), ("a", 5)].map { standing, later in
            ClaimSet.Settlement(
                id: standing, topic: .date, standing: standing, weighed: ["a", "b"], reason: "r", by: "x",
                at: Moment(milliseconds: TestOffice.moment.milliseconds + Int64(later)))
        }
        #expect(ClaimSet(claims, settlements: words).facts.signed == PartialDay(year: 1962))
        #expect(ClaimSet(claims, settlements: words.reversed()).facts.signed == PartialDay(year: 1962))
    }

    @Test("the nearest source decides before anyone has, and the order of entry never matters")
    func facts() {
        let claims = [
            claim("a", .memorandum, "2008", from: .official), claim("b", .sisterCity, "2008-02-25", from: .news),
            claim("c", .sisterCity, "2008", from: .secondary), claim("d", nil, "2007", status: .planned),
            claim("e", .sisterCity, "2009", from: .news),
        ]
        let facts = ClaimSet(claims).facts
        #expect(facts.kind == .memorandum)
        #expect(facts.isSigned)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            let other = ClaimSet(claims.shuffled(using: &generator))
            #expect(other.facts == facts)
            #expect(other.contradictions == ClaimSet(claims).contradictions)
        }
    }

    @Test("what is only planned is not signed")
    func planned() {
        let facts = ClaimSet([claim("a", nil, "2022", status: .planned)]).facts
        #expect(!facts.isSigned)
        #expect(facts.signed == nil)
    }

    @Test("a settlement needs a reason and one of the claims that contradict")
    func problems() throws {
        let set = ClaimSet([claim("a", .sisterCity, "1962"), claim("b", .sisterCity, "1963")])
        let contradiction = try #require(set.contradictions.first)
        #expect(contradiction.problem(standing: "a", reason: "the atlas") == nil)
        #expect(contradiction.problem(standing: "z", reason: "r")?.field == "standing")
        #expect(contradiction.problem(standing: nil, reason: "r")?.field == "standing")
        #expect(contradiction.problem(standing: "a", reason: " \n")?.field == "reason")
        #expect(contradiction.problem(standing: "a", reason: String(repeating: "x", count: 2001))?.field == "reason")
    }
}

@Suite("Files of claims")
struct ClaimFileTests {
    private func file(_ text: String, _ encode: (String) -> Data = { Data($0.utf8) }) throws -> ClaimFile {
        try ClaimFile(encode(text), name: "list.csv")
    }

    @Test("the sample's own file is read whole")
    func sample() throws {
        let bytes = try Data(contentsOf: TestOffice.data.appending(path: "claims_iran.tsv"))
        let file = try ClaimFile(bytes, name: "claims_iran.tsv")
        #expect(file.isSourced)
        #expect(file.faults.isEmpty)
        #expect(file.rows.count == 118)
        #expect(file.rows.filter { $0.own?.id == TestOffice.tehran }.count == 55)
        #expect(file.rows.contains { $0.content.level == .executive })
    }

    @Test(
        "a spreadsheet's export is read with any separator, mark and line end",
        arguments: [",", ";", "\t"], ["\n", "\r\n", "\r"])
    func dialects(separator: String, end: String) throws {
        let lines = [
            ["Partner city", "Country", "Kind", "Date", "Title"],
            ["Seoul", "KR", "Sister city", "۱۳۴۲/۵/۲", "\"He said \"\"yes\(separator) we do\"\"\""],
            ["Paris", "France", "MoU", "2004-07", ""],
        ].map { $0.joined(separator: separator) }
        let text = lines.joined(separator: end) + end
        let encodings: [(String) -> Data] = [
            { Data($0.utf8) }, { Data([0xEF, 0xBB, 0xBF]) + Data($0.utf8) }, { $0.data(using: .utf16)! },
        ]
        for encode in encodings {
            let file = try file(text, encode)
            #expect(!file.isSourced)
            #expect(file.faults.isEmpty)
            #expect(file.rows.map(\.partner.name) == ["Seoul", "Paris"])
            #expect(file.rows.map(\.content.kind) == [.sisterCity, .memorandum])
            #expect(file.rows[0].content.date?.earliest.iso == "1963-07-24")
            #expect(file.rows[0].titleEnglish == "He said \"yes\(separator == "\t" ? "" : separator) we do\"")
            #expect(file.rows.map(\.line) == [2, 3])
        }
    }

    @Test("Persian headers and words are known")
    func persian() throws {
        let file = try file("شهر طرف,کشور,نوع,تاریخ امضا,وضعیت\nسئول,کره جنوبی,خواهرشهری,۱۳۴۲,امضا شده\n")
        #expect(file.faults.isEmpty)
        #expect(file.rows.first?.content.kind == .sisterCity)
        #expect(file.rows.first?.content.date == PartialDay(jalaliYear: 1342))
    }

    @Test("each wrong row is named with its line, and the others are read")
    func faults() throws {
        let file = try file(
            """
            partner,kind,date,expires,url
            Seoul,sister,2004,2003,
            ,sister,2004,,
            Paris,marriage,2004,,
            Paris,sister,2004-13,,
            Paris,sister,2004,,javascript:alert(1)
            Paris,sister,2004,,https://example.org/a
            "Rome
            and more",sister,2004,,,,,
            Paris,sister,2004,,https://example.org/a
            """)
        #expect(file.rows.map(\.line) == [7])
        #expect(
            file.faults.map { "\($0.line) \($0.key.split(separator: ".").last!)" } == [
                "2 expiresBeforeSigned", "3 noPartner", "4 badKind", "5 badDate", "6 badURL", "8 tooManyFields",
                "10 repeated",
            ])
    }

    @Test("what is no table is refused as a whole")
    func unreadable() {
        func key(_ bytes: Data) -> String? {
            do {
                _ = try ClaimFile(bytes, name: "f")
                return nil
            } catch {
                return (error as? ClaimFile.Unreadable).map { String($0.key.split(separator: ".").last!) }
            }
        }
        #expect(key(Data()) == "empty")
        #expect(key(Data("partner\n".utf8)) == "empty")
        #expect(key(Data("kind,date\nsister,2004\n".utf8)) == "noPartnerColumn")
        #expect(key(Data("partner,counterpart\na,b\n".utf8)) == "columnTwice")
        #expect(key(Data("partner\n\"Seoul\n".utf8)) == "openQuote")
        #expect(key(Data([0x50, 0x4B, 0x03, 0x04, 0x00, 0xFF])) == "notText")
        #expect(key(Data([0xC3, 0x28])) == "notText")
    }
}
