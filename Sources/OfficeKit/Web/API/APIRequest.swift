import Foundation
import HTTPTypes
import NIOCore

/// Reads what a program sent, and says all that is wrong with it at once.
enum APIRequest {
    /// The body as a value of the type.
    ///
    /// - Throws: ``Refusal/unsupportedType``, ``Refusal/malformed(_:)``, ``Rejection``.
    static func body<Input: APIInput>(_ type: Input.Type, schema: Schema, of visit: Visit) throws -> Input {
        let bytes = Array(visit.body.readableBytesView)
        // An action without particulars needs no body.
        let isEmpty = bytes.isEmpty && Input.self == API.Nothing.self
        if isEmpty, visit.headers[.contentType] == nil { return try decoded(type, [:], schema) }
        guard isJSON(visit.headers[.contentType]) else { throw Refusal.unsupportedType }
        do {
            return try decoded(type, isEmpty ? [:] : try JSONReader.read(bytes), schema)
        } catch let malformed as JSONReader.Malformed {
            throw Refusal.malformed(malformed.sentence)
        }
    }

    /// The query as a value of the type; its texts become the numbers and flags that the schema asks for.
    ///
    /// - Throws: ``Refusal/malformed(_:)``, ``Rejection``.
    static func query<Filter: APIShape>(_ type: Filter.Type, schema: Schema, of visit: Visit) throws -> Filter {
        guard visit.query.isWhole else { throw Refusal.malformed("The query is not UTF-8, or is too long.") }
        guard case .record(let record) = schema else { throw Refusal.notFound }
        var values: [String: JSON] = [:]
        var problems: [Problem] = []
        for (name, text) in visit.query.pairs {
            let field = record.fields.first { $0.name == name }
            if values.updateValue(value(text, as: field?.schema), forKey: name) != nil {
                problems.append(Problem(field: name, key: "api.errors.repeated"))
            }
        }
        guard problems.isEmpty else { throw Rejection(problems) }
        return try decoded(type, .record(values), schema)
    }

    /// Refuses a query where none is understood: a misspelt wish must not pass for a granted one.
    static func refuseQuery(of visit: Visit) throws {
        _ = try query(API.Nothing.self, schema: .record(.init(name: nil, fields: [])), of: visit)
    }

    private static func value(_ text: String, as schema: Schema?) -> JSON {
        switch schema {
        case .integer: Int64(text).map { .integer($0) } ?? .text(text)
        case .number: Double(text).map { .number($0) } ?? .text(text)
        case .flag: text == "true" ? true : text == "false" ? false : .text(text)
        default: .text(text)
        }
    }

    private static func decoded<T: Decodable>(_ type: T.Type, _ value: JSON, _ schema: Schema) throws -> T {
        let problems = schema.problems(in: value)
        guard problems.isEmpty else { throw Rejection(problems) }
        do {
            return try JSONDecoder().decode(type, from: JSONEncoder().encode(value))
        } catch let error as DecodingError {
            throw Refusal.malformed("The body cannot be read: \(error)")
        }
    }

    private static func isJSON(_ type: String?) -> Bool {
        let parts = (type ?? "").lowercased().split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        let isUTF8 = parts.dropFirst().allSatisfy {
            !$0.hasPrefix("charset=") || $0.hasSuffix("utf-8") || $0.hasSuffix("utf-8\"")
        }
        return parts.first == "application/json" && isUTF8
    }
}

/// Why a record cannot be taken, field by field.
public struct Rejection: Error, Sendable, Equatable {
    public let problems: [Problem]

    public init(_ problems: [Problem]) { self.problems = problems }
}
