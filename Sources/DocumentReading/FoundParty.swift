import PersianText

/// Who a document is between, as it names them.
public struct FoundParty: Sendable, Hashable {
    public var name: String
    /// What it is called from then on: "Party A", «طرف نخست».
    public var alias: String?
    public var language: DocumentLanguage
    public var span: Span
    public var page: Int
}

/// Finds the parties in what stands before the first article, and in the signatures behind the last.
struct PartyFinder {
    let stream: TokenStream
    /// The first token of the first part.
    let bodyStart: Int
    /// Where the signatures begin.
    let closingStart: Int

    func all() -> [FoundParty] {
        var found: [FoundParty] = []
        var names: Set<String> = []
        func add(_ party: FoundParty) {
            let key = Self.key(party.name)
            if let known = found.firstIndex(where: { Self.key($0.name) == key }), found[known].alias == nil {
                found[known].alias = party.alias
            }
            guard !key.isEmpty, names.insert(key).inserted else { return }
            if found.contains(where: { Self.key($0.name).hasPrefix(key + " ") }) { return }
            found.removeAll { key.hasPrefix(Self.key($0.name) + " ") && $0.alias == nil }
            found.append(party)
        }
        for range in [0..<max(0, bodyStart), closingStart..<stream.tokens.count] where !range.isEmpty {
            if range.lowerBound > 0, found.count >= 2 { break }
            var place = range.lowerBound
            while place < range.upperBound {
                if let (party, next) = party(at: place, limit: range.upperBound) {
                    add(party)
                    place = next
                } else {
                    place += 1
                }
            }
        }
        return Array(found.prefix(6))
    }

    private static func key(_ name: String) -> String {
        PersianText.fold(name).split(separator: " ").filter { $0 != "the" }.joined(separator: " ")
    }

    /// A body's kind with its name behind it: «شهرداری …», "the Municipality of …", "… City Government".
    private func party(at place: Int, limit: Int) -> (FoundParty, Int)? {
        guard let token = stream[place], let word = token.word else { return nil }
        var start = place
        if stream.language == .fa {
            guard Self.persianBodies.contains(word) else { return nil }
            // Not in the middle of another name: «سازمان شهرداری‌ها».
        } else {
            guard token.isCapital, Self.englishBodies.contains(word) else { return nil }
            if stream.word(place + 1) != "of" {
                // "Sample City Municipality": the name stands before.
                while start > 0, let before = stream[start - 1], before.word != nil, before.isCapital,
                    before.row == token.row || !stream.startsParagraph(token.row), place - start < 5,
                    !before.isWord("the", "between", "and", "mayor", "whereas", "memorandum", "agreement")
                { start -= 1 }
                guard start < place else { return nil }
            }
        }
        var end = place + 1
        var words = end - start
        while end < limit, words < 9, let next = stream[end] {
            if next.row != stream.tokens[end - 1].row, stream.startsParagraph(next.row) { break }
            if let sign = next.sign {
                let isInner = sign == "-" && stream[end + 1]?.isGlued == true
                guard isInner else { break }
                end += 1
                continue
            }
            guard let word = next.word else { break }
            if stream.language == .fa {
                if Self.persianEnds.contains(word), stream[end]?.isGlued != true || word == "و" { break }
            } else {
                if !next.isCapital, !["of", "the", "for", "de", "al", "and"].contains(word) { break }
                if word == "and" || word == "the" {
                    guard word == "the", stream.word(end - 1) == "of" else { break }
                }
                if ["hereinafter", "represented", "this", "whereas", "article", "on", "in", "desiring"].contains(word) {
                    break
                }
            }
            end += 1
            words += 1
        }
        while end > place + 1, let last = stream.word(end - 1), ["of", "the", "for"].contains(last) { end -= 1 }
        guard end - start >= 2 else { return nil }
        let span = Span(stream.tokens[start].span.start, stream.tokens[end - 1].span.end)
        var name = Outline.tidied(stream.text(start..<end))
        if name.hasPrefix("The ") { name.removeFirst(4) }
        return (
            FoundParty(
                name: name, alias: alias(after: end, limit: limit), language: stream.language, span: span,
                page: stream.source.page(at: span.start)), end
        )
    }

    /// «که از این پس «طرف نخست» نامیده می‌شود», `(hereinafter referred to as "Party A")`.
    private func alias(after place: Int, limit: Int) -> String? {
        let end = min(limit, place + 22)
        guard place < end else { return nil }
        for start in place..<end {
            if let word = stream.word(start),
                Self.persianBodies.contains(word) && stream.language == .fa
                    || Self.englishBodies.contains(word) && stream[start]?.isCapital == true
            {
                return nil
            }
            guard stream[start]?.isSign("«", "\"", "“", "”", "'", "‘") ?? false else { continue }
            var close = start + 1
            while close < end, !(stream[close]?.isSign("»", "\"", "”", "“", "'", "’") ?? false) { close += 1 }
            guard close < end, close - start <= 6, close > start + 1 else { return nil }
            let words = Set((place..<start).compactMap { stream.word($0) })
            guard !words.isDisjoint(with: Self.naming) || stream.sign(start - 1) == "(" else { return nil }
            return Outline.tidied(stream.text((start + 1)..<close))
        }
        return nil
    }

    private static let naming = Lexicon.folded(
        "پس", "بعد", "اختصار", "نامیده", "hereinafter", "referred", "called", "as", "منبعد")
    private static let persianBodies = Lexicon.folded(
        "شهرداری", "استانداری", "فرمانداری", "دهیاری", "وزارت", "دانشگاه", "شرکت", "سازمان", "اتاق", "شورای", "مؤسسه",
        "بنیاد", "پارک", "موزه", "دولت", "کمیته", "فدراسیون", "بلدیه")
    private static let englishBodies: Set<String> = [
        "municipality", "city", "government", "prefecture", "province", "ministry", "university", "company",
        "organization", "organisation", "chamber", "council", "foundation", "institute", "county", "metropolis",
        "governorate", "administration", "mayoralty", "town", "museum", "association", "federation",
    ]
    private static let persianEnds = Lexicon.folded(
        "و", "که", "با", "به", "از", "در", "طی", "است", "بوده", "می", "شد", "منعقد", "جهت", "این", "میان", "بین", "را",
        "برای", "مورخ", "واقع", "ازسوی", "دارای", "بر", "نیز", "خواهد", "نمایندگی", "یک", "تفاهم", "اعلام", "ضمن")
}
