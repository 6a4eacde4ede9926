/// A record of the API: a structure whose coding is what its JSON looks like.
public protocol APIShape: Codable, Sendable {
    /// The name in the API's description.
    static var schemaName: String { get }
    /// What is to be said of fields beyond their types, by field.
    static var notes: [String: FieldNote] { get }
}

extension APIShape {
    /// The type's own name, without the `View` that tells it from the record it shows.
    public static var schemaName: String {
        let name = String(describing: Self.self)
        return name.hasSuffix("View") ? String(name.dropLast(4)) : name
    }

    public static var notes: [String: FieldNote] { [:] }
}

/// What a program sends.
public protocol APIInput: APIShape {
    /// The names that problems of the record have in forms, and what they are called here: `titlePersian` is `title.fa`.
    static var fieldNames: [String: String] { get }
}

extension APIInput {
    public static var fieldNames: [String: String] { [:] }
}

/// A record with a version, which its answer also carries as `ETag` and a change may name in `If-Match`.
public protocol APIVersioned: APIShape {
    /// Changes with every change of the record.
    var version: String { get }
}

/// A value that JSON holds as one text, number or flag.
public protocol APIScalar: Codable, Sendable {
    static var schema: Schema { get }
    /// Any value of the type, with which a schema is read from the types that hold it.
    static var sample: Self { get }
}

extension String: APIScalar {
    public static var schema: Schema { .text(.init()) }
    public static var sample: String { "" }
}

extension Bool: APIScalar {
    public static var schema: Schema { .flag }
    public static var sample: Bool { false }
}

extension Int: APIScalar {
    public static var schema: Schema { .integer(nil) }
    public static var sample: Int { 0 }
}

extension Int64: APIScalar {
    public static var schema: Schema { .integer(nil) }
    public static var sample: Int64 { 0 }
}

extension Double: APIScalar {
    public static var schema: Schema { .number(nil) }
    public static var sample: Double { 0 }
}

extension JSON: APIScalar {
    public static var schema: Schema { .anything }
    public static var sample: JSON { .null }
}

/// Patterns of dates. Which months have 31 days, only the check tells.
private enum DatePattern {
    /// 0001 to 9999.
    static let year = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
    /// 1206 to 1498.
    static let jalaliYear = "(120[6-9]|12[1-9][0-9]|13[0-9]{2}|14[0-8][0-9]|149[0-8])"
    static let month = "(0[1-9]|1[0-2])"
    static let day = "(0[1-9]|[12][0-9]|3[01])"
}

extension Day: APIScalar {
    public static var schema: Schema {
        .text(
            .init(
                format: "date", pattern: "^\(DatePattern.year)-\(DatePattern.month)-\(DatePattern.day)$",
                check: { Day(iso: $0) == nil ? "forms.errors.invalidDate" : nil }))
    }
    public static var sample: Day { Day(epochDay: 0) }
}

/// As exact as it is known: `2024`, `2024-09`, `2024-09-05`, and `j1403` or `j1403-06` for a Jalali year or month.
extension PartialDay: APIScalar {
    public static var schema: Schema {
        .text(
            .init(
                pattern: "^(\(gregorian)|j\(DatePattern.jalaliYear)(-\(DatePattern.month))?)$",
                check: { PartialDay(iso: $0) == nil ? "forms.errors.invalidDate" : nil }))
    }
    private static let gregorian = "\(DatePattern.year)(-\(DatePattern.month)(-\(DatePattern.day))?)?"
    public static var sample: PartialDay { PartialDay(Day(epochDay: 0)) }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let date = PartialDay(iso: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a date: \(text)"))
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}
