import Cities
import OfficeKit
import PersianText
import SQLStore

/// Turns what a field of a form says of a city, a body or a person into the record that is meant.
///
/// With script a choice arrives as an id; without it, and for a new body, only what was typed arrives.
enum Choices {
    /// What the text beside an id says of it. Without script the id of the old choice is sent whatever was typed.
    private enum Standing { case chosen, emptied, renamed }

    private static func stands(_ field: String, as names: [String?], form: FormData) -> Standing {
        guard form.fields.contains(where: { $0.name == field + "-text" }) else { return .chosen }
        let typed = PersianText.fold(form.text(field + "-text"))
        if typed.isEmpty { return .emptied }
        return names.contains { $0.map { PersianText.fold($0) } == typed } ? .chosen : .renamed
    }

    /// The city of a field; nil when it is empty.
    ///
    /// - Throws: ``Problem`` of the field when no city or several are named so.
    static func city(_ field: String, form: FormData, on connection: any SQLConnection) throws -> City? {
        let typed = form.text(field + "-text")
        if let id = Int64(form.text(field)), let city = try City.find(id, on: connection) {
            switch stands(field, as: [city.namePersian, city.nameEnglish], form: form) {
            case .chosen: return city
            case .emptied: return nil
            case .renamed: break
            }
        }
        if typed.isEmpty { return nil }
        switch try City.named(typed, on: connection) {
        case .found(let city): return city
        case .unknown: throw Problem(field: field, key: "forms.errors.notInList")
        case .several: throw Problem(field: field, key: "agreement.problem.severalCities", arguments: ["name": typed])
        }
    }

    /// The body of a field; nil when it is empty. One whose name the office does not have is added.
    ///
    /// - Parameters:
    ///   - side: on whose side it is to stand.
    ///   - city: where a body that is added is.
    ///   - held: the bodies that the record has; one that is hidden from the viewer stays unless another is typed.
    static func body(
        _ field: String, side: Side, city: Int64?, held: [String] = [], form: FormData, viewer: Viewer,
        in change: Change
    ) throws -> String? {
        let id = form.text(field)
        let typed = form.text(field + "-text")
        if !id.isEmpty, let body = try Body.find(id, for: viewer, on: change.connection) {
            switch stands(field, as: [body.namePersian, body.nameEnglish], form: form) {
            case .chosen: return body.id
            case .emptied: return nil
            case .renamed: break
            }
        } else if typed.isEmpty, held.contains(id) {
            return id
        }
        let name = PersianText.clean(typed, persianLetters: false)
        if name.isEmpty { return nil }
        let key = PersianText.fold(name)
        let known = try Body.list(in: .fa, for: viewer, limit: 20_000, on: change.connection)
        let named = known.filter { body in
            [body.namePersian, body.nameEnglish].contains { $0.map { PersianText.fold($0) } == key }
        }
        if let body = named.first(where: { ($0.isOurs) == (side == .ours) }) ?? named.first { return body.id }
        var draft = BodyDraft()
        let isPersian = name.unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) }
        if isPersian { draft.namePersian = name } else { draft.nameEnglish = name }
        draft.isOurs = side == .ours
        draft.city = city
        do {
            return try Body.add(draft, in: change).id
        } catch CityError.problems(let problems) {
            throw problems.first.map { Problem(field: field, key: $0.key, arguments: $0.arguments) }
                ?? Problem(field: field, key: "forms.errors.notInList")
        }
    }

    /// The person of a field; nil when it is empty.
    ///
    /// - Parameter held: whom the record has; one who is hidden from the viewer stays unless another is typed.
    static func person(
        _ field: String, held: String? = nil, form: FormData, viewer: Viewer, on connection: any SQLConnection
    ) throws -> String? {
        let id = form.text(field)
        let typed = form.text(field + "-text")
        if !id.isEmpty, let person = try Person.find(id, for: viewer, on: connection) {
            switch stands(field, as: [person.namePersian, person.nameEnglish], form: form) {
            case .chosen: return person.id
            case .emptied: return nil
            case .renamed: break
            }
        } else if typed.isEmpty, !id.isEmpty, id == held {
            return id
        }
        if typed.isEmpty { return nil }
        let key = PersianText.fold(typed)
        let seen = viewer.sees(table: "person", kind: Person.recordKind)
        let named = try connection.rows("SELECT id, name_fa, name_en FROM person WHERE \(fragment: seen)")
            .filter { row in
                let names: [String?] = [try row["name_fa"], try row["name_en"]]
                return names.contains { $0.map { PersianText.fold($0) } == key }
            }
        guard named.count == 1, let row = named.first else {
            throw Problem(field: field, key: "forms.errors.notInList")
        }
        return try row["id"]
    }

    /// The agreement of a field, by its code in any digits; nil when it is empty.
    static func agreement(
        _ field: String, form: FormData, viewer: Viewer, on connection: any SQLConnection
    ) throws -> RegisteredAgreement? {
        let typed = form.text(field).isEmpty ? form.text(field + "-text") : form.text(field)
        if typed.isEmpty { return nil }
        let code = Numerals.latin(typed).uppercased().prefix { $0 != " " }
        guard let found = try RegisteredAgreement.find(code: String(code), for: viewer, on: connection) else {
            throw Problem(field: field, key: "forms.errors.notInList")
        }
        return found
    }
}
