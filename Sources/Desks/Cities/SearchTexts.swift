import OfficeKit
import SQLStore

extension City {
    /// The address of its page.
    public var href: String { "/cities/\(id)" }

    /// Puts a city into the search over all kinds, once the office has made it, named it or told of it.
    ///
    /// The world's other cities are found by ``CitySuggest`` alone: in the search they would bury the office's records.
    static func index(_ id: Int64, in change: Change) throws {
        let connection = change.connection
        guard let city = try find(id, on: connection) else { return }
        let country = try Country.find(city.country, on: connection)
        let profile = try CityProfile.of(id, on: connection)
        var texts = [city.nameLocal, city.admin, country?.namePersian, country?.nameEnglish]
        texts += profile.statements.flatMap { [$0.persian, $0.english] }
        try change.index(
            SearchEntry(
                kind: kind, id: String(id), secrecy: .everyone, href: city.href, titlePersian: city.namePersian,
                titleEnglish: city.nameEnglish, text: texts.compactMap { $0 }.joined(separator: "\n")))
    }
}

extension Country {
    /// The address of its page.
    public var href: String { "/countries/\(code)" }

    /// The record's kind in journal and search.
    public static let kind = "country"
}

extension Body {
    /// The address of its page.
    public var href: String { "/bodies/\(id)" }

    func index(in change: Change) throws {
        let place = try city.flatMap { try City.find($0, on: change.connection) }
        let texts = [place?.namePersian, place?.nameEnglish, web]
        try change.index(
            SearchEntry(
                kind: Body.recordKind, id: id, secrecy: secrecy, href: href, titlePersian: namePersian,
                titleEnglish: nameEnglish, text: texts.compactMap { $0 }.joined(separator: "\n")))
    }
}

extension Person {
    /// The address of the person's page.
    public var href: String { "/people/\(id)" }

    /// Posts are left out: who may see the person may not see every body.
    func index(in change: Change) throws {
        let texts = [languages, email, phone, note]
        try change.index(
            SearchEntry(
                kind: Person.recordKind, id: id, secrecy: secrecy, href: href, titlePersian: namePersian,
                titleEnglish: nameEnglish, text: texts.compactMap { $0 }.joined(separator: "\n")))
    }
}
