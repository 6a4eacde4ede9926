import Foundation
import OfficeKit
import SQLStore

/// What a person chose in a field that suggests: by its id, or, where scripts are off, by the name that was typed.
enum Chosen {
    /// The city of a field; nil when the field was left empty.
    ///
    /// - Throws: `Problem` of the field when the name leads to no city or to several.
    static func city(_ field: String, of form: FormData, on connection: any SQLConnection) throws -> Int64? {
        let typed = form.text("\(field)-text")
        if let id = Int64(form.text(field)), let city = try City.find(id, on: connection),
            typed.isEmpty || [city.nameEnglish, city.namePersian].contains(typed)
        {
            // Without scripts an emptied field still sends the id that it had.
            return typed.isEmpty && form.has("\(field)-text") ? nil : id
        }
        guard !typed.isEmpty else { return nil }
        switch try City.named(typed, on: connection) {
        case .found(let city): return city.id
        case .unknown: throw Problem(field: field, key: "forms.errors.notInList")
        case .several: throw Problem(field: field, key: "cities.problem.citySeveral")
        }
    }

    /// The body of a field, among those that the viewer sees; nil when the field was left empty.
    ///
    /// - Throws: `Problem` of the field when the name leads to no body or to several.
    static func body(
        _ field: String, of form: FormData, for viewer: Viewer, on connection: any SQLConnection
    ) throws -> String? {
        let typed = form.text("\(field)-text")
        if let body = try Body.find(form.text(field), for: viewer, on: connection),
            typed.isEmpty || [body.namePersian, body.nameEnglish].contains(typed)
        {
            return typed.isEmpty && form.has("\(field)-text") ? nil : body.id
        }
        guard !typed.isEmpty else { return nil }
        var filter = BodyFilter()
        filter.text = typed
        let found = try filter.page(1, size: 20, for: viewer, on: connection)
        // A whole name is meant, also where longer ones begin with it.
        let whole = found.filter { [$0.namePersian, $0.nameEnglish].contains(typed) }
        let meant = whole.isEmpty ? found : whole
        guard let first = meant.first else { throw Problem(field: field, key: "forms.errors.notInList") }
        guard meant.count == 1 else { throw Problem(field: field, key: "cities.problem.bodySeveral") }
        return first.id
    }
}

extension FormData {
    /// Whether the form sent a field of this name, be it empty.
    func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// The text of a field; nil when it is empty.
    func filled(_ name: String) -> String? {
        let text = text(name)
        return text.isEmpty ? nil : text
    }

    /// A whole number in any digits, separators between them allowed; nil when the field is empty.
    ///
    /// - Throws: `Problem` of the field.
    func integer(_ name: String) throws(Problem) -> Int? {
        guard let typed = filled(name) else { return nil }
        let plain = Numerals.latin(typed).filter { !$0.isWhitespace && !",٬'’".contains($0) }
        guard let number = Int(plain) else { throw Problem(field: name, key: "forms.errors.notANumber") }
        return number
    }

    /// A number with a fraction, in any digits; nil when the field is empty.
    ///
    /// - Throws: `Problem` of the field.
    func decimal(_ name: String) throws(Problem) -> Double? {
        guard let typed = filled(name) else { return nil }
        let plain = Numerals.latin(typed).replacing("٫", with: ".").replacing("/", with: ".")
            .replacing("\u{2212}", with: "-")
        guard let number = Double(plain), number.isFinite else {
            throw Problem(field: name, key: "forms.errors.notANumber")
        }
        return number
    }
}

extension Visit {
    /// A number with a fraction in the visitor's digits, with the point of the visitor's language: «۳۵٫۶۹».
    func decimal(_ number: String) -> String {
        language == .fa ? dayFormat.digits(number.replacing(".", with: "٫")) : number
    }
}

/// Collects the problems of several fields, so that a form names them all at once.
struct FieldReader {
    private(set) var problems: [Problem] = []

    /// What the body reads; nil, with its problem kept, when it cannot be read.
    mutating func read<T>(_ body: () throws -> T?) throws -> T? {
        do {
            return try body()
        } catch let problem as Problem {
            problems.append(problem)
            return nil
        }
    }

    /// - Throws: ``CityError/problems(_:)`` with those of the fields and those of the record.
    func finish<T>(_ check: () throws -> T) throws -> T {
        do {
            let checked = try check()
            if problems.isEmpty { return checked }
        } catch CityError.problems(let others) {
            let named = Set(problems.map(\.field))
            throw CityError.problems(problems + others.filter { !named.contains($0.field) })
        }
        throw CityError.problems(problems)
    }
}
