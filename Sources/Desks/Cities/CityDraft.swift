import Foundation
import OfficeKit
import PersianText
import SQLStore

/// A city as a form gives it, to be added or to replace what is known.
public struct CityDraft: Sendable, Hashable {
    public var country = ""
    public var nameEnglish = ""
    public var namePersian: String?
    public var nameLocal: String?
    public var admin: String?
    public var latitude: Double?
    public var longitude: Double?
    public var population = 0
    public var timeZone: String?
    public var tier: Tier?

    public init() {}

    /// What is known of a city, to be changed.
    public init(_ city: City) {
        country = city.country
        nameEnglish = city.nameEnglish
        namePersian = city.namePersian
        nameLocal = city.nameLocal
        admin = city.admin
        latitude = city.latitude
        longitude = city.longitude
        population = city.population
        timeZone = city.timeZone
        tier = city.tier
    }

    /// The draft with its texts cleaned.
    ///
    /// - Throws: ``CityError/problems(_:)``.
    func checked(on connection: any SQLConnection) throws -> CityDraft {
        var draft = self
        draft.nameEnglish = TextInput.name(nameEnglish) ?? ""
        draft.namePersian = TextInput.name(namePersian, in: .fa)
        draft.nameLocal = TextInput.name(nameLocal)
        draft.admin = TextInput.name(admin)
        var problems: [Problem] = []
        if draft.nameEnglish.isEmpty { problems.append(Problem(field: "name-en", key: "cities.problem.nameMissing")) }
        if try Country.find(country, on: connection) == nil {
            problems.append(Problem(field: "country", key: "cities.problem.countryMissing"))
        }
        if (latitude == nil) != (longitude == nil) || !(-90...90).contains(latitude ?? 0)
            || !(-180...180).contains(longitude ?? 0)
        {
            problems.append(Problem(field: "latitude", key: "cities.problem.place"))
        }
        if !(0...100_000_000).contains(population) {
            problems.append(Problem(field: "population", key: "cities.problem.population"))
        }
        if let timeZone, TimeZone(identifier: timeZone) == nil {
            problems.append(Problem(field: "timezone", key: "cities.problem.timeZone"))
        }
        guard problems.isEmpty else { throw CityError.problems(problems) }
        return draft
    }
}

extension City {
    /// Adds a city of the office's own making.
    ///
    /// - Throws: ``CityError/problems(_:)``.
    public static func add(_ draft: CityDraft, in change: Change) throws -> City {
        let connection = change.connection
        let draft = try draft.checked(on: connection)
        let last = try connection.value(
            "SELECT MAX(id) FROM city WHERE id >= \(firstOfficeID)", as: Int64.self)
        let id = last.map { $0 + 1 } ?? firstOfficeID
        let source = draft.namePersian == nil ? nil : NameSource.office
        try connection.execute(
            """
            INSERT INTO city (id, country, name_en, name_fa, name_fa_source, name_local, admin, latitude, longitude,
                population, timezone, tier, is_capital, is_own, is_edited, sort_en, sort_fa)
            VALUES (\(id), \(draft.country), \(draft.nameEnglish), \(draft.namePersian), \(source),
                \(draft.nameLocal), \(draft.admin), \(draft.latitude), \(draft.longitude), \(draft.population),
                \(draft.timeZone), \(draft.tier), 0, 0, 1, \(PersianText.sortKey(draft.nameEnglish)),
                \(PersianText.sortKey(draft.namePersian ?? draft.nameEnglish)))
            """)
        guard let city = try find(id, on: connection) else { throw CityError.unknownCity(id) }
        try CityNames.replace(
            id, population: Int64(city.population), shown: city.shownNames, others: [], on: connection)
        try change.record(
            "journal.city.added", city.subject, secrecy: .everyone, changes: draft.changes(from: nil))
        try index(id, in: change)
        return city
    }

    /// Changes what is known of a city.
    ///
    /// - Throws: ``CityError/unknownCity(_:)``, ``CityError/problems(_:)``.
    public static func edit(_ id: Int64, to draft: CityDraft, in change: Change) throws {
        let connection = change.connection
        guard let city = try find(id, on: connection) else { throw CityError.unknownCity(id) }
        let draft = try draft.checked(on: connection)
        let changes = draft.changes(from: CityDraft(city))
        if changes.isEmpty { return change.nothingChanged() }
        let source =
            draft.namePersian == nil
            ? nil : draft.namePersian == city.namePersian ? city.namePersianSource : NameSource.office
        try connection.execute(
            """
            UPDATE city SET country = \(draft.country), name_en = \(draft.nameEnglish), name_fa = \(draft.namePersian),
                name_fa_source = \(source), name_local = \(draft.nameLocal), admin = \(draft.admin),
                latitude = \(draft.latitude), longitude = \(draft.longitude), population = \(draft.population),
                timezone = \(draft.timeZone), tier = \(draft.tier), is_edited = 1,
                sort_en = \(PersianText.sortKey(draft.nameEnglish)),
                sort_fa = \(PersianText.sortKey(draft.namePersian ?? draft.nameEnglish))
            WHERE id = \(id)
            """)
        guard let edited = try find(id, on: connection) else { throw CityError.unknownCity(id) }
        try CityNames.replace(
            id, population: Int64(edited.population), shown: edited.shownNames, others: nil, on: connection)
        try change.record("journal.city.edited", edited.subject, secrecy: .everyone, changes: changes)
        try index(id, in: change)
    }
}

extension CityDraft {
    /// The fields that differ from what was known, for the journal.
    func changes(from before: CityDraft?) -> [FieldChange] {
        func place(_ draft: CityDraft?) -> String? {
            guard let draft, let latitude = draft.latitude, let longitude = draft.longitude else { return nil }
            return "\(latitude), \(longitude)"
        }
        return FieldChange.differences(
            FieldChange("cities.field.country", from: before?.country, to: country),
            FieldChange("cities.field.name.en", from: before?.nameEnglish, to: nameEnglish),
            FieldChange("cities.field.name.fa", from: before?.namePersian, to: namePersian),
            FieldChange("cities.field.name.local", from: before?.nameLocal, to: nameLocal),
            FieldChange("cities.field.admin", from: before?.admin, to: admin),
            FieldChange("cities.field.place", from: place(before), to: place(self)),
            FieldChange(
                "cities.field.population", .number, from: before.map { String($0.population) }, to: String(population)),
            FieldChange("cities.field.timezone", from: before?.timeZone, to: timeZone),
            FieldChange("cities.field.tier", .key, from: before?.tier?.key, to: tier?.key))
    }
}
