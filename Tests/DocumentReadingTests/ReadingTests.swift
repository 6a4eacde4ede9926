import Testing

@testable import DocumentReading

@Suite("Reading a document")
struct ReadingTests {
    @Test("there are documents of many styles")
    func many() { #expect(LabelledDocument.all.count >= 30) }

    @Test("the boundaries of clauses are found at their very characters", arguments: LabelledDocument.all)
    func boundaries(document: LabelledDocument) {
        let reading = Reading(document.text)
        #expect(Set(reading.units.map(\.span.start)) == document.boundaries)
        #expect(Set(reading.units.filter(\.isMain).map(\.span.start)) == document.clauses)
    }

    @Test("dates are found at their places with their days", arguments: LabelledDocument.all)
    func dates(document: LabelledDocument) {
        let found = Reading(document.text).dates.map { ($0.span.start, $0.iso ?? "") }
        #expect(Dictionary(found) { one, _ in one } == document.dates)
    }

    @Test("every piece of a part lies in its page and in the part of its parent", arguments: LabelledDocument.all)
    func pieces(document: LabelledDocument) {
        let reading = Reading(document.text)
        for unit in reading.units {
            #expect(unit.pieces.allSatisfy { $0.start < $0.end && $0.end <= reading.source.count })
            #expect(reading.source.page(at: unit.span.start) == unit.page)
            if let parent = unit.parent {
                #expect(reading.units[parent].tokens.contains(unit.tokens.lowerBound))
                #expect(reading.units[parent].depth == unit.depth - 1)
            }
        }
    }

    @Test(
        "two columns are parted and each article finds its twin",
        arguments: LabelledDocument.all.filter { $0.name.hasPrefix("bi-") })
    func twins(document: LabelledDocument) {
        let reading = Reading(document.text)
        #expect(Set(reading.languages) == [.fa, .en])
        for pair in reading.clauses {
            guard let fa = pair.fa, let en = pair.en else {
                Issue.record("\(document.name): a clause without its twin")
                continue
            }
            #expect(reading.units[fa].numbers == reading.units[en].numbers)
            let persian = reading.units[fa].text.unicodeScalars.compactMap(DocumentLanguage.of)
            #expect(persian.allSatisfy { $0 == .fa }, "nothing of the other column is in it")
        }
    }

    @Test("an article that is only spoken of is no boundary, wherever the line breaks")
    func references() {
        let text = "ماده ۱- هدف\nطرفین بر اساس\nماده ۲ این سند عمل می‌کنند.\nماده ۲- مدت\nیک سال.\n"
        #expect(Reading(text).units.map(\.title) == ["هدف", "مدت"])
        let english = "Article 1\nAs provided in\nArticle 2 of this paper.\nArticle 2\nOne year under Article 1.\n"
        #expect(Reading(english).units.count == 2)
    }

    @Test("titles, hierarchy and text come without the marker")
    func parts() throws {
        let reading = Reading("ماده ۳ – گزارش\nگزارش سالانه است.\nتبصره: به دو زبان.\n")
        let article = try #require(reading.units.first)
        #expect(article.label == "ماده ۳" && article.title == "گزارش" && article.number == "3")
        #expect(article.text == "گزارش\nگزارش سالانه است.\nتبصره: به دو زبان.")
        #expect(reading.units.last?.kind == .note && reading.units.last?.parent == 0)
    }

    @Test("signatures are no part of the last article")
    func closing() {
        let reading = Reading(
            "Article 1\nWe meet.\n\nArticle 2\nWe write.\n\nDone at Sample City in two copies.\n\nMayor\n")
        #expect(reading.units.last?.text == "We write.")
    }

    @Test(
        "lines that a PDF wrote from the left are read from the right",
        arguments: [
            ("\u{202B} هدف\u{202C}:۱ \u{202B}ماده\u{202C}", "ماده ۱: هدف"),
            (".\u{202B}با حسن نیت\u{202C}", "با حسن نیت."),
            ("\u{202B}ماده (\u{202A} – )۱\u{202C}هدف\u{202C}", "ماده (۱) – هدف"),
            (
                "\u{202B}تا \u{202A} ۳۰\u{202C}مهر \u{202A} ۱۴۰۷\u{202C}است\u{202A}.\u{202C}\u{202C}",
                "تا ۳۰ مهر ۱۴۰۷ است."
            ),
        ])
    func order(written: String, read: String) {
        let source = Source(written)
        #expect(String(String.UnicodeScalarView(source.scalars.filter { $0 != "\u{200F}" })) == read)
        #expect(Source(source.text).scalars == source.scalars, "once is enough")
        #expect(source.count == written.unicodeScalars.count)
    }

    @Test(
        "dates are read in the forms in which letters have them",
        arguments: [
            ("5–7 September 2024", ["2024-09-05", "2024-09-07"]),
            ("30 August to 2 September 2024", ["2024-08-30", "2024-09-02"]),
            ("۵ تا ۷ شهریور ۱۴۰۳", ["2024-08-26", "2024-08-28"]), ("September the 5th, 2024", ["2024-09-05"]),
            ("بیست و پنجم ماه مه ۲۰۲۴", ["2024-05-25"]), ("١٤٠٣/٠٦/١٥", ["2024-09-05"]),
            ("May we meet in 2024", []), ("021-12-1404", []), ("نامهٔ ۱۴۰۳/۲/۳۴۵", []), ("۲۷ رجب ۱۴۴۵", [""]),
        ])
    func dateForms(text: String, days: [String]) {
        #expect(Reading(text + "\n").dates.map { $0.iso ?? "" } == days)
    }

    @Test(
        "nothing and nonsense give an empty reading", arguments: ["", "\u{0C}\u{0C}", "   \n", "۱۲۳", "((((", "-\n-\n"])
    func nothing(text: String) { #expect(Reading(text).clauses.isEmpty) }
}

@Suite("Parties and provisions")
struct ProvisionTests {
    @Test("parties are named with what they are called from then on")
    func parties() {
        let reading = Reading(
            "میان شهرداری آرمان‌آباد (که از این پس «طرف نخست» نامیده می‌شود) و شهرداری ریورمارک\n\nماده ۱- هدف\nدوستی.\n")
        #expect(reading.parties.map(\.name) == ["شهرداری آرمان‌آباد", "شهرداری ریورمارک"])
        #expect(reading.parties.first?.alias == "طرف نخست")
    }

    @Test("term, renewal, notice and prevailing text are recognised in both languages")
    func provisions() {
        let english = Reading(
            """
            Article 1
            This Agreement is valid for three years. It shall be renewed automatically for one year unless either Party
            gives six months' written notice. In case of doubt the English text shall prevail.
            """)
        #expect(english.provisions.first { $0.kind == .term }?.length == 3)
        #expect(english.provisions.first { $0.kind == .renewal }?.renewal == .automatic)
        #expect(english.provisions.first { $0.kind == .notice }?.length == 6)
        #expect(english.provisions.first { $0.kind == .prevailing }?.languages == ["en"])
        let persian = Reading(
            "ماده ۱- مدت\nاین تفاهم‌نامه به مدت پنج سال معتبر است. با توافق طرفین تفاهم‌نامه تمدید می‌شود. "
                + "متن فارسی و انگلیسی از اعتبار یکسان برخوردارند.\n")
        #expect(persian.provisions.first { $0.kind == .term }?.length == 5)
        #expect(persian.provisions.first { $0.kind == .renewal }?.renewal == .byAgreement)
        #expect(persian.provisions.first { $0.kind == .prevailing }?.prevails == false)
        #expect(persian.provisions.first { $0.kind == .prevailing }?.languages == ["fa", "en"])
    }
}

@Suite("Twins")
struct TwinsTests {
    private static func found(_ fa: String, _ en: String, _ names: [Twins.Name] = []) -> [String] {
        Twins.differences(fa: fa, en: en, names: names).map { "\($0.kind.rawValue) \($0.language.rawValue) \($0.text)" }
    }

    @Test(
        "what says the same in both languages does not differ",
        arguments: [
            (
                "به مدت پنج سال از ۳ آذر ۱۴۰۴ با ۲۵۰٬۰۰۰ یورو",
                "for five (5) years from 24 November 2025 with EUR 250,000"
            ),
            ("طبق ماده پنجم تا پایان سال ۱۴۰۵ در دو نسخه", "under Article V by the end of 2026 in duplicate"),
            ("سه‌ماه و ۱۲٫۵ درصد و ۲ میلیون", "three months and 12.5 percent and two million"),
            ("یک برنامهٔ مشترک برای هر دو شهر", "a joint programme for both cities"),
            ("در مهر ۱۴۰۳", "in October 2024"),
        ])
    func same(fa: String, en: String) { #expect(Self.found(fa, en) == []) }

    @Test("numbers, dates and names that differ are told with their language")
    func different() {
        #expect(Self.found("هر سال سه کارشناس", "four experts a year") == ["number fa سه", "number en four"])
        #expect(
            Self.found("تا ۳ آذر ۱۴۰۴", "by 25 November 2025") == ["date fa ۳ آذر ۱۴۰۴", "date en 25 November 2025"])
        #expect(Self.found("تا ۳۱ مهر ۱۴۰۴", "soon") == ["impossibleDate fa ۳۱ مهر ۱۴۰۴"])
        let names = [Twins.Name(fa: ["سئول"], en: ["Seoul"])]
        #expect(Self.found("شهرداری سئول متعهد است", "the city is bound", names) == ["name fa سئول"])
        #expect(Self.found("شهرداری سئول", "the City of Seoul", names) == [])
    }

    @Test(
        "numbers in words are numbers",
        arguments: [
            ("یک‌هزار و چهارصد و چهار", 1404), ("بیست و دوم", 22), ("بیست‌ودوم", 22), ("سی‌ام", 30),
            ("two thousand and twenty-five", 2025),
            ("twenty-first", 21), ("one hundred and five", 105), ("هجدهم", 18), ("سیصد و شصت و پنج", 365),
        ])
    func words(text: String, value: Int) {
        let source = Source(text)
        let language: DocumentLanguage = text.unicodeScalars.first.flatMap(DocumentLanguage.of) ?? .en
        let stream = TokenStream(Row.all(of: source), language: language, of: source)
        let found = NumberWords.read(stream, at: 0)
        #expect(found?.value == value)
        #expect(found?.next == stream.tokens.count)
    }
}
