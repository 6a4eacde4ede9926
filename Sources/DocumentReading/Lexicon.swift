import PersianText

/// Words that documents use, compared by their folded form.
enum Lexicon {
    /// The words as tokens have them.
    static func folded(_ words: String...) -> Set<String> { folded(words) }

    static func folded(_ words: [String]) -> Set<String> {
        Set(words.map { PersianText.fold($0, joiner: .join) })
    }

    /// Words that head a part of a document, with what they head.
    static let headings: [String: Unit.Kind] = [
        "ماده": .article, "موافقتماده": .article, "اصل": .article, "بند": .clause, "فصل": .chapter, "بخش": .part,
        "قسمت": .part, "تبصره": .note, "جز": .item, "پیوست": .annex, "ضمیمه": .annex, "مبحث": .section,
        "گفتار": .section, "محور": .section, "فراز": .clause,
        "article": .article, "art": .article, "section": .section, "sec": .section, "clause": .clause,
        "paragraph": .paragraph, "para": .paragraph, "chapter": .chapter, "part": .part, "annex": .annex,
        "appendix": .annex, "schedule": .annex, "attachment": .annex, "note": .note, "item": .item, "point": .item,
        "provision": .article,
    ]

    /// Those that may stand without a number.
    static let numberless = folded("تبصره", "note", "پیوست", "ضمیمه", "annex", "appendix")

    /// After these no sentence ends, so that what follows on the next row is no heading.
    static let openWords = folded([
        "طبق", "مطابق", "براساس", "اساس", "موجب", "موضوع", "مفاد", "وفق", "در", "از", "به", "با", "بر", "برای", "و",
        "یا", "که", "این", "آن", "تا", "ذیل", "حسب", "استناد", "رعایت", "مندرج", "جز", "بجز", "مگر", "شرح", "ی",
        "in", "of", "to", "with", "under", "by", "and", "or", "the", "from", "per", "see", "pursuant", "for", "into",
        "at", "on", "than", "both", "this", "that", "between", "within", "through", "as", "a", "an", "shall", "is",
        "are", "be", "any", "each", "relevant", "said",
    ])

    /// What follows the number of an article that is only spoken of.
    static let references = folded([
        "این", "فوق", "مذکور", "قانون", "و", "تا", "یا", "آییننامه", "اساسنامه", "آیین", "حاضر", "بالا", "زیر",
        "همین", "کنوانسیون", "منشور", "همان", "الی", "آن", "موافقتنامه", "تفاهمنامه", "قرارداد", "است", "باید", "مقرر",
        "of", "and", "or", "above", "below", "hereof", "to", "through", "thereof", "shall", "is", "are", "may", "in",
        "applies", "which", "as", "hereunder", "herein", "para", "paragraph", "was", "has",
    ])
}
