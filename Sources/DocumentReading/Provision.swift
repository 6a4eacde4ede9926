import PersianText

/// A sentence of the document about the document: how long it holds, how it goes on, which text prevails.
public struct Provision: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, Codable { case term, renewal, notice, prevailing }

    /// How a renewal comes about.
    public enum Renewal: String, Sendable, Hashable, Codable { case automatic, byAgreement, none }

    public enum Period: String, Sendable, Hashable, Codable { case day, week, month, year }

    public var kind: Kind
    /// For a term, a renewal or a notice: how long.
    public var length: Int?
    public var period: Period?
    public var renewal: Renewal?
    /// Tags of the languages of equal standing, or of the one that prevails.
    public var languages: [String] = []
    /// Whether one text decides where texts differ; false where all are of equal standing.
    public var prevails: Bool?
    public var language: DocumentLanguage
    /// The sentence.
    public var text: String
    public var span: Span
    public var page: Int
}

/// Finds provisions sentence by sentence.
struct ProvisionFinder {
    let stream: TokenStream

    func all() -> [Provision] { sentences().flatMap(provisions) }

    private func sentences() -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        for place in stream.tokens.indices {
            let token = stream.tokens[place]
            let next = stream[place + 1]
            let isStop =
                token.isSign(".", "؛", ";", "؟", "?", "!") && (next?.isGlued != true)
            let isBreak = next.map { $0.row != token.row && stream.startsParagraph($0.row) } ?? true
            guard isStop || isBreak else { continue }
            if place + 1 - start >= 3 { sentences.append(start..<(place + 1)) }
            start = place + 1
        }
        return sentences
    }

    private func provisions(_ range: Range<Int>) -> [Provision] {
        let words = Set(range.compactMap { stream.word($0) })
        var found: [Provision] = []
        let periods = periods(in: range)
        let isRenewal = !words.isDisjoint(with: Self.renewal)
        let isNotice = !words.isDisjoint(with: Self.notice) && !words.isDisjoint(with: Self.ending)
        // "For ten days" alone is of a visit; the document's own duration says so, or names the document.
        let force =
            !words.isDisjoint(with: Self.holding)
            || !words.isDisjoint(with: Self.force) && !words.isDisjoint(with: Self.documents)
        for (place, period) in periods.enumerated() {
            let before = Set((max(range.lowerBound, period.start - 14)..<period.start).compactMap { stream.word($0) })
            let after = Set((period.end..<min(range.upperBound, period.end + 8)).compactMap { stream.word($0) })
            if isNotice, !before.union(after).isDisjoint(with: Self.notice) {
                found.append(provision(.notice, range, period))
            } else if isRenewal, place > 0 || !before.isDisjoint(with: Self.renewal) {
                continue
            } else if force, !before.isDisjoint(with: Self.duration) || !after.isDisjoint(with: Self.validity),
                !found.contains(where: { $0.kind == .term })
            {
                found.append(provision(.term, range, period))
            }
        }
        if isRenewal, !words.isDisjoint(with: Self.instrument) || force {
            let last = periods.last { period in !found.contains { $0.length == period.length && $0.kind != .renewal } }
            var renewal = provision(.renewal, range, last)
            renewal.renewal =
                !words.isDisjoint(with: Self.automatic)
                ? .automatic : !words.isDisjoint(with: Self.negation) ? Provision.Renewal.none : .byAgreement
            found.append(renewal)
        }
        if let prevailing = prevailing(range, words) { found.append(prevailing) }
        return found
    }

    private typealias Length = (length: Int, period: Provision.Period, start: Int, end: Int)

    private func periods(in range: Range<Int>) -> [Length] {
        var found: [Length] = []
        var place = range.lowerBound
        while place < range.upperBound {
            var value: Int?
            var next = place
            if let number = stream[place]?.number {
                value = number
                next = place + 1
            } else if let spelled = NumberWords.read(stream, at: place), !spelled.isOrdinal {
                value = spelled.value
                next = spelled.next
            }
            guard let number = value else {
                place += 1
                continue
            }
            if stream.sign(next) == "(" {
                var close = next + 1
                while close < range.upperBound, close - next < 7, stream.sign(close) != ")" { close += 1 }
                if stream.sign(close) == ")" { next = close + 1 }
            }
            while stream[next]?.isSign("-", "–", ")") == true || stream[next]?.isWord("calendar", "consecutive") == true
            {
                next += 1
            }
            if let word = stream.word(next), let period = Self.units[word] {
                found.append((number, period, place, next + 1))
                next += 1
            }
            place = max(next, place + 1)
        }
        return found
    }

    private func provision(_ kind: Provision.Kind, _ range: Range<Int>, _ length: Length?) -> Provision {
        let span = Span(
            stream.tokens[range.lowerBound].span.start,
            max(stream.tokens[range.upperBound - 1].span.end, stream.tokens[range.lowerBound].span.end))
        return Provision(
            kind: kind, length: length?.length, period: length?.period, renewal: nil, prevails: nil,
            language: stream.language, text: Outline.tidied(stream.text(range)), span: span,
            page: stream.source.page(at: span.start))
    }

    /// Which language decides, or that all count alike.
    private func prevailing(_ range: Range<Int>, _ words: Set<String>) -> Provision? {
        let named = range.compactMap { place -> (tag: String, place: Int)? in
            stream.word(place).flatMap { Self.languages[$0] }.map { ($0, place) }
        }
        guard !named.isEmpty else { return nil }
        let isEqual = !words.isDisjoint(with: Self.equal) && !words.isDisjoint(with: Self.authority)
        let deciding = range.filter { stream.word($0).map(Self.prevailing.contains) ?? false }
        guard isEqual || !deciding.isEmpty else { return nil }
        var provision = provision(.prevailing, range, nil)
        if let verb = deciding.last, !words.isDisjoint(with: Self.text) {
            // The language named last before the verb: "… in Persian and English; the English text shall prevail".
            guard let language = named.last(where: { $0.place < verb }) ?? named.last else { return nil }
            provision.languages = [language.tag]
            provision.prevails = true
            return provision
        }
        guard isEqual else { return nil }
        provision.languages = named.map(\.tag).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        provision.prevails = false
        return provision
    }

    private static let units: [String: Provision.Period] = [
        "سال": .year, "ساله": .year, "ماه": .month, "ماهه": .month, "روز": .day, "روزه": .day, "هفته": .week,
        "year": .year, "years": .year, "month": .month, "months": .month, "day": .day, "days": .day, "week": .week,
        "weeks": .week,
    ]
    private static let languages: [String: String] = {
        var tags: [String: String] = [:]
        for (tag, names) in [
            ("fa", ["فارسی", "persian", "farsi"]), ("en", ["انگلیسی", "english"]), ("ar", ["عربی", "arabic"]),
            ("zh", ["چینی", "chinese"]), ("ru", ["روسی", "russian"]), ("fr", ["فرانسه", "فرانسوی", "french"]),
            ("de", ["آلمانی", "german"]), ("es", ["اسپانیایی", "spanish"]), ("tr", ["ترکی", "turkish"]),
            ("it", ["ایتالیایی", "italian"]), ("ja", ["ژاپنی", "japanese"]), ("ko", ["کره‌ای", "korean"]),
            ("hy", ["ارمنی", "armenian"]), ("az", ["آذربایجانی", "azerbaijani"]), ("pt", ["پرتغالی", "portuguese"]),
        ] {
            for name in names { tags[PersianText.fold(name, joiner: .join)] = tag }
        }
        return tags
    }()
    private static let renewal = Lexicon.folded(
        "تمدید", "تجدید", "renew", "renewed", "renewal", "renewable", "extended", "extend", "extension", "prolonged")
    private static let automatic = Lexicon.folded(
        "خودکار", "خودبخود", "خودبه‌خود", "خود", "automatically", "automatic", "tacitly", "tacit", "خودکارانه")
    private static let negation = Lexicon.folded("نمی", "نیست", "نخواهد", "نمیشود", "not")
    private static let instrument = Lexicon.folded(
        "تفاهم", "تفاهمنامه", "موافقت", "موافقتنامه", "قرارداد", "سند", "یادداشت", "برنامه", "مدت", "اعتبار",
        "memorandum",
        "agreement", "mou", "arrangement", "programme", "program", "contract", "document", "protocol", "validity", "it",
        "term", "period", "پروتکل", "توافق", "توافقنامه")
    private static let notice = Lexicon.folded(
        "اطلاع", "اعلام", "اخطار", "کتبی", "notice", "notification", "notify", "notifies", "notifying", "prior")
    private static let ending = Lexicon.folded(
        "فسخ", "خاتمه", "پایان", "خاتمه‌یافته", "انصراف", "لغو", "مگر", "terminate", "terminated", "termination",
        "withdraw", "unless", "expiry", "cancel", "denounce", "end", "intention", "عدم", "قصد")
    private static let force = Lexicon.folded(
        "اعتبار", "معتبر", "مدت", "نافذ", "لازم", "force", "valid", "validity", "effect", "effective", "term",
        "duration", "period", "remain", "اجرا", "concluded")
    private static let holding = Lexicon.folded(
        "اعتبار", "معتبر", "نافذ", "valid", "validity", "force", "effective", "duration")
    private static let documents = Lexicon.folded(
        "تفاهم", "تفاهمنامه", "موافقت", "موافقتنامه", "قرارداد", "سند", "پروتکل", "توافق", "توافقنامه", "memorandum",
        "agreement", "mou", "contract", "protocol", "document", "arrangement", "charter")
    private static let duration = Lexicon.folded(
        "مدت", "برای", "اعتبار", "for", "period", "term", "of", "duration", "valid", "به", "تا")
    private static let validity = Lexicon.folded("اعتبار", "معتبر", "نافذ", "valid", "force", "است", "خواهد")
    private static let prevailing = Lexicon.folded(
        "ملاک", "مرجع", "حاکم", "مبنا", "ارجح", "ارجحیت", "رجحان", "برتری", "prevail", "prevails", "prevailing",
        "govern",
        "governs", "controlling", "control", "precedence", "اولویت", "مقدم", "ترجیح", "decisive")
    private static let text = Lexicon.folded(
        "متن", "نسخه", "زبان", "text", "texts", "version", "language", "متون", "نسخ", "versions")
    private static let equal = Lexicon.folded(
        "یکسان", "مساوی", "برابر", "هم", "همسان", "واحد", "equally", "equal", "same", "both", "دو", "هر", "all")
    private static let authority = Lexicon.folded(
        "اعتبار", "معتبر", "معتبرند", "ارزش", "سندیت", "authentic", "authenticity", "validity", "valid", "force",
        "effect",
        "رسمیت", "رسمی")
}
