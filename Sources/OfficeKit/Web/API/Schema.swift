/// What a JSON value must look like: read from the Swift type that holds it, checked on each request, and published in
/// the API's description, so that the three cannot differ.
public indirect enum Schema: Sendable {
    case text(TextRule)
    case integer(ClosedRange<Int64>?)
    case number(ClosedRange<Double>?)
    case flag
    case list(Schema, most: Int?)
    case record(Record)
    /// Any value: a document whose form is described elsewhere.
    case anything
    /// A type that cannot be described: a mistake of the program, which a test finds.
    case unknown(String)

    /// What a text must look like.
    public struct TextRule: Sendable {
        public var least: Int?
        public var most: Int?
        /// The only texts allowed.
        public var choices: [String]?
        /// A name of JSON Schema's: `date`, `date-time`, `uri`.
        public var format: String?
        public var pattern: String?
        /// The catalogue key of the sentence about a text that is not of the form; nil when it is.
        public var check: (@Sendable (String) -> String?)?

        public init(
            least: Int? = nil, most: Int? = nil, choices: [String]? = nil, format: String? = nil,
            pattern: String? = nil, check: (@Sendable (String) -> String?)? = nil
        ) {
            self.least = least
            self.most = most
            self.choices = choices
            self.format = format
            self.pattern = pattern
            self.check = check
        }
    }

    /// A record of named fields and no others.
    public struct Record: Sendable {
        /// The name under which the description keeps it; nil for one that is described in place.
        public var name: String?
        public var fields: [Field]
    }

    /// One field of a record.
    public struct Field: Sendable {
        public let name: String
        public var schema: Schema
        public let isRequired: Bool
        public var note: String?
    }
}

/// What a type of the API says of a field beyond its Swift type.
public struct FieldNote: Sendable {
    public var text: String?
    /// Least and most characters of a text, or least and most of a whole number.
    public var least: Int?
    public var most: Int?
    public var choices: [String]?
    public var format: String?

    public init(
        _ text: String? = nil, least: Int? = nil, most: Int? = nil, choices: [String]? = nil, format: String? = nil
    ) {
        self.text = text
        self.least = least
        self.most = most
        self.choices = choices
        self.format = format
    }

    func applied(to field: Schema.Field) -> Schema.Field {
        var field = field
        field.note = text
        field.schema = applied(to: field.schema)
        return field
    }

    private func applied(to schema: Schema) -> Schema {
        switch schema {
        case .text(var rule):
            rule.least = least ?? rule.least
            rule.most = most ?? rule.most
            rule.choices = choices ?? rule.choices
            rule.format = format ?? rule.format
            return .text(rule)
        case .integer(let range):
            guard least != nil || most != nil else { return schema }
            return .integer(
                Int64(least ?? Int(range?.lowerBound ?? .min))...Int64(most ?? Int(range?.upperBound ?? .max)))
        case .list(let element, let bound): return .list(element, most: most ?? bound)
        default: return schema
        }
    }
}
