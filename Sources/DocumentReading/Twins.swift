import PersianText

/// Compares the Persian and the English text of one clause in what must be the same in both: numbers, dates, names.
///
/// What is compared is a set: "five (5) years" says five once, and a text may name a day in both calendars.
public enum Twins {
    /// A name that both texts must have, or neither.
    public struct Name: Sendable, Hashable {
        public var fa: [String]
        public var en: [String]

        public init(fa: [String], en: [String]) {
            self.fa = fa
            self.en = en
        }
    }

    public struct Difference: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
            case number, date, name
            /// A date that no calendar has: 31 Mehr.
            case impossibleDate
        }

        public var kind: Kind
        /// The language whose text has it; the other has not.
        public var language: DocumentLanguage
        /// As it stands in the text.
        public var text: String
    }

    /// What one text has and the other has not, in the order of reading, Persian first.
    public static func differences(fa: String, en: String, names: [Name] = []) -> [Difference] {
        let persian = Content(fa, language: .fa)
        let english = Content(en, language: .en)
        var found: [Difference] = []
        for (mine, theirs) in [(persian, english), (english, persian)] {
            for date in mine.dates {
                if date.calendar == .lunar { continue }
                guard let days = date.days else {
                    found.append(Difference(kind: .impossibleDate, language: mine.language, text: date.text))
                    continue
                }
                let isMatched = theirs.dates.contains { $0.days.map { $0.overlaps(days) } ?? false }
                if !isMatched { found.append(Difference(kind: .date, language: mine.language, text: date.text)) }
            }
            for number in mine.numbers where !theirs.numbers.contains(where: { $0.isSame(as: number) }) {
                found.append(Difference(kind: .number, language: mine.language, text: number.text))
            }
        }
        for name in names {
            let hasPersian = persian.names(anyOf: name.fa)
            let hasEnglish = english.names(anyOf: name.en)
            if let hasPersian, hasEnglish == nil {
                found.append(Difference(kind: .name, language: .fa, text: hasPersian))
            } else if let hasEnglish, hasPersian == nil {
                found.append(Difference(kind: .name, language: .en, text: hasEnglish))
            }
        }
        return found.sorted { left, right in
            left.language != right.language ? left.language == .fa : false
        }
    }

    /// A number that a text states, and how it states it.
    private struct Number {
        let key: String
        let text: String
        let value: Int?

        /// A year of one calendar is a year of the other.
        func isSame(as other: Number) -> Bool {
            if key == other.key { return true }
            guard let mine = value, let theirs = other.value else { return false }
            let jalali = min(mine, theirs)
            let gregorian = max(mine, theirs)
            return (1300...1499).contains(jalali) && [621, 622].contains(gregorian - jalali)
        }
    }

    /// What of a text is compared.
    private struct Content {
        let language: DocumentLanguage
        private(set) var dates: [FoundDate] = []
        private(set) var numbers: [Number] = []
        private let folded: String

        init(_ text: String, language: DocumentLanguage) {
            self.language = language
            folded = " " + PersianText.fold(text) + " "
            let source = Source(text)
            let stream = TokenStream(Row.all(of: source), language: language, of: source)
            let found = DateFinder(stream: stream).all()
            dates = found.map(\.date)
            var place = 0
            var covers = found.map(\.tokens)[...]
            while place < stream.tokens.count {
                if let cover = covers.first, place >= cover.lowerBound {
                    place = max(place + 1, cover.upperBound)
                    covers = covers.dropFirst()
                    continue
                }
                guard let (number, next) = Content.number(stream, at: place) else {
                    place += 1
                    continue
                }
                if let number, !numbers.contains(where: { $0.key == number.key }) { numbers.append(number) }
                place = next
            }
        }

        /// The first of the spellings that it has.
        func names(anyOf spellings: [String]) -> String? {
            spellings.first { spelling in
                let name = PersianText.fold(spelling)
                return !name.isEmpty && folded.contains(" " + name + " ")
            }
        }

        /// The number that begins at a token; nil inside for one that says nothing: "one of", «یک».
        private static func number(_ stream: TokenStream, at start: Int) -> (Number?, Int)? {
            if stream.tokens[start].number != nil { return digits(stream, at: start) }
            guard let word = stream.word(start) else { return nil }
            if let kind = Lexicon.headings[word], let numeral = Mark.numeral(stream, at: start + 1),
                stream.language == .fa || stream.tokens[start].isCapital || kind == .clause || kind == .paragraph,
                !isLetter(stream, at: start + 1)
            {
                return (made(numeral.numbers, stream, (start + 1)..<numeral.next), numeral.next)
            }
            if word == "duplicate" { return (Number(key: "2", text: "duplicate", value: 2), start + 1) }
            if word == "triplicate" { return (Number(key: "3", text: "triplicate", value: 3), start + 1) }
            guard let found = NumberWords.read(stream, at: start), !found.isOrdinal else { return nil }
            var value = found.value
            var next = found.next
            (value, next) = scaled(value, stream, next)
            let isMeasured = isUnit(stream, at: next)
            // «نه» is "no" as well, «سی» and «ده» are parts of names.
            let isDoubtful = found.next == start + 1 && ["نه", "سی", "ده", "صد"].contains(word)
            guard isMeasured || value >= 3 && !isDoubtful else { return (nil, next) }
            return (made([value], stream, start..<next), next)
        }

        private static func isLetter(_ stream: TokenStream, at place: Int) -> Bool {
            let at = stream.sign(place) == nil ? place : place + 1
            guard let word = stream.word(at) else { return false }
            return stream.language == .fa && NumberWords.read(stream, at: at) == nil && word.unicodeScalars.count <= 3
        }

        private static func digits(_ stream: TokenStream, at start: Int) -> (Number?, Int) {
            var place = start
            var text = String(stream.tokens[place].number ?? 0)
            place += 1
            while let sign = stream.sign(place), stream[place]?.isGlued == true, let next = stream[place + 1],
                next.isGlued, let value = next.number
            {
                let isGroup = [",", "٬", "،", "'", "’"].contains(sign) || sign == "." && next.digits == 3
                if isGroup, next.digits == 3 {
                    text += (value < 10 ? "00" : value < 100 ? "0" : "") + String(value)
                } else if [".", "٫", "/"].contains(sign) {
                    text += "." + String(value)
                } else {
                    break
                }
                place += 2
            }
            if let whole = Int(text) {
                let (value, next) = scaled(whole, stream, place)
                return (made([value], stream, start..<next), next)
            }
            let (scale, next) = scaled(1, stream, place)
            if scale > 1, let number = Double(text) {
                return (made([Int((number * Double(scale)).rounded())], stream, start..<next), next)
            }
            return (Number(key: text, text: Outline.tidied(stream.text(start..<place)), value: nil), place)
        }

        private static func made(_ numbers: [Int], _ stream: TokenStream, _ range: Range<Int>) -> Number {
            Number(
                key: numbers.map(String.init).joined(separator: "."), text: Outline.tidied(stream.text(range)),
                value: numbers.count == 1 ? numbers[0] : nil)
        }

        private static func scaled(_ value: Int, _ stream: TokenStream, _ place: Int) -> (Int, Int) {
            var value = value
            var place = place
            while let word = stream.word(place), let scale = scales[word], value < 1_000_000_000 {
                value *= scale
                place += 1
            }
            return (value, place)
        }

        private static let scales = [
            "هزار": 1000, "میلیون": 1_000_000, "میلیارد": 1_000_000_000, "thousand": 1000, "million": 1_000_000,
            "billion": 1_000_000_000,
        ]

        private static func isUnit(_ stream: TokenStream, at place: Int) -> Bool {
            let next = stream[place]?.isSign("-", "(") == true ? place + 1 : place
            return stream.word(next).map(units.contains) ?? false
        }

        private static let units = Lexicon.folded(
            "سال", "ساله", "ماه", "ماهه", "روز", "روزه", "هفته", "درصد", "نسخه", "نفر", "نشست", "بار", "ساعت", "دوره",
            "هیئت", "جلسه", "مرتبه", "پروژه", "year", "years", "month", "months", "day", "days", "week", "weeks",
            "percent", "per", "copies", "originals", "copy", "original", "persons", "people", "experts", "meetings",
            "hours", "sessions", "delegations", "times", "projects", "kilometres", "hectares")
    }
}
