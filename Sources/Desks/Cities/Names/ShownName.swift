import OfficeKit

/// A name as a page shows it, with its language where that is not the page's: a city that has no reliable Persian name
/// stands in a Persian page in Latin letters, and a screen reader must know.
struct ShownName: Sendable, Hashable {
    let text: String
    /// For the `lang` attribute; nil where the name is in the page's language.
    let lang: String?

    init(_ text: String, in language: Language, on page: Language) {
        self.text = text
        lang = language == page ? nil : language.rawValue
    }

    /// The name in the page's language, else in the other.
    init(persian: String?, english: String?, on page: Language) {
        let own = page == .fa ? persian : english
        let other = page == .fa ? english : persian
        self.init(own ?? other ?? "", in: own != nil || other == nil ? page : page.other, on: page)
    }
}

extension City {
    func shown(on page: Language) -> ShownName {
        ShownName(name(in: page), in: languageOfName(in: page), on: page)
    }
}

extension Holiday {
    func shown(on page: Language) -> ShownName {
        ShownName(name(in: page), in: languageOfName(in: page), on: page)
    }
}

extension Body {
    func shown(on page: Language) -> ShownName {
        ShownName(persian: namePersian, english: nameEnglish, on: page)
    }
}

extension Person {
    func shown(on page: Language) -> ShownName {
        ShownName(persian: namePersian, english: nameEnglish, on: page)
    }
}

extension Post {
    func shown(on page: Language) -> ShownName {
        ShownName(persian: titlePersian, english: titleEnglish, on: page)
    }
}
