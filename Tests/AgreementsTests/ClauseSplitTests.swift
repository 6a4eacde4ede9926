import DocumentReading
import OfficeKit
import Testing

@testable import Agreements

@Suite("The split of a document")
struct ClauseSplitTests {
    private static let text = """
        ماده ۱- هدف
        دوستی دو شهر.
        ماده ۲- زمینه‌ها
        همکاری در:
        الف) آموزش؛
        ب) ورزش.
        ماده ۳- مدت
        پنج سال.
        """

    private static func split(besides taken: Set<Int> = []) -> ClauseSplit {
        ClauseSplit(Reading(text), besides: taken)
    }

    @Test("clauses keep the articles' numbers, and count on where these are taken")
    func numbers() {
        #expect(Self.split().parts.map(\.number) == [1, 2, 3])
        #expect(Self.split(besides: [2, 7]).parts.map(\.number) == [8, 9, 10])
        #expect(Self.split().parts.map(\.label) == ["ماده ۱", "ماده ۲", "ماده ۳"])
    }

    @Test("each piece is the very text that its part came from")
    func pieces() {
        let source = Source(Self.text)
        for part in Self.split().parts {
            let pieces = part.fa?.pieces ?? []
            let words = pieces.map(source.text).joined(separator: "\n")
            #expect(words.hasPrefix(part.label))
            #expect(words.hasSuffix(String((part.fa?.text ?? "").suffix(6))))
        }
    }

    @Test("merging puts a part behind the one before it, with its sources, and later ones move up")
    func merge() {
        var split = Self.split()
        let before = split
        split.merge(at: 1)
        #expect(split.parts.count == 2 && split.parts.map(\.number) == [1, 2])
        #expect(split.parts[0].fa?.text == (before.parts[0].fa?.text ?? "") + "\n" + (before.parts[1].fa?.text ?? ""))
        #expect(split.parts[0].fa?.pieces == (before.parts[0].fa?.pieces ?? []) + (before.parts[1].fa?.pieces ?? []))
        split.merge(at: 0)
        #expect(split.parts.count == 2, "the first has nothing before it")
    }

    @Test("splitting parts a clause at its list, and each part points at its own words")
    func list() {
        var split = Self.split()
        let source = Source(Self.text)
        let isSplit = split.split(at: 1, in: source)
        #expect(isSplit)
        #expect(split.parts.map(\.number) == [1, 2, 3, 4])
        #expect(split.parts[1].fa?.text.contains("آموزش") == true)
        let second = split.parts[2].fa
        #expect(second?.text.contains("ورزش") == true && second?.text.contains("آموزش") == false)
        #expect(second.map { $0.pieces.map(source.text).joined() }?.contains("ورزش") == true)
        #expect(second.map { $0.pieces.map(source.text).joined() }?.contains("آموزش") == false)
    }

    @Test("a line of hyphens says where to cut, in both languages")
    func divider() {
        var split = Self.split()
        split.parts[0].fa?.text = "نخست\n---\nدوم"
        split.parts[0].en = ClauseSplit.Words(text: "first\n - - - \nsecond", pieces: [])
        let isSplit = split.split(at: 0, in: Source(Self.text))
        #expect(isSplit)
        #expect(split.parts[0].fa?.text == "نخست" && split.parts[1].fa?.text == "دوم")
        #expect(split.parts[0].en?.text == "first" && split.parts[1].en?.text == "second")
        #expect(split.parts.map(\.number) == [1, 2, 3, 4])
    }

    @Test("what has one sentence is not split")
    func single() {
        var split = Self.split()
        let isSplit = [2, 9].map { split.split(at: $0, in: Source(Self.text)) }
        #expect(isSplit == [false, false])
        #expect(split == Self.split())
    }
}

@Suite("Which text is ahead")
struct TwinStateTests {
    private static let both: [Language: String] = [.fa: "یک", .en: "one"]

    @Test("a change of one text leaves the other behind until somebody says otherwise")
    func one() {
        var changed = Self.both
        changed[.fa] = "دو"
        #expect(TwinState.ahead(from: Self.both, to: changed, ahead: nil) == .fa)
        var caught = changed
        caught[.en] = "two"
        #expect(TwinState.ahead(from: changed, to: caught, ahead: .fa) == .fa, "it is for a person to say")
        #expect(TwinState.ahead(from: Self.both, to: [.fa: "دو", .en: "two"], ahead: nil) == nil)
        #expect(TwinState.ahead(from: Self.both, to: Self.both, ahead: .en) == .en)
    }

    @Test("one text alone has nothing to be behind")
    func alone() {
        #expect(TwinState.ahead(from: [.fa: "یک"], to: Self.both, ahead: nil) == nil)
        #expect(TwinState.ahead(from: Self.both, to: [.fa: "دو"], ahead: .fa) == nil)
    }
}
